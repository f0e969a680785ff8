#ifndef TESTS_DOCKER_RUN_H
#define TESTS_DOCKER_RUN_H

#include "fake_server.h"

#include "dockaudit/source.h"

#include <cjson/cJSON.h>

/* Answers that most servers give. */
#define VERSION                                                                \
	{                                                                      \
		"/version",                                                    \
			"{\"Version\":\"26.1\",\"ApiVersion\":\"1.45\","       \
			"\"MinAPIVersion\":\"1.24\"}",                         \
			0, FAKE_KEEP, 0                                        \
	}
#define INFO                                                                   \
	{                                                                      \
		"/info",                                                       \
			"{\"Name\":\"box\",\"SecurityOptions\":[\"name="       \
			"rootless\"],"                                         \
			"\"Swarm\":{\"ControlAvailable\":true}}",              \
			0, FAKE_KEEP, 0                                        \
	}
#define NETWORKS                                                               \
	{                                                                      \
		"/networks", "[]", 0, FAKE_KEEP, 0                             \
	}
#define LIST(text)                                                             \
	{                                                                      \
		"/containers/json?all=1", "[" text "]", 0, FAKE_KEEP, 0        \
	}
#define ENTRY(id, name) "{\"Id\":\"" id "\",\"Names\":[\"/" name "\"]}"
#define INSPECT(id, body)                                                      \
	{                                                                      \
		"/containers/" id "/json", body, 0, FAKE_KEEP, 0               \
	}
#define CONTAINER(id, more)                                                    \
	INSPECT(id, "{\"Id\":\"" id "\",\"Name\":\"/n" id "\","                \
	            "\"State\":{\"Running\":false}" more "}")
#define END                                                                    \
	{                                                                      \
		NULL, NULL, 0, FAKE_KEEP, 0                                    \
	}

/* Everything that was collected from a server that has these answers. */
struct run {
	struct fake_server *server;
	struct target target;
	cJSON *records; /* owned: each record whole, in order */
	char note[256];
};

/* Collect it; the test fails when no daemon answers. */
struct run docker_run(const struct fake_reply *replies,
                      const struct needs *needs);
void docker_run_done(struct run *run);

/*
 * "id:name" of each record, with ! behind those without a document.  The
 * caller frees it.
 */
char *docker_run_summary(const struct run *run);

/* The first reason why something of a record is unreadable, or NULL. */
const char *docker_run_why(const struct run *run, int index);

#endif
