#include "judging.h"

#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* before, then middle count times, then after. */
static const char *repeat(struct arena *arena, const char *before,
                          const char *middle, size_t count, const char *after)
{
	size_t length = strlen(before) + strlen(middle) * count + strlen(after);
	char *text = arena_alloc(arena, length + 1);
	char *end = stpcpy(text, before);

	for (size_t i = 0; i < count; i++)
		end = stpcpy(end, middle);
	(void)stpcpy(end, after);
	return text;
}

static bool compiles(struct arena *arena, enum jsonpath_form form,
                     const char *text, struct error *err)
{
	const struct jsonpath *compiled;

	return jsonpath_compile(arena, form, text, &compiled, err);
}

static void expressions_nest_as_deep_as_allowed(void **state)
{
	static const struct {
		const char *before;
		const char *open;
		const char *middle;
		const char *close;
	} rows[] = {
		{ "", "(", "@", ")" },
		{ "", "!(", "@", ")" },
		{ "", "@[?", "@", "]" },
		{ "1 == ", "length(", "@", ")" },
		{ "", "(1 == 1 || @[?", "@", "])" },
	};
	struct error err;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const size_t each = i == 4 ? 2 : 1;
		const size_t most = LIMIT_QUERY_DEPTH / each;

		for (size_t more = 0; more < 2; more++) {
			const char *opened =
				repeat(*state, rows[i].before, rows[i].open,
			               most + more, rows[i].middle);
			const char *text = repeat(*state, opened, rows[i].close,
			                          most + more, "");

			assert_int_equal(compiles(*state, JSONPATH_CONDITION,
			                          text, &err),
			                 more == 0);
		}
		assert_string_equal(err.text,
		                    "nested more than 64 levels deep");
	}
}

static void a_text_has_its_greatest_length(void **state)
{
	struct error err;

	assert_true(compiles(
		*state, JSONPATH_QUERY,
		repeat(*state, "$", ".a", (LIMIT_QUERY_TEXT - 1) / 2, ""),
		&err));
	assert_false(compiles(
		*state, JSONPATH_QUERY,
		repeat(*state, "$", ".a", LIMIT_QUERY_TEXT / 2, ""), &err));
	assert_string_equal(err.text, "longer than 65536 bytes");
}

static cJSON *nested(size_t depth)
{
	cJSON *node = cJSON_CreateNumber(1);

	for (size_t i = 0; i < depth; i++) {
		cJSON *outer = cJSON_CreateArray();

		cJSON_AddItemToArray(outer, node);
		node = outer;
	}
	return node;
}

static bool run(struct arena *arena, const char *text, const cJSON *root,
                struct error *err)
{
	const struct jsonpath *query;
	struct jsonpath_nodes nodes;

	assert_true(jsonpath_compile(arena, JSONPATH_QUERY, text, &query, err));
	return jsonpath_select(query, &(struct jsonpath_scope){ .root = root },
	                       arena, &nodes, err);
}

static void documents_are_descended_as_deep_as_allowed(void **state)
{
	owned(release_json) cJSON *deep = nested(LIMIT_DOCUMENT_DEPTH);
	owned(release_json) cJSON *deeper = nested(LIMIT_DOCUMENT_DEPTH + 1);
	const struct jsonpath_scope scope = { .root = deeper };
	struct jsonpath_doubt doubt;
	struct error err;

	assert_true(run(*state, "$..*", deep, &err));
	assert_true(run(*state, "$..[?@..*]", deep, &err));
	assert_false(run(*state, "$..*", deeper, &err));
	assert_string_equal(err.text,
	                    "$..* descends too deep into the document");
	assert_int_equal(
		judging_truth(*state, &scope, "count($..*) == 1", &doubt),
		TRUTH_UNKNOWN);
	assert_string_equal(doubt.query, "$..*");
	assert_string_equal(doubt.reason,
	                    "descends too deep into the document");
	assert_int_equal(judging_truth(*state, &scope, "$..a", &doubt),
	                 TRUTH_UNKNOWN);
	assert_int_equal(
		judging_truth(*state, &scope, "$..a || 1 == 1", &doubt),
		TRUTH_TRUE);
}

