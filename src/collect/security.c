#include "security.h"

#include "dockaudit/error.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <string.h>

/* Engines before 17.06 and some others give the bare name. */
static void put_pair(cJSON *object, char *pair)
{
	char *equals = strchr(pair, '=');
	const char *name = "name", *value = pair;

	if (equals) {
		*equals = '\0';
		name = pair;
		value = equals + 1;
	}
	if (!cJSON_GetObjectItemCaseSensitive(object, name))
		json_put_text(object, name, value);
}

static cJSON *split(const char *text)
{
	owned(release_string) char *copy = strdup(text);
	cJSON *object = json_object();
	char *rest = copy, *pair;

	if (!copy)
		oom();
	while ((pair = strsep(&rest, ",")) != NULL)
		if (*pair)
			put_pair(object, pair);
	return object;
}

cJSON *security_options(const cJSON *info)
{
	cJSON *options = json_array();
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(info, "SecurityOptions"))
	{
		if (cJSON_IsString(entry))
			json_push(options, split(entry->valuestring));
	}
	return options;
}

bool security_known(const cJSON *info)
{
	const cJSON *options = json_at(info, "SecurityOptions");

	return cJSON_IsArray(options) || cJSON_IsNull(options);
}

const cJSON *security_find(const cJSON *options, const char *name)
{
	const cJSON *option;

	cJSON_ArrayForEach(option, options)
	{
		const char *its = json_text(option, "name");

		if (its && strcmp(its, name) == 0)
			return option;
	}
	return NULL;
}
