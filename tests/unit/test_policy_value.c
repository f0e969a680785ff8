#include "../../src/policy/value.h"

#include "../../src/policy/tree.h"

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A text's value as JSON, or "LINE:COLUMN: why" it has none; to be freed. */
static char *value_of(struct arena *arena, const char *data)
{
	const struct tree_text text = { "x.yaml", data, strlen(data) };
	owned(release_json) cJSON *value = NULL;
	const struct tree *root;
	struct error err;

	assert_true(tree_parse(arena, &text, &root, &err));
	if (value_parse(root, &value, &err))
		return cJSON_PrintUnformatted(value);
	return strdup(arena_printf(arena, "%u:%u: %s", err.at.line,
	                           err.at.column, err.text));
}

static void scalars_are_typed_as_in_json(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "true", "true" },
		{ "false", "false" },
		{ "null", "null" },
		{ "True", "\"True\"" },
		{ "NULL", "\"NULL\"" },
		{ "~", "\"~\"" },
		{ "yes", "\"yes\"" },
		{ "no", "\"no\"" },
		{ "'true'", "\"true\"" },
		{ "\"5\"", "\"5\"" },
		{ "''", "\"\"" },
		{ "|\n  5\n", "\"5\\n\"" },
		{ "0", "0" },
		{ "-1", "-1" },
		{ "1.5", "1.5" },
		{ "1e3", "1000" },
		{ "2E+2", "200" },
		{ "25e-1", "2.5" },
		{ "0644", "\"0644\"" },
		{ "00", "\"00\"" },
		{ "+1", "\"+1\"" },
		{ ".5", "\".5\"" },
		{ "1.", "\"1.\"" },
		{ "1e", "\"1e\"" },
		{ "0x1F", "\"0x1F\"" },
		{ "1_000", "\"1_000\"" },
		{ "5m", "\"5m\"" },
		{ ".inf", "\".inf\"" },
		{ "nan", "\"nan\"" },
		{ "2020-01-01", "\"2020-01-01\"" },
		{ "12:30:45", "\"12:30:45\"" },
		{ "0.12345678901234567", "0.12345678901234566" },
		{ "0.00000000000000000000", "0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_string) char *got = value_of(arena, rows[i].text);

		assert_string_equal(got, rows[i].expected);
	}
}

static void the_greatest_exact_number_is_kept(void **state)
{
	static const struct tree most = { .text = "9007199254740991" };
	static const struct tree least = { .text = "-9007199254740991" };
	struct error err;
	double number;

	(void)state;
	assert_true(value_number(&most, &number, &err));
	assert_true(number == 9007199254740991.0);
	assert_true(value_number(&least, &number, &err));
	assert_true(number == -9007199254740991.0);
}

static void lists_and_mappings_keep_their_order(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_string) char *got =
		value_of(arena, "b: [1, [], {}]\na:\n- c: d\n5: true\n"
	                        "'true': x\n");

	(void)state;
	assert_string_equal(got, "{\"b\":[1,[],{}],\"a\":[{\"c\":\"d\"}],"
	                         "\"5\":true,\"true\":\"x\"}");
}

static void what_would_be_rounded_is_refused(void **state)
{
	static const struct {
		const char *text;
		const char *place;
	} rows[] = {
		{ "9007199254740992", "1:1: " },
		{ "a: -9007199254740993", "1:4: " },
		{ "[1, 18446744073709551615]", "1:5: " },
		{ "1e400", "1:1: " },
		{ "1e16", "1:1: " },
		{ "1e-400", "1:1: " },
		{ "0.123456789012345678", "1:1: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_string) char *got = value_of(arena, rows[i].text);

		assert_string_equal(
			got, arena_printf(arena,
		                          "%sa number that cannot be kept "
		                          "exactly; quote it if it is text",
		                          rows[i].place));
	}
}

static void a_value_that_is_missing_is_not_guessed(void **state)
{
	static const char *const rows[] = { "a:\n", "- \n", "{a: }" };
	static const char *const places[] = { "1:3", "1:2", "1:5" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_string) char *got = value_of(arena, rows[i]);

		assert_string_equal(
			got, arena_printf(arena,
		                          "%s: a value is missing: write null "
		                          "or \"\"",
		                          places[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_are_typed_as_in_json),
		cmocka_unit_test(the_greatest_exact_number_is_kept),
		cmocka_unit_test(lists_and_mappings_keep_their_order),
		cmocka_unit_test(what_would_be_rounded_is_refused),
		cmocka_unit_test(a_value_that_is_missing_is_not_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
