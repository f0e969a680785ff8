#include "sample_policy.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CHECK(id, title)                                                       \
	"- id: " id "\n  title: " title "\n  subject: image\n"                 \
	"  severity: high\n  pass: '@.a == 1'\n  rationale: r\n"               \
	"  remediation: r\n  examples: [pass: {a: 1}, fail: {a: 2}]\n"
#define PARAM(value)                                                           \
	"- {param: strict, type: text, default: " value ", description: d}\n"

static void the_later_definition_wins(void **state)
{
	static const struct {
		const char *name;
		const char *text;
		const char *title; /* of alpha, once the file is there, too */
		const char *strict;
	} rows[] = {
		{ "etc/checks.d/b.yaml", CHECK("alpha", "Of etc") PARAM("etc"),
		  "Of etc", "etc" },
		{ "one/a.yaml", CHECK("alpha", "One a") PARAM("a"), "One a",
		  "a" },
		{ "one/b.yml", CHECK("alpha", "One b") PARAM("b"), "One b",
		  "b" },
		{ "two.yaml", CHECK("alpha", "Two") PARAM("two"), "Two",
		  "two" },
	};
	owned(release_sandbox) struct sandbox sandbox;
	const char *dirs[2];

	(void)state;
	sandbox_open(&sandbox);
	sandbox.options.check_dirs = dirs;
	dirs[0] = arena_printf(sandbox.arena, "%s/one", sandbox.dir);
	dirs[1] = arena_printf(sandbox.arena, "%s/two.yaml", sandbox.dir);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_policy) struct policy policy = { 0 };
		const struct check *alpha;
		struct error err;

		sandbox_write(&sandbox, rows[i].name, rows[i].text);
		sandbox.options.check_dir_count = i < 1 ? 0 : i < 3 ? 1 : 2;
		assert_true(policy_load(sandbox.arena, &sandbox.options,
		                        &policy, &err));
		alpha = policy_check(&policy, "alpha");
		assert_string_equal(alpha->title, rows[i].title);
		assert_false(alpha->builtin);
		assert_string_equal(json_text(policy.values, "strict"),
		                    rows[i].strict);
		assert_int_equal(policy.check_count, 5);
		assert_int_equal(policy.param_count, 6);
		/* A control means the check that won. */
		assert_ptr_equal(
			policy.profile.sections[1].controls[0].checks[0],
			alpha);
	}
}

static void checks_and_parameters_are_sorted(void **state)
{
	static const char *const ids[] = { "alpha", "beta", "delta", "epsilon",
		                           "gamma" };
	static const char *const names[] = { "days",   "ports", "registry",
		                             "strict", "table", "users" };
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	assert_true(
		policy_load(sandbox.arena, &sandbox.options, &policy, &err));
	assert_int_equal(policy.check_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(policy.checks[i]->id, ids[i]);
		assert_ptr_equal(policy_check(&policy, ids[i]),
		                 policy.checks[i]);
	}
	assert_null(policy_check(&policy, "alph"));
	assert_null(policy_check(&policy, "zeta"));
	assert_int_equal(policy.param_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(policy.params[i]->name, names[i]);
	assert_int_equal(policy.params[0]->type, PARAM_NUMBER);
	assert_true(policy.params[0]->fallback->valuedouble == 90);
	assert_string_equal(policy.params[0]->description, "d");
}

static void what_is_not_there_is_said(void **state)
{
	static const struct {
		const char *dir;
		const char *expected;
	} rows[] = {
		{ "none", "none: No such file or directory" },
		{ "empty", "empty: no *.yaml or *.yml file is in it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		const char *dir;

		sandbox_open(&sandbox);
		sandbox_write(&sandbox, "empty/readme.md", "");
		dir = arena_printf(sandbox.arena, "%s/%s", sandbox.dir,
		                   rows[i].dir);
		sandbox.options.check_dirs = &dir;
		sandbox.options.check_dir_count = 1;
		assert_string_equal(sandbox_complaint(&sandbox),
		                    rows[i].expected);
	}
}

static void no_configuration_is_needed(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	assert_string_equal(sandbox_complaint(&sandbox), "");
	sandbox_write(&sandbox, "etc/checks.d/readme.md", "");
	assert_string_equal(sandbox_complaint(&sandbox), "");
	sandbox_write(&sandbox, "etc/checks.d/x.yaml", "- x\n");
	assert_string_equal(sandbox_complaint(&sandbox),
	                    "etc/checks.d/x.yaml:1:3: a check must be a "
	                    "mapping, not text");
}

/* The first file that is wrong is told, and in it the first place. */
static void the_first_complaint_is_told(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *dir;

	(void)state;
	sandbox_open(&sandbox);
	sandbox_write(&sandbox, "d/b.yaml", "- y\n");
	sandbox_write(&sandbox, "d/a.yaml",
	              CHECK("x", "''") "- {param: p}\n" CHECK("z", "''"));
	dir = arena_printf(sandbox.arena, "%s/d", sandbox.dir);
	sandbox.options.check_dirs = &dir;
	sandbox.options.check_dir_count = 1;
	assert_string_equal(sandbox_complaint(&sandbox),
	                    "d/a.yaml:2:10: 'title' is empty");
}

static void our_own_checks_are_held_to_more(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ CHECK("x", "T"),
		  "checks/y.yaml:8:13: an example with 'error' is missing" },
		{ "- {param: strict, type: text, default: a, description: "
		  "d}\n",
		  "profiles/sample.yaml" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		const struct builtin table[] = {
			{ "checks/y.yaml", rows[i].text, strlen(rows[i].text) },
			sample_builtins[1],
			{ 0 },
		};

		sandbox_open(&sandbox);
		sandbox.options.builtins = table;
		assert_memory_equal(sandbox_complaint(&sandbox),
		                    rows[i].expected, strlen(rows[i].expected));
	}
}

static void one_built_in_check_has_one_definition(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	struct builtin table[] = { sample_builtins[0],
		                   sample_builtins[0],
		                   sample_builtins[1],
		                   { 0 } };

	(void)state;
	table[1].name = "checks/z.yaml";
	sandbox_open(&sandbox);
	sandbox.options.builtins = table;
	assert_string_equal(sandbox_complaint(&sandbox),
	                    "checks/z.yaml:7:3: 'alpha' is defined twice, "
	                    "first at checks/sample.yaml:7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_later_definition_wins),
		cmocka_unit_test(checks_and_parameters_are_sorted),
		cmocka_unit_test(what_is_not_there_is_said),
		cmocka_unit_test(no_configuration_is_needed),
		cmocka_unit_test(the_first_complaint_is_told),
		cmocka_unit_test(our_own_checks_are_held_to_more),
		cmocka_unit_test(one_built_in_check_has_one_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
