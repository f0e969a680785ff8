#include "docker_facts.h"

#include "mounts.h"

#include "dockaudit/owned.h"

#include <stdlib.h>
#include <string.h>

enum { EXECS_MAX = 1000, PID_MAX = 1 << 22 };

/* The container's own name; links add names like "/other/alias". */
static const char *listed_name(const cJSON *entry)
{
	const cJSON *name;

	cJSON_ArrayForEach(name, json_at(entry, "Names"))
	{
		const char *text = cJSON_GetStringValue(name);

		if (text && *text == '/')
			text++;
		if (text && *text && !strchr(text, '/'))
			return text;
	}
	return "";
}

/*
 * Enter them all; of the list only ids and names are kept.  False with
 * *ret_record saying why when there is no list.
 */
static bool enter(struct docker *docker, struct record *ret_record)
{
	struct record_head head = { .kind = KIND_CONTAINER,
		                    .id = "",
		                    .name = "containers",
		                    .source = "GET /containers/json",
		                    .time = docker_facts_now() };
	owned(release_json) cJSON *list = take(docker->containers.body);
	const cJSON *entry;

	if (docker_facts_failed(&docker->containers)) {
		docker_facts_unread(&head, docker->containers.why.text,
		                    ret_record);
		return false;
	}
	cJSON_ArrayForEach(entry, list)
	{
		const char *id = json_text(entry, "Id");

		modes_add(docker->modes, id ? id : "", listed_name(entry));
	}
	return true;
}

/* Ask for the sessions; *ret_execs is the caller's, NULL when one failed. */
static void ask_execs(struct docker *docker, const cJSON *inspect,
                      cJSON **ret_execs, struct error *err)
{
	owned(release_json) cJSON *execs = json_array();
	const cJSON *ids = json_at(inspect, "ExecIDs");
	const cJSON *id;

	if ((!cJSON_IsArray(ids) && !cJSON_IsNull(ids)) ||
	    cJSON_GetArraySize(ids) > EXECS_MAX) {
		error_plain(err, "the daemon's answer has no ExecIDs, or too "
		                 "many");
		return;
	}
	cJSON_ArrayForEach(id, ids)
	{
		cJSON *exec = NULL;
		enum docker_outcome outcome =
			docker_client_get(docker->client, DOCKER_EXEC,
		                          cJSON_GetStringValue(id), &exec, err);

		if (outcome == DOCKER_OK)
			json_push(execs, exec);
		else if (outcome != DOCKER_GONE)
			return;
	}
	*ret_execs = take(execs);
}

/* The answer on a service, asked for once however many tasks it has. */
static const cJSON *ask_service(struct docker *docker, const char *id,
                                struct error *err)
{
	const cJSON *known =
		cJSON_GetObjectItemCaseSensitive(docker->services, id);
	cJSON *body = NULL;

	if (!json_true(docker->info.body, "Swarm.ControlAvailable")) {
		error_plain(err, "only a manager of the swarm tells the "
		                 "restart policy and ports of a service");
		return NULL;
	}
	if (!known) {
		if (docker_client_get(docker->client, DOCKER_SERVICE, id, &body,
		                      err) != DOCKER_OK)
			body = cJSON_CreateString(err->text);
		json_put(docker->services, id, body);
		known = body;
	}
	if (cJSON_IsString(known)) {
		error_plain(err, "%s", known->valuestring);
		return NULL;
	}
	return known;
}

/* Ask the kernel about the first process of a running container. */
static bool read_task(const struct docker *docker, const struct record *record,
                      struct task *ret_task, struct error *err)
{
	const cJSON *pid = json_at(record->document, "State.Pid");

	if (!docker->context.local)
		return error_plain(err, "the daemon runs on another machine");
	if (!cJSON_IsNumber(pid) || pid->valuedouble < 1 ||
	    pid->valuedouble > PID_MAX)
		return error_plain(err, "the daemon names no process of it");
	return task_read((long)pid->valuedouble, record->id, ret_task, err);
}

/* Find out the rest, and hand the record on. */
static void finish(struct docker *docker, struct docker_held *held,
                   struct record *ret_record)
{
	owned(release_json) cJSON *env = take(held->env);
	owned(release_json) cJSON *execs = NULL;
	const cJSON *inspect = held->record.document;
	const char *service = container_service(inspect);
	struct error no_task = { .text = "" };
	struct error no_execs = { .text = "" };
	struct error no_service = { .text = "" };
	struct task task;
	struct container container = { .context = &docker->context,
		                       .record = &held->record,
		                       .env = env,
		                       .kernel = docker->needs.kernel,
		                       .processes = docker->needs.processes };
	bool ask_kernel = docker->needs.kernel || docker->needs.processes;

