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

/*
 * The facts.  "?" members stand for what could not be read: they become nodes
 * of jsonpath_unreadable.
 */
static const char facts[] =
	"{\"yes\": true, \"no\": false, \"null\": null, \"one\": 1,"
	" \"text\": \"one\", \"list\": [1, 2, 3], \"empty\": [],"
	" \"object\": {\"a\": 1}, \"raw\": \"?\", \"holes\": [1, \"?\", 3],"
	" \"mounts\": [{\"rw\": true, \"at\": \"/a\"}, {\"at\": \"/b\"},"
	"              {\"rw\": false, \"at\": \"/c\"}],"
	" \"bad\": [{\"at\": \"/b\"}],"
	" \"deep\": {\"x\": {\"y\": \"?\"}}}";

static void make_unreadable(cJSON *parent)
{
	for (cJSON *c = parent->child, *next; c; c = next) {
		next = c->next;
		if (cJSON_IsString(c) && strcmp(c->valuestring, "?") == 0) {
			cJSON *raw = jsonpath_unreadable(
				"permission \"denied\"", "run as root");

			if (c->string)
				cJSON_ReplaceItemInObjectCaseSensitive(
					parent, c->string, raw);
			else
				cJSON_ReplaceItemViaPointer(parent, c, raw);
		} else {
			make_unreadable(c);
		}
	}
}

static enum truth judge(struct arena *arena, const char *text,
                        struct jsonpath_doubt *ret_doubt)
{
	owned(release_json) cJSON *document = cJSON_Parse(facts);

	make_unreadable(document);
	return judging_truth(arena,
	                     &(struct jsonpath_scope){ .root = document }, text,
	                     ret_doubt);
}

static void expect(struct arena *arena, const char *text, enum truth expected)
{
	struct jsonpath_doubt doubt = { 0 };
	enum truth truth = judge(arena, text, &doubt);

	if (truth != expected)
		fail_msg("%s is %d: %s %s", text, truth,
		         doubt.query ? doubt.query : "",
		         doubt.reason ? doubt.reason : "");
	assert_int_equal(truth == TRUTH_UNKNOWN, doubt.reason != NULL);
}

static void logic_is_that_of_kleene(void **state)
{
	static const char *const terms[] = { "@.yes == false", "@.x == 1",
		                             "@.yes == true" };
	char text[128];

	for (int a = TRUTH_FALSE; a <= TRUTH_TRUE; a++) {
		(void)snprintf(text, sizeof(text), "!(%s)", terms[a]);
		expect(*state, text, (enum truth)(TRUTH_TRUE - a));
		for (int b = TRUTH_FALSE; b <= TRUTH_TRUE; b++) {
			(void)snprintf(text, sizeof(text), "%s && %s", terms[a],
			               terms[b]);
			expect(*state, text, (enum truth)(a < b ? a : b));
			(void)snprintf(text, sizeof(text), "%s || %s", terms[a],
			               terms[b]);
			expect(*state, text, (enum truth)(a > b ? a : b));
		}
	}
}

