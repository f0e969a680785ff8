#include "container.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_SIZE = 64, PROTOCOL_SIZE = 8 };

/* What kind of address a published port is bound to. */
struct address {
	bool any;
	bool loopback;
};

static bool classify_4(const unsigned char bytes[4], struct address *ret)
{
	static const unsigned char zero[4] = { 0 };

	ret->any = memcmp(bytes, zero, sizeof(zero)) == 0;
	ret->loopback = bytes[0] == 127;
	return true;
}

/* RFC 4291: "::", "::1", and IPv4 addresses inside of ::ffff:0:0/96. */
static bool classify_6(const unsigned char bytes[16], struct address *ret)
{
	static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };
	static const unsigned char zero[16] = { 0 };

	if (memcmp(bytes, mapped, sizeof(mapped)) == 0)
		return classify_4(bytes + sizeof(mapped), ret);
	ret->any = memcmp(bytes, zero, sizeof(zero)) == 0;
	ret->loopback = memcmp(bytes, zero, 15) == 0 && bytes[15] == 1;
	return true;
}

/* False when text is no IP address. */
static bool classify(const char *text, struct address *ret_address)
{
	unsigned char bytes[16];
	char plain[ADDRESS_SIZE];
	size_t length = strlen(text);

	if (length >= sizeof(plain))
		return false;
	memcpy(plain, text, length + 1);
	if (length > 2 && text[0] == '[' && text[length - 1] == ']') {
		memcpy(plain, text + 1, length - 2);
		plain[length - 2] = '\0';
	}
	plain[strcspn(plain, "%")] = '\0'; /* a zone: fe80::1%eth0 */
	if (inet_pton(AF_INET, plain, bytes) == 1)
		return classify_4(bytes, ret_address);
	return inet_pton(AF_INET6, plain, bytes) == 1 &&
	       classify_6(bytes, ret_address);
}

/*
 * Whether NetworkSettings.Ports tells.  Between two starts of a container that
 * is restarted over and over nothing is bound, though it counts as running.
 */
static bool is_bound(const struct container *container)
{
	return container->running &&
	       !json_true(container->record->document, "State.Restarting");
}

/* The network that the container's NetworkMode names, or NULL. */
static const cJSON *own_network(const struct container *container,
                                const char *mode)
{
	const cJSON *networks = container->context->networks;
	const cJSON *network;

	if (!*mode || strcmp(mode, "default") == 0 ||
	    strcmp(mode, "bridge") == 0)
		return container_network_default(networks);
	cJSON_ArrayForEach(network, networks)
	{
		const char *name = json_text(network, "Name");
		const char *id = json_text(network, "Id");

		if ((name && strcmp(name, mode) == 0) ||
		    (id && strcmp(id, mode) == 0))
			return network;
	}
	return NULL;
}

/*
 * The address that an empty HostIp stands for: that of the network, else all.
 * NULL when the networks could not be listed.
 */
static const char *default_address(const struct container *container)
{
	const char *mode = json_text(container->host, "NetworkMode");
	const cJSON *option;
	const char *address;

	if (container->context->podman)
		return "0.0.0.0";
	if (!container->context->networks || !mode)
		return NULL;
	option = cJSON_GetObjectItemCaseSensitive(
		json_at(own_network(container, mode), "Options"),
		"com.docker.network.bridge.host_binding_ipv4");
	address = cJSON_GetStringValue(option);
	return address && *address ? address : "0.0.0.0";
}

/* "80/tcp".  A range cannot stand there. */
static bool read_key(const char *key, long *ret_port,
                     char protocol[PROTOCOL_SIZE])
{
	char *end = NULL;

	*ret_port = strtol(key, &end, 10);
	if (end == key || *ret_port < 0 || *ret_port > 65535)
		return false;
	(void)snprintf(protocol, PROTOCOL_SIZE, "%s",
	               *end == '/' ? end + 1 : "tcp");
	return true;
}

/* "8080", "" and "0" for any free one; of "8000-8010" the lowest. */
static bool read_host_port(const char *text, long *ret_port)
{
	char *end = NULL;

	if (!text || !*text) {
		*ret_port = 0;
		return true;
	}
	*ret_port = strtol(text, &end, 10);
	return end != text && (*end == '\0' || *end == '-') && *ret_port >= 0 &&
	       *ret_port <= 65535;
}

struct published {
	long inside, outside;
	const char *protocol, *address;
	struct address kind;
};

static void put_port(cJSON *ports, const struct published *published)
{
	cJSON *port = json_object();

	json_put_number(port, "container_port", (double)published->inside);
	json_put_text(port, "protocol", published->protocol);
	json_put_text(port, "host_ip", published->address);
	json_put_number(port, "host_port", (double)published->outside);
	json_put_bool(port, "any_address", published->kind.any);
	json_put_bool(port, "loopback", published->kind.loopback);
	json_push(ports, port);
}

static bool add_binding(const struct container *container, cJSON *ports,
                        const char *key, const cJSON *binding,
                        struct error *err)
{
	const char *address = json_text(binding, "HostIp");
	char protocol[PROTOCOL_SIZE];
	struct address kind;
	long inside = 0;
	long outside = 0;

