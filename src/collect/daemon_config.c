#include "daemon_config.h"

#include "dockaudit/buffer.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"
#include "dockerd_flags.h"

#include <stdio.h>
#include <string.h>

static void append_utf8(struct buffer *to, unsigned long code)
{
	static const unsigned char lead[] = { 0x00, 0xC0, 0xE0, 0xF0 };
	unsigned more = code >= 0x10000 ? 3 : code >= 0x800 ? 2 : code >= 0x80;
	char bytes[4];

	bytes[0] = (char)(lead[more] | (code >> (6 * more)));
	for (unsigned i = 1; i <= more; i++)
		bytes[i] = (char)(0x80 | ((code >> (6 * (more - i))) & 0x3F));
	/* The limit is that of the file times the growth: never reached. */
	(void)buffer_append(to, bytes, more + 1);
}

static unsigned long unit(const char *at, bool big)
{
	unsigned first = (unsigned char)at[0], second = (unsigned char)at[1];

	return big ? first << 8 | second : second << 8 | first;
}

/* RFC 2781.  A surrogate without its other half becomes U+FFFD. */
static void from_utf16(const char *text, size_t length, bool big,
                       struct buffer *to)
{
	for (size_t at = 0; at + 1 < length; at += 2) {
		unsigned long code = unit(text + at, big), low = 0;
		bool high = code >= 0xD800 && code < 0xDC00;

		if (high && at + 3 < length)
			low = unit(text + at + 2, big);
		if (high && low >= 0xDC00 && low < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) +
			       (low - 0xDC00);
			at += 2;
		} else if (code >= 0xD800 && code < 0xE000) {
			code = 0xFFFD;
		}
		append_utf8(to, code);
	}
}

/* Bytes that are not UTF-8 become U+FFFD, as with encoding/json of Go. */
static void from_utf8(const char *text, size_t length, struct buffer *to)
{
	for (size_t at = 0; at < length;) {
		unsigned code;
		size_t step = text_utf8(text + at, length - at, &code);

		append_utf8(to, step ? code : 0xFFFD);
		at += step ? step : 1;
	}
}

/* The text as UTF-8 without a byte order mark. */
static void decode(const char *text, size_t length, struct buffer *to)
{
	if (length >= 2 && memcmp(text, "\xFE\xFF", 2) == 0)
		from_utf16(text + 2, length - 2, true, to);
	else if (length >= 2 && memcmp(text, "\xFF\xFE", 2) == 0)
		from_utf16(text + 2, length - 2, false, to);
	else if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		from_utf8(text + 3, length - 3, to);
	else
		from_utf8(text, length, to);
}

static bool right_type(enum dockerd_type type, const cJSON *value)
{
	switch (type) {
	case DOCKERD_BOOL:
		return cJSON_IsBool(value);
	case DOCKERD_TEXT: /* default-shm-size may be either */
		return cJSON_IsString(value) || cJSON_IsNumber(value);
	case DOCKERD_NUMBER:
		return cJSON_IsNumber(value);
	case DOCKERD_LIST:
	case DOCKERD_POOLS:
		return cJSON_IsArray(value);
	case DOCKERD_MAP:
	case DOCKERD_FEATURES:
	case DOCKERD_ULIMITS:
	case DOCKERD_RUNTIMES:
		return cJSON_IsObject(value);
	}
	return false;
}

/* What the daemon takes for not set at all. */
static bool is_unset(const cJSON *value)
{
	if (cJSON_IsString(value))
		return value->valuestring[0] == '\0';
	if (cJSON_IsNumber(value))
		return !(value->valuedouble < 0 || value->valuedouble > 0);
	return !cJSON_IsBool(value) && !value->child;
}

static void put_last(cJSON *settings, const char *key, cJSON *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(settings, key);
	if (value)
		json_put(settings, key, value);
}

/* A value of null: dockerd parses it as the text of a boolean, and fails. */
static cJSON *null_value(const struct dockerd_option *option)
{
	if (strcmp(option->key, "tlsverify") == 0)
		return cJSON_CreateNull();
	/* tls is a pointer in the daemon, so that null is just unset. */
	if (option->type != DOCKERD_BOOL || strcmp(option->key, "tls") == 0)
		return NULL;
	return cJSON_CreateFalse();
}

static bool put_known(cJSON *settings, const struct dockerd_option *option,
                      const cJSON *value, struct error *err)
{
	if (cJSON_IsNull(value)) {
		put_last(settings, option->key, null_value(option));
		return true;
	}
	if (!right_type(option->type, value)) {
		return error_plain(err,
		                   "\"%s\" has a value of a type that "
		                   "dockerd refuses",
		                   option->key);
	}
	put_last(settings, option->key,
	         is_unset(value) ? NULL : json_copy(value));
	return true;
}

/* The value as dockerd prints it to parse it again as a flag's boolean. */
static bool flag_value(const cJSON *value)
{
	char number[32];

	if (cJSON_IsString(value))
		return dockerd_flags_bool(value->valuestring) == 1;
	if (cJSON_IsNumber(value)) {
		snprintf(number, sizeof(number), "%g", value->valuedouble);
		return dockerd_flags_bool(number) == 1;
	}
	return cJSON_IsTrue(value);
}

/* debug and the TLS options are read before the file sets flags. */
static void put_wrapped(cJSON *settings, const cJSON *value)
{
	const struct dockerd_option *option =
		dockerd_flags_by_key(value->string);

	if (!option || option->type != DOCKERD_BOOL ||
	    strcmp(option->key, "debug") == 0 ||
	    strcmp(option->key, "tls") == 0 ||
	    cJSON_GetObjectItemCaseSensitive(settings, option->key))
		return;
	json_put(settings, option->key,
	         strcmp(option->key, "tlsverify") == 0
	                 ? cJSON_CreateNull()
	                 : cJSON_CreateBool(flag_value(value)));
}

/* Objects that are not opened though no flag has their name. */
static bool is_wrapper(const cJSON *member)
{
	return cJSON_IsObject(member) &&
	       strcmp(member->string, "builder") != 0 &&
	       !dockerd_flags_by_key(member->string);
}

static void put_wrappers(cJSON *settings, const cJSON *file)
{
	const cJSON *member, *inner;

	cJSON_ArrayForEach(member, file)
	{
		if (!is_wrapper(member))
			continue;
		cJSON_ArrayForEach(inner, member)
		{
			put_wrapped(settings, inner);
		}
	}
}

static bool put_all(cJSON *settings, const cJSON *file, struct error *err)
{
	const cJSON *member;

	cJSON_ArrayForEach(member, file)
	{
		const struct dockerd_option *option =
			dockerd_flags_by_key(member->string);

		if (option && !put_known(settings, option, member, err))
			return false;
	}
	put_wrappers(settings, file);
	return true;
}

cJSON *daemon_config_parse(const char *text, size_t length, struct error *err)
{
	owned(buffer_done) struct buffer clean = { .limit = 4 * length + 4 };
	owned(release_json) cJSON *settings = json_object();
	owned(release_json) cJSON *file = NULL;

	(void)buffer_append(&clean, "", 0);
	decode(text, length, &clean);
	if (clean.used == 0 || strspn(clean.data, " \t\r\n") == clean.used)
		return take(settings);
	file = json_parse(clean.data, clean.used, cJSON_Object);
	if (!file) {
		error_plain(err, "not a JSON object");
		return NULL;
	}
	return put_all(settings, file, err) ? take(settings) : NULL;
}
