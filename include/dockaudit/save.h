#ifndef DOCKAUDIT_SAVE_H
#define DOCKAUDIT_SAVE_H

#include "dockaudit/error.h"

/* What is to be written, and where to.  All borrowed. */
struct save {
	const char *path; /* "-": standard output */
	unsigned mode;    /* permission bits; the umask applies */
	/* Writes it.  Failures of out are found by save_file(); false: what is
	 * to be written could not be had, errno says why. */
	bool (*write)(const void *what, FILE *out);
	const void *what;
};

/*
 * Write a file that is there as a whole or not at all: under a temporary name
 * in the same directory, synced, then renamed, with the signals that end a
 * program waiting meanwhile.  Whoever reads path finds the old content or the
 * new one, never a torn one.
 *
 * A character device (/dev/null) is written to as it is.  A symbolic link, a
 * directory or anything else is refused.  Standard output that nobody reads
 * any more (EPIPE) is no failure.
 */
bool save_file(const struct save *save, struct error *err);

#endif
