#ifndef COLLECT_MOUNTS_H
#define COLLECT_MOUNTS_H

#include <cjson/cJSON.h>

/* What is mounted on this host: mountinfo of proc(5). */
struct mounts;

/* By a text of it. */
struct mounts *mounts_parse(const char *mountinfo);

/* Those that this process sees; NULL when they cannot be read. */
struct mounts *mounts_read(void);

void mounts_free(struct mounts *mounts); /* NULL is fine */

/*
 * The other paths under which what is at path is known: a bind mount shows a
 * directory a second time.  Only the way back, to a mount that shows more of
 * the file system, or as much, that nothing is mounted over; the first where
 * several show the same.  path is absolute, and no part of it a link.  The
 * caller owns the array.
 */
cJSON *mounts_aliases(const struct mounts *mounts, const char *path);

#endif
