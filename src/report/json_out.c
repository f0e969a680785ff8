#include "json_out.h"

#include "json_value.h"
#include "score.h"

#include "dockaudit/escape.h"
#include "dockaudit/text.h"

#include <string.h>

static void new_line(const struct json_out *json)
{
	fputc('\n', json->out);
	for (unsigned i = 0; i < json->depth; i++)
		fputs("  ", json->out);
}

static void quoted(FILE *out, const char *text)
{
	fputc('"', out);
	escape_json(out, text, strlen(text));
	fputc('"', out);
}

/* All that stands before a value. */
static void lead_in(struct json_out *json, const char *key)
{
	if (json->inside)
		fputc(',', json->out);
	if (json->depth)
		new_line(json);
	json->inside = true;
	if (!key)
		return;
	quoted(json->out, key);
	fputs(": ", json->out);
}

void json_out_open(struct json_out *json, const char *key, char bracket)
{
	lead_in(json, key);
	fputc(bracket, json->out);
	json->depth++;
	json->inside = false;
}

void json_out_close(struct json_out *json, char bracket)
{
	json->depth--;
	if (json->inside)
		new_line(json);
	fputc(bracket, json->out);
	json->inside = true;
}

void json_out_text(struct json_out *json, const char *key, const char *text)
{
	lead_in(json, key);
	quoted(json->out, text);
}

void json_out_bool(struct json_out *json, const char *key, bool value)
{
	lead_in(json, key);
	fputs(value ? "true" : "false", json->out);
}

void json_out_integer(struct json_out *json, const char *key, long long value)
{
	lead_in(json, key);
	fprintf(json->out, "%lld", value);
}

void json_out_null(struct json_out *json, const char *key)
{
	lead_in(json, key);
	fputs("null", json->out);
}

void json_out_score(struct json_out *json, const char *key, struct score score)
{
	char text[SCORE_TEXT_SIZE];

	score_text(score, text);
	lead_in(json, key);
	fputs(text[0] ? text : "null", json->out);
}

void json_out_time(struct json_out *json, const char *key, long long seconds)
{
	char text[TEXT_TIME_SIZE];

	text_from_time(seconds, text);
	json_out_text(json, key, text);
}

void json_out_raw(struct json_out *json, const char *key, const char *value)
{
	size_t at = 0;

	if (!json_value_valid(value)) {
		json_out_text(json, key, value);
		return;
	}
	lead_in(json, key);
	while (value[at]) {
		size_t begin = at;

		while (value[at] >= ' ' && value[at] <= '~')
			at++;
		(void)fwrite(value + begin, 1, at - begin, json->out);
		begin = at;
		/* Only within strings: elsewhere JSON has ASCII alone. */
		while (value[at] && (value[at] < ' ' || value[at] > '~'))
			at++;
		escape_json(json->out, value + begin, at - begin);
	}
}

void json_out_texts(struct json_out *json, const char *key,
                    const char *const *texts, size_t count)
{
	json_out_open(json, key, '[');
	for (size_t i = 0; i < count; i++)
		json_out_text(json, NULL, texts[i]);
	json_out_close(json, ']');
}
