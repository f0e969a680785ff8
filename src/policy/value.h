#ifndef POLICY_VALUE_H
#define POLICY_VALUE_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>

struct tree;

/*
 * A node as a JSON value.  Plain scalars that read as true, false, null or a
 * number of RFC 8259 are that, every other scalar is text; a value that is
 * missing after its key is refused, and so is a number that a double would not
 * keep: an integer part above 2^53 - 1 (RFC 7493 section 2.2), or more than 17
 * digits.
 */
bool value_parse(const struct tree *node, cJSON **ret_value, struct error *err);

/* A plain scalar as a number. */
bool value_number(const struct tree *node, double *ret_number,
                  struct error *err);

/* Whether a scalar is the plain word. */
bool value_is_word(const struct tree *node, const char *word);

#endif
