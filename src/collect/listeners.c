#include "listeners.h"

#include "dockaudit/json.h"
#include "dockaudit/text.h"
#include "hosts.h"

#include <stdio.h>
#include <string.h>

enum { SWARM_PORT = 2377, GOSSIP_PORT = 7946 };

/* A listener, before it is a fact. */
struct listener {
	const char *address;
	const char *protocol; /* "tcp", "unix" or "fd" */
	bool loopback;
	const char *origin; /* "hosts" or "socket" */
};

static void put_listener(cJSON *listeners, const struct listener *listener,
                         const struct tls *tls)
{
	/* Only TCP is ever wrapped in TLS. */
	bool tcp = strcmp(listener->protocol, "unix") != 0;
	cJSON *object = json_object();

	json_put_text(object, "address", listener->address);
	json_put_text(object, "protocol", listener->protocol);
	json_put_bool(object, "loopback", listener->loopback);
	json_put_bool(object, "tls", tcp && tls->on);
	json_put_bool(object, "client_auth", tcp && tls->verified);
	json_put_bool(object, "client_ca",
	              tcp && tls->verified && tls->ca[0] != '\0');
	json_put_text(object, "origin", listener->origin);
	json_push(listeners, object);
}

static void put_socket(cJSON *listeners, const struct socket_listening *found,
                       const struct listeners_input *input)
{
	char address[160];

	if (found->port == 0)
		snprintf(address, sizeof(address), "unix://%s", found->address);
	else {
		snprintf(address, sizeof(address),
		         strchr(found->address, ':') ? "tcp://[%s]:%u"
		                                     : "tcp://%s:%u",
		         found->address, found->port);
	}
	put_listener(listeners,
	             &(struct listener){ address, found->port ? "tcp" : "unix",
	                                 found->loopback, "socket" },
	             input->tls);
}

cJSON *listeners_reached(const char *address, bool tcp, bool tls)
{
	const char *rest = strstr(address, "://");
	cJSON *object = json_object();
	struct hosts_address parts;
	char plain[512];

	snprintf(plain, sizeof(plain), "tcp://%s", rest ? rest + 3 : address);
	json_put_text(object, "address", address);
	json_put_text(object, "protocol", tcp ? "tcp" : "unix");
	json_put_bool(object, "loopback",
	              tcp && hosts_split(plain, &parts) &&
	                      hosts_loopback(parts.host));
	json_put_bool(object, "tls", tcp && tls);
	return object;
}

bool listeners_inherited(const cJSON *hosts)
{
	const cJSON *host;

	cJSON_ArrayForEach(host, hosts)
	{
		if (text_starts(host->valuestring, "fd://"))
			return true;
	}
	return false;
}

static bool is_passed(const struct socket_listening *socket,
                      const struct listeners_input *input)
{
	return input->passed && sockets_have(input->passed, socket->inode);
}

/* The sockets behind fd://, or that entry itself where they are not known. */
static void put_inherited(cJSON *listeners, const char *host,
                          const struct listeners_input *input)
{
	bool any = false;

	for (size_t i = 0; input->sockets && i < input->sockets->count; i++) {
		const struct socket_listening *found = &input->sockets->list[i];

		if (!is_passed(found, input))
			continue;
		put_socket(listeners, found, input);
		any = true;
	}
	if (!any) {
		put_listener(listeners,
		             &(struct listener){ host, "fd", false, "hosts" },
		             input->tls);
	}
}

static void put_host(cJSON *listeners, const char *host,
                     const struct listeners_input *input)
{
	struct hosts_address parts;
	struct listener listener = { host, "unix", false, "hosts" };

	if (text_starts(host, "fd://")) {
		put_inherited(listeners, host, input);
		return;
	}
	if (hosts_split(host, &parts)) {
		listener.protocol = "tcp";
		listener.loopback = hosts_loopback(parts.host);
	}
	put_listener(listeners, &listener, input->tls);
}

/* Whether an address names the port of a socket, and may name its address. */
static bool names(const char *address, const struct socket_listening *socket)
{
	struct hosts_address parts;

	return hosts_split(address, &parts) && parts.port == socket->port &&
	       (strcmp(parts.host, socket->address) == 0 ||
	        hosts_loopback(parts.host) == socket->loopback);
}

static bool is_host(const struct listeners_input *input,
                    const struct socket_listening *socket)
{
	const cJSON *host;

	cJSON_ArrayForEach(host, input->hosts)
	{
		if (names(host->valuestring, socket))
			return true;
	}
	return false;
}

static bool is_metrics(const struct listeners_input *input,
                       const struct socket_listening *socket)
{
	char address[512];

	snprintf(address, sizeof(address), "tcp://%s", input->metrics);
	return (*input->metrics && names(address, socket)) ||
	       (input->diagnostic && input->diagnostic == socket->port);
}

/* A manager's own entry has the port, where it is not the usual one. */
static bool is_swarm(const struct listeners_input *input,
                     const struct socket_listening *socket)
{
	const char *state = json_text(input->info, "Swarm.LocalNodeState");
	const char *self = json_text(input->info, "Swarm.NodeID");
	const cJSON *manager;

	if (!state || strcmp(state, "inactive") == 0 || *state == '\0')
		return false;
	if (socket->port == SWARM_PORT || socket->port == GOSSIP_PORT)
		return true;
	cJSON_ArrayForEach(manager,
	                   json_at(input->info, "Swarm.RemoteManagers"))
	{
		const char *id = json_text(manager, "NodeID");
		const char *address = json_text(manager, "Addr");
		const char *colon = address ? strrchr(address, ':') : NULL;
		char port[16];

		snprintf(port, sizeof(port), ":%u", socket->port);
		if (id && self && colon && strcmp(id, self) == 0 &&
		    strcmp(colon, port) == 0)
			return true;
	}
	return false;
}

static bool publishes(const cJSON *container, unsigned port)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(container, "Ports"))
	{
		const cJSON *public = json_at(entry, "PublicPort");

		if (cJSON_IsNumber(public) && public->valueint == (int)port)
			return true;
	}
	return false;
}

/*
 * Without docker-proxy, dockerd itself holds the ports that are published.
 * Where the containers are not known, it is taken for granted that it is one.
 */
static bool is_published(const struct listeners_input *input,
                         const struct socket_listening *socket)
{
	const cJSON *container;

	if (!input->containers)
		return !input->proxy;
	cJSON_ArrayForEach(container, input->containers)
	{
		if (publishes(container, socket->port))
			return true;
	}
	return false;
}

static bool is_other(const struct listeners_input *input,
                     const struct socket_listening *socket)
{
	return socket->port != 0 && !is_host(input, socket) &&
	       !is_metrics(input, socket) && !is_swarm(input, socket) &&
	       !is_published(input, socket);
}

cJSON *listeners_find(const struct listeners_input *input)
{
	bool resolved = listeners_inherited(input->hosts) && input->passed;
	cJSON *listeners = json_array();
	const cJSON *host;

	cJSON_ArrayForEach(host, input->hosts)
	{
		put_host(listeners, host->valuestring, input);
	}
	for (size_t i = 0; input->sockets && i < input->sockets->count; i++) {
		const struct socket_listening *found = &input->sockets->list[i];

		if (resolved && is_passed(found, input))
			continue; /* one of those behind fd:// */
		if (is_other(input, found))
			put_socket(listeners, found, input);
	}
	return listeners;
}
