#include "judging.h"

#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct jsonpath *compile(struct arena *arena,
                                      enum jsonpath_form form, const char *text)
{
	const struct jsonpath *compiled = NULL;
	struct error err = { 0 };

	if (!jsonpath_compile(arena, form, text, &compiled, &err))
		fail_msg("%s: %u: %s", text, err.at.column, err.text);
	return compiled;
}

static const struct {
	const char *text;
	unsigned column;
	const char *says;
} refusals[] = {
	{ "", 1, "expected '$', not the end" },
	{ " $", 1, "expected '$', not ' '" },
	{ "@.a", 1, "expected '$', not '@'" },
	{ "$.a ", 4, "expected '.', '[' or the end, not ' '" },
	{ "$é", 2, "expected '.', '[' or the end, not 'é'" },
	{ "$.é.", 5, "expected a name or * after '.', not the end" },
	{ "$.", 3, "expected a name or * after '.', not the end" },
	{ "$..", 4, "expected a name, * or [ after '..', not the end" },
	{ "$[0", 4, "expected ',' or ']', not the end" },
	{ "$[0 1]", 5, "expected ',' or ']', not '1'" },
	{ "$[]", 3,
	  "expected a name in quotes, an index, a slice, * "
	  "or ?, not ']'" },
	{ "$[01]", 3, "integer with a leading zero" },
	{ "$[-0]", 3, "integer with a leading zero" },
	{ "$[-]", 4, "expected a digit, not ']'" },
	{ "$[1:9007199254740992]", 5, "integer beyond 9007199254740991" },
	{ "$[-9007199254740992]", 3, "integer beyond -9007199254740991" },
	{ "$['é", 3, "string without its end" },
	{ "$['é\\q']", 5, "unknown escape '\\q'" },
	{ "$['\\é']", 4, "unknown escape '\\é'" },
	{ "$['\\u12x4']", 4, "\\u wants four hexadecimal digits" },
	{ "$['\\ud800']", 4, "high surrogate without a low one" },
	{ "$['\\udc00']", 4, "low surrogate without a high one" },
	{ "$['a\tb']", 5, "control character: write \\u0009" },
	{ "$[?@.a==1.]", 9, "malformed number" },
	{ "$[?1]", 4, "a literal must be compared with something" },
	{ "$[?@.a=1]", 7, "expected ',' or ']', not '=' (equality is '==')" },
	{ "$[?@.a&@.b]", 7, "expected ',' or ']', not '&' (and is '&&')" },
	{ "$[?@.a|@.b]", 7, "expected ',' or ']', not '|' (or is '||')" },
	{ "$[?(@.a]", 8, "expected ')', not ']'" },
	{ "$[?!@.a==1]", 8, "a comparison after '!' needs parentheses" },
	{ "$[?@.*==1]", 4,
	  "@.* may select several nodes: it cannot be compared" },
	{ "$[?@['a' ]==1]", 4,
	  "@['a' ] has blanks inside of its brackets: it cannot be compared" },
	{ "$[?length(@[ 0])==1]", 11,
	  "length() takes a value, and @[ 0] has blanks inside of its "
	  "brackets" },
	{ "$[?1==$..a]", 7,
	  "$..a may select several nodes: it cannot be compared" },
	{ "$[?@.a==b]", 9, "unknown word 'b': text stands in quotes" },
	{ "$[?@.a==B]", 9,
	  "expected a query, a function or a literal, not 'B'" },
	{ "$[?cout(@.*)==1]", 4,
	  "unknown function 'cout' (did you mean 'count'?)" },
	{ "$[?frobnicate(@)]", 4, "unknown function 'frobnicate'" },
	{ "$[?count (@.*)==1]", 9, "expected '(', not ' '" },
	{ "$[?count(1)==1]", 10, "count() takes a query, not a value" },
	{ "$[?count(match(@,'a'))==1]", 10,
	  "count() takes a query, not a condition" },
	{ "$[?count(@.a==1)==1]", 13,
	  "count() takes a query, not a condition" },
	{ "$[?length(!@)==1]", 11, "length() takes a value, not a condition" },
	{ "$[?length(@.*)==1]", 11,
	  "length() takes a value, and @.* may select several nodes" },
	{ "$[?length(match(@,'a'))==1]", 11,
	  "length() takes a value, and match() is a condition" },
	{ "$[?length()==1]", 4, "length() takes 1 argument, not 0" },
	{ "$[?match(@)]", 4, "match() takes 2 arguments, not 1" },
	{ "$[?count(@,@,@)==1]", 4, "count() takes 1 argument, not 3" },
	{ "$[?length(@)]", 4, "length() gives a value: it must be compared" },
	{ "$[?match(@,'a')==true]", 4,
	  "match() is true or false by itself: it cannot be compared" },
	{ "$.a\xff", 4, "not valid UTF-8" },
	{ "$.\xc0\x80", 3, "not valid UTF-8" },
	{ "$.\xed\xa0\x80", 3, "not valid UTF-8" },
	{ "$['\xf4\x90\x80\x80']", 4, "not valid UTF-8" },
};

