#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "dockaudit/results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Three controls: one low, one critical, one that both checks decide. */
static const struct check low = { .id = "low",
	                          .title = "low",
	                          .subject = KIND_CONTAINER,
	                          .severity = SEVERITY_LOW,
	                          .remediation = "fix low" };
static const struct check critical = { .id = "critical",
	                               .title = "critical",
	                               .subject = KIND_DAEMON,
	                               .severity = SEVERITY_CRITICAL,
	                               .remediation = "fix critical" };
static const struct check *const only_low[] = { &low };
static const struct check *const only_critical[] = { &critical };
static const struct check *const both[] = { &low, &critical };
static const struct control controls[] = {
	{ .id = "1.1",
	  .title = "low",
	  .severity = SEVERITY_LOW,
	  .checks = only_low,
	  .check_count = 1 },
	{ .id = "1.2",
	  .title = "critical",
	  .severity = SEVERITY_CRITICAL,
	  .checks = only_critical,
	  .check_count = 1 },
	{ .id = "1.3",
	  .title = "both",
	  .severity = SEVERITY_CRITICAL,
	  .checks = both,
	  .check_count = 2 },
};
static const struct section sections[] = {
	{ .id = "1",
	  .name = "one",
	  .title = "One",
	  .controls = controls,
	  .control_count = 3 },
};
static const struct policy policy = {
	.profile = { .id = "p",
	             .title = "P",
	             .sections = sections,
	             .section_count = 1 },
};

static const struct subject web = { "container", "1", "web" };
static const struct subject db = { "container", "2", "db" };
static const struct subject mail = { "container", "4", "mail" };
static const struct subject cache = { "container", "5", "cache" };
static const struct subject daemon_subject = { "daemon", "3", "host" };

static void add(struct results *results, const struct check *check,
                const struct subject *subject, enum status status)
{
	const struct finding finding = { .check = check->id,
		                         .status = status,
		                         .subject = subject,
		                         .message = "because" };

	results_add(results, check, &finding);
}

static struct report report_of(struct results *results, bool complete)
{
	struct report report = { .complete = complete };

	results_report(results, &report);
	return report;
}

