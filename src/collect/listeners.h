#ifndef COLLECT_LISTENERS_H
#define COLLECT_LISTENERS_H

#include "configuration.h"
#include "sockets.h"
#include "tls.h"

#include <cjson/cJSON.h>

/* What listeners are found from.  All borrowed. */
struct listeners_input {
	const cJSON *info;
	const cJSON *containers; /* GET /containers/json; NULL: not known */
	const cJSON *hosts;      /* hosts_resolve() */
	const char *metrics;     /* metrics-addr, "" none */
	unsigned diagnostic;     /* network-diagnostic-port, 0 none */
	bool proxy;              /* published ports are docker-proxy's */
	const struct tls *tls;
	const struct socket_list *sockets; /* of dockerd; NULL: not readable */
	/* Sockets of process 1, which it may have passed on; NULL: not
	 * readable. */
	const struct socket_inodes *passed;
};

/*
 * derived.listeners: every entry of hosts, with fd:// resolved to the sockets
 * that process 1 passed on, and every other TCP socket that dockerd listens on
 * which is not of the metrics, the network diagnosis, swarm or a published
 * port.  A new array.
 */
cJSON *listeners_find(const struct listeners_input *input);

/*
 * derived.reached: what the connection itself proves of the API, whatever else
 * is known of the daemon.  address: "unix://…", or any scheme for TCP.
 */
cJSON *listeners_reached(const char *address, bool tcp, bool tls);

/* Whether sockets must be read to know them all: there is an fd:// entry. */
bool listeners_inherited(const cJSON *hosts);

#endif
