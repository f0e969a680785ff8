#ifndef COLLECT_ENGINE_SOCKET_H
#define COLLECT_ENGINE_SOCKET_H

#include "daemon_derived.h"

/*
 * derived.control_sockets: paths of the sockets over which this daemon, or the
 * containerd below it, takes commands: the one that was asked, all that listen,
 * and those of containerd by its place below exec-root, the setting and GET
 * /info (since 27.0).  A new array of strings.
 */
cJSON *engine_socket_list(const struct daemon_view *view,
                          const cJSON *document);

/* Add a path to an array of strings that does not have it. */
void engine_socket_add(cJSON *paths, const char *path);

#endif