static void a_control_takes_the_worst_of_its_findings(void **state)
{
	static const struct {
		enum status first, second, expected;
	} rows[] = {
		{ STATUS_PASS, STATUS_PASS, STATUS_PASS },
		{ STATUS_PASS, STATUS_NOT_APPLICABLE, STATUS_PASS },
		{ STATUS_PASS, STATUS_MANUAL, STATUS_MANUAL },
		{ STATUS_WAIVED, STATUS_MANUAL, STATUS_WAIVED },
		{ STATUS_WAIVED, STATUS_FAIL, STATUS_FAIL },
		{ STATUS_ERROR, STATUS_FAIL, STATUS_ERROR },
		{ STATUS_NOT_APPLICABLE, STATUS_NOT_APPLICABLE,
		  STATUS_NOT_APPLICABLE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *keep = arena_new();
		struct results *results = results_new(keep, &policy, false);
		struct report report;

		add(results, &low, &web, rows[i].first);
		add(results, &low, &db, rows[i].second);
		report = report_of(results, true);
		assert_int_equal(report.sections[0].controls[0].status,
		                 rows[i].expected);
	}
}

static void a_check_decides_every_control_that_names_it(void **state)
{
	owned(release_arena) struct arena *keep = arena_new();
	struct results *results = results_new(keep, &policy, false);
	struct report report;
	size_t count;

	(void)state;
	(void)results_checks(results, KIND_CONTAINER, &count);
	assert_int_equal(count, 1);
	add(results, &low, &web, STATUS_PASS);
	add(results, &critical, &daemon_subject, STATUS_FAIL);
	report = report_of(results, true);
	assert_int_equal(report.sections[0].controls[1].status, STATUS_FAIL);
	assert_int_equal(report.sections[0].controls[2].status, STATUS_FAIL);
	assert_string_equal(report.sections[0].controls[2].remediation,
	                    "fix critical");
	assert_int_equal(
		report.sections[0].controls[2].subjects.of[STATUS_PASS], 1);
}

static void a_subject_counts_once_however_many_checks_there_are(void **state)
{
	owned(release_arena) struct arena *keep = arena_new();
	struct results *results = results_new(keep, &policy, false);
	const struct report_control *control;
	struct report report;

	(void)state;
	/* As if the second check were about containers, too. */
	add(results, &low, &web, STATUS_FAIL);
	add(results, &critical, &web, STATUS_PASS);
	add(results, &low, &db, STATUS_PASS);
	add(results, &critical, &db, STATUS_NOT_APPLICABLE);
	report = report_of(results, true);
	control = &report.sections[0].controls[2];
	assert_int_equal(control->subjects.of[STATUS_FAIL], 1);
	assert_int_equal(control->subjects.of[STATUS_PASS], 1);
	assert_int_equal(control->subjects.of[STATUS_NOT_APPLICABLE], 0);
	assert_string_equal(control->reason,
	                    "does not hold for 1 of 2 subjects");
}

static void score_weighs_by_severity_and_counts_errors(void **state)
{
	static const struct {
		enum status low, critical;
		bool known;
		double score, coverage;
	} rows[] = {
		/* 1.1 low, 1.2 critical, 1.3 critical: weights 1, 8, 8 */
		{ STATUS_PASS, STATUS_PASS, true, 100, 100 },
		{ STATUS_PASS, STATUS_FAIL, true, 5.8, 100 },
		{ STATUS_FAIL, STATUS_PASS, true, 47.0, 100 },
		{ STATUS_PASS, STATUS_ERROR, true, 5.8, 33.3 },
		{ STATUS_NOT_APPLICABLE, STATUS_PASS, true, 100, 100 },
		{ STATUS_MANUAL, STATUS_MANUAL, false, 0, 0 },
		{ STATUS_WAIVED, STATUS_WAIVED, false, 0, 100 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *keep = arena_new();
		struct results *results = results_new(keep, &policy, false);
		struct report report;

		add(results, &low, &web, rows[i].low);
		add(results, &critical, &daemon_subject, rows[i].critical);
		report = report_of(results, true);
		assert_int_equal(report.score.known, rows[i].known);
		assert_true(report.score.percent > rows[i].score - 0.001 &&
		            report.score.percent < rows[i].score + 0.001);
		assert_true(report.coverage.percent >
		                    rows[i].coverage - 0.001 &&
		            report.coverage.percent < rows[i].coverage + 0.001);
	}
}

static void no_subject_is_not_applicable_only_when_all_was_seen(void **state)
{
	owned(release_arena) struct arena *keep = arena_new();
	struct results *results = results_new(keep, &policy, false);
	struct report whole = report_of(results, true);
	struct report broken;

	(void)state;
	assert_int_equal(whole.sections[0].controls[0].status,
	                 STATUS_NOT_APPLICABLE);
	assert_string_equal(whole.sections[0].controls[0].reason,
	                    "there is no container");
	assert_false(whole.score.known);
	broken = report_of(results, false);
	assert_int_equal(broken.sections[0].controls[0].status, STATUS_ERROR);
}

static void findings_are_sorted_and_passes_kept_on_demand(void **state)
{
	(void)state;
	for (int keep_passes = 0; keep_passes <= 1; keep_passes++) {
		owned(release_arena) struct arena *keep = arena_new();
		struct results *results =
			results_new(keep, &policy, keep_passes == 1);
		const struct report_control *control;
		struct report report;

		add(results, &low, &mail, STATUS_PASS);
		add(results, &low, &web, STATUS_FAIL);
		add(results, &low, &db, STATUS_FAIL);
		add(results, &low, &cache, STATUS_ERROR);
		report = report_of(results, true);
		control = &report.sections[0].controls[0];
		assert_int_equal(control->finding_count, 3 + keep_passes);
		assert_int_equal(control->findings[0].status, STATUS_ERROR);
		assert_string_equal(control->findings[1].subject->name, "db");
		assert_string_equal(control->findings[2].subject->name, "web");
		assert_int_equal(control->subjects.of[STATUS_PASS], 1);
		assert_string_equal(control->reason,
		                    "could not be told for 1 of 4 containers");
	}
}

static const struct {
	struct gates gates;
	enum status low, critical;
	bool complete;
	int expected;
} gate_rows[] = {
	{ { 0 }, STATUS_FAIL, STATUS_FAIL, true, 0 },
	{ { 0 }, STATUS_ERROR, STATUS_ERROR, true, 0 },
	{ { 0 }, STATUS_PASS, STATUS_PASS, false, 3 },
	{ { .fail_under_asked = true, .fail_under = 100 },
	  STATUS_PASS,
	  STATUS_PASS,
	  true,
	  0 },
	{ { .fail_under_asked = true, .fail_under = 50 },
	  STATUS_PASS,
	  STATUS_FAIL,
	  true,
	  1 },
	/* no score is no proof, not even of 0 */
	{ { .fail_under_asked = true, .fail_under = 0 },
	  STATUS_MANUAL,
	  STATUS_MANUAL,
	  true,
	  1 },
	{ { .fail_on_asked = true, .fail_on = SEVERITY_CRITICAL },
	  STATUS_FAIL,
	  STATUS_NOT_APPLICABLE,
	  true,
	  1 },
	{ { .fail_on_asked = true, .fail_on = SEVERITY_CRITICAL },
	  STATUS_PASS,
	  STATUS_PASS,
	  true,
	  0 },
	{ { .fail_on_asked = true, .fail_on = SEVERITY_LOW },
	  STATUS_PASS,
	  STATUS_FAIL,
	  true,
	  1 },
	{ { .fail_on_error = true }, STATUS_PASS, STATUS_ERROR, true, 4 },
	{ { .fail_on_error = true }, STATUS_PASS, STATUS_FAIL, true, 0 },
	{ { .fail_on_error = true, .fail_under_asked = true, .fail_under = 90 },
	  STATUS_PASS,
	  STATUS_ERROR,
	  true,
	  1 },
};

static void gates_hold_or_not_and_decide_the_exit_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(gate_rows) / sizeof(gate_rows[0]); i++) {
		owned(release_arena) struct arena *keep = arena_new();
		struct results *results = results_new(keep, &policy, false);
		struct report report;

		add(results, &low, &web, gate_rows[i].low);
		add(results, &critical, &daemon_subject, gate_rows[i].critical);
		report = report_of(results, gate_rows[i].complete);
		gates_judge(&gate_rows[i].gates, keep, &report);
		assert_int_equal(gates_exit_status(&report),
		                 gate_rows[i].expected);
		for (size_t j = 0; j < report.gate_count; j++)
			assert_true(report.gates[j].reason[0] != '\0');
	}
}

