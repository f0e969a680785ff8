#ifndef POLICY_ROOTS_H
#define POLICY_ROOTS_H

#include <stdbool.h>
#include <stddef.h>

/* A part of an expression's text.  length 0: it is not there. */
struct span {
	const char *text;
	size_t length;
};

/* One use of the root identifier: $.params.max_age_days */
struct root {
	const char *at;     /* the $ */
	struct span name;   /* params */
	struct span member; /* max_age_days */
};

/*
 * The next $ in the text of a valid expression (RFC 9535: outside of string
 * literals $ is always the root identifier) and the names that follow it, as
 * .name or ['name'].  A name with an escape counts as none.  *cursor begins at
 * the text; false when no $ is left.
 */
bool roots_next(const char **cursor, struct root *ret_use);

#endif
