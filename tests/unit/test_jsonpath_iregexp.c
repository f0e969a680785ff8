#include "judging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static enum truth judge(struct arena *arena, const char *text)
{
	const cJSON nothing = { .type = cJSON_NULL };
	const struct jsonpath_scope scope = { .root = &nothing };
	struct jsonpath_doubt doubt;

	return judging_truth(arena, &scope, text, &doubt);
}

static const char *const taken[] = {
	"",
	"a",
	"a|b",
	"|",
	"a||b",
	"()",
	"()*",
	"(|)",
	"a{0}",
	"a{1,}",
	"a{1,2}",
	"a{007}",
	"[a-z]",
	"[-a]",
	"[a-]",
	"[^-a-]",
	"[--]",
	"[^]",
	"[^^]",
	"[$^]",
	"[.]",
	"[(*+?{|})]",
	"[ -!]",
	".*",
	"a-b",
	"a,b",
	"-",
	"^",
	"$",
	"^a$",
	"^*",
	"a$|^b",
	"(a(b(c)))",
	"\\\\(\\\\)\\\\*\\\\+\\\\-\\\\.\\\\?\\\\[",
	"\\\\\\\\\\\\]\\\\^\\\\{\\\\|\\\\}\\\\n\\\\r\\\\t",
	"\\\\p{L}",
	"\\\\P{Cn}",
	"[\\\\p{Lu}\\\\P{Zs}-]",
	"[\\\\]-\\\\^]",
	"/~`@#%&_=:;<>'",
	"\\u00e9+",
	"[\\u00e0-\\u00ff]",
	"\\ud83d\\ude00?",
};
static const char *const refused[] = {
	"*",       "a**",       "a|*",          "(",        ")",
	"(a",      "[",         "[]",           "[a",       "]",
	"{",       "}",         "a{",           "a{,1}",    "a{1",
	"a{1,2",   "a{2,1}",    "a{1}?",        "a*?",      "a++",
	"[b-a]",   "[a-b-c]",   "[a--b]",       "[[a]]",    "[a-\\\\p{L}]",
	"\\\\",    "\\\\d",     "\\\\b",        "\\\\1",    "\\\\$",
	"\\\\/",   "\\\\p{Cs}", "\\\\p{Greek}", "\\\\pL",   "\\\\p{^L}",
	"(?:a)",   "(?i)a",     "(?=a)",        "(*UTF8)a", "\\\\Qa\\\\E",
	"\\u0000",
};
/* A refused pattern is unknown; one that is taken just does not match. */
static void patterns_are_checked_by_their_own_grammar(void **state)
{
	char text[160];

	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		(void)snprintf(text, sizeof(text),
		               "match(\"no such\\ntext\", \"%s\")", taken[i]);
		if (judge(*state, text) != TRUTH_FALSE)
			fail_msg("refused: %s", taken[i]);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		(void)snprintf(text, sizeof(text), "search(\"a\", \"%s\")",
		               refused[i]);
		if (judge(*state, text) != TRUTH_UNKNOWN)
			fail_msg("taken: %s", refused[i]);
		(void)snprintf(text, sizeof(text),
		               "search(\"a\", lower(\"%s\"))", refused[i]);
		if (judge(*state, text) != TRUTH_UNKNOWN)
			fail_msg("taken when computed: %s", refused[i]);
	}
}

/* As the mapping of RFC 9485 section 5.4 leaves them. */
static void circumflex_and_dollar_are_anchors(void **state)
{
	static const struct {
		const char *condition;
		enum truth expected;
	} rows[] = {
		{ "match('abc', '^abc$')", TRUTH_TRUE },
		{ "match('^abc', '^abc')", TRUTH_FALSE },
		{ "search('xabc', '^abc')", TRUTH_FALSE },
		{ "search('abcx', '^abc')", TRUTH_TRUE },
		{ "search('abcx', 'abc$')", TRUTH_FALSE },
		{ "search('abc\\n', 'abc$')", TRUTH_FALSE },
		{ "search('x\\nabc', '^abc')", TRUTH_FALSE },
		{ "search('a^b$', '\\\\^b[$]')", TRUTH_TRUE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(judge(*state, rows[i].condition),
		                 rows[i].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_are_checked_by_their_own_grammar),
		cmocka_unit_test(circumflex_and_dollar_are_anchors),
	};

	return cmocka_run_group_tests(tests, judging_set_up, judging_tear_down);
}
