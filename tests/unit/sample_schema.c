#include "sample_schema.h"

#include <regex.h>
#include <stddef.h>
#include <string.h>

struct place {
	const cJSON *root;   /* of the schema */
	const cJSON *schema; /* that the keyword stands in */
	const cJSON *keyword;
	const cJSON *value;
};

static bool valid(const cJSON *root, const cJSON *schema, const cJSON *value);

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool annotation(const struct place *at)
{
	return cJSON_IsString(at->keyword) || cJSON_IsObject(at->keyword);
}

static bool whole(double number)
{
	double rest = number - (double)(long long)number;

	return !(rest < 0) && !(rest > 0);
}

static bool has_type(const cJSON *value, const char *name)
{
	static const struct {
		const char *name;
		int type;
	} types[] = {
		{ "object", cJSON_Object }, { "array", cJSON_Array },
		{ "string", cJSON_String }, { "number", cJSON_Number },
		{ "null", cJSON_NULL },
	};

	if (strcmp(name, "boolean") == 0)
		return cJSON_IsBool(value);
	if (strcmp(name, "integer") == 0)
		return cJSON_IsNumber(value) && whole(value->valuedouble);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(types[i].name, name) == 0)
			return (value->type & 0xFF) == types[i].type;
	}
	return false;
}

static bool type(const struct place *at)
{
	const cJSON *one;

	if (cJSON_IsString(at->keyword))
		return has_type(at->value, at->keyword->valuestring);
	cJSON_ArrayForEach(one, at->keyword)
	{
		if (has_type(at->value, one->valuestring))
			return true;
	}
	return false;
}

static bool constant(const struct place *at)
{
	return cJSON_Compare(at->value, at->keyword, true);
}

static bool enumeration(const struct place *at)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, at->keyword)
	{
		if (cJSON_Compare(at->value, one, true))
			return true;
	}
	return false;
}

static bool required(const struct place *at)
{
	const cJSON *one;

	if (!cJSON_IsObject(at->value))
		return true;
	cJSON_ArrayForEach(one, at->keyword)
	{
		if (!member(at->value, one->valuestring))
			return false;
	}
	return true;
}

static bool properties(const struct place *at)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, at->keyword)
	{
		const cJSON *value = member(at->value, one->string);

		if (value && !valid(at->root, one, value))
			return false;
	}
	return true;
}

static bool no_others(const struct place *at)
{
	const cJSON *known = member(at->schema, "properties");
	const cJSON *one;

	if (!cJSON_IsFalse(at->keyword))
		return false; /* more than this validator knows */
	if (!cJSON_IsObject(at->value))
		return true;
	cJSON_ArrayForEach(one, at->value)
	{
		if (!member(known, one->string))
			return false;
	}
	return true;
}

static bool items(const struct place *at)
{
	const cJSON *one;

	if (!cJSON_IsArray(at->value))
		return true;
	cJSON_ArrayForEach(one, at->value)
	{
		if (!valid(at->root, at->keyword, one))
			return false;
	}
	return true;
}

static bool pattern(const struct place *at)
{
	regex_t regex;
	bool matches;

	if (!cJSON_IsString(at->value))
		return true;
	if (regcomp(&regex, at->keyword->valuestring,
	            REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	matches = regexec(&regex, at->value->valuestring, 0, NULL, 0) == 0;
	regfree(&regex);
	return matches;
}

static bool minimum(const struct place *at)
{
	return !cJSON_IsNumber(at->value) ||
	       at->value->valuedouble >= at->keyword->valuedouble;
}

static bool maximum(const struct place *at)
{
	return !cJSON_IsNumber(at->value) ||
	       at->value->valuedouble <= at->keyword->valuedouble;
}

static bool least_length(const struct place *at)
{
	return !cJSON_IsString(at->value) ||
	       (double)strlen(at->value->valuestring) >=
	               at->keyword->valuedouble;
}

static bool reference(const struct place *at)
{
	static const char prefix[] = "#/$defs/";
	const cJSON *schema;

	if (strncmp(at->keyword->valuestring, prefix, strlen(prefix)) != 0)
		return false;
	schema = member(member(at->root, "$defs"),
	                at->keyword->valuestring + strlen(prefix));
	return schema && valid(at->root, schema, at->value);
}

static bool keyword(const struct place *at)
{
	static const struct {
		const char *name;
		bool (*holds)(const struct place *at);
	} keywords[] = {
		{ "$schema", annotation },
		{ "$id", annotation },
		{ "$defs", annotation },
		{ "title", annotation },
		{ "description", annotation },
		{ "type", type },
		{ "const", constant },
		{ "enum", enumeration },
		{ "required", required },
		{ "properties", properties },
		{ "additionalProperties", no_others },
		{ "items", items },
		{ "pattern", pattern },
		{ "minimum", minimum },
		{ "maximum", maximum },
		{ "minLength", least_length },
		{ "$ref", reference },
	};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		if (strcmp(keywords[i].name, at->keyword->string) == 0)
			return keywords[i].holds(at);
	}
	return false; /* not known */
}

static bool valid(const cJSON *root, const cJSON *schema, const cJSON *value)
{
	const cJSON *one;

	if (!cJSON_IsObject(schema))
		return false;
	cJSON_ArrayForEach(one, schema)
	{
		if (!keyword(&(struct place){ root, schema, one, value }))
			return false;
	}
	return true;
}

bool sample_valid(const cJSON *schema, const cJSON *document)
{
	return valid(schema, schema, document);
}
