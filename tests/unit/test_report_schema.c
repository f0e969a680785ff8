#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "sample_report.h"
#include "sample_schema.h"

#include <string.h>

enum { SEEDS = 2000 };

static cJSON *parsed(const struct report *report)
{
	owned(release_string) char *text = sample_render(
		&reporter_json, report, &(struct report_style){ 0 });
	cJSON *root = cJSON_Parse(text);

	assert_non_null(root);
	return root;
}

static cJSON *schema(void)
{
	cJSON *schema = cJSON_ParseWithOpts(report_schema, NULL, true);

	assert_non_null(schema);
	return schema;
}

static void every_report_is_what_the_schema_says(void **state)
{
	owned(release_json) cJSON *rules = schema();

	(void)state;
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_json) cJSON *root =
			parsed(seed > 1 ? sample_report_random(arena, seed)
		               : seed   ? sample_report(arena)
		                        : sample_report_empty(arena));

		assert_true(sample_valid(rules, root));
	}
}

/* Values of evidence and of gates may be anything. */
static bool free_of_rules(const cJSON *item)
{
	return item->string && (strcmp(item->string, "value") == 0 ||
	                        strcmp(item->string, "wanted") == 0 ||
	                        strcmp(item->string, "got") == 0);
}

static void assert_all_needed(const cJSON *rules, const cJSON *root,
                              cJSON *object)
{
	int count = cJSON_GetArraySize(object);

	for (int i = 0; i < count; i++) { /* what is detached goes to the end */
		cJSON *item = cJSON_DetachItemFromArray(object, 0);

		assert_false(sample_valid(rules, root));
		cJSON_AddItemToArray(object, item);
	}
}

static void assert_no_other(const cJSON *rules, const cJSON *root,
                            cJSON *object)
{
	assert_non_null(cJSON_AddNullToObject(object, "another"));
	assert_false(sample_valid(rules, root));
	cJSON_DeleteItemFromObjectCaseSensitive(object, "another");
}

/* Every object below item has all its members and no other. */
static void assert_strict(const cJSON *rules, const cJSON *root, cJSON *item)
{
	if (free_of_rules(item))
		return;
	if (cJSON_IsObject(item)) {
		assert_all_needed(rules, root, item);
		assert_no_other(rules, root, item);
	}
	for (cJSON *child = item->child; child; child = child->next)
		assert_strict(rules, root, child);
}

static void no_member_may_be_missing_or_added(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_json) cJSON *rules = schema();
	owned(release_json) cJSON *root = parsed(sample_report(arena));

	(void)state;
	assert_strict(rules, root, root);
	assert_true(sample_valid(rules, root));
}

/* Every value below item has one type only, or may be null besides. */
static void assert_typed(const cJSON *rules, const cJSON *root, cJSON *item)
{
	int type = item->type;

	if (free_of_rules(item))
		return;
	for (cJSON *child = item->child; child; child = child->next)
		assert_typed(rules, root, child);
	item->type = cJSON_IsBool(item) ? cJSON_NULL : cJSON_True;
	assert_false(sample_valid(rules, root));
	item->type = type;
}

static void no_value_may_have_another_type(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_json) cJSON *rules = schema();
	owned(release_json) cJSON *root = parsed(sample_report(arena));

	(void)state;
	assert_typed(rules, root, root);
	assert_true(sample_valid(rules, root));
}

static void words_and_numbers_have_their_bounds(void **state)
{
	static const struct {
		const char *before, *after;
	} rows[] = {
		{ "\"schema_version\": 1,", "\"schema_version\": 2," },
		{ "\"status\": \"fail\"", "\"status\": \"FAIL\"" },
		{ "\"severity\": \"high\"", "\"severity\": \"worst\"" },
		{ "\"level\": 1,", "\"level\": 0," },
		{ "\"score\": 38.5,", "\"score\": 138.5," },
		{ "\"score\": 38.5,", "\"score\": -1.5," },
		{ "T03:04:05Z\"", "T03:04:05\"" },
		{ "\"not-applicable\": 2,", "\"not-applicable\": -2," },
		{ "\"fail\": 5,", "\"fail\": 5.5," },
		{ "\"00112233445566aa\"", "\"00112233445566AA\"" },
		{ "\"path\": \"$[", "\"path\": \"@[" },
		{ "\"sample-check\"", "\"sample check\"" },
	};
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_json) cJSON *rules = schema();
	owned(release_string) char *text =
		sample_render(&reporter_json, sample_report(arena),
	                      &(struct report_style){ 0 });

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = strstr(text, rows[i].before);
		owned(release_json) cJSON *root = NULL;
		const char *changed;

		assert_non_null(at);
		changed = arena_printf(arena, "%.*s%s%s", (int)(at - text),
		                       text, rows[i].after,
		                       at + strlen(rows[i].before));
		root = cJSON_Parse(changed);
		assert_non_null(root);
		assert_false(sample_valid(rules, root));
	}
}

static void the_validator_refuses_what_it_does_not_know(void **state)
{
	owned(release_json) cJSON *root = cJSON_Parse("1");
	owned(release_json) cJSON *known = cJSON_Parse("{\"minimum\": 1}");
	owned(release_json) cJSON *other = cJSON_Parse("{\"multipleOf\": 1}");

	(void)state;
	assert_true(sample_valid(known, root));
	assert_false(sample_valid(other, root));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_report_is_what_the_schema_says),
		cmocka_unit_test(no_member_may_be_missing_or_added),
		cmocka_unit_test(no_value_may_have_another_type),
		cmocka_unit_test(words_and_numbers_have_their_bounds),
		cmocka_unit_test(the_validator_refuses_what_it_does_not_know),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
