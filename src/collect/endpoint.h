#ifndef COLLECT_ENDPOINT_H
#define COLLECT_ENDPOINT_H

#include "dockaudit/error.h"
#include "dockaudit/source.h"

#include <stddef.h>

struct arena;

/*
 * Where a daemon may be and how to talk to it.  Strings live in the arena of
 * endpoint_find(), or are literals; NULL: not set.
 */
struct endpoint {
	const char *address; /* as people write it: "unix:///run/x.sock" */
	const char *origin;  /* who named it: "--host", "DOCKER_HOST", … */
	const char *socket;  /* path of a Unix socket; NULL: TCP */
	const char *base;    /* beginning of every URL, "http://host:2375" */
	bool tls;
	bool verify;                 /* of the server's certificate and name */
	const char *ca, *cert, *key; /* PEM files; NULL: none */
};

enum { ENDPOINTS_MAX = 8 };

/* What to try, in this order.  named: the user chose, so there is only one. */
struct endpoints {
	struct endpoint items[ENDPOINTS_MAX];
	size_t count;
	bool named;
};

/*
 * Find the daemon's address as the docker command does: --context, --host,
 * DOCKER_HOST, DOCKER_CONTEXT, the current context of config.json; then, and
 * for the context "default", the sockets that Docker and podman listen on.
 * False when what the user named makes no sense.
 */
bool endpoint_find(struct arena *arena,
                   const struct source_docker_options *options,
                   struct endpoints *ret_endpoints, struct error *err);

/* endpoint_address.c */

/*
 * Fill in address, socket and base of *endpoint from text; its TLS members
 * must be set before, https:// sets them.  False for an address of another
 * kind, or of none.
 */
bool endpoint_address(struct arena *arena, const char *text,
                      struct endpoint *endpoint, struct error *err);

/* endpoint_context.c */

/* $DOCKER_CONFIG or ~/.docker; NULL when neither is known. */
const char *endpoint_config(struct arena *arena);

/*
 * The context that config.json of folder names as the current one; NULL when
 * it names none.  folder may be NULL.
 */
bool endpoint_context_current(struct arena *arena, const char *folder,
                              const char **ret_name, struct error *err);

/* Look a context up in the store below folder, by its name. */
bool endpoint_context(struct arena *arena, const char *folder, const char *name,
                      struct endpoint *ret_endpoint, struct error *err);

#endif
