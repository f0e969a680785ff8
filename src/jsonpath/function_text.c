#include "function.h"
#include "number.h"
#include "run.h"
#include "version.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <string.h>

/* Nothing, because of what the text of an argument is not. */
static const cJSON *refuse(const struct frame *frame, size_t index,
                           const char *reason)
{
	(void)run_doubt(frame->run, frame->call->arguments[index].text, reason);
	return NULL;
}

const cJSON *function_text_version_compare(const struct frame *frame,
                                           cJSON *room)
{
	const char *versions[CALL_ARGUMENTS];

	for (size_t i = 0; i < CALL_ARGUMENTS; i++) {
		versions[i] = function_string(frame, i);
		if (!versions[i])
			return NULL;
		if (!version_is(versions[i]))
			return refuse(frame, i, "is not a version");
	}
	return function_number(room, version_order(versions[0], versions[1]));
}

const cJSON *function_text_number(const struct frame *frame, cJSON *room)
{
	const char *text;
	double value = 0;
	size_t length;

	if (cJSON_IsNumber(frame->values[0]))
		return frame->values[0];
	text = function_string(frame, 0);
	if (!text)
		return NULL;
	length = number_scan(text, &value);
	if (length == 0 || text[length] != '\0')
		return refuse(frame, 0, "is not a number");
	return function_number(room, value);
}

const cJSON *function_text_age_days(const struct frame *frame, cJSON *room)
{
	const double seconds_a_day = 24 * 60 * 60;
	const char *text = function_string(frame, 0);
	long long then;

	if (!text)
		return NULL;
	if (!text_to_time(text, &then))
		return refuse(frame, 0, "is not a date");
	return function_number(room, (double)(frame->run->now - then) /
	                                     seconds_a_day);
}

const cJSON *function_text_lower(const struct frame *frame, cJSON *room)
{
	const char *text = function_string(frame, 0);
	char *lower;

	if (!text)
		return NULL;
	if (!strpbrk(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		return frame->values[0];
	lower = arena_strdup(frame->run->scratch, text);
	for (char *c = lower; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	room->type = cJSON_String;
	room->valuestring = lower;
	return room;
}
