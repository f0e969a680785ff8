#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "sample_report.h"

#include <string.h>

static char *render(const struct report *report, struct report_style style)
{
	return sample_render(&reporter_text, report, &style);
}

static size_t count_lines(const char *text, const char *beginning)
{
	size_t count = 0;

	while (*text) {
		count += strncmp(text, beginning, strlen(beginning)) == 0;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return count;
}

enum { MANY = 25 };

/* A report of one control that 25 containers fail. */
static struct report *with_many(struct arena *arena)
{
	struct report *report = sample_report_empty(arena);
	struct report_section *section = arena_alloc(arena, sizeof(*section));
	struct report_control *control = arena_alloc(arena, sizeof(*control));
	struct finding *findings = arena_alloc(arena, MANY * sizeof(*findings));

	for (size_t i = 0; i < MANY; i++) {
		struct subject *subject = arena_alloc(arena, sizeof(*subject));

		*subject = (struct subject){ "container", "",
			                     arena_printf(arena, "<%zu>", i) };
		findings[i] = (struct finding){
			.check = "sample-check",
			.status = STATUS_FAIL,
			.subject = subject,
			.message = i % 2 ? "odd" : "even",
		};
	}
	*control = (struct report_control){
		.id = "5.5",
		.title = "title",
		.status = STATUS_FAIL,
		.reason = "",
		.findings = findings,
		.finding_count = MANY,
		.subjects = { .of = { [STATUS_FAIL] = MANY } },
		.rationale = "",
		.remediation = "",
	};
	*section = (struct report_section){ "5",       "title", { true, 0 },
		                            { { 0 } }, control, 1 };
	sample_count(arena, report, section, 1);
	return report;
}

static void ten_subjects_are_shown_and_verbose_shows_all(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	const struct report *report = with_many(arena);
	owned(release_string) char *some =
		render(report, (struct report_style){ 0 });
	owned(release_string) char *all =
		render(report, (struct report_style){ .verbose = true });

	(void)state;
	assert_int_equal(count_lines(some, "     * <"), 10);
	assert_int_equal(
		count_lines(some, "     … and 15 more (-v shows all)\n"), 1);
	assert_int_equal(count_lines(all, "     * <"), MANY);
	assert_null(strstr(all, "more"));
	assert_non_null(strstr(all, "25 subjects: 25 fail"));
}

/* Show one subject with count times this evidence. */
static char *with_evidence(const struct evidence *evidence, size_t count,
                           struct report_style style)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = with_many(arena);
	struct report_section section = report->sections[0];
	struct report_control control = section.controls[0];
	struct finding finding = control.findings[0];
	struct evidence *all = arena_alloc(arena, count * sizeof(*all));

	for (size_t i = 0; i < count; i++)
		all[i] = *evidence;
	finding.evidence = all;
	finding.evidence_count = count;
	finding.evidence_cut = count > 1 ? 3 : 0;
	control.findings = &finding;
	control.finding_count = 1;
	section.controls = &control;
	report->sections = &section;
	return render(report, style);
}

static void five_values_are_shown_and_verbose_shows_all(void **state)
{
	static const struct {
		size_t count, shown;
		const char *rest; /* NULL: none */
	} rows[] = {
		{ 2, 2, NULL },
		{ 6, 6, NULL }, /* the rest would take as many lines */
		{ 7, 5, "       … and 2 more values (-v shows all)\n" },
		{ 64, 5, "       … and 59 more values (-v shows all)\n" },
	};
	static const struct evidence one = { "$['a']", "1", "GET /info" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_string) char *some = with_evidence(
			&one, rows[i].count, (struct report_style){ 0 });
		owned(release_string) char *all =
			with_evidence(&one, rows[i].count,
		                      (struct report_style){ .verbose = true });

		assert_int_equal(count_lines(some, "       a = 1"),
		                 rows[i].shown);
		assert_int_equal(count_lines(all, "       a = 1"),
		                 rows[i].count);
		if (rows[i].rest)
			assert_int_equal(count_lines(some, rows[i].rest), 1);
		else
			assert_null(strstr(some, "-v shows all"));
		assert_non_null(
			strstr(all, "… and 3 more values, not recorded\n"));
	}
}

static void paths_are_shown_as_people_write_them(void **state)
{
	static const struct {
		const char *path, *shown;
	} rows[] = {
		{ "$['HostConfig']['Privileged']", "HostConfig.Privileged" },
		{ "$['Mounts'][10]['Source']", "Mounts[10].Source" },
		{ "$['settings']['log-level']", "settings.log-level" },
		{ "$['Labels']['a.b']['c']", "Labels['a.b'].c" },
		{ "$['a b']", "['a b']" },
		{ "$['']", "['']" },
		{ "$['it\\'s']['x']", "['it\\\\'s'].x" },
		{ "$['9']", "['9']" },
		{ "$", "$" },
		{ "$['torn", "$['torn" },
		{ "HostConfig", "HostConfig" },
		{ "$[0]", "[0]" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct evidence one = { rows[i].path, "1", "GET /info" };
		owned(release_string) char *text =
			with_evidence(&one, 1, (struct report_style){ 0 });
		const char *line =
			arena_printf(arena, "\n       %s = 1   (GET /info)\n",
		                     rows[i].shown);

		assert_non_null(strstr(text, line));
	}
}

static void backslashes_of_json_are_not_doubled(void **state)
{
	static const struct evidence one = { "$['a']", "\"C:\\\\x\\n\xc2\x9b\"",
		                             "GET /info" };
	owned(release_string) char *text =
		with_evidence(&one, 1, (struct report_style){ 0 });

	(void)state;
	assert_non_null(strstr(text, "a = \"C:\\\\x\\n\\u{9b}\"   ("));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_subjects_are_shown_and_verbose_shows_all),
		cmocka_unit_test(five_values_are_shown_and_verbose_shows_all),
		cmocka_unit_test(paths_are_shown_as_people_write_them),
		cmocka_unit_test(backslashes_of_json_are_not_doubled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
