#include "endpoint.h"

#include "dockaudit/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An environment variable; NULL when it is not set or empty. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* A PEM file in the folder of certificates, when it is there. */
static const char *pem(struct arena *arena, const char *folder,
                       const char *name)
{
	const char *path;

	if (!folder)
		return NULL;
	path = arena_printf(arena, "%s/%s", folder, name);
	return access(path, F_OK) == 0 ? path : NULL;
}

/*
 * TLS as the options and DOCKER_TLS, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH ask
 * for it; any value that is not empty switches the first two on.
 */
static void set_tls(struct arena *arena,
                    const struct source_docker_options *options,
                    struct endpoint *endpoint)
{
	const char *folder = variable("DOCKER_CERT_PATH");

	if (!folder)
		folder = endpoint_config(arena);
	endpoint->verify =
		options->tls_verify || variable("DOCKER_TLS_VERIFY") != NULL;
	endpoint->tls = endpoint->verify || options->tls ||
	                variable("DOCKER_TLS") != NULL || options->tls_ca ||
	                options->tls_cert || options->tls_key;
	if (!endpoint->tls)
		return;
	endpoint->ca = options->tls_ca ? options->tls_ca
	                               : pem(arena, folder, "ca.pem");
	endpoint->cert = options->tls_cert ? options->tls_cert
	                                   : pem(arena, folder, "cert.pem");
	endpoint->key = options->tls_key ? options->tls_key
	                                 : pem(arena, folder, "key.pem");
}

static bool by_host(struct arena *arena,
                    const struct source_docker_options *options,
                    const char *host, struct endpoints *ret_endpoints,
                    struct error *err)
{
	struct endpoint *endpoint = &ret_endpoints->items[0];

	endpoint->origin = options->host ? "--host" : "DOCKER_HOST";
	set_tls(arena, options, endpoint);
	if (!endpoint_address(arena, host, endpoint, err))
		return false;
	ret_endpoints->count = 1;
	ret_endpoints->named = true;
	return true;
}

static bool by_context(struct arena *arena,
                       const struct source_docker_options *options,
                       const char *name, struct endpoints *ret_endpoints,
                       struct error *err)
{
	if (options->tls || options->tls_verify || options->tls_ca ||
	    options->tls_cert || options->tls_key) {
		return error_plain(err,
		                   "the context \"%s\" has its own TLS "
		                   "settings; use --host with TLS options",
		                   name);
	}
	ret_endpoints->count = 1;
	ret_endpoints->named = true;
	return endpoint_context(arena, endpoint_config(arena), name,
	                        &ret_endpoints->items[0], err);
}

/* Add a socket unless it is there already (XDG_RUNTIME_DIR is often that). */
static void add_socket(struct arena *arena, const char *path,
                       struct endpoints *endpoints)
{
	struct endpoint *endpoint = &endpoints->items[endpoints->count];

	for (size_t i = 0; i < endpoints->count; i++)
		if (strcmp(endpoints->items[i].socket, path) == 0)
			return;
	endpoint->origin = "default";
	endpoint->socket = path;
	endpoint->address = arena_printf(arena, "unix://%s", path);
	endpoint->base = "http://docker";
	endpoints->count++;
}

static void by_default(struct arena *arena, struct endpoints *endpoints)
{
	const char *runtime = variable("XDG_RUNTIME_DIR");

	add_socket(arena, "/var/run/docker.sock", endpoints);
	if (runtime) {
		add_socket(arena,
		           arena_printf(arena, "%s/docker.sock", runtime),
		           endpoints);
	}
	add_socket(arena,
	           arena_printf(arena, "/run/user/%lu/docker.sock",
	                        (unsigned long)getuid()),
	           endpoints);
	if (runtime) {
		add_socket(
			arena,
			arena_printf(arena, "%s/podman/podman.sock", runtime),
			endpoints);
	}
	add_socket(arena, "/run/podman/podman.sock", endpoints);
}

/* The context in force; NULL: the built-in "default". */
static bool find_context(struct arena *arena,
                         const struct source_docker_options *options,
                         const char **ret_name, struct error *err)
{
	const char *name = options->context;

	if (!name)
		name = variable("DOCKER_CONTEXT");
	if (!name && !endpoint_context_current(arena, endpoint_config(arena),
	                                       &name, err))
		return false;
	*ret_name = name && strcmp(name, "default") != 0 ? name : NULL;
	return true;
}

bool endpoint_find(struct arena *arena,
                   const struct source_docker_options *options,
                   struct endpoints *ret_endpoints, struct error *err)
{
	const char *host = options->host;
	const char *context;

	*ret_endpoints = (struct endpoints){ .count = 0 };
	if (host && options->context)
		return error_plain(err, "--host and --context exclude each "
		                        "other");
	if (!host && !options->context)
		host = variable("DOCKER_HOST");
	if (host)
		return by_host(arena, options, host, ret_endpoints, err);
	if (!find_context(arena, options, &context, err))
		return false;
	if (context)
		return by_context(arena, options, context, ret_endpoints, err);
	/* The context "default" is what DOCKER_HOST says, or the sockets. */
	if (variable("DOCKER_HOST"))
		return by_host(arena, options, variable("DOCKER_HOST"),
		               ret_endpoints, err);
	by_default(arena, ret_endpoints);
	return true;
}
