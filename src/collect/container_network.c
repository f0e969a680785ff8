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
 * empty before the first start, and of a stopped container the one of back
 * then: the daemon makes its bridge anew when it starts, under the same name.
 */
static bool is_network(const cJSON *entry, const cJSON *network)
{
	const char *id = json_text(entry, "NetworkID");
	const char *wanted = json_text(network, "Id");
	const char *name = json_text(network, "Name");

	if (id && wanted && strcmp(id, wanted) == 0)
		return true;
	return entry->string && name && strcmp(entry->string, name) == 0;
}

enum modes_bridge
container_network_bridge(const struct container_context *context,
                         const cJSON *inspect)
{
	const cJSON *bridge = container_network_default(context->networks);
	const cJSON *entries = json_at(inspect, "NetworkSettings.Networks");
	const cJSON *entry;

	if ((!context->networks && !context->podman) ||
	    (!cJSON_IsObject(entries) && !cJSON_IsNull(entries)))
		return MODES_BRIDGE_UNKNOWN;
	cJSON_ArrayForEach(entry, entries)
	{
		if (bridge && is_network(entry, bridge))
			return MODES_BRIDGE_YES;
		if (context->podman &&
		    strcmp(entry->string, podman_default) == 0)
			return MODES_BRIDGE_YES;
	}
	return MODES_BRIDGE_NO;
}

/* A container that joined another's network has its interfaces. */
static enum modes_bridge find_bridge(const struct container *container,
                                     struct error *err)
{
	const char *mode = json_text(container->host, "NetworkMode");
	enum modes_bridge own;

	if (modes_reference(mode))
		return modes_follow_bridge(container->context->modes, mode,
		                           err);
	own = container_network_bridge(container->context,
	                               container->record->document);
	if (own == MODES_BRIDGE_UNKNOWN)
		error_plain(err, "the daemon's answer has no "
		                 "NetworkSettings.Networks");
	return own;
}

void container_network(const struct container *container)
{
	const struct container_context *context = container->context;
	enum modes_bridge bridge;
	struct error why;

	if (!context->networks && !context->podman) {
		if (context->networks_failed)
			container_unreadable(container, "default_bridge",
			                     context->networks_failed, "");
		return;
	}
	bridge = find_bridge(container, &why);
	if (bridge == MODES_BRIDGE_UNKNOWN) {
		container_unreadable(container, "default_bridge", why.text, "");
		return;
	}
	container_put(container, "default_bridge",
	              cJSON_CreateBool(bridge == MODES_BRIDGE_YES),
	              "GET /containers/{id}/json, GET /networks");
}
