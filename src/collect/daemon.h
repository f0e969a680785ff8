#ifndef COLLECT_DAEMON_H
#define COLLECT_DAEMON_H

#include "dockaudit/record.h"

/* What the daemon said of itself.  All borrowed. */
struct daemon_answers {
	const cJSON *info;     /* GET /info; NULL: it failed */
	const cJSON *version;  /* GET /version; NULL: it failed */
	const cJSON *networks; /* GET /networks; NULL: it failed */
	const char *info_failed, *version_failed, *networks_failed; /* why */
	/* GET /containers/json, to tell published ports from listeners; NULL:
	 * not known. */
	const cJSON *containers;
	const char *address; /* of the API: "unix:///var/run/docker.sock" */
	bool local;          /* over a Unix socket of this machine */
	bool tls;            /* over TCP with TLS */
	int socket; /* a connected descriptor of it, for SO_PEERCRED; or -1 */
};

/*
 * The daemon record: what it answered, its effective settings resolved once
 * with their provenance, and what follows from them.  Cannot fail: what could
 * not be read is said in the record.
 */
void daemon_record(const struct daemon_answers *answers,
                   struct record *ret_record);

#endif
