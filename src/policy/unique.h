#ifndef POLICY_UNIQUE_H
#define POLICY_UNIQUE_H

#include "dockaudit/error.h"

#include <stddef.h>

struct arena;
struct tree;

/* Refuse a mapping with a key twice, naming the line of the first. */
bool unique_keys(struct arena *arena, const struct tree *mapping,
                 struct error *err);

/*
 * Among count scalars the first, in the order of the file, whose text an
 * earlier one has, too; NULL when all differ.  *ret_earlier is that one.
 * Sorts scalars.
 */
const struct tree *unique_find(const struct tree *scalars[], size_t count,
                               const struct tree **ret_earlier);

#endif