static const struct {
	const char *condition;
	enum truth expected;
} conditions[] = {
	/* Existence is never unknown by itself. */
	{ "@.x", TRUTH_FALSE },
	{ "!@.x", TRUTH_TRUE },
	{ "@.null", TRUTH_TRUE },
	{ "@.x[*]", TRUTH_FALSE },
	{ "@.list[*]", TRUTH_TRUE },
	{ "@.list[7]", TRUTH_FALSE },
	{ "!@.x || @.x == ''", TRUTH_TRUE },
	/* Nothing is unknown in a comparison. */
	{ "@.x == 1", TRUTH_UNKNOWN },
	{ "@.x != 1", TRUTH_UNKNOWN },
	{ "@.x == @.y", TRUTH_UNKNOWN },
	{ "@.x == null", TRUTH_UNKNOWN },
	{ "1 < @.x", TRUTH_UNKNOWN },
	/* null equals only null. */
	{ "@.null == null", TRUTH_TRUE },
	{ "@.null != null", TRUTH_FALSE },
	{ "@.null == 1", TRUTH_FALSE },
	{ "@.null != 1", TRUTH_TRUE },
	{ "@.one != null", TRUTH_TRUE },
	{ "@.list == null", TRUTH_FALSE },
	{ "@.null < 1", TRUTH_FALSE },
	{ "@.null >= 1", TRUTH_FALSE },
	{ "@.null <= null", TRUTH_TRUE },
	/* Other types cannot be compared with each other. */
	{ "@.one == '1'", TRUTH_UNKNOWN },
	{ "@.one != '1'", TRUTH_UNKNOWN },
	{ "@.one < '1'", TRUTH_UNKNOWN },
	{ "@.yes == 'true'", TRUTH_UNKNOWN },
	{ "@.yes == @.no", TRUTH_FALSE },
	{ "@.yes != @.no", TRUTH_TRUE },
	{ "@.list == @.object", TRUTH_UNKNOWN },
	{ "@.list == @.empty", TRUTH_FALSE },
	{ "@.list == @.list", TRUTH_TRUE },
	{ "@.object != @.object", TRUTH_FALSE },
	{ "@.list < @.empty", TRUTH_UNKNOWN },
	{ "@.object >= @.object", TRUTH_UNKNOWN },
	{ "@.one <= 1", TRUTH_TRUE },
	{ "@.text > 'a'", TRUTH_TRUE },
	/* What could not be read. */
	{ "@.raw", TRUTH_UNKNOWN },
	{ "!@.raw", TRUTH_UNKNOWN },
	{ "@.raw.x", TRUTH_UNKNOWN },
	{ "@.raw[0]", TRUTH_UNKNOWN },
	{ "@.raw[*]", TRUTH_UNKNOWN },
	{ "@.raw[?@.x]", TRUTH_UNKNOWN },
	{ "@.raw..x", TRUTH_UNKNOWN },
	{ "@.raw[0:1]", TRUTH_UNKNOWN },
	{ "@.raw == 1", TRUTH_UNKNOWN },
	{ "@.raw == null", TRUTH_UNKNOWN },
	{ "@.raw || @.yes == true", TRUTH_TRUE },
	{ "@.yes == false && @.raw", TRUTH_FALSE },
	{ "@.deep == @.deep", TRUTH_UNKNOWN },
	{ "@.deep == @.object", TRUTH_FALSE },
	{ "@.holes == @.list", TRUTH_UNKNOWN },
	{ "@.holes == @.empty", TRUTH_FALSE },
	{ "@.holes[0] == 1", TRUTH_TRUE },
	{ "@.holes[1] == 1", TRUTH_UNKNOWN },
	{ "@.holes[1:2]", TRUTH_UNKNOWN },
	{ "@.holes[*]", TRUTH_TRUE },
	{ "@.holes[?@ == 3]", TRUTH_TRUE },
	{ "@.holes[?@ == 4]", TRUTH_UNKNOWN },
	{ "@.deep..y", TRUTH_UNKNOWN },
	{ "@.deep..x", TRUTH_TRUE },
	{ "@.deep..z", TRUTH_UNKNOWN },
	{ "@.deep.x.*", TRUTH_UNKNOWN },
	{ "$..nowhere", TRUTH_UNKNOWN },
	/* A filter that is unknown for some children. */
	{ "@.mounts[?@.rw == true]", TRUTH_TRUE },
	{ "@.mounts[?@.rw == 1]", TRUTH_UNKNOWN },
	{ "@.mounts[?@.rw == null]", TRUTH_UNKNOWN },
	{ "@.bad[?@.rw == true]", TRUTH_UNKNOWN },
	{ "!@.bad[?@.rw == true]", TRUTH_UNKNOWN },
	{ "@.bad[?@.rw == true].at", TRUTH_UNKNOWN },
	{ "@.bad[?@.rw == true].nowhere", TRUTH_FALSE },
	{ "@.bad[?@.rw == true][?@ == '/c']", TRUTH_FALSE },
	{ "@.bad[?@.rw]", TRUTH_FALSE },
	{ "@.bad[?@.rw && @.rw == true]", TRUTH_FALSE },
	{ "@.empty[?@.x == 1]", TRUTH_FALSE },
	{ "@.x[?@.x == 1]", TRUTH_FALSE },
	/* Functions over such nodelists. */
	{ "count(@.mounts[*]) == 3", TRUTH_TRUE },
	{ "count(@.x[*]) == 0", TRUTH_TRUE },
	{ "count(@.bad[?@.rw == true]) == 0", TRUTH_UNKNOWN },
	{ "count(@.holes[*]) == 3", TRUTH_UNKNOWN },
	{ "count(@.raw[*]) == 0", TRUTH_UNKNOWN },
	{ "value(@.mounts[?@.rw == true].at) == '/a'", TRUTH_UNKNOWN },
	{ "value(@.mounts[?@.at == '/b'].at) == '/b'", TRUTH_TRUE },
	{ "value(@.x[*]) == 1", TRUTH_UNKNOWN },
	{ "value(@.list[*]) == 1", TRUTH_UNKNOWN },
	{ "in('/a', @.mounts[?@.rw == true].at)", TRUTH_TRUE },
	{ "in('/b', @.mounts[?@.rw == true].at)", TRUTH_UNKNOWN },
	{ "in('/c', @.mounts[?@.rw == true].at)", TRUTH_FALSE },
	{ "in(1, @.holes[*])", TRUTH_TRUE },
	{ "in(2, @.holes[*])", TRUTH_UNKNOWN },
	{ "in('1', @.list[*])", TRUTH_FALSE },
	{ "in(@.x, @.list[*])", TRUTH_UNKNOWN },
	{ "in(1, @.x[*])", TRUTH_FALSE },
	{ "in(1, @.x)", TRUTH_UNKNOWN },
	{ "in(@.raw, @.list[*])", TRUTH_UNKNOWN },
	/* Arguments that are missing, or of the wrong type. */
	{ "length(@.x) == 1", TRUTH_UNKNOWN },
	{ "length(@.one) == 1", TRUTH_UNKNOWN },
	{ "length(@.raw) == 1", TRUTH_UNKNOWN },
	{ "length(@.text) == 3", TRUTH_TRUE },
	{ "match(@.x, 'a')", TRUTH_UNKNOWN },
	{ "!match(@.x, 'a')", TRUTH_UNKNOWN },
	{ "match(@.one, 'a')", TRUTH_UNKNOWN },
	{ "search(@.text, @.one)", TRUTH_UNKNOWN },
	{ "search(@.text, 'n')", TRUTH_TRUE },
	{ "match(@.text, 'n')", TRUTH_FALSE },
	{ "match(@.text, 'n(')", TRUTH_UNKNOWN },
	{ "search(@.text, $.text)", TRUTH_TRUE },
	{ "length(@.object) == @.one", TRUTH_TRUE },
};

