#ifndef COLLECT_DAEMON_DERIVED_H
#define COLLECT_DAEMON_DERIVED_H

#include "configuration.h"
#include "daemon.h"
#include "dockerd.h"

/* All that a daemon's record is made from.  All borrowed. */
struct daemon_view {
	const struct daemon_answers *answers;
	const struct dockerd *dockerd; /* NULL: not known; then why: */
	const struct configuration *configuration; /* has the reason */
	const cJSON *security;                     /* security_options(info) */
	const cJSON *default_bridge; /* NULL: there is none, or unknown */
	bool podman, rootless;
};

/*
 * Add to derived all members but drift: dockaudit-facts(5).  What is not
 * known is noted in the record, whose settings are already written.
 */
void daemon_derived(const struct daemon_view *view, cJSON *derived,
                    struct record *record);

#endif
