#ifndef COLLECT_REDACT_H
#define COLLECT_REDACT_H

#include <cjson/cJSON.h>

/*
 * Values of environment variables are looked at here, once, and go no further.
 */

/*
 * The shape of a secret that value has: "private-key", "aws-access-key",
 * "github-token", "slack-token", "jwt", "url-password"; NULL: none.  A value
 * that refers to a secret (${NAME}, <name>, /run/secrets/name) is none.
 */
const char *redact_shape(const char *value);

/*
 * Replace each "NAME=value" of the array environment (null or NULL: empty) by
 * "NAME".  What it was becomes an element of the result, derived.env of
 * dockaudit-facts(5), which the caller owns.  NULL when it is no such list.
 */
cJSON *redact_environment(cJSON *environment);

/*
 * In a map of options (of a log driver, of a volume) hide the values that are
 * passwords: those whose names say so, and password=… in a list of words.
 */
void redact_options(cJSON *options);

/*
 * Wherever in an answer a command begins as the classic builder writes it,
 * "|N" and N build arguments "NAME=value", cut their values off.  In Path and
 * Args of a container the two are apart.
 */
void redact_build_arguments(cJSON *document);

/* Take the output of the last health checks of a container away. */
void redact_health(cJSON *inspect);

#endif