static void filters_within_filters_do_not_add_up_for_ever(void **state)
{
	owned(release_json) cJSON *deep = nested(LIMIT_DOCUMENT_DEPTH);
	const char *opened = repeat(*state, "$", "..[?!@[0][0] && $",
	                            LIMIT_QUERY_DEPTH - 1, "");
	const char *text =
		repeat(*state, opened, "]", LIMIT_QUERY_DEPTH - 1, "");
	struct error err;

	assert_false(run(*state, text, deep, &err));
}

static void equality_goes_as_deep_as_allowed(void **state)
{
	owned(release_json) cJSON *both = cJSON_CreateArray();
	struct jsonpath_scope scope = { .root = both };
	struct jsonpath_doubt doubt;
	struct error err;

	cJSON_AddItemToArray(both, nested(LIMIT_DOCUMENT_DEPTH));
	cJSON_AddItemToArray(both, nested(LIMIT_DOCUMENT_DEPTH));
	assert_int_equal(judging_truth(*state, &scope, "$[0] == $[1]", &doubt),
	                 TRUTH_TRUE);
	cJSON_AddItemToArray(both, nested(LIMIT_DOCUMENT_DEPTH + 1));
	cJSON_AddItemToArray(both, nested(LIMIT_DOCUMENT_DEPTH + 1));
	assert_int_equal(judging_truth(*state, &scope, "$[2] == $[3]", &doubt),
	                 TRUTH_UNKNOWN);
	assert_string_equal(doubt.query, "$[2]");
	assert_string_equal(doubt.reason,
	                    "compares values that are nested too deep");
	assert_false(run(*state, "$[?$[2] == $[3]]", both, &err));
}

static void a_run_looks_at_as_many_nodes_as_allowed(void **state)
{
	static const char *const conditions[] = {
		"$[*] && !$[5]", "!$[4]",
		"$[-1] == 9",    "count($[*]) == 9",
		"$[?@ == 9]",    "!$[1:]",
		"$ == $",        "!$..x",
		"in(9, $[*])",   "$[7] == 7 || 1 == 2",
		"!$[::-1]",
	};
	owned(release_json) cJSON *root =
		cJSON_Parse("[0, 1, 2, 3, 4, 5, 6, 7]");
	const struct jsonpath_scope little = { .root = root, .max_visits = 4 };
	const struct jsonpath_scope enough = { .root = root,
		                               .max_visits = 100 };
	const struct jsonpath *query;
	struct jsonpath_doubt doubt;
	struct jsonpath_nodes nodes;
	struct error err;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]);
	     i++) {
		assert_int_equal(
			judging_truth(*state, &little, conditions[i], &doubt),
			TRUTH_UNKNOWN);
		assert_string_equal(doubt.reason, "looks at too many nodes");
		assert_int_not_equal(
			judging_truth(*state, &enough, conditions[i], &doubt),
			TRUTH_UNKNOWN);
	}
	assert_true(
		jsonpath_compile(*state, JSONPATH_QUERY, "$[*]", &query, &err));
	assert_false(jsonpath_select(query, &little, *state, &nodes, &err));
	assert_string_equal(err.text, "$[*] looks at too many nodes");
	assert_true(jsonpath_select(query, &enough, *state, &nodes, &err));
}

/* Two members of one name: the first counts, and nothing runs astray. */
static void members_of_the_same_name_are_survived(void **state)
{
	owned(release_json) cJSON *root = cJSON_Parse(
		"[{\"a\": 1, \"a\": 2}, {\"a\": 1, \"a\": 2}, {\"a\": 1},"
		" {\"a\": 1, \"b\": 2}]");
	const struct jsonpath_scope scope = { .root = root };
	struct jsonpath_doubt doubt;

	assert_int_equal(judging_truth(*state, &scope, "$[0].a == 1", &doubt),
	                 TRUTH_TRUE);
	assert_int_equal(judging_truth(*state, &scope, "$[0] == $[1]", &doubt),
	                 TRUTH_TRUE);
	assert_int_equal(judging_truth(*state, &scope, "$[0] == $[3]", &doubt),
	                 TRUTH_FALSE);
	assert_int_equal(judging_truth(*state, &scope, "$[3] == $[0]", &doubt),
	                 TRUTH_FALSE);
	assert_int_equal(judging_truth(*state, &scope, "$[0] == $[2]", &doubt),
	                 judging_truth(*state, &scope, "$[2] == $[0]", &doubt));
}

