#ifndef POLICY_TRUSTED_H
#define POLICY_TRUSTED_H

#include "dockaudit/error.h"

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

struct arena;
struct buffer;

/* Whose files may say what is audited. */
enum trust {
	TRUST_ANYONES, /* lint: nothing is decided by it */
	TRUST_CHECKED, /* as root: those that nobody but root can change */
};

/* The files that a -D option or a directory stands for, sorted by name. */
struct trusted_names {
	const char *const *items;
	size_t count;
};

/*
 * Read a regular file of at most LIMIT_POLICY_FILE bytes into text, which is
 * empty.  Opened once and judged by what was opened; never waits for a FIFO.
 */
bool trusted_read(const char *path, enum trust trust, struct buffer *text,
                  struct error *err);

/*
 * The files named *.yaml and *.yml in the directory path, or path itself when
 * it is no directory.  Hidden files are left out.  The names live in arena.
 */
bool trusted_list(struct arena *arena, const char *path, enum trust trust,
                  struct trusted_names *ret_names, struct error *err);

/* Whether something is at path; what cannot be looked at is there. */
bool trusted_is_there(const char *path);

/* Whether both names are the same file now. */
bool trusted_is_same(const char *path, const char *other);

/*
 * Why a file must not decide what root audits: NULL when only root and the
 * caller can change it, or when euid is not root's.
 */
const char *trusted_distrust(const struct stat *status, uid_t euid,
                             uid_t caller);

#endif
