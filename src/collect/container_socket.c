#include "container.h"

#include "dockaudit/owned.h"

#include <string.h>

/* Where things are mounted inside of the container. */
static cJSON *destinations(const cJSON *mounts)
{
	cJSON *paths = json_array();
	const cJSON *mount;

	cJSON_ArrayForEach(mount, mounts)
	{
		const char *path = json_text(mount, "Destination");

		if (path)
			json_push(paths, cJSON_CreateString(path));
	}
	return paths;
}

void container_socket(const struct container *container)
{
	owned(release_json) cJSON *paths = NULL;
	const cJSON *mounts = json_at(container->record->document, "Mounts");
	char from[CONTAINER_PROC_SIZE];
	struct error ignored;
	cJSON *sockets;

	if (!container->task || !container->context->control)
		return;
	paths = destinations(mounts);
	if (cJSON_GetArraySize(paths) == 0 &&
	    (cJSON_IsArray(mounts) || cJSON_IsNull(mounts))) {
		container_put(container, "sockets", json_array(), NULL);
		return;
	}
	/* Only root sees it: absent, not unreadable, for everybody else. */
	sockets = task_sockets(container->task, paths,
	                       container->context->control, &ignored);
	if (sockets)
		container_put(container, "sockets", sockets,
		              container_proc(container, "root", from));
}
