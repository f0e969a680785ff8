#ifndef COLLECT_DOCKERD_H
#define COLLECT_DOCKERD_H

#include "daemon.h"
#include "dockaudit/buffer.h"
#include "dockaudit/error.h"
#include "file.h"

#include <stdbool.h>

/* The process of the daemon, as proc(5) shows it. */
struct dockerd {
	const char *proc; /* borrowed: where proc(5) is */
	long pid;
	char exe[4096];          /* "" when it cannot be read */
	struct buffer argv;      /* owned: NUL-separated */
	struct buffer variables; /* owned: its environment; empty: unreadable */
	long uid;                /* effective, of the host */
	long uid_map_root;       /* what uid 0 of its namespace is; -1: none */
};

/*
 * Find the process that answers on the API socket: the peer of the connected
 * socket; where that is process 1 (socket activation) or no dockerd, the one
 * that the pid file names, then any dockerd that has the listening socket
 * open.  A dockerd is known by the file it executes, by its name only where
 * that cannot be read, and never by its arguments; a process of a container
 * is no candidate unless it is the peer.  False with the reason and what
 * would help.
 */
bool dockerd_find(const struct daemon_answers *answers, const char *proc,
                  struct dockerd *ret_dockerd, const char **ret_help,
                  struct error *err);

void dockerd_done(struct dockerd *dockerd);

/* A variable of its environment, or NULL. */
const char *dockerd_variable(const struct dockerd *dockerd, const char *name);

/*
 * Read a file as the daemon sees it: through /proc/<pid>/root when it lives
 * in another mount namespace or root directory.
 */
enum file_result dockerd_read(const struct dockerd *dockerd, const char *path,
                              struct buffer *text, struct error *err);

/*
 * Whether a file that the daemon has read at its start has not changed since.
 * False with the reason, and what would help, when it has or that cannot be
 * told.
 */
bool dockerd_unchanged(const struct dockerd *dockerd, const char *path,
                       const char **ret_help, struct error *err);

#endif
