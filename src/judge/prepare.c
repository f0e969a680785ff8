#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/judge.h"
#include "dockaudit/text.h"

#include <string.h>

enum { NAME_SIZE = 128 };

/* The next name of a path such as "$['a']['b']"; false past the last. */
static bool next_name(const char **path, char name[NAME_SIZE])
{
	const char *end;

	if (!text_starts(*path, "['") || !(end = strstr(*path, "']")) ||
	    (size_t)(end - *path - 2) >= NAME_SIZE)
		return false;
	memcpy(name, *path + 2, (size_t)(end - *path - 2));
	name[end - *path - 2] = '\0';
	*path = end + 2;
	return true;
}

/* The object's member of that name, as an object, made if need be. */
static cJSON *descend(cJSON *object, const char *name)
{
	cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (cJSON_IsObject(member))
		return member;
	if (member)
		cJSON_DeleteItemFromObjectCaseSensitive(object, name);
	member = json_object();
	json_put(object, name, member);
	return member;
}

static void mark(struct record *record, const cJSON *entry)
{
	const char *path = json_text(entry, "path") + 1;
	cJSON *node = jsonpath_unreadable(json_text(entry, "reason"),
	                                  json_text(entry, "help"));
	cJSON *parent = record->document;
	char name[NAME_SIZE];

	if (!cJSON_IsObject(record->document) || !next_name(&path, name)) {
		/* the document as a whole */
		cJSON_ReplaceItemInObjectCaseSensitive(record->whole,
		                                       "document", node);
		record->document = node;
		return;
	}
	while (*path) {
		char inner[NAME_SIZE];

		if (!next_name(&path, inner))
			break; /* what is below it cannot be named: all of it */
		parent = descend(parent, name);
		memcpy(name, inner, sizeof(name));
	}
	cJSON_DeleteItemFromObjectCaseSensitive(parent, name);
	json_put(parent, name, node);
}

void judge_prepare(struct record *record)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(record->whole, "unreadable"))
	{
		if (cJSON_IsRaw(record->document))
			return; /* it is marked as a whole already */
		mark(record, entry);
	}
}
