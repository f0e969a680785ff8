#include "sockets.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "proc.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* include/net/tcp_states.h and include/uapi/linux/net.h of Linux. */
enum { STATE_LISTEN = 0x0A, FLAG_ACCEPTS = 1 << 16 };

/* The texts of net/ may be long on a machine with many connections. */
enum { NET_LIMIT = 16 << 20 };

static bool is_loopback(const struct in6_addr *address, int family)
{
	if (family == 4)
		return address->s6_addr[0] == 127;
	return IN6_IS_ADDR_LOOPBACK(address) ||
	       (IN6_IS_ADDR_V4MAPPED(address) && address->s6_addr[12] == 127);
}

/* Addresses are groups of 8 hex digits: words in the machine's order. */
static bool read_address(const char *digits, int family,
                         struct in6_addr *ret_address)
{
	size_t words = family == 4 ? 1 : 4;
	struct in6_addr address = { 0 };

	if (strlen(digits) != words * 8)
		return false;
	for (size_t i = 0; i < words; i++) {
		char word[9] = { 0 };
		unsigned value;

		memcpy(word, digits + i * 8, 8);
		value = (unsigned)strtoul(word, NULL, 16);
		memcpy(address.s6_addr + i * 4, &value, sizeof(value));
	}
	*ret_address = address;
	return true;
}

static bool tcp_line(const char *line, int family,
                     struct socket_listening *ret_socket)
{
	struct socket_listening found = { 0 };
	struct in6_addr address;
	char digits[40];
	unsigned state;

	if (sscanf(line,
	           " %*u: %39[0-9A-Fa-f]:%4X %*[0-9A-Fa-f:] %X %*s %*s "
	           "%*s %*s %*s %lu",
	           digits, &found.port, &state, &found.inode) != 4 ||
	    state != STATE_LISTEN || !read_address(digits, family, &address))
		return false;
	found.loopback = is_loopback(&address, family);
	if (!inet_ntop(family == 4 ? AF_INET : AF_INET6, &address,
	               found.address, sizeof(found.address)))
		return false;
	*ret_socket = found;
	return true;
}

/* A line of its own: sscanf() measures the whole text it is given. */
enum { LINE_SIZE = 512 };

static bool next_line(const char **rest, char ret_line[LINE_SIZE])
{
	size_t length;
	const char *line = proc_line(rest, &length);

	if (!line)
		return false;
	snprintf(ret_line, LINE_SIZE, "%.*s", (int)length, line);
	return true;
}

bool sockets_tcp(const char **rest, int family,
                 struct socket_listening *ret_socket)
{
	char line[LINE_SIZE];

	while (next_line(rest, line))
		if (tcp_line(line, family, ret_socket))
			return true;
	return false;
}

/* Num: RefCount Protocol Flags Type St Inode Path */
static bool unix_line(const char *line, struct socket_listening *ret_socket)
{
	struct socket_listening found = { 0 };
	unsigned flags;
	int path = 0;

	if (sscanf(line, "%*[0-9A-Fa-f]: %*X %*X %X %*X %*X %lu %n", &flags,
	           &found.inode, &path) != 2 ||
	    !(flags & FLAG_ACCEPTS) || path == 0)
		return false;
	snprintf(found.address, sizeof(found.address), "%s", line + path);
	*ret_socket = found;
	return found.address[0] == '/' || found.address[0] == '@';
}

bool sockets_unix(const char **rest, struct socket_listening *ret_socket)
{
	char line[LINE_SIZE];

	while (next_line(rest, line))
		if (unix_line(line, ret_socket))
			return true;
	return false;
}

void sockets_done(struct socket_inodes *inodes)
{
	free(inodes->list);
}

bool sockets_have(const struct socket_inodes *inodes, unsigned long inode)
{
	for (size_t i = 0; i < inodes->count; i++)
		if (inodes->list[i] == inode)
			return true;
	return false;
}

static void add_inode(struct socket_inodes *inodes, size_t *room,
                      unsigned long inode)
{
	if (inodes->count == *room) {
		*room = *room ? *room * 2 : 64;
		inodes->list = reallocarray(inodes->list, *room,
		                            sizeof(inodes->list[0]));
		if (!inodes->list)
			oom();
	}
	inodes->list[inodes->count++] = inode;
}

bool sockets_of(const char *proc, long pid, struct socket_inodes *ret_inodes,
                struct error *err)
{
	owned(release_directory) DIR *directory = NULL;
	struct socket_inodes inodes = { 0 };
	const struct dirent *entry;
	char path[PATH_MAX], target[64], name[300];
	size_t room = 0;
	unsigned long inode;
	bool denied = false;

	snprintf(path, sizeof(path), "%s/%ld/fd", proc, pid);
	directory = opendir(path);
	if (!directory)
		return error_plain(err, "cannot list %s: %s", path,
		                   strerror(errno));
	while ((entry = file_next(directory)) != NULL) {
		snprintf(name, sizeof(name), "fd/%s", entry->d_name);
		if (entry->d_name[0] == '.')
			continue;
		if (!proc_link(proc, pid, name, target, sizeof(target))) {
			denied |= file_result_of(errno) == FILE_DENIED;
			continue; /* closed, or no socket: those are short */
		}
		if (sscanf(target, "socket:[%lu]", &inode) == 1)
			add_inode(&inodes, &room, inode);
	}
	if (errno != 0) {
		sockets_done(&inodes);
		return error_plain(err, "cannot list %s: %s", path,
		                   strerror(errno));
	}
	if (denied) {
		sockets_done(&inodes);
		return error_plain(err, "cannot read the links in %s", path);
	}
	*ret_inodes = inodes;
	return true;
}

void sockets_free(struct socket_list *sockets)
{
	free(sockets->list);
}

static void add_socket(struct socket_list *sockets,
                       const struct socket_listening *found)
{
	/* Doubles whenever the count is a power of two, from 16. */
	if (sockets->count == 0 || (sockets->count >= 16 &&
	                            !(sockets->count & (sockets->count - 1)))) {
		size_t room = sockets->count ? sockets->count * 2 : 16;

		sockets->list = reallocarray(sockets->list, room,
		                             sizeof(*sockets->list));
		if (!sockets->list)
			oom();
	}
	sockets->list[sockets->count++] = *found;
}

static void add_listening(struct socket_list *sockets, const char *text,
                          int family, const struct socket_inodes *own)
{
	struct socket_listening found;

	while (family ? sockets_tcp(&text, family, &found)
	              : sockets_unix(&text, &found))
		if (sockets_have(own, found.inode))
			add_socket(sockets, &found);
}

bool sockets_listening(const char *proc, long pid,
                       struct socket_list *ret_sockets, struct error *err)
{
	static const struct table {
		const char *name;
		int family; /* 0: Unix */
	} tables[] = { { "net/tcp", 4 }, { "net/tcp6", 6 }, { "net/unix", 0 } };
	owned(buffer_done) struct buffer text = { .limit = NET_LIMIT };
	owned(sockets_done) struct socket_inodes own = { 0 };
	struct socket_list sockets = { 0 };

	if (!sockets_of(proc, pid, &own, err))
		return false;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		enum file_result got =
			proc_read(proc, pid, tables[i].name, &text, err);

		/* A kernel without IPv6 has no tcp6. */
		if (got == FILE_MISSING && tables[i].family == 6)
			continue;
		if (got != FILE_READ) {
			sockets_free(&sockets);
			return false;
		}
		add_listening(&sockets, text.data, tables[i].family, &own);
	}
	*ret_sockets = sockets;
	return true;
}
