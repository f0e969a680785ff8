#ifndef JSONPATH_VALUE_H
#define JSONPATH_VALUE_H

#include "select.h"

/*
 * The value of an operand; NULL is Nothing.  One that is computed may be put
 * into room.  When judging, NULL is unknown, and its doubt is noted.
 */
const cJSON *value_of(struct run *run, const struct operand *operand,
                      cJSON *room);

/* A call whose result is logical. */
enum truth value_test(struct run *run, const struct call *call);

/*
 * Tell walk->found of the nodes of an operand: a query's, or the one value of
 * anything else.  When judging, a singular query that selects nothing makes
 * the walk incomplete, as a value that is missing is unknown.
 */
void value_each(struct walk *walk, const struct operand *operand);

#endif
