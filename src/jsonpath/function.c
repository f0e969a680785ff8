#include "function.h"

#include "run.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <string.h>

/*
 * Every function there is.  A value is a literal, a query that selects at most
 * one node, or the result of a function that gives a value.  What is said of
 * a value that does not fit holds for queries; when a check is judged, such a
 * call is unknown.
 */
static const struct function functions[] = {
	/*
	 * length(value): the number of characters of a string, of elements of
	 * an array, or of members of an object; otherwise nothing.
	 */
	{ .name = "length",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_VALUE },
	  .value = function_rfc_length },
	/* count(query): the number of nodes that the query selects. */
	{ .name = "count",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_NODES },
	  .value = function_rfc_count },
	/*
	 * match(text, pattern): whether the whole of text matches the I-Regexp
	 * (RFC 9485) pattern; false when either is not text, or pattern not an
	 * I-Regexp.
	 */
	{ .name = "match",
	  .result = TYPE_LOGICAL,
	  .arity = 2,
	  .takes = { TYPE_VALUE, TYPE_VALUE },
	  .pattern = PATTERN_WHOLE,
	  .test = function_rfc_regexp },
	/* search(text, pattern): whether some part of text matches. */
	{ .name = "search",
	  .result = TYPE_LOGICAL,
	  .arity = 2,
	  .takes = { TYPE_VALUE, TYPE_VALUE },
	  .pattern = PATTERN_ANYWHERE,
	  .test = function_rfc_regexp },
	/*
	 * value(query): the value of the node that the query selects; nothing
	 * when it selects none, or several.
	 */
	{ .name = "value",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_NODES },
	  .value = function_rfc_value },
	/*
	 * in(value, nodes): whether value equals one of nodes, which are the
	 * nodes that a query selects, or one value.  Values of different types
	 * are not equal.
	 */
	{ .name = "in",
	  .result = TYPE_LOGICAL,
	  .arity = 2,
	  .takes = { TYPE_VALUE, TYPE_PAIR },
	  .test = function_member_in },
	/*
	 * path_under(paths, bases): whether one of paths is one of bases or
	 * below it, by whole components: "/etc/ssl" is under "/etc",
	 * "/etcetera" is not, and everything is under "/".  Both are the nodes
	 * that a query selects, or one value.  Paths begin with "/"; "//",
	 * "/./" and "/../" are resolved in the text alone.
	 */
	{ .name = "path_under",
	  .result = TYPE_LOGICAL,
	  .arity = 2,
	  .takes = { TYPE_PAIR, TYPE_PAIR },
	  .test = function_file_path_under },
	/*
	 * mode_at_most(mode, max): whether the file mode has no permission bit
	 * (of 07777) that max lacks.  A mode is octal text, "0644", or a
	 * number, 420.  False when either is not a mode.
	 */
	{ .name = "mode_at_most",
	  .result = TYPE_LOGICAL,
	  .arity = 2,
	  .takes = { TYPE_VALUE, TYPE_VALUE },
	  .test = function_file_mode_at_most },
	/*
	 * version_compare(a, b): -1, 0 or 1, as version a is before, the same
	 * as or after b; nothing when either is not a version, which begins
	 * with a digit, or "v" and a digit.  Components are compared as
	 * numbers, and those that are missing are 0.  What begins with "-" or
	 * "~" comes before the release, other text directly after it; what
	 * begins with "+" is left out.
	 */
	{ .name = "version_compare",
	  .result = TYPE_VALUE,
	  .arity = 2,
	  .takes = { TYPE_VALUE, TYPE_VALUE },
	  .value = function_text_version_compare },
	/*
	 * number(text): the number that the whole of text is, as JSON writes
	 * numbers, without blanks; a number is itself; otherwise nothing.
	 */
	{ .name = "number",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_VALUE },
	  .value = function_text_number },
	/*
	 * age_days(date): the days, with their fraction, from an RFC 3339 date
	 * until now; negative when it is to come.  Now is when the facts were
	 * recorded.  Nothing when it is not a date.
	 */
	{ .name = "age_days",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_VALUE },
	  .value = function_text_age_days },
	/*
	 * lower(text): the text with A to Z as a to z; nothing when it is not
	 * text.
	 */
	{ .name = "lower",
	  .result = TYPE_VALUE,
	  .arity = 1,
	  .takes = { TYPE_VALUE },
	  .value = function_text_lower },
};

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

const struct function *function_find(const char *name)
{
	for (size_t i = 0; i < FUNCTIONS; i++)
		if (strcmp(functions[i].name, name) == 0)
			return &functions[i];
	return NULL;
}

const char *function_nearest(const char *name)
{
	const char *names[FUNCTIONS];

	for (size_t i = 0; i < FUNCTIONS; i++)
		names[i] = functions[i].name;
	return text_nearest(name, names, FUNCTIONS);
}

const cJSON *function_number(cJSON *room, double value)
{
	room->type = cJSON_Number;
	room->valuedouble = value;
	return room;
}

const char *function_string(const struct frame *frame, size_t index)
{
	const cJSON *value = frame->values[index];

	if (cJSON_IsString(value))
		return value->valuestring;
	if (frame->run->judging) {
		(void)run_doubt(frame->run, frame->call->arguments[index].text,
		                arena_printf(frame->run->scratch,
		                             "is %s, not a string",
		                             run_type(value)));
	}
	return NULL;
}