	if (json_true(inspect, "State.Running")) {
		if (ask_kernel &&
		    read_task(docker, &held->record, &task, &no_task))
			container.task = &task;
		else if (ask_kernel)
			container.task_failed = no_task.text;
		if (docker->needs.execs)
			ask_execs(docker, inspect, &execs, &no_execs);
	}
	container.execs = execs;
	container.execs_failed =
		no_execs.text[0] && !execs ? no_execs.text : NULL;
	if (service && *service && docker->needs.services) {
		container.service = ask_service(docker, service, &no_service);
		if (!container.service)
			container.service_failed = no_service.text;
	}
	container_derive(&container);
	*ret_record = held->record;
	held->record = (struct record){ 0 };
}

/* Put one aside until the container that it joined has been inspected. */
static void hold(struct docker *docker, const struct docker_held *held)
{
	if (docker->held_count == docker->held_size) {
		size_t size = docker->held_size ? docker->held_size * 2 : 8;
		struct docker_held *grown =
			realloc(docker->held, size * sizeof(*grown));

		if (!grown)
			oom();
		docker->held = grown;
		docker->held_size = size;
	}
	docker->held[docker->held_count++] = *held;
}

static void failed_record(struct docker *docker, size_t index, const char *why,
                          struct record *ret_record)
{
	struct record_head head = { .kind = KIND_CONTAINER,
		                    .id = modes_id(docker->modes, index),
		                    .name = modes_name(docker->modes, index),
		                    .source = "GET /containers/{id}/json",
		                    .time = docker_facts_now() };

	modes_set_state(docker->modes, index, MODES_FAILED);
	docker_facts_unread(&head, why, ret_record);
}

/* Inspect one.  False when no record comes of it (yet). */
static bool inspect(struct docker *docker, size_t index,
                    struct record *ret_record)
{
	const char *id = modes_id(docker->modes, index);
	struct docker_held held = { .index = index };
	cJSON *body = NULL;
	const char *found;
	struct error why;
	size_t missing;
	enum docker_outcome outcome = docker_client_get(
		docker->client, DOCKER_CONTAINER, id, &body, &why);

	if (outcome == DOCKER_GONE) {
		modes_set_state(docker->modes, index, MODES_GONE);
		docker->vanished++;
		return false;
	}
	found = json_text(body, "Id");
	if (outcome == DOCKER_OK && (!found || strcmp(found, id) != 0)) {
		cJSON_Delete(take(body));
		error_plain(&why, "GET /containers/{id}/json was answered "
		                  "with another container");
	}
	if (!body) {
		failed_record(docker, index, why.text, ret_record);
		return true;
	}
	modes_set(docker->modes, index, body);
	modes_set_bridge(docker->modes, index,
	                 container_network_bridge(&docker->context, body));
	container_record(body, docker_facts_now(), &held.record, &held.env);
	if (modes_missing(docker->modes, index, &missing)) {
		hold(docker, &held);
		return false;
	}
	finish(docker, &held, ret_record);
	return true;
}

/* The next one to inspect: what a held one waits for comes first. */
static bool choose(struct docker *docker, size_t *ret_index)
{
	size_t count = modes_count(docker->modes);

	if (docker->held_count > 0 &&
	    modes_missing(docker->modes,
	                  docker->held[docker->held_count - 1].index,
	                  ret_index))
		return true;
	while (docker->next < count &&
	       modes_state(docker->modes, docker->next) != MODES_WAITING)
		docker->next++;
	*ret_index = docker->next;
	return docker->next < count;
}

/* Whether the one held last need not wait any more. */
static bool is_free(const struct docker *docker)
{
	size_t missing;

	return docker->held_count > 0 &&
	       !modes_missing(docker->modes,
	                      docker->held[docker->held_count - 1].index,
	                      &missing);
}

/* What every container is judged by, before the first. */
static void prepare(struct docker *docker)
{
	docker_facts_containers(docker);
	docker_facts_volumes(docker);
	docker_facts_images(docker);
	docker->context.modes = docker->modes;
	if (docker->context.local && docker->needs.volumes)
		docker->mounts = mounts_read();
	docker->context.mounts = docker->mounts;
	docker->context.volumes = docker->volumes.body;
	docker->context.volumes_failed = docker_facts_failed(&docker->volumes);
	docker->context.images = docker->images.body;
	docker->context.images_failed = docker_facts_failed(&docker->images);
}

bool docker_container(struct docker *docker, struct record *ret_record)
{
	size_t index;

	if (!docker->listed) {
		docker->listed = true;
		prepare(docker);
		if (!enter(docker, ret_record))
			return true;
	}
	for (;;) {
		if (is_free(docker)) {
			finish(docker, &docker->held[--docker->held_count],
			       ret_record);
			return true;
		}
		if (!choose(docker, &index))
			return false;
		if (inspect(docker, index, ret_record))
			return true;
	}
}
