#include "dockaudit/json.h"

#include "dockaudit/error.h"
#include "dockaudit/escape.h"
#include "dockaudit/limits.h"

#include <string.h>

const cJSON *json_at(const cJSON *document, const char *path)
{
	char name[128];

	while (document && *path) {
		size_t length = strcspn(path, ".");

		if (length >= sizeof(name) || !cJSON_IsObject(document))
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		document = cJSON_GetObjectItemCaseSensitive(document, name);
		path += length + (path[length] == '.');
	}
	return document;
}

const char *json_text(const cJSON *document, const char *path)
{
	return cJSON_GetStringValue(json_at(document, path));
}

bool json_true(const cJSON *document, const char *path)
{
	return cJSON_IsTrue(json_at(document, path));
}

static bool only_space(const char *text, const char *end)
{
	while (text < end && strchr(" \t\r\n", *text))
		text++;
	return text == end;
}

cJSON *json_parse(const char *text, size_t length, int type)
{
	const char *end = NULL;
	cJSON *item;

	if (memchr(text, '\0', length))
		return NULL;
	item = cJSON_ParseWithLengthOpts(text, length, &end, false);
	if (!item)
		return NULL;
	if (!only_space(end, text + length) ||
	    (type != cJSON_Invalid && (item->type & 0xFF) != type)) {
		cJSON_Delete(item);
		return NULL;
	}
	return item;
}

static cJSON *made(cJSON *item)
{
	if (!item)
		oom();
	return item;
}

void json_put(cJSON *object, const char *name, cJSON *item)
{
	if (!cJSON_AddItemToObject(object, name, made(item)))
		oom();
}

void json_push(cJSON *array, cJSON *item)
{
	if (!cJSON_AddItemToArray(array, made(item)))
		oom();
}

void json_put_text(cJSON *object, const char *name, const char *text)
{
	json_put(object, name, cJSON_CreateString(text));
}

void json_put_bool(cJSON *object, const char *name, bool value)
{
	json_put(object, name, cJSON_CreateBool(value));
}

void json_put_number(cJSON *object, const char *name, double value)
{
	json_put(object, name, cJSON_CreateNumber(value));
}

cJSON *json_object(void)
{
	return made(cJSON_CreateObject());
}

cJSON *json_array(void)
{
	return made(cJSON_CreateArray());
}

/* What both have but name and children. */
static cJSON *scalar_copy(const cJSON *item)
{
	if (cJSON_IsString(item))
		return cJSON_CreateString(item->valuestring);
	if (cJSON_IsRaw(item))
		return cJSON_CreateRaw(item->valuestring);
	if (cJSON_IsNumber(item))
		return cJSON_CreateNumber(item->valuedouble);
	if (cJSON_IsBool(item))
		return cJSON_CreateBool(cJSON_IsTrue(item));
	if (cJSON_IsArray(item))
		return cJSON_CreateArray();
	if (cJSON_IsObject(item))
		return cJSON_CreateObject();
	return cJSON_CreateNull();
}

/* cJSON_Duplicate() has no limit on depth before 1.7.19. */
static cJSON *copy_below(const cJSON *item, unsigned depth)
{
	cJSON *copy = made(scalar_copy(item));
	const cJSON *child;

	if (depth >= LIMIT_DOCUMENT_DEPTH)
		return copy;
	cJSON_ArrayForEach(child, item)
	{
		cJSON *inner = copy_below(child, depth + 1);

		if (cJSON_IsObject(item))
			json_put(copy, child->string, inner);
		else
			json_push(copy, inner);
	}
	return copy;
}

cJSON *json_copy(const cJSON *item)
{
	return copy_below(item, 0);
}

bool json_write_line(const cJSON *item, FILE *out)
{
	char *line = cJSON_PrintUnformatted(item);

	if (!line)
		oom();
	escape_json_text(out, line, strlen(line));
	fputc('\n', out);
	cJSON_free(line);
	return !ferror(out);
}
