#ifndef POLICY_CONTROL_H
#define POLICY_CONTROL_H

#include "dockaudit/policy.h"

struct load;
struct tree;

/* Make a section's controls of a sequence; false with complaints. */
bool control_parse_all(struct load *load, const struct tree *list,
                       struct section *section);

#endif