	if (!address || !*address) {
		address = is_bound(container) && !container->context->podman
		                  ? "0.0.0.0"
		                  : default_address(container);
	}
	if (!address) {
		return error_plain(
			err, "%s",
			container->context->networks_failed
				? container->context->networks_failed
				: "the address of its network is not "
				  "known");
	}
	if (!read_key(key, &inside, protocol) || !classify(address, &kind) ||
	    !read_host_port(json_text(binding, "HostPort"), &outside)) {
		return error_plain(err,
		                   "a published port in the daemon's "
		                   "answer makes no sense: %.32s",
		                   key);
	}
	put_port(ports, &(struct published){ .inside = inside,
	                                     .outside = outside,
	                                     .protocol = protocol,
	                                     .address = address,
	                                     .kind = kind });
	return true;
}

/* All bindings of a port; null: it is exposed and not published. */
static bool add_port(const struct container *container, cJSON *ports,
                     const cJSON *bindings, struct error *err)
{
	const cJSON *binding;

	if (!cJSON_IsArray(bindings) && !cJSON_IsNull(bindings)) {
		return error_plain(err,
		                   "the bindings of port %.32s in the "
		                   "daemon's answer are no list",
		                   bindings->string);
	}
	cJSON_ArrayForEach(binding, bindings)
	{
		if (!add_binding(container, ports, bindings->string, binding,
		                 err))
			return false;
	}
	return true;
}

static bool add_map(const struct container *container, cJSON *ports,
                    const char *member, struct error *err)
{
	const cJSON *map = json_at(container->record->document, member);
	const cJSON *bindings;

	if (!cJSON_IsObject(map) && !cJSON_IsNull(map))
		return error_plain(err, "the daemon's answer has no %s",
		                   member);
	cJSON_ArrayForEach(bindings, map)
	{
		if (!add_port(container, ports, bindings, err))
			return false;
	}
	return true;
}

/* With -P, exposed ports without a binding get one at the next start. */
static bool add_exposed(const struct container *container, cJSON *ports,
                        struct error *err)
{
	owned(release_json) cJSON *any = json_object();
	const cJSON *bindings = json_at(container->host, "PortBindings");
	const cJSON *exposed;

	if (!json_true(container->host, "PublishAllPorts"))
		return true;
	cJSON_ArrayForEach(exposed, json_at(container->record->document,
	                                    "Config.ExposedPorts"))
	{
		const cJSON *bound = cJSON_GetObjectItemCaseSensitive(
			bindings, exposed->string);

		if (!(bound && bound->child) &&
		    !add_binding(container, ports, exposed->string, any, err))
			return false;
	}
	return true;
}

/* On the host's network, or on none, options to publish have no effect. */
static bool publishes_nothing(const struct container *container)
{
	const char *mode = json_text(container->host, "NetworkMode");

	return mode && (strcmp(mode, "host") == 0 || strcmp(mode, "none") == 0);
}

static bool find_ports(const struct container *container, cJSON *ports,
                       struct error *err)
{
	if (is_bound(container))
		return add_map(container, ports, "NetworkSettings.Ports", err);
	if (publishes_nothing(container))
		return true;
	return add_map(container, ports, "HostConfig.PortBindings", err) &&
	       add_exposed(container, ports, err);
}

/*
 * The routing mesh publishes a port of a service on all addresses of every
 * node, and no task of it says so.  With "host" the task itself publishes it;
 * without a mode it is the mesh.
 */
static bool add_mesh_port(cJSON *ports, const cJSON *entry, struct error *err)
{
	const char *mode = json_text(entry, "PublishMode");
	const char *protocol = json_text(entry, "Protocol");
	const cJSON *inside = json_at(entry, "TargetPort");
	const cJSON *outside = json_at(entry, "PublishedPort");

	if (mode && strcmp(mode, "host") == 0)
		return true;
	if (!cJSON_IsNumber(inside) || !cJSON_IsNumber(outside)) {
		return error_plain(err, "a port of the service in the daemon's "
		                        "answer has no number");
	}
	put_port(ports,
	         &(struct published){ .inside = inside->valueint,
	                              .outside = outside->valueint,
	                              .protocol = protocol ? protocol : "tcp",
	                              .address = "0.0.0.0",
	                              .kind = { .any = true } });
	return true;
}

static bool add_mesh(const struct container *container, cJSON *ports,
                     struct error *err)
{
	const cJSON *endpoint = json_at(container->service, "Endpoint");
	const cJSON *list = json_at(endpoint, "Ports");
	const cJSON *entry;

	if (!container->service)
		return error_plain(err, "%s", container->service_failed);
	/* A service without ports has no such member. */
	if (!cJSON_IsObject(endpoint) ||
	    (list && !cJSON_IsArray(list) && !cJSON_IsNull(list))) {
		return error_plain(err, "the service in the daemon's answer "
		                        "has no Endpoint");
	}
	cJSON_ArrayForEach(entry, list)
	{
		if (!add_mesh_port(ports, entry, err))
			return false;
	}
	return true;
}

static void put_ports(const struct container *container)
{
	owned(release_json) cJSON *ports = json_array();
	const char *service = container_service(container->record->document);
	bool task = service && *service;
	struct error why;

	if (task && !container->service && !container->service_failed)
		return; /* nobody asked for it */
	if (find_ports(container, ports, &why) &&
	    (!task || add_mesh(container, ports, &why))) {
		container_put(container, "ports", take(ports),
		              task ? "GET /containers/{id}/json, "
		                     "GET /services/{id}"
		                   : NULL);
		return;
	}
	container_unreadable(container, "ports", why.text,
	                     container_service_help(container));
}

void container_port(const struct container *container)
{
	bool all;

	put_ports(container);
	if (container_bool(container, "publish_all", "PublishAllPorts", &all))
		container_put(container, "publish_all", cJSON_CreateBool(all),
		              NULL);
}
