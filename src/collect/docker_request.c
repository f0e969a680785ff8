#include "docker_request.h"

#include "dockaudit/limits.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct request {
	const char *before; /* the id */
	const char *after;
	const char *name;
	bool id;
	int type;
	size_t limit;
} requests[DOCKER_REQUESTS] = {
	[DOCKER_VERSION] = { "/version", "", "GET /version", false,
	                     cJSON_Object, LIMIT_BODY_ONE },
	[DOCKER_INFO] = { "/info", "", "GET /info", false, cJSON_Object,
	                  LIMIT_BODY_ONE },
	[DOCKER_NETWORKS] = { "/networks", "", "GET /networks", false,
	                      cJSON_Array, LIMIT_BODY_LIST },
	[DOCKER_VOLUMES] = { "/volumes", "", "GET /volumes", false,
	                     cJSON_Object, LIMIT_BODY_LIST },
	[DOCKER_CONTAINERS] = { "/containers/json?all=1", "",
	                        "GET /containers/json", false, cJSON_Array,
	                        LIMIT_BODY_LIST },
	[DOCKER_CONTAINER] = { "/containers/", "/json",
	                       "GET /containers/{id}/json", true, cJSON_Object,
	                       LIMIT_BODY_ONE },
	[DOCKER_IMAGES] = { "/images/json", "", "GET /images/json", false,
	                    cJSON_Array, LIMIT_BODY_LIST },
	[DOCKER_IMAGE] = { "/images/", "/json", "GET /images/{id}/json", true,
	                   cJSON_Object, LIMIT_BODY_ONE },
	[DOCKER_EXEC] = { "/exec/", "/json", "GET /exec/{id}/json", true,
	                  cJSON_Object, LIMIT_BODY_ONE },
	[DOCKER_SERVICE] = { "/services/", "", "GET /services/{id}", true,
	                     cJSON_Object, LIMIT_BODY_ONE },
};

const char *docker_request_name(enum docker_request request)
{
	return requests[request].name;
}

int docker_request_type(enum docker_request request)
{
	return requests[request].type;
}

size_t docker_request_limit(enum docker_request request)
{
	return requests[request].limit;
}

static bool safe_id(const char *id)
{
	size_t length = id ? strlen(id) : 0;

	return length > 0 && length <= DOCKER_ID_MAX &&
	       strspn(id, "0123456789abcdefghijklmnopqrstuvwxyz") == length;
}

bool docker_request_path(enum docker_request request, const char *api,
                         const char *id, char ret_path[DOCKER_PATH_SIZE])
{
	const struct request *row = &requests[request];

	if (row->id && !safe_id(id))
		return false;
	(void)snprintf(ret_path, DOCKER_PATH_SIZE, "%s%s%s%s%s",
	               api ? "/v" : "", api ? api : "", row->before,
	               row->id ? id : "", row->after);
	return true;
}

bool docker_api_parse(const char *text, unsigned *ret_minor)
{
	size_t digits;

	if (!text || strncmp(text, "1.", 2) != 0)
		return false;
	digits = strspn(text + 2, "0123456789");
	if (digits == 0 || digits > 3 || text[2 + digits] != '\0')
		return false;
	*ret_minor = (unsigned)strtoul(text + 2, NULL, 10);
	return true;
}

bool docker_api_choose(const char *newest, const char *oldest,
                       unsigned *ret_minor)
{
	unsigned theirs;
	unsigned least = 0;

	if (!docker_api_parse(newest, &theirs))
		return false;
	if (theirs > DOCKER_API_NEWEST)
		theirs = DOCKER_API_NEWEST;
	/* Engines before 1.12 and some others do not tell the oldest. */
	(void)docker_api_parse(oldest, &least);
	if (theirs < least || theirs < DOCKER_API_OLDEST)
		return false;
	*ret_minor = theirs;
	return true;
}
