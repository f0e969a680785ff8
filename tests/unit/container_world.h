#ifndef TESTS_CONTAINER_WORLD_H
#define TESTS_CONTAINER_WORLD_H

#include "../../src/collect/container.h"
#include "../../src/collect/modes.h"

/*
 * Every row changes a plain container that does not run, and names the value
 * that a member of derived must then have; "?" with a text: it must be
 * unreadable for a reason with that text.
 */
struct row {
	const char *change; /* JSON merged into the container */
	const char *member; /* below derived */
	const char *expected;
};

/* What a row is judged with, to be changed by a test before it checks rows. */
struct world {
	struct container_context context;
	cJSON *info, *networks, *volumes, *images, *settings;
	struct modes *modes;
	const struct task *task;
	const char *task_failed;
	const char *service; /* JSON */
	const char *service_failed;
};

/* A remote engine 20.10 with a few networks, volumes and images. */
struct world *world_new(void);
void world_free(struct world *world);

/* JSON; the test fails when it is none. */
cJSON *world_parse(const char *text);

/* The record of the plain container with the change. */
struct record world_derive(const struct world *world, const char *change);

/* Why a part of the record is unreadable, by Normalized Path, or NULL. */
const char *world_reason(const struct record *record, const char *path);

void world_check(const struct world *world, const struct row *rows,
                 size_t count);

#define CHECK(world, rows)                                                     \
	world_check((world), (rows), sizeof(rows) / sizeof((rows)[0]))

#define OPTION(text) "{\"HostConfig\":{\"SecurityOpt\":[" text "]}}"

#endif
