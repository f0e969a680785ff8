#include "function.h"
#include "iregexp.h"
#include "value.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <string.h>

const cJSON *function_rfc_length(const struct frame *frame, cJSON *room)
{
	const cJSON *value = frame->values[0];
	size_t length = 0;

	if (cJSON_IsString(value)) {
		const char *text = value->valuestring;

		return function_number(
			room, (double)text_characters(text, strlen(text)));
	}
	if (cJSON_IsArray(value) || cJSON_IsObject(value)) {
		for (const cJSON *c = value->child; c; c = c->next)
			length++;
		return function_number(room, (double)length);
	}
	if (value) {
		(void)run_doubt(frame->run, frame->call->arguments[0].text,
		                arena_printf(frame->run->scratch,
		                             "is %s, which has no length",
		                             run_type(value)));
	}
	return NULL;
}

struct tally {
	struct walk walk;
	size_t count;
	const cJSON *first;
	bool maybe;
};

static bool note_all(struct walk *walk, const struct place *place)
{
	struct tally *tally = (struct tally *)walk;

	tally->count++;
	tally->maybe |= place->maybe;
	return true;
}

const cJSON *function_rfc_count(const struct frame *frame, cJSON *room)
{
	struct tally tally = { .walk = {
				       .run = frame->run,
				       .query = frame->call->arguments[0].query,
				       .found = note_all } };

	(void)select_walk(&tally.walk);
	if (tally.maybe || tally.walk.incomplete || frame->run->stopped)
		return NULL;
	return function_number(room, (double)tally.count);
}

/* Two that are sure to be selected decide: there is no one value. */
static bool note_two(struct walk *walk, const struct place *place)
{
	struct tally *tally = (struct tally *)walk;

	if (place->maybe) {
		tally->maybe = true;
		return true;
	}
	tally->first = place->value;
	return ++tally->count < 2;
}

const cJSON *function_rfc_value(const struct frame *frame, cJSON *room)
{
	const char *query = frame->call->arguments[0].text;
	struct tally tally = { .walk = {
				       .run = frame->run,
				       .query = frame->call->arguments[0].query,
				       .found = note_two } };

	(void)room;
	(void)select_walk(&tally.walk);
	if (tally.count > 1)
		(void)run_doubt(frame->run, query, "selects several nodes");
	else if (tally.maybe || tally.walk.incomplete || frame->run->stopped)
		return NULL; /* the doubt is noted */
	else if (tally.count == 0)
		(void)run_doubt(frame->run, query, "selects nothing");
	else
		return tally.first;
	return NULL;
}

static enum truth conclude(struct run *run, const struct call *call,
                           enum iregexp_result result)
{
	const char *text = call->arguments[0].text;
	const char *pattern = call->arguments[1].text;

	switch (result) {
	case IREGEXP_MATCH:
		return TRUTH_TRUE;
	case IREGEXP_NO_MATCH:
		return TRUTH_FALSE;
	case IREGEXP_BAD_PATTERN:
		return run_doubt(run, pattern, "is not an I-Regexp (RFC 9485)");
	case IREGEXP_BAD_SUBJECT:
		return run_doubt(run, text, "is not valid UTF-8");
	case IREGEXP_PATTERN_LIMIT:
		return run_limit(run, pattern,
		                 "is too large a regular expression");
	case IREGEXP_SUBJECT_LIMIT:
		return run_limit(run, text,
		                 "is too long for a regular expression");
	case IREGEXP_MATCH_LIMIT:
		return run_limit(run, call->text, "takes too long to match");
	}
	__builtin_unreachable();
}

enum truth function_rfc_regexp(const struct frame *frame)
{
	struct run *run = frame->run;
	const struct call *call = frame->call;
	const char *text = function_string(frame, 0);
	const char *pattern = text ? function_string(frame, 1) : NULL;

	if (!pattern)
		return run->judging ? TRUTH_UNKNOWN : TRUTH_FALSE;
	if (call->pattern) {
		return conclude(
			run, call,
			iregexp_match(&run->matcher, call->pattern, text));
	}
	return conclude(
		run, call,
		iregexp_match_text(&run->matcher, pattern,
	                           call->function->pattern == PATTERN_WHOLE,
	                           text));
}
