#ifndef COLLECT_DOCKER_CLIENT_H
#define COLLECT_DOCKER_CLIENT_H

#include "docker_http.h"
#include "docker_request.h"

#include "dockaudit/source.h"

/*
 * A daemon that answered, and the version of its API that is spoken with it.
 * All that a collector needs of it is docker_client_get(): it may as well live
 * in another process.
 */
struct docker_client;

/*
 * Find a daemon and agree on a version.  False with one line that says what
 * was tried and what helps.
 */
bool docker_client_open(const struct source_docker_options *options,
                        struct docker_client **ret_client, struct error *err);
void docker_client_close(struct docker_client *client); /* NULL is fine */

/*
 * Ask one thing; id as docker_request_path() wants it.  *err is a sentence
 * that begins with the request's name.  When the daemon is gone (three
 * requests in a row found no connection), or the time for all requests is
 * over, nothing more is sent: every later request fails at once with that.
 */
enum docker_outcome docker_client_get(struct docker_client *client,
                                      enum docker_request request,
                                      const char *id, cJSON **ret_body,
                                      struct error *err);

/* Its answer to GET /version, borrowed. */
const cJSON *docker_client_version(const struct docker_client *client);

/* The version spoken, "1.41". */
const char *docker_client_api(const struct docker_client *client);

/* Where it is: "unix:///var/run/docker.sock".  Borrowed. */
const char *docker_client_address(const struct docker_client *client);

/* The path of its socket; NULL for a daemon reached over TCP. */
const char *docker_client_path(const struct docker_client *client);

/* Whether it is reached over TLS. */
bool docker_client_tls(const struct docker_client *client);

/* A connected descriptor, or -1. */
int docker_client_socket(const struct docker_client *client);

#endif
