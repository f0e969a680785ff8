#ifndef JSONPATH_NUMBER_H
#define JSONPATH_NUMBER_H

#include <stddef.h>

/*
 * The length of the number that text begins with (RFC 9535 section 2.3.5.1,
 * which is JSON's, with -0), or 0.  *ret_value is its value.
 */
size_t number_scan(const char *text, double *ret_value);

#endif
