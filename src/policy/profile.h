#ifndef POLICY_PROFILE_H
#define POLICY_PROFILE_H

#include "dockaudit/policy.h"

struct load;
struct tree;

#define PROFILE_LOCAL "local" /* the section of what no profile names */

/* Make a profile of a document.  Every check must be loaded.  False with
 * complaints. */
bool profile_parse(struct load *load, const struct tree *root,
                   struct profile *ret_profile);

#endif
