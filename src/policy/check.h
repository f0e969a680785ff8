#ifndef POLICY_CHECK_H
#define POLICY_CHECK_H

#include "dockaudit/policy.h"

struct load;
struct tree;

/*
 * Make a check of a mapping, with its expressions compiled.  Every parameter
 * must be loaded.  False with complaints.
 */
bool check_parse(struct load *load, const struct tree *mapping, bool builtin,
                 struct check *ret_check);

#endif
