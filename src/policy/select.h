#ifndef POLICY_SELECT_H
#define POLICY_SELECT_H

#include "dockaudit/policy.h"

struct load;

/*
 * Keep of a profile what -c asks for and -e does not remove, in the profile's
 * order.  Before that, checks of the user's that no control names are added as
 * section "local", and so are built-in ones that -c names by their slug.  A
 * word that matches nothing is an error, and so is a selection that leaves
 * nothing.
 *
 * A word is a control's id ("5.5"), the beginning of ids ("5", "5.", "5.*"),
 * a check's slug, a section's id, name or title ("container_runtime"), or
 * docker-bench-security's name of one of these ("check_5_5", "check_5").
 */
bool select_controls(struct load *load, const struct policy_options *options,
                     struct profile *profile, struct error *err);

#endif
