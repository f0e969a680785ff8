#include "sample_policy.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A check that is right, but for its examples, on line 8. */
#define HEAD                                                                   \
	"- id: x\n  title: T\n  subject: container\n  severity: low\n"         \
	"  rationale: r\n  remediation: r\n"
#define PASS "  pass: '@.a == 1'\n"

struct row {
	const char *text;
	const char *expected;
};

static void expect_complaints(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(
			sandbox_check_complaint(rows[i].text, arena),
			rows[i].expected);
	}
}

#define EXPECT(rows) expect_complaints(rows, sizeof(rows) / sizeof(rows[0]))

static void examples_must_fit_the_check(void **state)
{
	static const struct row rows[] = {
		{ HEAD PASS "  examples: []\n",
		  "8:13: an example with 'fail' is missing" },
		{ HEAD PASS "  examples: [pass: {a: 1}]\n",
		  "8:13: an example with 'fail' is missing" },
		{ HEAD PASS "  examples: [fail: {a: 1}]\n",
		  "8:13: an example with 'pass' is missing" },
		{ HEAD "  manual: m\n  examples: []\n",
		  "8:13: an example with 'manual' is missing" },
		{ HEAD "  manual: m\n  examples: [manual: {}, pass: {}]\n",
		  "8:26: a manual check neither passes nor fails" },
		{ HEAD PASS "  examples: [manual: {}]\n",
		  "8:14: only a check with 'manual' is manual" },
		{ HEAD PASS "  examples: [not-applicable: {}]\n",
		  "8:14: without 'when' a check is always applicable" },
		{ HEAD PASS "  examples: [{pass: {}, fail: {}}]\n",
		  "8:14: an example has exactly one of: pass, fail, error, "
		  "manual, not-applicable" },
		{ HEAD PASS "  examples: [context: {}]\n",
		  "8:14: an example has exactly one of: pass, fail, error, "
		  "manual, not-applicable" },
		{ HEAD PASS "  examples: [waived: {}]\n",
		  "8:14: unknown key 'waived'" },
		{ HEAD PASS "  examples: [x]\n",
		  "8:14: an example must be a mapping, not text" },
		{ HEAD PASS "  examples: [pass: 1]\n",
		  "8:20: 'pass' must be a mapping, not text" },
		{ HEAD PASS "  examples: [pass: {a: 12345678901234567890}]\n",
		  "8:24: a number that cannot be kept exactly; quote it if "
		  "it is text" },
		{ HEAD PASS "  examples: [pass: {a: }]\n",
		  "8:24: a value is missing: write null or \"\"" },
		{ HEAD PASS "  examples: [{pass: {}, context: {hst: {}}}]\n",
		  "8:35: 'hst' is no part of the context (did you mean "
		  "'host'?); there are: host, daemon, swarm" },
		{ HEAD PASS "  examples: [{pass: {}, params: {dayz: 1}}]\n",
		  "8:34: no parameter 'dayz' is defined (did you mean "
		  "'days'?)" },
		{ HEAD PASS "  examples: [{pass: {}, params: {days: x}}]\n",
		  "8:40: days: not a number" },
		{ HEAD PASS
		  "  examples: [{pass: {}, unreadable: [{path: a}]}]\n",
		  "8:38: missing key 'reason'" },
		{ HEAD PASS "  examples: [{pass: {}, unreadable: [a]}]\n",
		  "8:38: an unreadable fact must be a mapping, not text" },
	};

	(void)state;
	EXPECT(rows);
}

static void expect_json(const cJSON *json, const char *expected)
{
	owned(release_string) char *text = cJSON_PrintUnformatted(json);

	assert_string_equal(text, expected);
}

static void an_example_says_what_its_file_says(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	const struct check *check;

	(void)state;
	sandbox_open(&sandbox);
	check = sandbox_load_check(
		&sandbox,
		HEAD PASS
		"  when: '@.b'\n"
		"  examples:\n"
		"  - pass: {a: 1, b: [yes, 0644, 1e3, '1', null]}\n"
		"    context: {host: {c: true}, swarm: {}}\n"
		"    params: {days: 7, users: [1, a], registry: 5}\n"
		"  - {fail: {}, unreadable: [{path: '', reason: r}]}\n"
		"  - {error: {}, unreadable: [{path: d.e, reason: r, "
		"help: h}]}\n"
		"  - not-applicable: {}\n",
		&policy);
	assert_int_equal(check->example_count, 4);
	assert_int_equal(check->examples[0].expected, STATUS_PASS);
	assert_int_equal(check->examples[0].at.line, 10);
	assert_int_equal(check->examples[0].at.column, 5);
	expect_json(check->examples[0].document,
	            "{\"a\":1,\"b\":[\"yes\",\"0644\",1000,\"1\",null]}");
	expect_json(check->examples[0].context,
	            "{\"host\":{\"c\":true},\"swarm\":{}}");
	expect_json(check->examples[0].params,
	            "{\"days\":7,\"users\":[\"1\",\"a\"],\"registry\":\"5\"}");
	assert_null(check->examples[0].unreadable);
	assert_int_equal(check->examples[1].expected, STATUS_FAIL);
	assert_null(check->examples[1].params);
	assert_null(check->examples[1].context);
	expect_json(check->examples[1].unreadable,
	            "[{\"path\":\"\",\"reason\":\"r\",\"help\":\"\"}]");
	assert_int_equal(check->examples[2].expected, STATUS_ERROR);
	expect_json(check->examples[2].unreadable,
	            "[{\"path\":\"d.e\",\"reason\":\"r\",\"help\":\"h\"}]");
	assert_int_equal(check->examples[3].expected, STATUS_NOT_APPLICABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_must_fit_the_check),
		cmocka_unit_test(an_example_says_what_its_file_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
