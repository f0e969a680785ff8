#ifndef POLICY_PARAM_H
#define POLICY_PARAM_H

#include "dockaudit/policy.h"

struct load;
struct tree;

/* Make a parameter of a mapping; false with complaints. */
bool param_parse(struct load *load, const struct tree *mapping,
                 struct param *ret_param);

/*
 * A value of that type, as JSON that the caller owns.  The error says what it
 * is not: "not a list of numbers".
 */
bool param_value(enum param_type type, const struct tree *node,
                 cJSON **ret_value, struct error *err);

/*
 * Put values of a mapping NAME: value into values; complains about names that
 * no parameter has and values of another type.
 */
bool param_assign(struct load *load, const struct tree *mapping, cJSON *values);

/*
 * $.params: the defaults, then those of the profile (NULL: none), then
 * settings, KEY=VALUE each.  False with complaints.
 */
bool param_values(struct load *load, const struct tree *profile,
                  const struct policy_options *options, cJSON **ret_values);

#endif
