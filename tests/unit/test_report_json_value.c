#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/report/json_value.h"
#include "dockaudit/owned.h"

#include <string.h>

static void one_value_of_the_grammar_is_valid(void **state)
{
	static const char *const values[] = {
		"null",
		"true",
		"false",
		"0",
		"-0",
		"10",
		"1.50e+10",
		"1E-2",
		"9223372036854775807",
		"\"\"",
		"\"\\u0041\\n\\/\\\\\\\"\"",
		"\"\xff größe\"",
		"[]",
		"{}",
		" [ 1, [true, false], null ] ",
		"{\"a\": {\"b\": []}, \"\":\"\"}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_true(json_value_valid(values[i]));
}

static void anything_else_is_not(void **state)
{
	static const char *const values[] = {
		"",       "01",        "1.",       "+1",      "nul",
		"[1,]",   "{\"a\" 1}", "{1:2}",    "\"a",     "\"\n\"",
		"[1",     "1 2",       "'a'",      "\"\\x\"", "NaN",
		"[\n1]",  "\"\\u12\"", "1e",       "-",       ".5",
		"{\"a\"", "]",         "[1]]",     "{,}",     "truee",
		"\"\\",   "[",         "{\"a\":}", "\"\\",    "00",
		" ",      "\"\x01\"",  "1\n",      "\t1",     "/**/1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_false(json_value_valid(values[i]));
}

static void nesting_has_an_end(void **state)
{
	enum { DEPTH = 100000 };
	owned(release_string) char *deep = malloc(2 * DEPTH + 1);

	(void)state;
	assert_non_null(deep);
	memset(deep, '[', DEPTH);
	memset(deep + DEPTH, ']', DEPTH);
	deep[2 * DEPTH] = '\0';
	assert_false(json_value_valid(deep));
	deep[DEPTH + 100] = '\0';
	assert_true(json_value_valid(deep + DEPTH - 100));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_value_of_the_grammar_is_valid),
		cmocka_unit_test(anything_else_is_not),
		cmocka_unit_test(nesting_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
