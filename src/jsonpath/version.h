#ifndef JSONPATH_VERSION_H
#define JSONPATH_VERSION_H

#include <stdbool.h>

/* Whether version_compare(), the function of function.c, takes it. */
bool version_is(const char *text);

/* -1, 0 or 1. */
int version_order(const char *a, const char *b);

#endif
