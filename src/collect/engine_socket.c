#include "engine_socket.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void engine_socket_add(cJSON *paths, const char *path)
{
	const cJSON *known;

	cJSON_ArrayForEach(known, paths)
	{
		if (strcmp(known->valuestring, path) == 0)
			return;
	}
	json_push(paths, cJSON_CreateString(path));
}

/* "/run/x" or "unix:///run/x", and where its links lead to on this host. */
static void add(cJSON *paths, const char *address, bool local)
{
	static const char scheme[] = "unix://";
	owned(release_string) char *resolved = NULL;

	if (text_starts(address, scheme))
		address += strlen(scheme);
	if (*address != '/')
		return; /* of another kind */
	engine_socket_add(paths, address);
	if (local)
		resolved = realpath(address, NULL);
	if (resolved)
		engine_socket_add(paths, resolved);
}

/* containerd serves its API twice, the second one at this name. */
static void add_containerd(cJSON *paths, const char *folder,
                           const char *address, bool local)
{
	static const char *const suffixes[] = { "", ".ttrpc" };
	char whole[4400];

	if (!address || *address == '\0')
		return;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		snprintf(whole, sizeof(whole), "%s%s%s", folder, address,
		         suffixes[i]);
		add(paths, whole, local);
	}
}

cJSON *engine_socket_list(const struct daemon_view *view, const cJSON *document)
{
	const struct daemon_answers *answers = view->answers;
	const cJSON *settings = json_at(document, "settings");
	const char *root = json_text(settings, "exec-root");
	cJSON *paths = json_array();
	const cJSON *listener;

	if (answers->local)
		add(paths, answers->address, true);
	cJSON_ArrayForEach(listener, json_at(document, "derived.listeners"))
	{
		const char *address = json_text(listener, "address");

		if (address)
			add(paths, address, answers->local);
	}
	/* The one that dockerd starts itself, where the system has none. */
	if (root && *root)
		add_containerd(paths, root, "/containerd/containerd.sock",
		               answers->local);
	add_containerd(paths, "", json_text(settings, "containerd"),
	               answers->local);
	add_containerd(paths, "",
	               json_text(answers->info, "Containerd.Address"),
	               answers->local);
	return paths;
}
