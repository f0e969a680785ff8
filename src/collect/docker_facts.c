#include "docker_facts.h"

#include "daemon.h"
#include "engine_socket.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <string.h>
#include <time.h>

/* Control sockets of container engines beside the daemon's own. */
static const char *const control_sockets[] = {
	"/var/run/docker.sock",
	"/run/containerd/containerd.sock",
	"/run/containerd/containerd.sock.ttrpc",
	"/run/docker/containerd/containerd.sock",
	"/run/docker/containerd/containerd.sock.ttrpc",
	"/run/podman/podman.sock",
	"/run/crio/crio.sock",
	"/run/buildkit/buildkitd.sock",
	"/run/cri-dockerd.sock",
};

long long docker_facts_now(void)
{
	return (long long)time(NULL);
}

const char *docker_facts_failed(const struct docker_answer *answer)
{
	return answer->why.text[0] ? answer->why.text : NULL;
}

void docker_facts_ask(struct docker *docker, enum docker_request request,
                      struct docker_answer *answer)
{
	if (answer->body || answer->why.text[0])
		return;
	if (docker_client_get(docker->client, request, NULL, &answer->body,
	                      &answer->why) == DOCKER_OK)
		answer->why.text[0] = '\0';
}

/* A list that is longer than anything counts as one that failed. */
static void bound(struct docker_answer *answer)
{
	int count = cJSON_GetArraySize(answer->body);

	if (count <= LIMIT_SUBJECTS)
		return;
	cJSON_Delete(take(answer->body));
	error_plain(&answer->why, "the daemon lists %d of them, more than %d",
	            count, LIMIT_SUBJECTS);
}

void docker_facts_networks(struct docker *docker)
{
	const bool *kinds = docker->needs.kinds;

	if (!kinds[KIND_NETWORK] && !kinds[KIND_DAEMON] &&
	    !kinds[KIND_CONTAINER])
		return;
	docker_facts_ask(docker, DOCKER_NETWORKS, &docker->networks);
	bound(&docker->networks);
}

/* Put the array Volumes (null: there are none) in the place of the answer. */
static void unwrap_volumes(struct docker_answer *answer)
{
	owned(release_json) cJSON *body = take(answer->body);
	cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "Volumes");

	if (cJSON_IsArray(list))
		answer->body = cJSON_DetachItemViaPointer(body, list);
	else if (cJSON_IsNull(list))
		answer->body = json_array();
	else
		error_plain(&answer->why, "GET /volumes was answered without "
		                          "Volumes");
}

void docker_facts_volumes(struct docker *docker)
{
	if (!docker->needs.kinds[KIND_VOLUME] &&
	    !(docker->needs.kinds[KIND_CONTAINER] && docker->needs.volumes))
		return;
	if (docker->volumes.body || docker->volumes.why.text[0])
		return;
	docker_facts_ask(docker, DOCKER_VOLUMES, &docker->volumes);
	if (docker->volumes.body)
		unwrap_volumes(&docker->volumes);
	bound(&docker->volumes);
}

void docker_facts_images(struct docker *docker)
{
	if (!docker->needs.kinds[KIND_IMAGE] &&
	    !(docker->needs.kinds[KIND_CONTAINER] && docker->needs.images))
		return;
	docker_facts_ask(docker, DOCKER_IMAGES, &docker->images);
	bound(&docker->images);
}

void docker_facts_containers(struct docker *docker)
{
	const bool *kinds = docker->needs.kinds;

	if (!kinds[KIND_DAEMON] && !kinds[KIND_CONTAINER])
		return;
	docker_facts_ask(docker, DOCKER_CONTAINERS, &docker->containers);
	bound(&docker->containers);
}

/* The sockets of this host over which a container engine can be commanded. */
static cJSON *list_control(const struct docker *docker)
{
	const char *own = docker_client_path(docker->client);
	cJSON *paths = json_array();
	const cJSON *path;

	if (own)
		engine_socket_add(paths, own);
	for (size_t i = 0;
	     i < sizeof(control_sockets) / sizeof(control_sockets[0]); i++)
		engine_socket_add(paths, control_sockets[i]);
	cJSON_ArrayForEach(path, json_at(docker->daemon.document,
	                                 "derived.control_sockets"))
	{
		engine_socket_add(paths, path->valuestring);
	}
	return paths;
}

static void fill_context(struct docker *docker)
{
	const cJSON *document = docker->daemon.document;
	const char *engine = json_text(document, "derived.engine");
	const cJSON *settings = json_at(document, "settings");

	docker->settings = settings ? json_copy(settings) : json_object();
	docker->control = list_control(docker);
	docker->context = (struct container_context){
		.local = docker_client_path(docker->client) != NULL,
		.podman = engine && strcmp(engine, "podman") == 0,
		.info = docker->info.body,
		.info_failed = docker_facts_failed(&docker->info),
		.networks = docker->networks.body,
		.networks_failed = docker_facts_failed(&docker->networks),
		.settings = docker->settings,
		.control = docker->control,
	};
}

void docker_facts_daemon(struct docker *docker)
{
	const char *path = docker_client_path(docker->client);
	struct daemon_answers answers = {
		.info = docker->info.body,
		.version = docker_client_version(docker->client),
		.networks = docker->networks.body,
		.containers = docker->containers.body,
		.info_failed = docker_facts_failed(&docker->info),
		.networks_failed = docker_facts_failed(&docker->networks),
		.address = docker_client_address(docker->client),
		.local = path != NULL,
		.tls = docker_client_tls(docker->client),
		.socket = path ? docker_client_socket(docker->client) : -1,
	};

	daemon_record(&answers, &docker->daemon);
	fill_context(docker);
}

void docker_facts_unread(const struct record_head *head, const char *why,
                         struct record *ret_record)
{
	record_init(ret_record, head, NULL);
	record_unreadable(ret_record, "", why, "");
}
