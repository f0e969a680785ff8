#include "redact.h"

#include "dockaudit/json.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char upper_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
static const char word[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	"0123456789_";
static const char base64url[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* How the tokens of some services begin, and how many characters follow. */
static const struct token {
	const char *prefix;
	const char *characters;
	size_t least;
	const char *shape;
} tokens[] = {
	{ "AKIA", upper_digits, 16, "aws-access-key" },
	{ "ASIA", upper_digits, 16, "aws-access-key" },
	{ "ghp_", word, 20, "github-token" },
	{ "gho_", word, 20, "github-token" },
	{ "ghu_", word, 20, "github-token" },
	{ "ghs_", word, 20, "github-token" },
	{ "ghr_", word, 20, "github-token" },
	{ "github_pat_", word, 20, "github-token" },
	{ "xoxa-", base64url, 10, "slack-token" },
	{ "xoxb-", base64url, 10, "slack-token" },
	{ "xoxe-", base64url, 10, "slack-token" },
	{ "xoxp-", base64url, 10, "slack-token" },
	{ "xoxr-", base64url, 10, "slack-token" },
	{ "xoxs-", base64url, 10, "slack-token" },
};

enum { TOKENS = sizeof(tokens) / sizeof(tokens[0]) };

/* Whether least characters of the set follow: no more than these are read. */
static bool begins_with(const char *text, const char *set, size_t least)
{
	while (least > 0 && *text && strchr(set, *text)) {
		text++;
		least--;
	}
	return least == 0;
}

/* Whether the token stands anywhere in value, not in the middle of a word. */
static bool has_token(const char *value, const struct token *token)
{
	const char *at = value;

	while ((at = strstr(at, token->prefix))) {
		const char *rest = at + strlen(token->prefix);

		if (begins_with(rest, token->characters, token->least) &&
		    (at == value || !isalnum((unsigned char)at[-1])))
			return true;
		at = rest;
	}
	return false;
}

/* "-----BEGIN … PRIVATE KEY-----", PEM (RFC 7468) and OpenSSH's. */
static bool has_private_key(const char *value)
{
	const char *at = value;

	while ((at = strstr(at, "-----BEGIN "))) {
		const char *end;

		at += strlen("-----BEGIN ");
		end = strstr(at, "-----");
		if (end && end - at >= 11 &&
		    strncmp(end - 11, "PRIVATE KEY", 11) == 0)
			return true;
	}
	return strstr(value, "PRIVATE KEY BLOCK-----") != NULL;
}

/*
 * Three parts in base64url with dots between, RFC 7519; the first two begin
 * with what '{"' becomes.
 */
static bool is_jwt(const char *text)
{
	enum { PART_MIN = 8 };
	size_t header = strspn(text, base64url);
	const char *payload = text + header + 1;
	const char *signature;

	if (header < PART_MIN || text[header] != '.' ||
	    !text_starts(payload, "eyJ"))
		return false;
	signature = payload + strspn(payload, base64url);
	return *signature == '.' &&
	       strspn(signature + 1, base64url) >= PART_MIN;
}

static bool has_jwt(const char *value)
{
	const char *at = value;

	while ((at = strstr(at, "eyJ"))) {
		if (is_jwt(at))
			return true;
		at += strspn(at, base64url);
	}
	return false;
}

/* "${…}", "$NAME", "<…>" and "***" stand for a value, they are none. */
static bool is_placeholder(const char *text, size_t length)
{
	if (length == 0)
		return true;
	return *text == '$' || (*text == '<' && text[length - 1] == '>') ||
	       (*text == '{' && text[length - 1] == '}') ||
	       strspn(text, "*") >= length;
}

/* The last @ among the first length characters; NULL: there is none. */
static const char *last_at(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] != '@')
		length--;
	return length > 0 ? text + length - 1 : NULL;
}

/* "scheme://user:password@", RFC 3986 section 3.2.1. */
static bool has_url_password(const char *value)
{
	const char *at = value;

	while ((at = strstr(at, "://"))) {
		const char *user = at + 3;
		size_t authority = strcspn(user, "/?# \t\r\n\"'");
		const char *end = last_at(user, authority);
		const char *colon =
			end ? memchr(user, ':', (size_t)(end - user)) : NULL;

		if (colon && at > value && isalnum((unsigned char)at[-1]) &&
		    !is_placeholder(colon + 1, (size_t)(end - colon) - 1))
			return true;
		at = user;
	}
	return false;
}

