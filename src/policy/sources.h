#ifndef POLICY_SOURCES_H
#define POLICY_SOURCES_H

#include "trusted.h"

#include "dockaudit/policy.h"

struct load;
struct tree;

/* Where policies come from. */
struct sources {
	const struct policy_options *options;
	enum trust trust;
	struct trusted_names except; /* files that are not read as checks */
};

/*
 * Add the files of checks: built-in ones, those of the configuration
 * directory, if it is there, and of each -D.  Complains.
 */
void sources_add_checks(struct load *load, const struct sources *sources);

/* The document of the profile that the options name.  False with complaints. */
bool sources_profile(struct load *load, const struct sources *sources,
                     const struct tree **ret_root);

/* Read a file into nodes.  False with complaints. */
bool sources_read(struct load *load, const char *path, enum trust trust,
                  const struct tree **ret_root);

/* The name of the index-th built-in profile, or NULL.  Lives in arena. */
const char *sources_profile_name(struct arena *arena,
                                 const struct builtin *table, size_t index);

#endif
