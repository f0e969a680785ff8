#ifndef COLLECT_DAEMON_CONFIG_H
#define COLLECT_DAEMON_CONFIG_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>
#include <stddef.h>

/*
 * The settings that a daemon.json makes, by key, with the daemon's own rules
 * (tried on dockerd 20.10.24, read in the source of 29):
 *
 *   - a byte order mark, UTF-8 or UTF-16, is honoured; an empty text is {};
 *   - of duplicate keys the last one counts;
 *   - "", 0, [], {} and null leave an option unset, so they are left out; but
 *     null makes a boolean false;
 *   - an object under a name that is no option is opened one level: booleans
 *     inside of it count, however they are spelt, other types do not;
 *   - a known key with a value of another type stops the daemon.
 *
 * "tlsverify" is null where the file names it without a value of its own:
 * naming it anywhere switches TLS on.  NULL with *err when the daemon would
 * refuse the text.  The caller owns the object.
 */
cJSON *daemon_config_parse(const char *text, size_t length, struct error *err);

#endif
