#include "endpoint.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <stdlib.h>
#include <string.h>

/* Port numbers that the docker command uses when there is none. */
enum { PORT_PLAIN = 2375, PORT_TLS = 2376 };

static const char hosts[] = "0123456789abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";

/* Where the host name or [IPv6 address] ends; NULL when it is neither. */
static const char *host_end(const char *text)
{
	const char *end;

	if (*text == '[') {
		end = text + 1 + strspn(text + 1, "0123456789abcdefABCDEF:.");
		return *end == ']' && end > text + 1 ? end + 1 : NULL;
	}
	end = text + strspn(text, hosts);
	return end > text ? end : NULL;
}

/* "" or ":1" to ":65535", and at most one slash behind it. */
static bool read_port(const char *text, long *port)
{
	char *end = NULL;

	if (*text == ':') {
		if (text[1] < '0' || text[1] > '9')
			return false;
		*port = strtol(text + 1, &end, 10);
		text = end;
	}
	return *port >= 1 && *port <= 65535 &&
	       (strcmp(text, "") == 0 || strcmp(text, "/") == 0);
}

static bool set_network(struct arena *arena, const char *rest,
                        struct endpoint *endpoint, struct error *err)
{
	const char *end = host_end(rest);
	long port = endpoint->tls ? PORT_TLS : PORT_PLAIN;

	/* What is wrong may hold a password: it is not repeated. */
	if (!end || !read_port(end, &port)) {
		return error_plain(err,
		                   "%s: the address must be "
		                   "tcp://HOST or tcp://HOST:PORT",
		                   endpoint->origin);
	}
	endpoint->base = arena_printf(arena, "%s://%.*s:%ld",
	                              endpoint->tls ? "https" : "http",
	                              (int)(end - rest), rest, port);
	endpoint->address = arena_printf(arena, "tcp://%.*s:%ld",
	                                 (int)(end - rest), rest, port);
	return true;
}

static void set_socket(struct arena *arena, const char *path,
                       struct endpoint *endpoint)
{
	if (!*path)
		path = "/var/run/docker.sock";
	endpoint->tls = false;
	endpoint->socket = arena_strdup(arena, path);
	endpoint->address = arena_printf(arena, "unix://%s", path);
	endpoint->base = "http://docker"; /* a name for the Host header */
}

static bool other_kind(const char *text, const char *origin, struct error *err)
{
	if (text_starts(text, "ssh://")) {
		return error_plain(err,
		                   "%s: ssh:// is not supported; forward the "
		                   "socket (ssh -L /tmp/docker.sock:"
		                   "/var/run/docker.sock HOST) and use "
		                   "--host unix:///tmp/docker.sock",
		                   origin);
	}
	if (text_starts(text, "npipe://") || text_starts(text, "fd://")) {
		return error_plain(err,
		                   "%s: %.*s is not supported; use a unix:// "
		                   "or a tcp:// address",
		                   origin, (int)strcspn(text, "/") + 2, text);
	}
	if (*text == '/')
		return error_plain(err, "%s: did you mean unix://%s?", origin,
		                   text);
	return error_plain(err, "%s: use a unix:// or a tcp:// address",
	                   origin);
}

bool endpoint_address(struct arena *arena, const char *text,
                      struct endpoint *endpoint, struct error *err)
{
	if (text_starts(text, "unix://")) {
		set_socket(arena, text + strlen("unix://"), endpoint);
		return true;
	}
	if (text_starts(text, "https://") && !endpoint->tls) {
		endpoint->tls = true;
		endpoint->verify = true;
	}
	if (text_starts(text, "https://") || text_starts(text, "http://") ||
	    text_starts(text, "tcp://"))
		return set_network(arena, strstr(text, "://") + 3, endpoint,
		                   err);
	if (strstr(text, "://") || *text == '/' || !*text)
		return other_kind(text, endpoint->origin, err);
	return set_network(arena, text, endpoint, err);
}
