#include "docker_facts.h"

#include "host.h"
#include "mounts.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool host_phase(struct docker *docker, struct record *ret_record)
{
	if (docker->listed || !docker->needs.kinds[KIND_HOST])
		return false;
	docker->listed = true;
	host_record(docker_client_path(docker->client) != NULL, ret_record);
	return true;
}

/* Checks on containers need what the daemon applies to them. */
static bool daemon_phase(struct docker *docker, struct record *ret_record)
{
	const bool *kinds = docker->needs.kinds;

	if (docker->listed || (!kinds[KIND_DAEMON] && !kinds[KIND_CONTAINER]))
		return false;
	docker->listed = true;
	docker_facts_networks(docker);
	docker_facts_containers(docker);
	docker_facts_daemon(docker);
	if (!kinds[KIND_DAEMON]) {
		record_done(&docker->daemon);
		return false;
	}
	*ret_record = docker->daemon;
	docker->daemon = (struct record){ 0 };
	return true;
}

/* The order is that of source.h: context first. */
static const struct phase {
	enum kind kind;
	bool always; /* it decides itself whether it is needed */
	bool (*next)(struct docker *docker, struct record *ret_record);
} phases[] = {
	{ KIND_HOST, true, host_phase },
	{ KIND_DAEMON, true, daemon_phase },
	{ KIND_NETWORK, false, docker_object_network },
	{ KIND_VOLUME, false, docker_object_volume },
	{ KIND_CONTAINER, false, docker_container },
	{ KIND_IMAGE, false, docker_object_image },
};

enum { PHASES = sizeof(phases) / sizeof(phases[0]) };

/* Say when it ended, and what is not in any record. */
static void end(struct docker *docker)
{
	struct source *source = &docker->source;

	source->finished = docker_facts_now();
	if (docker->vanished > 0) {
		(void)snprintf(source->note, sizeof(source->note),
		               "%zu of what the daemon listed vanished before "
		               "it could be read",
		               docker->vanished);
	}
}

static enum source_next
docker_next(struct source *source, struct record *ret_record, struct error *err)
{
	struct docker *docker = (struct docker *)source;

	(void)err; /* what fails becomes a record that says so */
	while (docker->phase < PHASES) {
		const struct phase *phase = &phases[docker->phase];

		if ((phase->always || docker->needs.kinds[phase->kind]) &&
		    phase->next(docker, ret_record))
			return SOURCE_RECORD;
		docker->phase++;
		docker->listed = false;
		docker->cursor = NULL;
	}
	end(docker);
	return SOURCE_END;
}

static void docker_close(struct source *source)
{
	struct docker *docker = (struct docker *)source;

	for (size_t i = 0; i < docker->held_count; i++) {
		record_done(&docker->held[i].record);
		cJSON_Delete(docker->held[i].env);
	}
	free(docker->held);
	record_done(&docker->daemon);
	cJSON_Delete(docker->info.body);
	cJSON_Delete(docker->networks.body);
	cJSON_Delete(docker->volumes.body);
	cJSON_Delete(docker->images.body);
	cJSON_Delete(docker->containers.body);
	cJSON_Delete(docker->settings);
	cJSON_Delete(docker->control);
	cJSON_Delete(docker->services);
	modes_free(docker->modes);
	mounts_free(docker->mounts);
	docker_client_close(docker->client);
	free(docker);
}

static const struct source_operations operations = {
	.next = docker_next,
	.close = docker_close,
};

static void copy_text(char *to, size_t size, const char *text)
{
	(void)snprintf(to, size, "%s", text ? text : "");
}

static bool is_rootless(const cJSON *info)
{
	const cJSON *option;

	cJSON_ArrayForEach(option, json_at(info, "SecurityOptions"))
	{
		const char *text = cJSON_GetStringValue(option);

		if (text && text_starts(text, "name=rootless"))
			return true;
	}
	return json_true(info, "Rootless"); /* podman */
}

static void fill_target(const struct docker *docker, struct target *ret_target)
{
	const cJSON *info = docker->info.body;
	const cJSON *version = docker_client_version(docker->client);
	struct target target = { .source = "live",
		                 .rootless = is_rootless(info),
		                 .started = docker_facts_now() };

	copy_text(target.host, sizeof(target.host), json_text(info, "Name"));
	if (!target.host[0] && docker_client_path(docker->client))
		(void)gethostname(target.host, sizeof(target.host) - 1);
	copy_text(target.engine, sizeof(target.engine),
	          json_text(version, "Version"));
	copy_text(target.api, sizeof(target.api),
	          docker_client_api(docker->client));
	copy_text(target.address, sizeof(target.address),
	          docker_client_address(docker->client));
	*ret_target = target;
}

bool source_docker_open(const struct source_docker_options *options,
                        struct source **ret_source, struct target *ret_target,
                        struct error *err)
{
	struct docker_client *client = NULL;
	struct docker *docker;

	if (!docker_client_open(options, &client, err))
		return false;
	docker = calloc(1, sizeof(*docker));
	if (!docker)
		oom();
	docker->source.operations = &operations;
	docker->client = client;
	docker->needs = *options->needs;
	docker->modes = modes_new();
	docker->services = json_object();
	docker_facts_ask(docker, DOCKER_INFO, &docker->info);
	fill_target(docker, ret_target);
	*ret_source = &docker->source;
	return true;
}