static void patterns_and_texts_have_limits(void **state)
{
	static const struct {
		const char *condition;
		const char *query;
		const char *reason;
	} rows[] = {
		{ "match(@.as, '(a+)+b')", "match(@.as, '(a+)+b')",
		  "takes too long to match" },
		{ "search(@.as, '(a|a)*(a|a)*[bc]')",
		  "search(@.as, '(a|a)*(a|a)*[bc]')",
		  "takes too long to match" },
		{ "match(@.as, @.evil)", "match(@.as, @.evil)",
		  "takes too long to match" },
		{ "search(@.long, 'b')", "@.long",
		  "is too long for a regular expression" },
		{ "search('a', @.long)", "@.long",
		  "is too large a regular expression" },
		{ "search('a', 'a{100000}')", "'a{100000}'",
		  "is too large a regular expression" },
		{ "search('a', '((((a{255}){255}){255}){255}){255}')",
		  "'((((a{255}){255}){255}){255}){255}'",
		  "is too large a regular expression" },
	};
	owned(release_json) cJSON *root = cJSON_CreateObject();
	const struct jsonpath_scope scope = { .root = root };
	struct jsonpath_doubt doubt;
	struct error err;

	cJSON_AddStringToObject(root, "as", repeat(*state, "", "a", 60000, ""));
	cJSON_AddStringToObject(
		root, "long",
		repeat(*state, "", "a", LIMIT_REGEX_SUBJECT, "a"));
	cJSON_AddStringToObject(root, "evil", "(a+)+b");
	cJSON_AddItemToObject(root, "list", cJSON_CreateArray());
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (judging_truth(*state, &scope, rows[i].condition, &doubt) !=
		    TRUTH_UNKNOWN)
			fail_msg("%s is known", rows[i].condition);
		assert_string_equal(doubt.query, rows[i].query);
		assert_string_equal(doubt.reason, rows[i].reason);
	}
	assert_int_equal(
		judging_truth(*state, &scope, "search(@.as, '[b-d]')", &doubt),
		TRUTH_FALSE);
	assert_int_equal(
		judging_truth(*state, &scope, "match(@.as, '(a|b)*')", &doubt),
		TRUTH_TRUE);
	assert_false(run(*state, "$[?match($.as, '(a+)+b')]", root, &err));
	assert_string_equal(err.text, "match($.as, '(a+)+b') takes too long to "
	                              "match");
	assert_false(run(*state, "$[?search($.long, 'b')]", root, &err));
}

static void bytes_that_are_no_text_match_nothing(void **state)
{
	owned(release_json) cJSON *root = cJSON_CreateObject();
	const struct jsonpath_scope scope = { .root = root };
	const struct jsonpath *query;
	struct jsonpath_doubt doubt;
	struct jsonpath_nodes nodes;
	struct error err;

	cJSON_AddStringToObject(root, "bad",
	                        "a\xff"
	                        "b");
	assert_int_equal(
		judging_truth(*state, &scope, "search(@.bad, 'a')", &doubt),
		TRUTH_UNKNOWN);
	assert_string_equal(doubt.reason, "is not valid UTF-8");
	assert_int_equal(
		judging_truth(*state, &scope, "search('a', @.bad)", &doubt),
		TRUTH_UNKNOWN);
	assert_true(jsonpath_compile(*state, JSONPATH_QUERY,
	                             "$[?search(@, 'a')]", &query, &err));
	assert_true(jsonpath_select(query, &scope, *state, &nodes, &err));
	assert_int_equal(nodes.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions_nest_as_deep_as_allowed),
		cmocka_unit_test(a_text_has_its_greatest_length),
		cmocka_unit_test(documents_are_descended_as_deep_as_allowed),
		cmocka_unit_test(filters_within_filters_do_not_add_up_for_ever),
		cmocka_unit_test(equality_goes_as_deep_as_allowed),
		cmocka_unit_test(a_run_looks_at_as_many_nodes_as_allowed),
		cmocka_unit_test(members_of_the_same_name_are_survived),
		cmocka_unit_test(patterns_and_texts_have_limits),
		cmocka_unit_test(bytes_that_are_no_text_match_nothing),
	};

	return cmocka_run_group_tests(tests, judging_set_up, judging_tear_down);
}
