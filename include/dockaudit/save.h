#ifndef DOCKAUDIT_SAVE_H
#define DOCKAUDIT_SAVE_H

#include "dockaudit/error.h"

/*
 * A file that is there as a whole or not at all: written under a temporary
 * name in the same directory, synced, then renamed.  Whoever reads the path
 * finds the old content or the new one, never a torn one.
 */
struct save {
	FILE *out;       /* write here */
	char *path;      /* owned: what it will be called */
	char *temporary; /* owned: what it is called until then */
};

/*
 * Begin one.  mode: permission bits, the umask applies.  Fails when the
 * directory cannot be written, or when path is there and is a symbolic link
 * or anything but a regular file.
 */
bool save_begin(const char *path, unsigned mode, struct save *ret_save,
                struct error *err);

/* Make it take the place of what was there.  False when not all of it could be
 * written; the old content then stands. */
bool save_commit(struct save *save, struct error *err);

/* Let go of it; what was not committed is removed. */
void save_done(struct save *save);

/* For owned(): see owned.h. */
static inline void release_save(struct save *save)
{
	save_done(save);
}

#endif
