#include "container.h"

#include "dockaudit/owned.h"

#include <string.h>

/* A tmpfs or an image holds nothing of the host. */
static bool shows_host(const cJSON *mount)
{
	const char *type = json_text(mount, "Type");

	return !type ||
	       (strcmp(type, "tmpfs") != 0 && strcmp(type, "image") != 0);
}

/* Where things of the host are mounted inside of the container. */
static cJSON *destinations(const cJSON *mounts)
{
	cJSON *paths = json_array();
	const cJSON *mount;

	cJSON_ArrayForEach(mount, mounts)
	{
		const char *path = json_text(mount, "Destination");

		if (path && shows_host(mount))
			json_push(paths, cJSON_CreateString(path));
	}
	return paths;
}

/* What the kernel sees at the destinations; NULL with the reason. */
static cJSON *look(const struct container *container, const cJSON *paths,
                   struct error *err)
{
	if (container->task)
		return task_sockets(container->task, paths,
		                    container->context->control, err);
	error_plain(err, "%s", container->task_failed);
	return NULL;
}

void container_socket(const struct container *container)
{
	owned(release_json) cJSON *paths = NULL;
	const cJSON *mounts = json_at(container->record->document, "Mounts");
	char from[CONTAINER_PROC_SIZE];
	struct error why;
	cJSON *sockets;

	/* It does not run, or nobody asked. */
	if (!container->running || !container->context->control ||
	    (!container->task && !container->task_failed))
		return;
	if (!cJSON_IsArray(mounts) && !cJSON_IsNull(mounts)) {
		container_unreadable(container, "sockets",
		                     "the daemon's answer has no Mounts", "");
		return;
	}
	paths = destinations(mounts);
	if (cJSON_GetArraySize(paths) == 0) {
		container_put(container, "sockets", json_array(), NULL);
		return;
	}
	sockets = look(container, paths, &why);
	if (sockets) {
		container_put(container, "sockets", sockets,
		              container_proc(container, "root", from));
	} else {
		container_unreadable(container, "sockets", why.text,
		                     container_help(container));
	}
}
