#include "sample_policy.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The member of $.params with one setting, as JSON; to be freed. */
static char *value_with(const struct sandbox *sandbox, const char *setting,
                        const char *name)
{
	owned(release_policy) struct policy policy = { 0 };
	struct policy_options options = sandbox->options;
	struct error err;

	options.settings = &setting;
	options.setting_count = setting != NULL;
	if (!policy_load(sandbox->arena, &options, &policy, &err))
		return strdup(err.text);
	return cJSON_PrintUnformatted(json_at(policy.values, name));
}

static void a_setting_is_of_the_type_of_its_parameter(void **state)
{
	static const struct {
		const char *setting;
		const char *name;
		const char *expected;
	} rows[] = {
		{ NULL, "days", "30" }, /* the profile's */
		{ NULL, "users", "[\"root\"]" },
		{ NULL, "table", "{\"a\":1}" },
		{ "days=7", "days", "7" },
		{ "days= 7 ", "days", "7" },
		{ "days=7", "users", "[\"root\"]" },
		{ "users=a,b", "users", "[\"a\",\"b\"]" },
		{ "users=a, b c ,5", "users", "[\"a\",\"b c\",\"5\"]" },
		{ "users=", "users", "[]" },
		{ "users=[\"a\", \"b,c\"]", "users", "[\"a\",\"b,c\"]" },
		{ "users=[]", "users", "[]" },
		{ "ports=22,80", "ports", "[22,80]" },
		{ "ports=[22,80]", "ports", "[22,80]" },
		{ "registry=a=b, c ", "registry", "\"a=b, c \"" },
		{ "registry=", "registry", "\"\"" },
		{ "registry=true", "registry", "\"true\"" },
		{ "strict=true", "strict", "true" },
		{ "table={\"b\":[1,\"2\"]}", "table", "{\"b\":[1,\"2\"]}" },
		{ "table=5", "table", "5" },
		{ "table=null", "table", "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		owned(release_string) char *got = NULL;

		sandbox_open(&sandbox);
		got = value_with(&sandbox, rows[i].setting, rows[i].name);
		assert_string_equal(got, rows[i].expected);
	}
}

static void a_bad_setting_is_refused(void **state)
{
	static const struct {
		const char *setting;
		const char *expected;
	} rows[] = {
		{ "days=abc", "--set days=abc: not a number" },
		{ "days=", "--set days=: not a number" },
		{ "days=0x10", "--set days=0x10: not a number" },
		{ "days=1e99", "--set days=1e99: a number that cannot be kept "
		               "exactly; quote it if it is text" },
		{ "strict=yes", "--set strict=yes: not true or false" },
		{ "ports=22,b", "--set ports=22,b: not a list of numbers" },
		{ "ports=[22,\"80\"]",
		  "--set ports=[22,\"80\"]: not a list of numbers" },
		{ "users=a,,b", "--set users=a,,b: not a list of text" },
		{ "users=a,", "--set users=a,: not a list of text" },
		{ "users=[a, [b]]",
		  "--set users=[a, [b]]: not a list of text" },
		{ "users=[a", "--set users=[a: ',' or ']' is missing before "
		              "this" },
		{ "table={a", "--set table={a: ',' or '}' is missing before "
		              "this" },
		{ "table=", "--set table=: nothing is in it" },
		{ "registry=\x1b", "--set registry=\x1b: a control character "
		                   "(U+001B) is not allowed" },
		{ "registry=\xff", "--set registry=\xff: the byte 0xff is not "
		                   "UTF-8 text" },
		{ "days", "--set days: must be NAME=VALUE" },
		{ "dayz=1", "--set dayz=1: no parameter 'dayz' (did you mean "
		            "'days'?)" },
		{ "=1", "--set =1: no parameter ''" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;

		sandbox_open(&sandbox);
		sandbox.options.settings = &rows[i].setting;
		sandbox.options.setting_count = 1;
		assert_string_equal(sandbox_complaint(&sandbox),
		                    rows[i].expected);
	}
}

static void the_last_setting_wins(void **state)
{
	static const char *const settings[] = { "days=1", "strict=true",
		                                "days=2" };
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	sandbox.options.settings = settings;
	sandbox.options.setting_count = 3;
	assert_true(
		policy_load(sandbox.arena, &sandbox.options, &policy, &err));
	assert_true(json_at(policy.values, "days")->valuedouble == 2);
	assert_true(json_true(policy.values, "strict"));
}

static void a_parameter_is_checked(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "- {param: p, type: text, default: x, description: d}\n",
		  "" },
		{ "- {param: P, type: text, default: x, description: d}\n",
		  "1:11: 'param' must be lower-case letters, digits and '_', "
		  "beginning with a letter" },
		{ "- {param: p-q, type: text, default: x, description: d}\n",
		  "1:11: 'param' must be lower-case letters, digits and '_', "
		  "beginning with a letter" },
		{ "- {param: p, type: txt, default: x, description: d}\n",
		  "1:20: 'txt' is no type (did you mean 'text'?); there are: "
		  "text, number, bool, list of text, list of number, any" },
		{ "- {param: p, type: text, description: d}\n",
		  "1:3: missing key 'default'" },
		{ "- {param: p, type: text, default: , description: d}\n",
		  "1:35: default: not text" },
		{ "- {param: p, type: text, default: [], description: d}\n",
		  "1:35: default: not text" },
		{ "- {param: p, type: number, default: '5', description: d}\n",
		  "1:37: default: not a number" },
		{ "- {param: p, type: bool, default: yes, description: d}\n",
		  "1:35: default: not true or false" },
		{ "- {param: p, type: list of text, default: x, description: "
		  "d}\n",
		  "1:43: default: not a list of text" },
		{ "- {param: p, type: list of number, default: [1, x], "
		  "description: d}\n",
		  "1:49: default: not a list of numbers" },
		{ "- {param: p, type: any, default: {a: }, description: d}\n",
		  "1:38: default: a value is missing: write null or \"\"" },
		{ "- {param: p, type: any, defalt: 1, default: 1, "
		  "description: d}\n",
		  "1:25: unknown key 'defalt' (did you mean 'default'?)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(
			sandbox_check_complaint(rows[i].text, arena),
			rows[i].expected);
	}
}

static void a_parameter_is_defined_once_in_a_file(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	const char *got = sandbox_check_complaint(
		"- {param: p, type: any, default: 1, description: d}\n"
		"- {param: q, type: any, default: 1, description: d}\n"
		"- {param: p, type: any, default: 2, description: d}\n",
		arena);

	(void)state;
	assert_memory_equal(got, "3:3: 'p' is defined twice, first at ", 36);
	assert_non_null(strstr(got, "x.yaml:1"));
}

static void a_parameter_may_be_used_before_it_is_defined(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(
		sandbox_check_complaint(
			"- id: x\n  title: T\n  subject: host\n"
			"  severity: low\n  pass: '@.a == $.params.later'\n"
			"  rationale: r\n  remediation: r\n"
			"  examples:\n  - {pass: {a: 1}, params: {later: 1}}\n"
			"  - fail: {a: 2}\n"
			"- {param: later, type: number, default: 1, "
			"description: d}\n",
			arena),
		"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_setting_is_of_the_type_of_its_parameter),
		cmocka_unit_test(a_bad_setting_is_refused),
		cmocka_unit_test(the_last_setting_wins),
		cmocka_unit_test(a_parameter_is_checked),
		cmocka_unit_test(a_parameter_is_defined_once_in_a_file),
		cmocka_unit_test(a_parameter_may_be_used_before_it_is_defined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
