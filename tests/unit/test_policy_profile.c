#include "sample_policy.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD    "id: p\ntitle: P\nsections:\n"
#define SECTION "- {id: 1, name: one, title: One, controls: "

struct row {
	const char *text;
	const char *expected;
};

static void expect_complaints(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		owned(release_sandbox) struct sandbox sandbox;

		sandbox_open(&sandbox);
		sandbox.options.profile =
			sandbox_write(&sandbox, "p.yaml", rows[i].text);
		assert_string_equal(sandbox_complaint(&sandbox),
		                    rows[i].expected);
	}
}

#define EXPECT(rows) expect_complaints(rows, sizeof(rows) / sizeof(rows[0]))

static void a_profile_is_checked(void **state)
{
	static const struct row rows[] = {
		{ HEAD SECTION "[{id: 1.1, checks: [alpha]}]}\n", "" },
		{ "- a\n", "p.yaml:1:1: a profile must be a mapping, not a "
		           "list" },
		{ "id: p\ntitel: P\ntitle: P\nsections: []\n",
		  "p.yaml:2:1: unknown key 'titel' (did you mean 'title'?)" },
		{ "id: p\ntitle: P\n", "p.yaml:1:1: missing key 'sections'" },
		{ "id: p/q\ntitle: P\nsections: []\n",
		  "p.yaml:1:5: 'id' must be letters, digits, '.', '_' and "
		  "'-', beginning with a letter or digit" },
		{ "id: p\ntitle: P\nsections: []\nparams: {dys: 1}\n",
		  "p.yaml:4:10: no parameter 'dys' is defined (did you mean "
		  "'days'?)" },
		{ "id: p\ntitle: P\nsections: []\nparams: {days: x}\n",
		  "p.yaml:4:16: days: not a number" },
		{ "id: p\ntitle: P\nsections: []\nparams: [days]\n",
		  "p.yaml:4:9: 'params' must be a mapping, not a list" },
		{ "id: p\ntitle: P\nsections: []\n",
		  "no control of profile p is left to audit" },
	};

	(void)state;
	EXPECT(rows);
}

static void a_section_is_checked(void **state)
{
	static const struct row rows[] = {
		{ HEAD SECTION "[]}\n" SECTION "[]}\n",
		  "p.yaml:5:8: the section '1' is here twice, first on line "
		  "4" },
		{ HEAD SECTION "[]}\n"
		               "- {id: 2, name: one, title: One, controls: "
		               "[]}\n",
		  "p.yaml:5:17: the section name 'one' is here twice, first "
		  "on line 4" },
		{ HEAD "- {id: local, name: one, title: One, controls: []}\n",
		  "p.yaml:4:3: 'local' is kept for checks that no control "
		  "names" },
		{ HEAD "- {id: 1, name: One, title: One, controls: []}\n",
		  "p.yaml:4:17: 'name' must be lower-case letters, digits and "
		  "'_', beginning with a letter" },
		{ HEAD "- {id: 1, name: one, title: One, controls: {}}\n",
		  "p.yaml:4:44: 'controls' must be a list, not a mapping" },
		{ HEAD "- x\n", "p.yaml:4:3: a section must be a mapping, not "
		                "text" },
	};

	(void)state;
	EXPECT(rows);
}

static void a_control_is_checked(void **state)
{
	static const struct row rows[] = {
		{ HEAD SECTION "[{id: 1.1, checks: [alhpa]}]}\n",
		  "p.yaml:4:64: unknown check 'alhpa' (did you mean "
		  "'alpha'?)" },
		{ HEAD SECTION "[{id: 1.1, checks: [[alpha]]}]}\n",
		  "p.yaml:4:64: 'checks' must be a list of texts, not of a "
		  "list" },
		{ HEAD SECTION "[{id: 1.1, checks: [alpha, alpha]}]}\n",
		  "p.yaml:4:71: the check 'alpha' is here twice" },
		{ HEAD SECTION "[{id: 1.1, checks: []}]}\n",
		  "p.yaml:4:63: a control needs at least one check" },
		{ HEAD SECTION "[{id: 1.1, checks: alpha}]}\n",
		  "p.yaml:4:63: 'checks' must be a list, not text" },
		{ HEAD SECTION "[{id: 1.1, checks: [alpha], level: 3}]}\n",
		  "p.yaml:4:79: '3' is no level; there are: 1, 2" },
		{ HEAD SECTION
		  "[{id: 1.1, checks: [alpha], assessment: Manual}]}\n",
		  "p.yaml:4:84: 'Manual' is no assessment (did you mean "
		  "'manual'?); there are: manual, automated" },
		{ HEAD SECTION "[{id: 1.1, checks: [alpha]}, {id: 1.1, checks: "
		               "[beta]}]}\n",
		  "p.yaml:4:78: the control '1.1' is here twice, first on "
		  "line 4" },
		{ HEAD SECTION "[x]}\n",
		  "p.yaml:4:45: a control must be a mapping, not text" },
	};

	(void)state;
	EXPECT(rows);
}

