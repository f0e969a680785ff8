#ifndef COLLECT_TLS_H
#define COLLECT_TLS_H

#include "configuration.h"

#include <stdbool.h>

enum { TLS_PATH = 4200 };

/* How the daemon protects its TCP listeners. */
struct tls {
	bool on;
	bool verified; /* clients must have a certificate that is trusted */
	/* "" where none is named: a client's certificate may then come from
	 * any authority that the operating system trusts. */
	char ca[TLS_PATH], certificate[TLS_PATH], key[TLS_PATH];
};

/*
 * Resolve flags, file and environment as dockerd does (20.10 to 29): naming
 * tlsverify switches TLS on, whatever its value; tls without tlsverify
 * verifies clients; DOCKER_TLS_VERIFY alone protects nothing.  The flags and
 * default paths of certificates count only where a flag or DOCKER_TLS_VERIFY
 * switches TLS on: with "tls" in the file alone they are ignored.  Both flags
 * and file must be known.
 */
void tls_resolve(const struct configuration *configuration,
                 struct tls *ret_tls);

#endif
