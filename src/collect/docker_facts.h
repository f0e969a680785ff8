#ifndef COLLECT_DOCKER_FACTS_H
#define COLLECT_DOCKER_FACTS_H

#include "container.h"
#include "docker_client.h"
#include "modes.h"

#include "dockaudit/source.h"

/* What a request brought: its body, or why there is none. */
struct docker_answer {
	cJSON *body;      /* owned; NULL: it failed, or nobody asked */
	struct error why; /* text "": it did not fail */
};

/* A container whose namespaces are those of one that was not inspected yet. */
struct docker_held {
	struct record record; /* owned */
	cJSON *env;           /* owned; derived.env, or NULL */
	size_t index;         /* in modes */
};

/* The daemon as a source of records: what is known of it so far. */
struct docker {
	struct source source; /* first: see source.h */
	struct docker_client *client;
	struct needs needs;
	size_t phase;    /* which kind comes next */
	size_t vanished; /* listed, and gone before they could be read */

	struct docker_answer info;
	struct docker_answer networks;   /* the array */
	struct docker_answer volumes;    /* the array Volumes */
	struct docker_answer images;     /* the array */
	struct docker_answer containers; /* the array, until modes has it */
	struct record daemon;            /* until it is handed on */
	cJSON *settings;                 /* owned copy of its settings */
	cJSON *control;      /* owned: host paths of control sockets */
	const cJSON *cursor; /* the next element of a list */
	bool listed;         /* the list of this phase was begun */

	struct container_context context;
	struct modes *modes;
	struct mounts *mounts;    /* owned; NULL: not read */
	size_t next;              /* the first container that may still wait */
	struct docker_held *held; /* a stack, owned */
	size_t held_count, held_size;
	cJSON *services; /* owned: answers, or the reason, by id */
};

/* Ask for what has no id, once. */
void docker_facts_ask(struct docker *docker, enum docker_request request,
                      struct docker_answer *answer);

/* Why it failed; NULL: it did not. */
const char *docker_facts_failed(const struct docker_answer *answer);

/* Ask for the lists if any kind that is needed reads them, once. */
void docker_facts_networks(struct docker *docker);
void docker_facts_volumes(struct docker *docker);
void docker_facts_images(struct docker *docker);
void docker_facts_containers(struct docker *docker);

/* Make the record of the daemon, and what containers need to know of it. */
void docker_facts_daemon(struct docker *docker);

/* The time, in seconds since 1970. */
long long docker_facts_now(void);

/* A record that says why the document could not be read. */
void docker_facts_unread(const struct record_head *head, const char *why,
                         struct record *ret_record);

/*
 * The next record of a kind; false when there is none left.  docker_object.c
 * and docker_container.c.
 */
bool docker_object_network(struct docker *docker, struct record *ret_record);
bool docker_object_volume(struct docker *docker, struct record *ret_record);
bool docker_object_image(struct docker *docker, struct record *ret_record);
bool docker_container(struct docker *docker, struct record *ret_record);

#endif
