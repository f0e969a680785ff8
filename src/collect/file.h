#ifndef COLLECT_FILE_H
#define COLLECT_FILE_H

#include "dockaudit/buffer.h"
#include "dockaudit/error.h"

#include <dirent.h>

#include <stdbool.h>
#include <time.h>

/* How reading a file of the host ended. */
enum file_result {
	FILE_READ,
	FILE_MISSING, /* no such file, directory or process */
	FILE_DENIED,  /* no permission */
	FILE_REFUSED, /* not a regular file, or larger than allowed */
	FILE_FAILED,  /* any other error */
};

/*
 * Read a regular file (files of proc(5) count) whole into text, whose limit is
 * set by the caller and whose contents are replaced.  Never blocks on a FIFO
 * or a terminal.  path is relative to the directory dir, or to the working
 * directory for AT_FDCWD.  *err says why whenever the result is not FILE_READ;
 * name is what to call the file in it.
 */
enum file_result file_read_at(int dir, const char *path, const char *name,
                              struct buffer *text, struct error *err);

/* The same by its own path. */
enum file_result file_read(const char *path, struct buffer *text,
                           struct error *err);

/*
 * The same by an absolute path inside of the root directory root: symlinks,
 * ".." and mounts are followed as a process sees them whose root that is, and
 * never lead out of it (openat2(2), Linux 5.6).
 */
enum file_result file_read_in(int root, const char *path, struct buffer *text,
                              struct error *err);

/*
 * Open what path names inside of the root directory as O_PATH.  -1 and errno
 * when it cannot be.  The caller closes it.
 */
int file_locate_in(int root, const char *path);

/*
 * When what path names last changed: the file in any way, a rename included,
 * and the symbolic link that may stand there.  False with errno.
 */
bool file_changed(const char *path, struct timespec *ret_changed);
bool file_changed_in(int root, const char *path, struct timespec *ret_changed);

/*
 * The next entry of a directory.  NULL with errno 0 at its end, with another
 * errno when it could not be read: the rest of it is then not known.
 */
struct dirent *file_next(DIR *directory);

/* What would help: "run as root" or "". */
const char *file_help(enum file_result result);

/* The result that an errno value stands for. */
enum file_result file_result_of(int error_number);

#endif
