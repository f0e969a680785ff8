#ifndef JSONPATH_FUNCTION_H
#define JSONPATH_FUNCTION_H

#include "syntax.h"

#include "dockaudit/jsonpath.h"

struct run;

/* The types of RFC 9535 section 2.4.1, and one of our own. */
enum type {
	TYPE_VALUE,
	TYPE_LOGICAL,
	TYPE_NODES,
	TYPE_PAIR, /* a value or a whole nodelist */
};

enum pattern { PATTERN_NONE, PATTERN_WHOLE, PATTERN_ANYWHERE };

/* One evaluation of a call. */
struct frame {
	struct run *run;
	const struct call *call;
	/*
	 * The arguments that are values; NULL is Nothing.  When judging none
	 * is NULL: the call is unknown before it begins.
	 */
	const cJSON *values[CALL_ARGUMENTS];
};

struct function {
	const char *name;
	size_t arity;
	enum type takes[CALL_ARGUMENTS];
	enum type result;     /* TYPE_VALUE or TYPE_LOGICAL */
	enum pattern pattern; /* the second argument is an I-Regexp */
	/*
	 * For a value: room for one that is computed is given; NULL is
	 * Nothing, and when judging that is unknown, with the doubt noted.
	 */
	const cJSON *(*value)(const struct frame *frame, cJSON *room);
	/* For a logical. */
	enum truth (*test)(const struct frame *frame);
};

/* The function of that name, or NULL. */
const struct function *function_find(const char *name);

/* The name that was likely meant, or NULL. */
const char *function_nearest(const char *name);

/* Put a number into room, and return that. */
const cJSON *function_number(cJSON *room, double value);

/* The text of an argument; NULL, with the doubt noted, when it is none. */
const char *function_string(const struct frame *frame, size_t index);

/* function_rfc.c: those of RFC 9535 section 2.4. */
const cJSON *function_rfc_length(const struct frame *frame, cJSON *room);
const cJSON *function_rfc_count(const struct frame *frame, cJSON *room);
const cJSON *function_rfc_value(const struct frame *frame, cJSON *room);
enum truth function_rfc_regexp(const struct frame *frame);

/* function_member.c, function_file.c, function_text.c: our own. */
enum truth function_member_in(const struct frame *frame);
enum truth function_file_path_under(const struct frame *frame);
enum truth function_file_mode_at_most(const struct frame *frame);
const cJSON *function_text_version_compare(const struct frame *frame,
                                           cJSON *room);
const cJSON *function_text_number(const struct frame *frame, cJSON *room);
const cJSON *function_text_age_days(const struct frame *frame, cJSON *room);
const cJSON *function_text_lower(const struct frame *frame, cJSON *room);

#endif
