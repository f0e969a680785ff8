#include "docker_client.h"

#include "endpoint.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <stdlib.h>
#include <string.h>

enum { DOWN_MAX = 3, API_SIZE = 8 };

struct docker_client {
	struct arena *arena; /* owned: of the endpoints */
	struct docker_http *http;
	struct endpoints endpoints;
	const struct endpoint *endpoint; /* the one that answered */
	cJSON *version;
	char api[API_SIZE];
	unsigned down; /* requests in a row without a connection */
	bool over;     /* nothing is asked any more */
	struct error why;
};

static void release_client(struct docker_client **client)
{
	docker_client_close(*client);
}

void docker_client_close(struct docker_client *client)
{
	if (!client)
		return;
	docker_http_close(client->http);
	cJSON_Delete(client->version);
	arena_free(client->arena);
	free(client);
}

/* Give up when asking again can only cost time. */
static void note_failure(struct docker_client *client,
                         enum docker_outcome outcome, const struct error *err)
{
	client->down = outcome == DOCKER_DOWN ? client->down + 1 : 0;
	if (client->down < DOWN_MAX && outcome != DOCKER_LATE)
		return;
	client->over = true;
	client->why = *err;
}

/* Put the name of what was asked before what became of it. */
static void name_request(struct error *err, enum docker_request request,
                         const struct error *why)
{
	error_plain(err, "%s %s%.300s", docker_request_name(request),
	            strncmp(why->text, "was ", 4) == 0 ||
	                            strncmp(why->text, "answered ", 9) == 0
	                    ? ""
	                    : "failed: ",
	            why->text);
}

enum docker_outcome docker_client_get(struct docker_client *client,
                                      enum docker_request request,
                                      const char *id, cJSON **ret_body,
                                      struct error *err)
{
	char path[DOCKER_PATH_SIZE];
	struct docker_want want = { .path = path,
		                    .type = docker_request_type(request),
		                    .limit = docker_request_limit(request) };
	enum docker_outcome outcome;
	struct error why;

	if (!docker_request_path(request, client->api[0] ? client->api : NULL,
	                         id, path)) {
		error_plain(err, "%s was not sent: the id is not one",
		            docker_request_name(request));
		return DOCKER_ILL;
	}
	if (client->over) {
		name_request(err, request, &client->why);
		return DOCKER_DOWN;
	}
	outcome = docker_http_get(client->http, &want, ret_body, &why);
	if (outcome == DOCKER_OK) {
		client->down = 0;
		return DOCKER_OK;
	}
	note_failure(client, outcome, &why);
	name_request(err, request, &why);
	return outcome;
}

static bool too_old_or_new(const struct docker_client *client,
                           struct error *err)
{
	const char *newest = json_text(client->version, "ApiVersion");
	const char *oldest = json_text(client->version, "MinAPIVersion");

	if (!newest) {
		return error_plain(err,
		                   "%s is no Docker API: its answer to GET "
		                   "/version has no ApiVersion",
		                   client->endpoint->address);
	}
	return error_plain(err,
	                   "%s speaks the API versions %.16s to %.16s, "
	                   "dockaudit 1.%d to 1.%d",
	                   client->endpoint->address, oldest ? oldest : "?",
	                   newest, DOCKER_API_OLDEST, DOCKER_API_NEWEST);
}

/* What DOCKER_API_VERSION asks for must be among what the daemon speaks. */
static bool wanted_version(const struct docker_client *client,
                           const char *wanted, unsigned *ret_minor,
                           struct error *err)
{
	unsigned minor;
	unsigned newest = 0;
	unsigned oldest = 0;

	if (!docker_api_parse(wanted, &minor)) {
		return error_plain(err,
		                   "DOCKER_API_VERSION: \"%.16s\" is not a "
		                   "version of the API, such as 1.41",
		                   wanted);
	}
	(void)docker_api_parse(json_text(client->version, "ApiVersion"),
	                       &newest);
	(void)docker_api_parse(json_text(client->version, "MinAPIVersion"),
	                       &oldest);
	if (minor > newest || minor < oldest) {
		return error_plain(err,
		                   "DOCKER_API_VERSION=1.%u: the daemon at %s "
		                   "speaks 1.%u to 1.%u",
		                   minor, client->endpoint->address, oldest,
		                   newest);
	}
	*ret_minor = minor;
	return true;
}

