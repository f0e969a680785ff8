#include "sample_policy.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LISTS = 3 };

static size_t count_of(const char *const lists[LISTS])
{
	size_t count = 0;

	while (count < LISTS && lists[count])
		count++;
	return count;
}

/* The ids that are left: "1: 1.1 1.10; 5: 5.1". */
static const char *left(struct arena *arena, const struct profile *profile)
{
	const char *all = "";

	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];

		all = arena_printf(arena, "%s%s%s:", all, i ? "; " : "",
		                   section->id);
		for (size_t j = 0; j < section->control_count; j++)
			all = arena_printf(arena, "%s %s", all,
			                   section->controls[j].id);
	}
	return all;
}

static const char *selected(const struct sandbox *sandbox)
{
	owned(release_policy) struct policy policy = { 0 };
	struct error err;

	if (!policy_load(sandbox->arena, &sandbox->options, &policy, &err))
		return arena_strdup(sandbox->arena, err.text);
	assert_int_equal(policy.check_count >= 5,
	                 1); /* all, whatever is left */
	return left(sandbox->arena, &policy.profile);
}

#define ALL     "1: 1.1 1.10; 5: 5.1 5.5 5.5.1"
#define NO_SUCH "no such control, check or section in profile sample"

struct row {
	const char *only[LISTS];
	const char *skip[LISTS];
	const char *expected;
};

static void expect_selected(const struct row *row)
{
	owned(release_sandbox) struct sandbox sandbox;

	sandbox_open(&sandbox);
	sandbox.options.only = row->only;
	sandbox.options.only_count = count_of(row->only);
	sandbox.options.skip = row->skip;
	sandbox.options.skip_count = count_of(row->skip);
	assert_string_equal(selected(&sandbox), row->expected);
}

static void words_select_controls(void **state)
{
	static const struct row rows[] = {
		{ { 0 }, { 0 }, ALL },
		{ { "5.5" }, { 0 }, "5: 5.5 5.5.1" },
		{ { "1.1" }, { 0 }, "1: 1.1" },
		{ { "1.10" }, { 0 }, "1: 1.10" },
		{ { "5" }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "5." }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "5.*" }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "5.5.*" }, { 0 }, "5: 5.5 5.5.1" },
		{ { "5.1,1.1" }, { 0 }, "1: 1.1; 5: 5.1" },
		{ { "5.1", "1.1" }, { 0 }, "1: 1.1; 5: 5.1" },
		{ { "alpha" }, { 0 }, "5: 5.1 5.5" },
		{ { "gamma" }, { 0 }, "1: 1.10" },
		{ { "container_runtime" }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "running_containers" }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "the_host" }, { 0 }, "1: 1.1 1.10" },
		{ { "check_5_5" }, { 0 }, "5: 5.5 5.5.1" },
		{ { "check_5_5_1" }, { 0 }, "5: 5.5.1" },
		{ { "check_5" }, { 0 }, "5: 5.1 5.5 5.5.1" },
		{ { "check_1_10" }, { 0 }, "1: 1.10" },
		{ { "epsilon" }, { 0 }, "local: epsilon" },
		{ { "epsilon,1.1" }, { 0 }, "1: 1.1; local: epsilon" },
		{ { 0 }, { "5" }, "1: 1.1 1.10" },
		{ { 0 }, { "alpha" }, "1: 1.1 1.10; 5: 5.5.1" },
		{ { 0 }, { "epsilon" }, ALL },
		{ { 0 }, { "1.1", "5.1,5.5" }, "1: 1.10" },
		{ { "5" }, { "5.5" }, "5: 5.1" },
		{ { "5" }, { "1.1" }, "5: 5.1 5.5 5.5.1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_selected(&rows[i]);
}

static void words_that_select_nothing_are_refused(void **state)
{
	static const struct row rows[] = {
		{ { "5" },
		  { "5" },
		  "no control of profile sample is left to "
		  "audit" },
		{ { "5.2" },
		  { 0 },
		  "-c 5.2: " NO_SUCH " (did you mean "
		  "'5.1'?)" },
		{ { "5.1,alhpa" },
		  { 0 },
		  "-c alhpa: " NO_SUCH " (did you "
		  "mean 'alpha'?)" },
		{ { "container_runtim" },
		  { 0 },
		  "-c container_runtim: " NO_SUCH " (did you mean "
		  "'container_runtime'?)" },
		{ { "Alpha" },
		  { 0 },
		  "-c Alpha: " NO_SUCH " (did you mean "
		  "'alpha'?)" },
		{ { "check_5_6" },
		  { 0 },
		  "-c check_5_6: " NO_SUCH " (did you "
		  "mean '5.1'?)" },
		{ { "zzzzzzzz" }, { 0 }, "-c zzzzzzzz: " NO_SUCH },
		{ { "*" }, { 0 }, "-c *: " NO_SUCH },
		{ { 0 },
		  { "epsilom" },
		  "-e epsilom: " NO_SUCH " (did you "
		  "mean 'epsilon'?)" },
		{ { "" }, { 0 }, "-c '': a name is missing" },
		{ { "5.1,,5.5" }, { 0 }, "-c '5.1,,5.5': a name is missing" },
		{ { 0 }, { "5.1," }, "-e '5.1,': a name is missing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_selected(&rows[i]);
}

#define CHECK(id)                                                              \
	"- id: " id "\n  title: Own\n  subject: image\n  severity: high\n"     \
	"  pass: '@.a == 1'\n  rationale: r\n  remediation: r\n"               \
	"  examples: [pass: {a: 1}, fail: {a: 2}]\n"

static void what_no_control_names_is_local(void **state)
{
	static const struct {
		const char *only[LISTS];
		const char *expected;
	} rows[] = {
		{ { 0 }, ALL "; local: bb zz" },
		{ { "local" }, "local: bb zz" },
		{ { "zz" }, "local: zz" },
		{ { "zz,epsilon" }, "local: epsilon zz" },
		{ { "5.1" }, "5: 5.1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		const char *path;

		sandbox_open(&sandbox);
		path = sandbox_write(&sandbox, "x.yaml",
		                     CHECK("zz") CHECK("bb") CHECK("alpha"));
		sandbox.options.check_dirs = &path;
		sandbox.options.check_dir_count = 1;
		sandbox.options.only = rows[i].only;
		sandbox.options.only_count = count_of(rows[i].only);
		assert_string_equal(selected(&sandbox), rows[i].expected);
	}
}

static void a_local_control_is_its_check(void **state)
{
	static const char *const only[] = { "epsilon" };
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	const struct control *control;
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	sandbox.options.only = only;
	sandbox.options.only_count = 1;
	assert_true(
		policy_load(sandbox.arena, &sandbox.options, &policy, &err));
	assert_string_equal(policy.profile.sections[0].name, "local");
	control = &policy.profile.sections[0].controls[0];
	assert_string_equal(control->id, "epsilon");
	assert_string_equal(control->title, "Epsilon");
	assert_string_equal(control->section, "local");
	assert_int_equal(control->severity, SEVERITY_HIGH);
	assert_int_equal(control->check_count, 1);
	assert_ptr_equal(control->checks[0], policy_check(&policy, "epsilon"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_select_controls),
		cmocka_unit_test(words_that_select_nothing_are_refused),
		cmocka_unit_test(what_no_control_names_is_local),
		cmocka_unit_test(a_local_control_is_its_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
