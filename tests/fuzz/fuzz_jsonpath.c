/*
 * Any bytes at all: a query is accepted, or refused with a reason and a place,
 * and what is accepted runs, in two values and in three, to its end.
 */
#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
	"{\"a\": [1, -2.5, \"x\", \"\xc3\xa9\", null, true, [], {}],"
	" \"b\": {\"a\": {\"b\": [[1, 2], [3]]}, \"c\": \"/etc/../x\"},"
	" \"d\": \"2024-01-02T03:04:05Z\", \"v\": \"1.2.3-rc1\","
	" \"p\": \"(a|b)*c{2,3}[^x-z]\", \"m\": \"0644\"}";

static void run(const struct jsonpath *query, enum jsonpath_form form,
                struct arena *arena)
{
	owned(release_json) cJSON *root = cJSON_Parse(document);
	const struct jsonpath_scope scope = { .root = root,
		                              .now = 1700000000,
		                              .max_visits = 10000 };
	struct jsonpath_nodes nodes = { 0 };
	struct jsonpath_doubt doubt = { 0 };
	struct error err = { 0 };

	cJSON_AddItemToObject(root, "u", jsonpath_unreadable("gone", "look"));
	if (form == JSONPATH_CONDITION) {
		if (jsonpath_judge(query, &scope, arena, &doubt) ==
		            TRUTH_UNKNOWN &&
		    (!doubt.reason || !doubt.query))
			__builtin_trap();
		return;
	}
	if (!jsonpath_select(query, &scope, arena, &nodes, &err) &&
	    err.text[0] == '\0')
		__builtin_trap();
	for (size_t i = 0; i < nodes.count; i++)
		if (strlen(jsonpath_path(&nodes.items[i], arena)) == 0)
			__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum jsonpath_form forms[] = { JSONPATH_QUERY,
		                                    JSONPATH_REFERENCE,
		                                    JSONPATH_CONDITION };
	struct arena *arena = arena_new();
	const char *text = arena_strndup(arena, (const char *)data, size);

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const struct jsonpath *query;
		struct error err = { 0 };

		if (jsonpath_compile(arena, forms[i], text, &query, &err))
			run(query, forms[i], arena);
		else if (err.text[0] == '\0' || err.at.column == 0)
			__builtin_trap();
	}
	arena_free(arena);
	return 0;
}
