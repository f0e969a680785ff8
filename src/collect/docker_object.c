#include "docker_facts.h"

#include "redact.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

/*
 * The next element of a list, or the record that says why there is no list.
 * False when there is neither.
 */
static bool next_element(struct docker *docker, struct docker_answer *list,
                         const struct record_head *of_list,
                         const cJSON **ret_element, struct record *ret_record)
{
	bool begun = docker->listed;

	*ret_element = NULL;
	docker->listed = true;
	if (!begun && docker_facts_failed(list)) {
		docker_facts_unread(of_list, list->why.text, ret_record);
		return true;
	}
	if (!begun)
		docker->cursor = list->body ? list->body->child : NULL;
	if (!docker->cursor)
		return false;
	*ret_element = docker->cursor;
	docker->cursor = docker->cursor->next;
	return true;
}

/* A member for the record's head; "" when it is not there. */
static const char *head_text(const cJSON *element, const char *member)
{
	const char *text = json_text(element, member);

	return text ? text : "";
}

/* A copy of the element with an empty member "derived", to be a document. */
static cJSON *document_of(const cJSON *element, cJSON **ret_derived)
{
	cJSON *document = json_copy(element);

	while (cJSON_GetObjectItemCaseSensitive(document, "derived"))
		cJSON_DeleteItemFromObjectCaseSensitive(document, "derived");
	*ret_derived = json_object();
	json_put(document, "derived", *ret_derived);
	return document;
}

bool docker_object_network(struct docker *docker, struct record *ret_record)
{
	struct record_head head = { .kind = KIND_NETWORK,
		                    .id = "",
		                    .name = "networks",
		                    .source = "GET /networks",
		                    .time = docker_facts_now() };
	const cJSON *network;
	cJSON *derived;
	cJSON *document;

	docker_facts_networks(docker);
	if (!next_element(docker, &docker->networks, &head, &network,
	                  ret_record))
		return false;
	if (!network)
		return true;
	if (!cJSON_IsObject(network)) {
		docker_facts_unread(&head, "an element is no object",
		                    ret_record);
		return true;
	}
	head.id = head_text(network, "Id");
	head.name = head_text(network, "Name");
	document = document_of(network, &derived);
	json_put_bool(derived, "default_bridge",
	              network ==
	                      container_network_default(docker->networks.body));
	record_init(ret_record, &head, document);
	return true;
}

bool docker_object_volume(struct docker *docker, struct record *ret_record)
{
	struct record_head head = { .kind = KIND_VOLUME,
		                    .id = "",
		                    .name = "volumes",
		                    .source = "GET /volumes",
		                    .time = docker_facts_now() };
	owned(release_json) cJSON *paths = NULL;
	const cJSON *volume;
	const char *kind;
	cJSON *derived;
	cJSON *document;

	docker_facts_volumes(docker);
	if (!next_element(docker, &docker->volumes, &head, &volume, ret_record))
		return false;
	if (!volume)
		return true;
	if (!cJSON_IsObject(volume)) {
		docker_facts_unread(&head, "an element is no object",
		                    ret_record);
		return true;
	}
	head.id = head.name = head_text(volume, "Name");
	paths = container_mount_volume(volume, &kind);
	document = document_of(volume, &derived);
	redact_options(cJSON_GetObjectItemCaseSensitive(document, "Options"));
	json_put(derived, "host_path",
	         paths->child ? cJSON_CreateString(paths->child->valuestring)
	                      : cJSON_CreateNull());
	record_init(ret_record, &head, document);
	return true;
}

/* The id without "sha256:", which is how it enters a path. */
static const char *bare_id(const char *id)
{
	return text_starts(id, "sha256:") ? id + strlen("sha256:") : id;
}

/* The first tag, or twelve digits of the id when it has none. */
static void name_image(const cJSON *image, const char *id, char *name,
                       size_t size)
{
	const char *tag = cJSON_GetStringValue(
		cJSON_GetArrayItem(json_at(image, "RepoTags"), 0));

	if (tag && strcmp(tag, "<none>:<none>") != 0)
		(void)snprintf(name, size, "%s", tag);
	else
		(void)snprintf(name, size, "%.12s", bare_id(id));
}

static void put_environment(cJSON *image, cJSON *derived)
{
	cJSON *config = cJSON_GetObjectItemCaseSensitive(image, "Config");
	cJSON *before =
		cJSON_GetObjectItemCaseSensitive(image, "ContainerConfig");
	cJSON *env = redact_environment(
		cJSON_GetObjectItemCaseSensitive(config, "Env"));

	if (!env) {
		cJSON_DeleteItemFromObjectCaseSensitive(config, "Env");
	} else if (!cJSON_IsObject(config)) {
		cJSON_Delete(env);
		env = NULL;
	}
	if (env)
		json_put(derived, "env", env);
	/* What it was built with: engines before 25 show that too. */
	env = redact_environment(
		cJSON_GetObjectItemCaseSensitive(before, "Env"));
	if (!env)
		cJSON_DeleteItemFromObjectCaseSensitive(before, "Env");
	cJSON_Delete(env);
}

/* The record around what GET /images/{id}/json brought, which it takes over. */
static void image_record(const struct record_head *head, cJSON *image,
                         struct record *ret_record)
{
	cJSON *derived = json_object();

	while (cJSON_GetObjectItemCaseSensitive(image, "derived"))
		cJSON_DeleteItemFromObjectCaseSensitive(image, "derived");
	put_environment(image, derived);
	redact_build_arguments(image);
	json_put(image, "derived", derived);
	record_init(ret_record, head, image);
	if (!json_at(derived, "env")) {
		record_unreadable(ret_record, "derived.env",
		                  "the daemon's answer has no list of "
		                  "environment variables",
		                  "");
	}
}

/* False when the image is gone by now. */
static bool inspect_image(struct docker *docker, const cJSON *listed,
                          struct record *ret_record)
{
	const char *id = head_text(listed, "Id");
	char name[256];
	struct record_head head = { .kind = KIND_IMAGE,
		                    .id = id,
		                    .name = name,
		                    .source = "GET /images/{id}/json",
		                    .time = docker_facts_now() };
	cJSON *image = NULL;
	const char *found;
	struct error why;
	enum docker_outcome outcome = docker_client_get(
		docker->client, DOCKER_IMAGE, bare_id(id), &image, &why);

	name_image(listed, id, name, sizeof(name));
	if (outcome == DOCKER_GONE) {
		docker->vanished++;
		return false;
	}
	found = json_text(image, "Id");
	if (outcome == DOCKER_OK &&
	    (!found || strcmp(bare_id(found), bare_id(id)) != 0)) {
		cJSON_Delete(take(image));
		error_plain(&why, "GET /images/{id}/json was answered with "
		                  "another image");
	}
	if (image)
		image_record(&head, image, ret_record);
	else
		docker_facts_unread(&head, why.text, ret_record);
	return true;
}

bool docker_object_image(struct docker *docker, struct record *ret_record)
{
	struct record_head head = { .kind = KIND_IMAGE,
		                    .id = "",
		                    .name = "images",
		                    .source = "GET /images/json",
		                    .time = docker_facts_now() };
	const cJSON *image;

	docker_facts_images(docker);
	while (next_element(docker, &docker->images, &head, &image, ret_record))
		if (!image || inspect_image(docker, image, ret_record))
			return true;
	return false;
}