static void a_condition_is_true_false_or_unknown(void **state)
{
	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		expect(*state, conditions[i].condition, conditions[i].expected);
}

static const struct {
	const char *condition;
	const char *query;
	const char *reason;
	const char *help;
} doubts[] = {
	{ "@.x.y == 1", "@.x.y", "selects nothing", NULL },
	{ "1 == $.x", "$.x", "selects nothing", NULL },
	{ "@.x == @.y", "@.x", "selects nothing", NULL },
	{ "length(@.x) > 1", "@.x", "selects nothing", NULL },
	{ "@.one == '1'", "@.one", "is a number, compared with a string",
	  NULL },
	{ "'1' == @.one", "@.one", "is a number, compared with a string",
	  NULL },
	{ "@.yes == 1", "@.yes", "is a boolean, compared with a number", NULL },
	{ "@.list < @.list", "@.list", "is an array, which has no order",
	  NULL },
	{ "length(@.text) == 'a'", "length(@.text)",
	  "is a number, compared with a string", NULL },
	{ "length(@.one) == 1", "@.one", "is a number, which has no length",
	  NULL },
	{ "match(@.object, 'a')", "@.object", "is an object, not a string",
	  NULL },
	{ "match(@.text, @.one)", "@.one", "is a number, not a string", NULL },
	{ "match(@.text, '(')", "'('", "is not an I-Regexp (RFC 9485)", NULL },
	{ "value(@.list[*]) == 1", "@.list[*]", "selects several nodes", NULL },
	{ "@.raw", "@.raw", "permission \"denied\"", "run as root" },
	{ "@.raw.x == 1", "@.raw.x", "permission \"denied\"", "run as root" },
	{ "count($..*) > 99", "$..*", "permission \"denied\"", "run as root" },
	{ "in(2, @.holes[*])", "@.holes[*]", "permission \"denied\"",
	  "run as root" },
	{ "@.bad[?@.rw == true]", "@.rw", "selects nothing", NULL },
	/* What turned out not to matter is not the cause. */
	{ "(@.x == 1 || @.yes == true) && @.raw", "@.raw",
	  "permission \"denied\"", "run as root" },
	{ "(@.x == 1 && @.yes == false) || @.y == 1", "@.y", "selects nothing",
	  NULL },
	{ "@.x == 1 && @.y == 1", "@.x", "selects nothing", NULL },
	{ "@.mounts[?@.rw == true] && @.y == 1", "@.y", "selects nothing",
	  NULL },
};

