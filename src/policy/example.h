#ifndef POLICY_EXAMPLE_H
#define POLICY_EXAMPLE_H

#include "dockaudit/policy.h"

struct load;
struct tree;

/* What the check allows and asks for. */
struct example_rules {
	bool manual;      /* it has no pass */
	bool conditional; /* it has a when */
	bool builtin;
};

/*
 * Make a check's examples of a sequence, and ask for those that such a check
 * must have: a manual check a manual one, any other a pass and a fail (a
 * built-in one an error, too).  Fills in check->examples; false with
 * complaints.
 */
bool example_parse_all(struct load *load, const struct tree *list,
                       const struct example_rules *rules, struct check *check);

#endif