static void a_profile_says_what_its_file_says(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	const struct section *section;
	const struct control *control;
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	assert_true(
		policy_load(sandbox.arena, &sandbox.options, &policy, &err));
	assert_string_equal(policy.profile.id, "sample");
	assert_string_equal(policy.profile.title, "Sample");
	assert_string_equal(policy.profile.at.file, "profiles/sample.yaml");
	assert_int_equal(policy.profile.section_count, 2);

	section = &policy.profile.sections[0];
	assert_string_equal(section->id, "1");
	assert_string_equal(section->name, "host_configuration");
	assert_string_equal(section->title, "The Host");
	assert_int_equal(section->control_count, 2);

	control = &section->controls[0];
	assert_string_equal(control->id, "1.1");
	assert_string_equal(control->title, "Beta");
	assert_string_equal(control->section, "1");
	assert_int_equal(control->level, 1);
	assert_string_equal(control->assessment, "manual");
	assert_int_equal(control->severity, SEVERITY_LOW);
	assert_int_equal(control->at.line, 9);

	control = &section->controls[1];
	assert_string_equal(control->id, "1.10");
	assert_string_equal(control->title, "Own title");
	assert_int_equal(control->level, 0);
	assert_null(control->assessment);

	control = &policy.profile.sections[1].controls[1];
	assert_int_equal(control->check_count, 2);
	assert_string_equal(control->checks[0]->id, "delta");
	assert_ptr_equal(control->checks[1], policy_check(&policy, "alpha"));
	assert_string_equal(control->title, "Delta");
	assert_int_equal(control->severity, SEVERITY_CRITICAL);
}

static void a_profile_is_found_by_name_or_path(void **state)
{
#define PROFILE(id)                                                            \
	"id: " id "\ntitle: P\nsections: [{id: 1, name: n, title: T, "         \
	"controls: [{id: 1.1, checks: [alpha]}]}]\n"
	static const struct {
		const char *name;
		const char *expected; /* its id, or the complaint */
	} rows[] = {
		{ "sample", "sample" },
		{ "mine", "of profiles.d" },
		{ "DIR/other.yaml", "of a path" },
		{ "DIR/other", "of a path without suffix" },
		{ "none.yaml", "none.yaml: No such file or directory" },
		{ "DIR/none", "none: No such file or directory" },
		{ "smaple", "unknown profile 'smaple' (did you mean "
		            "'sample'?); there are: sample, mine" },
		{ "zzzzzz", "unknown profile 'zzzzzz'; there are: sample, "
		            "mine" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		owned(release_policy) struct policy policy = { 0 };
		struct error err;
		const char *name = rows[i].name;

		sandbox_open(&sandbox);
		sandbox_write(&sandbox, "etc/profiles.d/mine.yaml",
		              PROFILE("a"));
		sandbox_write(&sandbox, "other.yaml", PROFILE("b"));
		sandbox_write(&sandbox, "other", PROFILE("c"));
		if (strncmp(name, "DIR/", 4) == 0)
			name = arena_printf(sandbox.arena, "%s/%s", sandbox.dir,
			                    name + 4);
		sandbox.options.profile = name;
		if (policy_load(sandbox.arena, &sandbox.options, &policy, &err))
			assert_int_equal(policy.profile.id[0],
			                 i == 0 ? 's' : (int)('a' + i - 1));
		else
			assert_string_equal(sandbox_complaint(&sandbox),
			                    rows[i].expected);
		assert_int_equal(policy.profile.id != NULL, i < 4);
	}
}

static void the_administrators_profile_wins_over_the_built_in_one(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	sandbox_write(&sandbox, "etc/profiles.d/sample.yaml", PROFILE("own"));
	assert_true(
		policy_load(sandbox.arena, &sandbox.options, &policy, &err));
	assert_string_equal(policy.profile.id, "own");
}
#undef PROFILE

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_profile_is_checked),
		cmocka_unit_test(a_section_is_checked),
		cmocka_unit_test(a_control_is_checked),
		cmocka_unit_test(a_profile_says_what_its_file_says),
		cmocka_unit_test(a_profile_is_found_by_name_or_path),
		cmocka_unit_test(
			the_administrators_profile_wins_over_the_built_in_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
