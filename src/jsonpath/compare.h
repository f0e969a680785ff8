#ifndef JSONPATH_COMPARE_H
#define JSONPATH_COMPARE_H

#include "run.h"

/* A comparison-expr. */
enum truth compare_operands(struct run *run, const struct expr *expr);

/*
 * Deep equality (RFC 9535 section 2.3.5.2.2).  Values of different types are
 * just not equal.  Unknown, when judging, where only what is unreadable could
 * make the difference; query is to blame.
 */
enum truth compare_equal(struct run *run, const char *query, const cJSON *a,
                         const cJSON *b);

#endif
