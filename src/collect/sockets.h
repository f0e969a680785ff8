#ifndef COLLECT_SOCKETS_H
#define COLLECT_SOCKETS_H

#include "dockaudit/error.h"

#include <stdbool.h>
#include <stddef.h>

/* One listening socket, from /proc/<pid>/net/{tcp,tcp6,unix} (proc(5)). */
struct socket_listening {
	unsigned long inode;
	unsigned port;     /* of TCP; 0: a Unix socket */
	char address[112]; /* "0.0.0.0", "::", or the path as it was bound */
	bool loopback;     /* TCP to an address of this machine only */
};

/* The next listening socket of a net/tcp text, for family 4, or tcp6's, 6. */
bool sockets_tcp(const char **rest, int family,
                 struct socket_listening *ret_socket);

/* The next listening socket of a net/unix text. */
bool sockets_unix(const char **rest, struct socket_listening *ret_socket);

/* The inodes of all sockets that a process has open.  The caller frees. */
struct socket_inodes {
	unsigned long *list;
	size_t count;
};
bool sockets_of(const char *proc, long pid, struct socket_inodes *ret_inodes,
                struct error *err);
bool sockets_have(const struct socket_inodes *inodes, unsigned long inode);
void sockets_done(struct socket_inodes *inodes);

/*
 * All TCP and Unix sockets that a process listens on in the network namespace
 * it lives in.  The caller frees *ret_list.
 */
struct socket_list {
	struct socket_listening *list;
	size_t count;
};
bool sockets_listening(const char *proc, long pid,
                       struct socket_list *ret_sockets, struct error *err);
void sockets_free(struct socket_list *sockets);

#endif