static void a_refusal_says_what_and_where(void **state)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct jsonpath *compiled = NULL;
		struct error err = { 0 };

		assert_false(jsonpath_compile(*state, JSONPATH_QUERY,
		                              refusals[i].text, &compiled,
		                              &err));
		assert_string_equal(err.text, refusals[i].says);
		assert_int_equal(err.at.line, 1);
		assert_int_equal(err.at.column, refusals[i].column);
		assert_null(compiled);
	}
}

static void each_form_takes_what_it_should(void **state)
{
	static const struct {
		const char *text;
		bool query;
		bool reference;
		bool condition;
	} rows[] = {
		{ "$.a", true, true, true },
		{ "@.a", false, true, true },
		{ "$.*", true, true, true },
		{ "@", false, true, true },
		{ "@.a == 1", false, false, true },
		{ " @.a ", false, false, true },
		{ "\n@.a\n&& @.b\n", false, false, true },
		{ "match(@.a, 'b')", false, false, true },
		{ "!@.a", false, false, true },
		{ "(@.a)", false, false, true },
		{ "?@.a", false, false, false },
		{ "@.a @.b", false, false, false },
		{ "true", false, false, false },
		{ "length(@.a)", false, false, false },
		{ "", false, false, false },
		{ " ", false, false, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct jsonpath *compiled;
		struct error err;

		assert_int_equal(jsonpath_compile(*state, JSONPATH_QUERY,
		                                  rows[i].text, &compiled,
		                                  &err),
		                 rows[i].query);
		assert_int_equal(jsonpath_compile(*state, JSONPATH_REFERENCE,
		                                  rows[i].text, &compiled,
		                                  &err),
		                 rows[i].reference);
		assert_int_equal(jsonpath_compile(*state, JSONPATH_CONDITION,
		                                  rows[i].text, &compiled,
		                                  &err),
		                 rows[i].condition);
	}
}

static void the_text_is_kept(void **state)
{
	char text[] = "$.a[?@.b]";
	const struct jsonpath *query = compile(*state, JSONPATH_QUERY, text);

	memset(text, 'x', sizeof(text) - 1);
	assert_string_equal(jsonpath_text(query), "$.a[?@.b]");
}

static void operands_are_the_queries_outside_of_filters(void **state)
{
	static const struct {
		const char *condition;
		const char *operands; /* each with a blank behind it */
	} rows[] = {
		{ "1 == 1", "" },
		{ "@.a == 1", "@.a " },
		{ "@.a == $.b || !@.c", "@.a $.b @.c " },
		{ "@ .a == 1", "@ .a " },
		{ "count(@.a[?@.b == $.c]) > length(@.d)",
		  "@.a[?@.b == $.c] @.d " },
		{ "in(lower(@.a), $.x[*]) && (@.b)", "@.a $.x[*] @.b " },
		{ "@[?@[?@.x]] && @.y", "@[?@[?@.x]] @.y " },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct jsonpath *condition =
			compile(*state, JSONPATH_CONDITION, rows[i].condition);
		const struct jsonpath *const *operands;
		char found[128] = "";
		size_t count;

		operands = jsonpath_operands(condition, &count);
		for (size_t j = 0; j < count; j++) {
			strcat(found, jsonpath_text(operands[j]));
			strcat(found, " ");
		}
		assert_string_equal(found, rows[i].operands);
	}
}

static void an_operand_can_be_run(void **state)
{
	const struct jsonpath *condition = compile(
		*state, JSONPATH_CONDITION, "count(@.a[?@ > $.b]) == $.c");
	cJSON *root = cJSON_Parse("{\"b\": 1}");
	cJSON *current = cJSON_Parse("{\"a\": [1, 2]}");
	const struct jsonpath_scope scope = { .root = root,
		                              .current = current };
	struct jsonpath_nodes nodes;
	struct error err;
	size_t count;

	assert_true(jsonpath_select(jsonpath_operands(condition, &count)[0],
	                            &scope, *state, &nodes, &err));
	assert_int_equal(count, 2);
	assert_int_equal(nodes.count, 1);
	assert_false(nodes.items[0].from_root);
	assert_string_equal(jsonpath_path(&nodes.items[0], *state),
	                    "@['a'][1]");
	assert_true(jsonpath_mentions(jsonpath_operands(condition, &count)[0],
	                              "b"));
	assert_false(jsonpath_mentions(jsonpath_operands(condition, &count)[0],
	                               "c"));
	cJSON_Delete(root);
	cJSON_Delete(current);
}

static void mentions_finds_names_everywhere(void **state)
{
	const struct jsonpath *condition =
		compile(*state, JSONPATH_CONDITION,
	                "@.a['b', 0].*..c[?$.d[?@['e\\u0066'] == 'g']] || "
	                "in(@.h, $.i[*])");
	static const char *const names[] = {
		"a", "b", "c", "d", "ef", "h", "i"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(jsonpath_mentions(condition, names[i]));
	assert_false(jsonpath_mentions(condition, "g"));
	assert_false(jsonpath_mentions(condition, "in"));
	assert_false(jsonpath_mentions(condition, "e"));
}

static void member_lists_what_is_read_below_a_parent(void **state)
{
	const struct jsonpath *condition = compile(
		*state, JSONPATH_CONDITION,
		"@.params.no == $.params.one && @.a[?@.b == $.params['two']] "
		"|| in(@.c, $.params.three[*]) || $.other.four || "
		"$..params.five || $.params[*] || $.params");

	assert_string_equal(jsonpath_member(condition, "params", 0), "one");
	assert_string_equal(jsonpath_member(condition, "params", 1), "two");
	assert_string_equal(jsonpath_member(condition, "params", 2), "three");
	assert_null(jsonpath_member(condition, "params", 3));
	assert_string_equal(jsonpath_member(condition, "other", 0), "four");
	assert_null(jsonpath_member(condition, "absent", 0));
}

static void a_literal_that_is_no_pattern_is_found(void **state)
{
	static const struct {
		const char *text;
		unsigned column;
	} rows[] = {
		{ "match(@.a, 'a.*')", 0 },
		{ "match(@.a, 'é|(')", 12 },
		{ "search(@.é, 'a{,2}') && match(@.b, '[')", 13 },
		{ "@.a == 'x' && !@.b[?match(@, '\\\\d')]", 30 },
		{ "match(@.a, @.b)", 0 },
		{ "in('[', @.a[*])", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_int_equal(
			jsonpath_bad_pattern(compile(arena, JSONPATH_CONDITION,
		                                     rows[i].text)),
			rows[i].column);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refusal_says_what_and_where),
		cmocka_unit_test(each_form_takes_what_it_should),
		cmocka_unit_test(the_text_is_kept),
		cmocka_unit_test(a_literal_that_is_no_pattern_is_found),
		cmocka_unit_test(operands_are_the_queries_outside_of_filters),
		cmocka_unit_test(an_operand_can_be_run),
		cmocka_unit_test(mentions_finds_names_everywhere),
		cmocka_unit_test(member_lists_what_is_read_below_a_parent),
	};

	return cmocka_run_group_tests(tests, judging_set_up, judging_tear_down);
}
