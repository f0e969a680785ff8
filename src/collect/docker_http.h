#ifndef COLLECT_DOCKER_HTTP_H
#define COLLECT_DOCKER_HTTP_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>
#include <stddef.h>

struct endpoint;

/*
 * A connection to a daemon that is asked one thing after another.  It can
 * express GET and nothing else, follows no redirect, uses no proxy.
 */
struct docker_http;

struct docker_http_options {
	const struct endpoint *endpoint; /* borrowed while it is open */
	long timeout_ms; /* for one answer; 0: LIMIT_REQUEST_MS */
	long total_ms;   /* from opening to the last; 0: LIMIT_TOTAL_MS */
};

/* What became of a request. */
enum docker_outcome {
	DOCKER_OK,
	DOCKER_GONE,    /* 404: there is no such object */
	DOCKER_REFUSED, /* any other status than 200 */
	DOCKER_ILL,     /* not one whole JSON value of the type asked for,
	                 * or the connection broke off */
	DOCKER_SLOW,    /* no answer in time */
	DOCKER_LATE,    /* the time for all requests is over */
	DOCKER_DENIED,  /* no permission to connect */
	DOCKER_DOWN,    /* no connection */
};

struct docker_want {
	const char *path; /* as docker_request_path() makes it */
	int type;         /* cJSON_Object or cJSON_Array */
	size_t limit;     /* largest body, in bytes */
};

/* False when the endpoint cannot be used; nothing is sent yet. */
bool docker_http_open(const struct docker_http_options *options,
                      struct docker_http **ret_http, struct error *err);

/*
 * Ask.  On DOCKER_OK *ret_body is the caller's; otherwise *err continues a
 * sentence that begins with what was asked ("answered 500: …").  \u0000 in a
 * string of the answer, at which cJSON would cut it, becomes U+FFFD.
 */
enum docker_outcome docker_http_get(struct docker_http *http,
                                    const struct docker_want *want,
                                    cJSON **ret_body, struct error *err);

/* The descriptor of the connection used last, or -1.  Borrowed. */
int docker_http_socket(const struct docker_http *http);

void docker_http_close(struct docker_http *http); /* NULL is fine */

#endif
