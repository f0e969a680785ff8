#ifndef JSONPATH_CHILD_H
#define JSONPATH_CHILD_H

#include "run.h"

/* The children of arrays and objects; query is to blame for their number. */

/* The first child, or NULL. */
const cJSON *child_first(const cJSON *node);

/*
 * The child that a name or index selector selects, or NULL.  Of members of
 * the same name it is the first.  *ret_index is that of an element.
 */
const cJSON *child_find(struct run *run, const char *query, const cJSON *node,
                        const struct selector *selector, size_t *ret_index);

/* The member of that name, or NULL. */
const cJSON *child_member(struct run *run, const char *query,
                          const cJSON *object, const char *name);

/* A slice that is being gone through. */
struct child_range {
	int64_t index; /* of the present element */
	int64_t step;
	int64_t end; /* the first that is not in it any more */
};

/* The first element of the slice, or NULL; with child_next the others. */
const cJSON *child_slice(struct run *run, const char *query, const cJSON *array,
                         const struct slice *slice,
                         struct child_range *ret_range);
const cJSON *child_next(struct child_range *range, const cJSON *child);

#endif
