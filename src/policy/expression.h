#ifndef POLICY_EXPRESSION_H
#define POLICY_EXPRESSION_H

#include "dockaudit/jsonpath.h"

struct load;
struct tree;

/*
 * Compile the expression of a scalar, and check the names behind every $ in
 * it: host, daemon, swarm, or params and a parameter that is defined.  False
 * with complaints, which have the exact place where the file shows the
 * expression as it is.
 */
bool expression_compile(struct load *load, enum jsonpath_form form,
                        const struct tree *node,
                        const struct jsonpath **ret_compiled);

/* The names that may follow $, ending with NULL: "params" is the last. */
const char *expression_root(size_t index);

#endif
