#ifndef COLLECT_SETTINGS_H
#define COLLECT_SETTINGS_H

#include "configuration.h"
#include "dockaudit/record.h"
#include "tls.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* What settings are resolved from.  All borrowed. */
struct settings_input {
	const cJSON *info;           /* NULL: it failed */
	const cJSON *networks;       /* NULL: it failed */
	const cJSON *security;       /* security_options(info) */
	const cJSON *default_bridge; /* of networks; NULL: none or unknown */
	const struct configuration *configuration;
	bool podman, rootless;
	unsigned major, minor; /* of the engine; 0.0: unknown */
};

/*
 * One setting of the daemon.  Everything that is known of it stands in its
 * row: to add one is to add a row in settings_table.c.
 */
struct setting {
	const char *key;      /* in daemon.json */
	const char *fallback; /* the engine's default, as JSON */

	/* A default that depends on the engine or the machine. */
	cJSON *(*usual)(const struct settings_input *input);

	/* The configured value where it is not simply what stands there; only
	 * called when both flags and file are known. */
	cJSON *(*resolve)(const struct settings_input *input);

	/* Bring a configured value into the form of the running one. */
	cJSON *(*normal)(const cJSON *configured);

	/* The running value by the API, or NULL when it does not say.
	 * configured may be NULL. */
	cJSON *(*told)(const struct settings_input *input,
	               const cJSON *configured);

	const char *from; /* what told() read: "GET /info" */
	const char *also; /* another key that decides it where this is unset */
	bool compare;     /* the two values are comparable: they can drift */
	bool chosen;      /* "" leaves the choice to the engine: no drift */

	/* A flag is all there is to resolve: the daemon does not start when
	 * the file has the key, too. */
	bool flag_decides;
};

/* All of them, in the order of dockaudit-facts(5). */
const struct setting *settings_table(size_t *ret_count);

/*
 * Add "settings" to the record's document, with the provenance of each in the
 * record's sources, and "drift" to derived: settings whose running value is
 * not the configured one.
 */
void settings_write(const struct settings_input *input, cJSON *derived,
                    struct record *record);

#endif