static bool agree(struct docker_client *client, struct error *err)
{
	const char *wanted = getenv("DOCKER_API_VERSION");
	unsigned minor;

	if (!docker_api_choose(json_text(client->version, "ApiVersion"),
	                       json_text(client->version, "MinAPIVersion"),
	                       &minor))
		return too_old_or_new(client, err);
	if (wanted && *wanted && !wanted_version(client, wanted, &minor, err))
		return false;
	(void)snprintf(client->api, sizeof(client->api), "1.%u", minor);
	return true;
}

/* Ask one endpoint for its version, which names no version itself. */
static enum docker_outcome greet(struct docker_client *client,
                                 const struct endpoint *endpoint,
                                 const struct source_docker_options *options,
                                 struct error *err)
{
	struct docker_http_options http = { .endpoint = endpoint,
		                            .timeout_ms = options->timeout_ms,
		                            .total_ms = options->total_ms };

	docker_http_close(take(client->http));
	client->down = 0;
	client->over = false;
	client->endpoint = endpoint;
	if (!docker_http_open(&http, &client->http, err))
		return DOCKER_ILL;
	return docker_client_get(client, DOCKER_VERSION, NULL, &client->version,
	                         err);
}

static const char *advice(enum docker_outcome outcome,
                          const struct endpoint *endpoint)
{
	if (outcome == DOCKER_DENIED)
		return "run as root or as a member of the group that owns the "
		       "socket";
	if (endpoint && endpoint->tls)
		return "see that the address and the certificates are right";
	if (outcome == DOCKER_DOWN)
		return "start Docker, or name its address with --host or "
		       "DOCKER_HOST";
	if (endpoint && !endpoint->socket)
		return "see that the address is that of a Docker daemon, and "
		       "whether it wants TLS (--tlsverify)";
	return "see that the address is that of a Docker daemon";
}

/* "GET /version failed: no such socket" as "no such socket". */
static const char *shorter(const char *text)
{
	static const char prefix[] = "GET /version failed: ";
	size_t length = sizeof(prefix) - 1;

	return strncmp(text, prefix, length) == 0 ? text + length : text;
}

/*
 * Try them in order.  A socket that is there but closed to us ends the search:
 * to audit another daemon than the one in use would be no favour.
 */
static bool reach(struct docker_client *client,
                  const struct source_docker_options *options,
                  struct error *err)
{
	enum docker_outcome outcome = DOCKER_DOWN;
	const struct endpoint *endpoint = NULL;
	const char *tried = "";
	struct error why;

	for (size_t i = 0; i < client->endpoints.count; i++) {
		endpoint = &client->endpoints.items[i];
		outcome = greet(client, endpoint, options, &why);
		if (outcome == DOCKER_OK)
			return true;
		tried = arena_printf(client->arena, "%s%s%.120s: %.160s", tried,
		                     *tried ? ", " : "", endpoint->address,
		                     shorter(why.text));
		if (outcome != DOCKER_DOWN)
			break;
	}
	return error_plain(err, "no Docker daemon answers (%.340s): %s", tried,
	                   advice(outcome, endpoint));
}

bool docker_client_open(const struct source_docker_options *options,
                        struct docker_client **ret_client, struct error *err)
{
	owned(release_client) struct docker_client *client = NULL;

	client = calloc(1, sizeof(*client));
	if (!client)
		oom();
	client->arena = arena_new();
	if (!endpoint_find(client->arena, options, &client->endpoints, err) ||
	    !reach(client, options, err) || !agree(client, err))
		return false;
	*ret_client = take(client);
	return true;
}

const cJSON *docker_client_version(const struct docker_client *client)
{
	return client->version;
}

const char *docker_client_api(const struct docker_client *client)
{
	return client->api;
}

const char *docker_client_address(const struct docker_client *client)
{
	return client->endpoint->address;
}

const char *docker_client_path(const struct docker_client *client)
{
	return client->endpoint->socket;
}

bool docker_client_tls(const struct docker_client *client)
{
	return client->endpoint->tls;
}

int docker_client_socket(const struct docker_client *client)
{
	return docker_http_socket(client->http);
}
