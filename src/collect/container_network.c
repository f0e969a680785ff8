#include "container.h"

#include <string.h>

/* podman's default network has the same id everywhere, and this name. */
static const char podman_default[] = "podman";

const cJSON *container_network_default(const cJSON *networks)
{
	const cJSON *network;

	cJSON_ArrayForEach(network, networks)
	{
		const cJSON *option = cJSON_GetObjectItemCaseSensitive(
			json_at(network, "Options"),
			"com.docker.network.bridge.default_bridge");
		const char *value = cJSON_GetStringValue(option);

		if (value && strcmp(value, "true") == 0)
			return network;
	}
	return NULL;
}

/*
 * Whether an entry of NetworkSettings.Networks is that network.  NetworkID is
 * empty before the first start; the name is then all there is.
 */
static bool is_network(const cJSON *entry, const cJSON *network)
{
	const char *id = json_text(entry, "NetworkID");
	const char *wanted = json_text(network, "Id");
	const char *name = json_text(network, "Name");

	if (id && *id && wanted)
		return strcmp(id, wanted) == 0;
	return entry->string && name && strcmp(entry->string, name) == 0;
}

void container_network(const struct container *container)
{
	const struct container_context *context = container->context;
	const cJSON *bridge = container_network_default(context->networks);
	const cJSON *entries = json_at(container->record->document,
	                               "NetworkSettings.Networks");
	const cJSON *entry;
	bool found = false;

	if (!context->networks && !context->podman) {
		if (context->networks_failed)
			container_unreadable(container, "default_bridge",
			                     context->networks_failed, "");
		return;
	}
	if (!cJSON_IsObject(entries) && !cJSON_IsNull(entries)) {
		container_unreadable(container, "default_bridge",
		                     "the daemon's answer has no "
		                     "NetworkSettings.Networks",
		                     "");
		return;
	}
	cJSON_ArrayForEach(entry, entries)
	{
		if (bridge && is_network(entry, bridge))
			found = true;
		if (context->podman &&
		    strcmp(entry->string, podman_default) == 0)
			found = true;
	}
	container_put(container, "default_bridge", cJSON_CreateBool(found),
	              NULL);
	record_source(container->record, "derived.default_bridge",
	              "GET /containers/{id}/json, GET /networks");
}
