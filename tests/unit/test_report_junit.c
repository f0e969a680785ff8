#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "sample_report.h"
#include "sample_xml.h"

#include <string.h>

enum { SEEDS = 10000 };

static char *render(const struct report *report)
{
	return sample_render(&reporter_junit, report,
	                     &(struct report_style){ 0 });
}

static size_t count(const char *text, const char *what)
{
	size_t found = 0;

	for (; (text = strstr(text, what)); text++)
		found++;
	return found;
}

static void texts_of_any_kind_give_well_formed_xml(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_string) char *text =
			render(seed > 1 ? sample_report_random(arena, seed)
		               : seed   ? sample_report(arena)
		                        : sample_report_empty(arena));
		char *untabbed = text;

		assert_true(sample_xml_valid(text));
		while ((untabbed = strchr(untabbed, '\t')))
			*untabbed = ' '; /* ours: an indent */
		assert_true(sample_clean(text));
	}
}

static void the_checker_refuses_what_is_not_well_formed(void **state)
{
	static const char *const inside[] = {
		"<a>",
		"</a>",
		"<a></b>",
		"<a b=\"<\"/>",
		"]]>",
		"&#27;",
		"&#0;",
		"&amp",
		"\x1b",
		"<a b=''/>",
		"<a b=\"1\" b=\"2\"/>",
		"<!-- -->",
		"<a b=\"1\"c=\"2\"/>",
		"&lt;",
		"<a><b></a></b>",
	};

	(void)state;
	assert_true(sample_xml_valid("<?xml version=\"1.0\" encoding=\"UTF-8\""
	                             "?>\n<x><a b=\"&#10;\">t</a><a/></x>\n"));
	for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
		char text[256];

		(void)snprintf(text, sizeof(text),
		               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		               "<x>%s</x>\n",
		               inside[i]);
		assert_false(sample_xml_valid(text));
	}
}

static void assert_attribute(const char *text, const char *name, size_t index,
                             const char *expected)
{
	owned(release_string) char *value =
		sample_xml_attribute(text, name, index);

	assert_non_null(value);
	assert_string_equal(value, expected);
}

static void a_section_is_a_suite_and_a_control_is_a_case(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	const struct report *report = sample_report(arena);
	owned(release_string) char *text = render(report);
	size_t cases = 0;

	(void)state;
	assert_int_equal(count(text, "<testsuite "), report->section_count);
	for (size_t i = 0; i < report->section_count; i++)
		cases += report->sections[i].control_count;
	assert_int_equal(count(text, "<testcase "), cases);
	assert_int_equal(count(text, "<failure "),
	                 report->summary.of[STATUS_FAIL]);
	assert_int_equal(count(text, "<error "),
	                 report->summary.of[STATUS_ERROR]);
	assert_int_equal(count(text, "<skipped "),
	                 report->summary.of[STATUS_MANUAL] +
	                         report->summary.of[STATUS_WAIVED] +
	                         report->summary.of[STATUS_NOT_APPLICABLE]);
}

static void a_suite_says_whose_and_when(void **state)
{
	static const struct {
		const char *name, *value;
	} rows[] = {
		{ "id", "0" },
		{ "name", "1 Host configuration" },
		{ "package", "dockaudit.cis-docker-1.8.0" },
		{ "hostname", "node-a" },
		{ "timestamp", "2026-01-02T03:04:05" },
		{ "time", "2.000" },
		{ "tests", "3" },
		{ "failures", "1" },
		{ "errors", "0" },
		{ "skipped", "1" },
		{ "classname", "dockaudit.cis-docker-1.8.0.1" },
		{ "value", "50.0" },
	};
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_string) char *text = render(sample_report(arena));

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_attribute(text, rows[i].name, 0, rows[i].value);
	assert_int_equal(count(text, " time=\"2.000\""), 1);
}

static void a_failure_brings_its_evidence_and_the_fix(void **state)
{
	static const char *const parts[] = {
		"severity: high\n",
		"* fail container web: listens on every address of the host\n",
		"[&#39;80/tcp&#39;][0][&#39;HostIp&#39;] = "
		"&#34;0.0.0.0&#34; (GET /containers/{id}/json)\n",
		"\nfix: Set &#34;icc&#34;: false in /etc/docker/daemon.json",
		"<failure message=\"2 of 4 containers\" type=\"FAIL\">"
		"2 of 4 containers\n",
		"<error message=\"monitoring-agent: cannot read "
		"/proc/4711/status: Permission denied; run as root (and 1 "
		"more)\" type=\"ERROR\">",
	};
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_string) char *text = render(sample_report(arena));

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert_non_null(strstr(text, parts[i]));
}

/* Jenkins reads the attribute, GitLab the text. */
static void why_it_was_skipped_stands_in_attribute_and_text(void **state)
{
	static const char *const parts[] = {
		"<skipped message=\"not-applicable: this node is not part of "
		"a swarm\">not-applicable: this node is not part of a swarm\n",
		"<skipped message=\"waived: monitoring-agent: waived until "
		"2027-01-01: the agent reads every container\">waived: ",
		"<skipped message=\"manual: what is to be hardened is a matter "
		"of your own rules\">manual: what is",
	};
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_string) char *text = render(sample_report(arena));

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert_non_null(strstr(text, parts[i]));
}

static void an_audit_that_broke_off_has_an_error(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report_empty(arena);
	owned(release_string) char *whole = render(report);
	owned(release_string) char *broken = NULL;

	(void)state;
	report->complete = false;
	report->incomplete = "the daemon went away";
	broken = render(report);
	assert_null(strstr(whole, "<testsuite "));
	assert_true(sample_xml_valid(broken));
	assert_non_null(strstr(broken, "errors=\"1\""));
	assert_non_null(strstr(broken, "<error type=\"ERROR\" message=\"the "
	                               "daemon went away\">the daemon went "
	                               "away</error>"));
}

static void a_clock_set_back_gives_no_negative_time(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report(arena);
	owned(release_string) char *text = NULL;

	(void)state;
	report->finished = report->started - 31536000;
	text = render(report);
	assert_attribute(text, "time", 0, "0.000");
	assert_null(strstr(text, "time=\"-"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_any_kind_give_well_formed_xml),
		cmocka_unit_test(the_checker_refuses_what_is_not_well_formed),
		cmocka_unit_test(a_section_is_a_suite_and_a_control_is_a_case),
		cmocka_unit_test(a_suite_says_whose_and_when),
		cmocka_unit_test(a_failure_brings_its_evidence_and_the_fix),
		cmocka_unit_test(
			why_it_was_skipped_stands_in_attribute_and_text),
		cmocka_unit_test(an_audit_that_broke_off_has_an_error),
		cmocka_unit_test(a_clock_set_back_gives_no_negative_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
