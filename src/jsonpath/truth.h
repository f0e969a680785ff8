#ifndef JSONPATH_TRUTH_H
#define JSONPATH_TRUTH_H

#include "run.h"

/*
 * The value of a logical expression.  What is unknown has its doubt noted;
 * what turns out not to matter is forgotten.
 */
enum truth truth_of(struct run *run, const struct expr *expr);

/* Kleene's "not". */
enum truth truth_not(enum truth truth);

#endif
