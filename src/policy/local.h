#ifndef POLICY_LOCAL_H
#define POLICY_LOCAL_H

struct load;
struct profile;
struct words;

/*
 * Add a section "local" to profile for checks that none of its controls names:
 * those that are not built in, and those whose slug is among wanted.
 */
void local_add(struct load *load, const struct words *wanted,
               struct profile *profile);

#endif
