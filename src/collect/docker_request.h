#ifndef COLLECT_DOCKER_REQUEST_H
#define COLLECT_DOCKER_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * All requests there are.  Each is a GET: the method is not a parameter of
 * anything, and no path comes from anywhere else.  Engine API 1.41.
 */
enum docker_request {
	DOCKER_VERSION,
	DOCKER_INFO,
	DOCKER_NETWORKS,
	DOCKER_VOLUMES,
	DOCKER_CONTAINERS,
	DOCKER_CONTAINER,
	DOCKER_IMAGES,
	DOCKER_IMAGE,
	DOCKER_EXEC,
	DOCKER_SERVICE,
};

enum { DOCKER_REQUESTS = DOCKER_SERVICE + 1 };

/* The longest id: 64 hexadecimal digits.  Longest path: a little more. */
enum { DOCKER_ID_MAX = 64, DOCKER_PATH_SIZE = 128 };

/* How people write it: "GET /containers/{id}/json". */
const char *docker_request_name(enum docker_request request);

/* The type that the answer must have (cJSON_Object or cJSON_Array). */
int docker_request_type(enum docker_request request);

/* The largest answer to take, in bytes. */
size_t docker_request_limit(enum docker_request request);

/*
 * The path, such as "/v1.41/containers/4f…/json".  api NULL leaves the version
 * out.  False when id, needed by the templates with {id} only, is not 1 to 64
 * characters of [a-z0-9].
 */
bool docker_request_path(enum docker_request request, const char *api,
                         const char *id, char ret_path[DOCKER_PATH_SIZE]);

/*
 * A version of the API, "1.41".  docker_api_choose() takes the newest that
 * this program and the daemon know: *ret_minor.  False when there is none.
 */
bool docker_api_parse(const char *text, unsigned *ret_minor);
bool docker_api_choose(const char *newest, const char *oldest,
                       unsigned *ret_minor);

/* The versions this program knows. */
enum { DOCKER_API_OLDEST = 24, DOCKER_API_NEWEST = 47 };

#endif
