#ifndef COLLECT_HOSTS_H
#define COLLECT_HOSTS_H

#include "configuration.h"

#include <cjson/cJSON.h>

/*
 * The addresses that the daemon listens on by its flags or file, completed as
 * dockerd does: no scheme is tcp, no address or port is localhost and 2375,
 * no hosts at all is its Unix socket, or tcp://localhost:2376 with TLS.  Both
 * flags and file must be known.  A new array of strings.
 */
cJSON *hosts_resolve(const struct configuration *configuration, bool tls,
                     bool rootless);

/* The parts of "tcp://[::1]:2375": "::1" and 2375. */
struct hosts_address {
	char host[256];
	unsigned port;
};

/* False when the address is not tcp://host:port. */
bool hosts_split(const char *address, struct hosts_address *ret_address);

/* Whether a host name or address is this machine's loopback. */
bool hosts_loopback(const char *host);

#endif
