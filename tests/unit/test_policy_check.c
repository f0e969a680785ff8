#include "sample_policy.h"

#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A check that is right, but for what a row puts in place of PASS, line 7,
 * and behind it. */
#define HEAD                                                                   \
	"- id: x\n  title: T\n  subject: container\n  severity: low\n"         \
	"  rationale: r\n  remediation: r\n"
#define PASS     "  pass: '@.a == 1'\n"
#define EXAMPLES "  examples: [pass: {a: 1}, fail: {a: 2}]\n"

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

static void a_file_of_checks_is_a_list_of_them(void **state)
{
	static const struct row rows[] = {
		{ HEAD PASS EXAMPLES, "" },
		{ "text\n", "1:1: a file of checks is a list, not text" },
		{ "id: x\n", "1:1: a file of checks is a list, not a mapping "
		             "(is it a profile?)" },
		{ "- text\n", "1:3: a check must be a mapping, not text" },
		{ "- [x]\n", "1:3: a check must be a mapping, not a list" },
		{ "-\n", "1:2: a check must be a mapping, not nothing" },
		{ HEAD PASS EXAMPLES HEAD PASS EXAMPLES,
		  "9:3: 'x' is defined twice, first at x.yaml:1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		const char *got = sandbox_check_complaint(rows[i].text, arena);
		const char *dir = strstr(got, "/tmp/dockaudit");

		if (dir) /* the name of the first file is told, too */
			got = arena_printf(arena, "%.*s%s", (int)(dir - got),
			                   got, strstr(dir, "x.yaml"));
		assert_string_equal(got, rows[i].expected);
	}
}

static void keys_are_known_and_complete(void **state)
{
	static const struct row rows[] = {
		{ HEAD "  severty: low\n" PASS EXAMPLES,
		  "7:3: unknown key 'severty' (did you mean 'severity'?)" },
		{ HEAD "  zzzzzzzzz: low\n" PASS EXAMPLES,
		  "7:3: unknown key 'zzzzzzzzz'" },
		{ HEAD
		  "  "
		  "x\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4\u00e4\u00e4: low\n" PASS EXAMPLES,
		  "7:3: unknown key "
		  "'x\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
		  "\u00e4\u00e4...'" },
		{ "- id: x\n", "1:3: missing key 'examples'" },
		{ HEAD EXAMPLES, "1:3: missing key 'pass' (or 'manual', when "
		                 "a person must judge)" },
		{ HEAD PASS, "1:3: missing key 'examples'" },
		{ HEAD PASS "  manual: m\n" EXAMPLES,
		  "8:3: a check has either 'pass' or 'manual'" },
		{ HEAD PASS "  otherwise: o\n" EXAMPLES,
		  "8:3: 'otherwise' needs 'when'" },
	};

	(void)state;
	EXPECT(rows);
}

static void values_are_of_their_type(void **state)
{
	static const struct row rows[] = {
		{ "- id: [x]\n" PASS,
		  "1:7: 'id' must be one line of text, not a list" },
		{ "- id: X\n", "1:7: 'id' must be lower-case letters, digits "
		               "and '-', beginning with a letter" },
		{ "- id: 5\n", "1:7: 'id' must be lower-case letters, digits "
		               "and '-', beginning with a letter" },
		{ "- id: a_b\n", "1:7: 'id' must be lower-case letters, "
		                 "digits and '-', beginning with a letter" },
		{ "- id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaa\n",
		  "1:7: 'id' must be at most 64 characters" },
		{ HEAD "  message: ''\n", "7:12: 'message' is empty" },
		{ HEAD "  message:\n",
		  "7:11: 'message' must be one line of text, not nothing" },
		{ HEAD "  message: |\n    a\n    b\n",
		  "7:12: 'message' must be one line, without tabs" },
		{ HEAD "  message: \"a\\tb\"\n",
		  "7:12: 'message' must be one line, without tabs" },
		{ HEAD "  message: {a: 1}\n",
		  "7:12: 'message' must be one line of text, not a mapping" },
		{ HEAD "  references: a\n",
		  "7:15: 'references' must be a list of texts, not text" },
		{ HEAD "  references: [a, [b]]\n",
		  "7:19: 'references' must be one line of text, not a list" },
		{ HEAD "  references: [a, '']\n",
		  "7:19: 'references' is empty" },
		{ "- subject: containr\n",
		  "1:12: 'containr' is no subject (did you mean 'container'?); "
		  "there are: host, daemon, container, image, network, "
		  "volume" },
		{ "- severity: info\n", "1:13: 'info' is no severity; there "
		                        "are: low, medium, high, critical" },
		{ HEAD "  pass: [a]\n" EXAMPLES,
		  "7:9: 'pass' must be text, not a list" },
		{ HEAD "  pass:\n" EXAMPLES,
		  "7:8: 'pass' must be text, not nothing" },
		{ HEAD PASS "  examples: {pass: {}}\n",
		  "8:13: 'examples' must be a list, not a mapping" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_sandbox) struct sandbox sandbox;
		size_t count;

		sandbox_open(&sandbox);
		/* The first complaint may be a missing key: lint tells all. */
		assert_non_null(
			strstr(sandbox_lint(&sandbox,
		                            sandbox_write(&sandbox, "x.yaml",
		                                          rows[i].text),
		                            &count),
		               arena_printf(sandbox.arena, "x.yaml:%s\n",
		                            rows[i].expected)));
	}
}

static void an_error_in_an_expression_has_its_place(void **state)
{
	static const struct row rows[] = {
		{ HEAD "  pass: '@.a == $.parms.days'\n" EXAMPLES,
		  "7:19: 'parms' is no part of $ (did you mean 'params'?); "
		  "there are: $.host, $.daemon, $.swarm, $.params" },
		{ HEAD "  pass: \"@.a == $['host'].b && $.x\"\n" EXAMPLES,
		  "7:34: 'x' is no part of $; there are: $.host, $.daemon, "
		  "$.swarm, $.params" },
		{ HEAD "  pass: '@.a == $.params.dayz'\n" EXAMPLES,
		  "7:26: no parameter 'dayz' is defined (did you mean "
		  "'days'?)" },
		{ HEAD
		  "  pass: \"@.b[?@.c == $['params']['dayz']]\"\n" EXAMPLES,
		  "7:35: no parameter 'dayz' is defined (did you mean "
		  "'days'?)" },
		{ HEAD "  pass: '@.a && $.params'\n" EXAMPLES,
		  "7:19: $.params needs the name of a parameter" },
		{ HEAD "  pass: '@.a && $..b'\n" EXAMPLES,
		  "7:17: $ needs a name: $.host, $.daemon, $.swarm or "
		  "$.params" },
		{ HEAD "  pass: '@.a && $[*]'\n" EXAMPLES,
		  "7:17: $ needs a name: $.host, $.daemon, $.swarm or "
		  "$.params" },
		{ HEAD "  pass: >\n    @.a &&\n    $.x\n" EXAMPLES,
		  "7:9: at character 10: 'x' is no part of $; there are: "
		  "$.host, $.daemon, $.swarm, $.params" },
		{ HEAD "  pass: '@.a == ''$.x'' && $.y'\n" EXAMPLES,
		  "7:9: at character 19: 'y' is no part of $; there are: "
		  "$.host, $.daemon, $.swarm, $.params" },
		{ HEAD "  pass: ' '\n" EXAMPLES,
		  "7:9: an expression is missing" },
		{ HEAD PASS "  evidence: [@.a, [b]]\n" EXAMPLES,
		  "8:14: a tab, or a character that needs quotes, where a "
		  "value begins" },
		{ HEAD PASS "  evidence: ['@.a', ['b']]\n" EXAMPLES,
		  "8:21: an expression must be text, not a list" },
		{ HEAD PASS "  evidence: {a: b}\n" EXAMPLES,
		  "8:13: an expression must be text, not a mapping" },
		{ HEAD PASS "  evidence: ['@.a', '$.y']\n" EXAMPLES,
		  "8:24: 'y' is no part of $; there are: $.host, $.daemon, "
		  "$.swarm, $.params" },
		{ HEAD PASS "  when: '$.y'\n" EXAMPLES,
		  "8:12: 'y' is no part of $; there are: $.host, $.daemon, "
		  "$.swarm, $.params" },
	};

	(void)state;
	EXPECT(rows);
}

/* What the engine says is its own business; where it is said is ours. */
static void a_syntax_error_has_its_place(void **state)
{
	static const struct row rows[] = {
		{ HEAD "  pass: '@.a == '\n" EXAMPLES, "7:16: " },
		{ HEAD "  pass: '@.a = 1'\n" EXAMPLES, "7:14: " },
		{ HEAD "  pass: \"@.\u00e4\u20ac = 1\"\n" EXAMPLES, "7:15: " },
		{ HEAD "  pass: >\n    @.a =\n    1\n" EXAMPLES,
		  "7:9: at character 5: " },
		{ HEAD "  pass: \"@.\\u00e4 = 1\"\n" EXAMPLES,
		  "7:9: at character 5: " },
		{ HEAD PASS "  evidence: 'a.b'\n" EXAMPLES, "8:14: " },
		{ HEAD PASS "  when: '@.a &'\n" EXAMPLES, "8:14: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		const char *got = sandbox_check_complaint(rows[i].text, arena);
		size_t length = strlen(rows[i].expected);

		assert_string_equal(arena_strndup(arena, got, length),
		                    rows[i].expected);
		assert_true(strlen(got) > length);
	}
}

static void a_check_says_what_its_file_says(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_policy) struct policy policy = { 0 };
	const struct check *check;

	(void)state;
	sandbox_open(&sandbox);
	check = sandbox_load_check(
		&sandbox,
		"- title: 5\n  id: x\n  subject: image\n"
		"  severity: high\n  when: '@.b'\n"
		"  pass: |\n    @.a == 1\n"
		"  otherwise: no b\n  message: 'm: 1'\n"
		"  evidence: ['@.a', $.host.c]\n"
		"  rationale: |\n    one\n    two\n"
		"  remediation: true\n  references: [a, 'b']\n" EXAMPLES,
		&policy);
	assert_string_equal(check->title, "5");
	assert_int_equal(check->subject, KIND_IMAGE);
	assert_int_equal(check->severity, SEVERITY_HIGH);
	assert_string_equal(jsonpath_text(check->when), "@.b");
	assert_string_equal(jsonpath_text(check->pass), "@.a == 1");
	assert_string_equal(check->otherwise, "no b");
	assert_null(check->manual);
	assert_int_equal(check->evidence_count, 2);
	assert_string_equal(jsonpath_text(check->evidence[1]), "$.host.c");
	assert_string_equal(check->rationale, "one\ntwo");
	assert_string_equal(check->remediation, "true");
	assert_int_equal(check->reference_count, 2);
	assert_string_equal(check->references[1], "b");
	assert_int_equal(check->at.line, 1);
	assert_int_equal(check->at.column, 3);
	assert_false(check->builtin);
	assert_true(policy_check(&policy, "alpha")->builtin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_checks_is_a_list_of_them),
		cmocka_unit_test(keys_are_known_and_complete),
		cmocka_unit_test(values_are_of_their_type),
		cmocka_unit_test(an_error_in_an_expression_has_its_place),
		cmocka_unit_test(a_syntax_error_has_its_place),
		cmocka_unit_test(a_check_says_what_its_file_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