static void a_doubt_names_its_first_cause(void **state)
{
	for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++) {
		struct jsonpath_doubt doubt = { 0 };

		assert_int_equal(judge(*state, doubts[i].condition, &doubt),
		                 TRUTH_UNKNOWN);
		assert_string_equal(doubt.query, doubts[i].query);
		assert_string_equal(doubt.reason, doubts[i].reason);
		if (doubts[i].help)
			assert_string_equal(doubt.help, doubts[i].help);
		else
			assert_null(doubt.help);
	}
}

static void what_is_unreadable_needs_no_help(void **state)
{
	owned(release_json) cJSON *document = cJSON_CreateObject();
	const struct jsonpath_scope scope = { .root = document };
	struct jsonpath_doubt doubt = { 0 };

	cJSON_AddItemToObject(document, "a", jsonpath_unreadable("cut", ""));
	cJSON_AddItemToObject(document, "b", cJSON_CreateRaw("not ours"));
	assert_int_equal(judging_truth(*state, &scope, "@.a", &doubt),
	                 TRUTH_UNKNOWN);
	assert_string_equal(doubt.reason, "cut");
	assert_null(doubt.help);
	assert_int_equal(judging_truth(*state, &scope, "@.b", &doubt),
	                 TRUTH_UNKNOWN);
	assert_string_equal(doubt.reason, "could not be read");
}

static void a_document_with_unreadable_parts_prints_as_json(void **state)
{
	owned(release_json) cJSON *document = cJSON_CreateObject();
	owned(release_json) cJSON *again = NULL;
	owned(release_string) char *text = NULL;

	(void)state;
	cJSON_AddItemToObject(document, "a",
	                      jsonpath_unreadable("a \"b\"\n", "\\"));
	text = cJSON_PrintUnformatted(document);
	again = cJSON_Parse(text);
	assert_non_null(again);
}

static void selecting_keeps_to_the_letter_of_the_rfc(void **state)
{
	static const struct {
		const char *query;
		size_t count;
	} rows[] = {
		{ "$.mounts[?@.rw != true]", 2 },
		{ "$.holes[*]", 3 },
		{ "$.holes[?@ == 1]", 1 },
		{ "$.raw.x", 0 },
		{ "$.raw..*", 0 },
		{ "$[?@ == $.x]", 0 },
		{ "$.holes[?!match(@, 'a')]", 3 },
		{ "$.list[?@ != '1']", 3 },
	};
	owned(release_json) cJSON *document = cJSON_Parse(facts);

	make_unreadable(document);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct jsonpath *query;
		struct jsonpath_nodes nodes;
		struct error err;

		assert_true(jsonpath_compile(*state, JSONPATH_QUERY,
		                             rows[i].query, &query, &err));
		assert_true(jsonpath_select(
			query, &(struct jsonpath_scope){ .root = document },
			*state, &nodes, &err));
		assert_int_equal(nodes.count, rows[i].count);
	}
}

static void at_is_the_current_node_and_dollar_the_root(void **state)
{
	owned(release_json) cJSON *root = cJSON_Parse("{\"a\": 1}");
	owned(release_json) cJSON *current = cJSON_Parse("{\"a\": 2}");
	const struct jsonpath_scope both = { .root = root, .current = current };
	const struct jsonpath_scope no_root = { .current = current };
	struct jsonpath_doubt doubt;

	assert_int_equal(
		judging_truth(*state, &both, "$.a == 1 && @.a == 2", &doubt),
		TRUTH_TRUE);
	assert_int_equal(judging_truth(*state, &no_root,
	                               "!$.a && !$[*] && @.a == 2", &doubt),
	                 TRUTH_TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logic_is_that_of_kleene),
		cmocka_unit_test(a_condition_is_true_false_or_unknown),
		cmocka_unit_test(a_doubt_names_its_first_cause),
		cmocka_unit_test(what_is_unreadable_needs_no_help),
		cmocka_unit_test(
			a_document_with_unreadable_parts_prints_as_json),
		cmocka_unit_test(selecting_keeps_to_the_letter_of_the_rfc),
		cmocka_unit_test(at_is_the_current_node_and_dollar_the_root),
	};

	return cmocka_run_group_tests(tests, judging_set_up, judging_tear_down);
}