const char *redact_shape(const char *value)
{
	if (is_placeholder(value, strlen(value)) ||
	    text_starts(value, "/run/secrets/"))
		return NULL;
	if (has_private_key(value))
		return "private-key";
	for (size_t i = 0; i < TOKENS; i++)
		if (has_token(value, &tokens[i]))
			return tokens[i].shape;
	if (has_jwt(value))
		return "jwt";
	return has_url_password(value) ? "url-password" : NULL;
}

/* Overwrite text to its end: the string keeps its allocation. */
static void wipe(char *text)
{
	memset(text, 0, strlen(text));
}

/* Look at one variable, and cut its value off. */
static cJSON *take_variable(cJSON *variable)
{
	cJSON *found = json_object();
	char *text = variable->valuestring;
	char *equals = strchr(text, '=');
	const char *shape = equals ? redact_shape(equals + 1) : NULL;

	json_put_bool(found, "empty", !equals || !equals[1]);
	if (equals)
		wipe(equals);
	json_put_text(found, "name", text);
	json_put(found, "secret",
	         shape ? cJSON_CreateString(shape) : cJSON_CreateNull());
	return found;
}

cJSON *redact_environment(cJSON *environment)
{
	cJSON *found = json_array();
	cJSON *variable;

	if (!environment || cJSON_IsNull(environment))
		return found;
	if (!cJSON_IsArray(environment)) {
		cJSON_Delete(found);
		return NULL;
	}
	cJSON_ArrayForEach(variable, environment)
	{
		if (cJSON_IsString(variable))
			json_push(found, take_variable(variable));
	}
	return found;
}

/* Where word, in small letters, begins in text, in any; NULL: nowhere. */
static char *find_word(char *text, const char *searched)
{
	size_t length = strlen(searched);

	for (; *text; text++)
		if (strncasecmp(text, searched, length) == 0)
			return text;
	return NULL;
}

/* Whether the name of an option says that its value is a secret. */
static bool names_secret(char *name)
{
	static const char *const words[] = { "token",  "secret",     "password",
		                             "passwd", "credential", "apikey",
		                             "api-key" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (find_word(name, words[i]))
			return true;
	return false;
}

/* Overwrite the value of password=… in "username=x,password=y,ro". */
static void hide_words(char *text)
{
	char *at = text;

	while ((at = find_word(at, "pass"))) {
		char *equals = at + strcspn(at, "=,");

		at = equals + strcspn(equals, ",");
		for (char *c = equals; *equals == '=' && ++c < at;)
			*c = '*';
	}
}

void redact_options(cJSON *options)
{
	cJSON *option;

	if (!cJSON_IsObject(options))
		return;
	cJSON_ArrayForEach(option, options)
	{
		if (!cJSON_IsString(option))
			continue;
		if (names_secret(option->string)) {
			memset(option->valuestring, '*',
			       strlen(option->valuestring));
		} else {
			hide_words(option->valuestring);
		}
	}
}

/* How many build arguments "|2" announces; 0: it is no such word. */
static unsigned long announced(const cJSON *item)
{
	const char *text = cJSON_GetStringValue(item);

	if (!text || *text != '|' || !isdigit((unsigned char)text[1]))
		return 0;
	return text[1 + strspn(text + 1, "0123456789")] == '\0'
	               ? strtoul(text + 1, NULL, 10)
	               : 0;
}

/* Cut off the values of count build arguments, from the first on. */
static void cut_values(cJSON *argument, unsigned long count)
{
	for (; argument && count > 0; argument = argument->next, count--) {
		char *text = cJSON_GetStringValue(argument);
		char *equals = text ? strchr(text, '=') : NULL;

		if (equals)
			wipe(equals);
	}
}

void redact_build_arguments(cJSON *document)
{
	const cJSON *path = cJSON_GetObjectItemCaseSensitive(document, "Path");
	const cJSON *arguments =
		cJSON_GetObjectItemCaseSensitive(document, "Args");
	cJSON *item;

	if (cJSON_IsArray(arguments))
		cut_values(arguments->child, announced(path));
	cJSON_ArrayForEach(item, document)
	{
		if (cJSON_IsArray(document))
			cut_values(item->next, announced(item));
		redact_build_arguments(item);
	}
}

void redact_health(cJSON *inspect)
{
	const cJSON *log = json_at(inspect, "State.Health.Log");
	cJSON *entry;

	cJSON_ArrayForEach(entry, log)
	{
		while (cJSON_GetObjectItemCaseSensitive(entry, "Output"))
			cJSON_DeleteItemFromObjectCaseSensitive(entry,
			                                        "Output");
	}
}
