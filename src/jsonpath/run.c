#include "run.h"

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"

static void note(struct run *run, struct jsonpath_doubt doubt)
{
	if (!run->doubt.reason)
		run->doubt = doubt;
}

enum truth run_doubt(struct run *run, const char *query, const char *reason)
{
	if (!run->judging)
		return TRUTH_FALSE;
	note(run, (struct jsonpath_doubt){ query, reason, NULL });
	return TRUTH_UNKNOWN;
}

enum truth run_limit(struct run *run, const char *query, const char *reason)
{
	if (!run->stopped)
		note(run, (struct jsonpath_doubt){ query, reason, NULL });
	run->stopped |= !run->judging;
	return TRUTH_UNKNOWN;
}

bool run_visit(struct run *run, const char *query)
{
	if (run->visits > 0) {
		run->visits--;
		return !run->stopped;
	}
	if (!run->stopped) {
		run->doubt = (struct jsonpath_doubt){ query,
			                              "looks at too many nodes",
			                              NULL };
		run->stopped = true;
	}
	return false;
}

const char *run_type(const cJSON *node)
{
	switch (node->type & 0xFF) {
	case cJSON_False:
	case cJSON_True:
		return "a boolean";
	case cJSON_NULL:
		return "null";
	case cJSON_Number:
		return "a number";
	case cJSON_String:
		return "a string";
	case cJSON_Array:
		return "an array";
	case cJSON_Object:
		return "an object";
	}
	return "unreadable";
}

/*
 * How a fact that could not be read is held: a raw node whose text is
 * {"unreadable": reason, "help": help}, so that a document that has one still
 * prints as JSON.  Only these two functions know.
 */
cJSON *jsonpath_unreadable(const char *reason, const char *help)
{
	owned(release_json) cJSON *text = cJSON_CreateObject();
	owned(release_string) char *printed = NULL;
	cJSON *node;

	if (!cJSON_AddStringToObject(text, "unreadable", reason) ||
	    !cJSON_AddStringToObject(text, "help", help))
		oom();
	printed = cJSON_PrintUnformatted(text);
	node = cJSON_CreateRaw(printed);
	if (!node)
		oom();
	return node;
}

static const char *member_text(struct arena *arena, const cJSON *object,
                               const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(member) && *member->valuestring
	               ? arena_strdup(arena, member->valuestring)
	               : NULL;
}

enum truth run_unreadable(struct run *run, const char *query, const cJSON *node)
{
	owned(release_json) cJSON *text = NULL;
	struct jsonpath_doubt doubt = { query, NULL, NULL };

	if (!run->judging || run->doubt.reason)
		return run->judging ? TRUTH_UNKNOWN : TRUTH_FALSE;
	text = node->valuestring ? cJSON_Parse(node->valuestring) : NULL;
	doubt.reason = member_text(run->scratch, text, "unreadable");
	doubt.help = member_text(run->scratch, text, "help");
	if (!doubt.reason)
		doubt.reason = "could not be read";
	note(run, doubt);
	return TRUTH_UNKNOWN;
}