static void a_failure_beside_an_error_still_fails_the_gate(void **state)
{
	owned(release_arena) struct arena *keep = arena_new();
	struct results *results = results_new(keep, &policy, false);
	const struct gates any = { .fail_on_asked = true,
		                   .fail_on = SEVERITY_LOW };
	struct report report;

	(void)state;
	add(results, &low, &web, STATUS_FAIL);
	add(results, &low, &db, STATUS_ERROR);
	report = report_of(results, true);
	assert_int_equal(report.sections[0].controls[0].status, STATUS_ERROR);
	gates_judge(&any, keep, &report);
	assert_int_equal(gates_exit_status(&report), 1);
}

static void fail_on_looks_at_severities_below_too(void **state)
{
	owned(release_arena) struct arena *keep = arena_new();
	struct results *results = results_new(keep, &policy, false);
	const struct gates high = { .fail_on_asked = true,
		                    .fail_on = SEVERITY_HIGH };
	struct report report;

	(void)state;
	add(results, &low, &web, STATUS_PASS);
	add(results, &critical, &daemon_subject, STATUS_FAIL);
	report = report_of(results, true);
	gates_judge(&high, keep, &report);
	assert_false(report.gates[0].held);
	assert_string_equal(report.gates[0].got, "\"critical\"");
	assert_string_equal(report.gates[0].wanted, "\"high\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_control_takes_the_worst_of_its_findings),
		cmocka_unit_test(a_check_decides_every_control_that_names_it),
		cmocka_unit_test(
			a_subject_counts_once_however_many_checks_there_are),
		cmocka_unit_test(score_weighs_by_severity_and_counts_errors),
		cmocka_unit_test(
			no_subject_is_not_applicable_only_when_all_was_seen),
		cmocka_unit_test(findings_are_sorted_and_passes_kept_on_demand),
		cmocka_unit_test(gates_hold_or_not_and_decide_the_exit_status),
		cmocka_unit_test(
			a_failure_beside_an_error_still_fails_the_gate),
		cmocka_unit_test(fail_on_looks_at_severities_below_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
