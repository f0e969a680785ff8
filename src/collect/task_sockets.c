#include "task.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/*
 * Whether the directory is one of the ancestors of the control socket at path
 * on the host, and still shows the socket below: nothing else is mounted over.
 */
static bool holds(int directory, const char *path, const struct stat *socket)
{
	char above[PATH_MAX];
	struct stat here, there, found;
	char *slash;

	if (fstat(directory, &here) != 0)
		return false;
	snprintf(above, sizeof(above), "%s", path);
	while ((slash = strrchr(above, '/')) != NULL) {
		owned(release_fd) int inner = -1;

		*slash = '\0';
		if (stat(*above ? above : "/", &there) != 0 ||
		    !same(&here, &there))
			continue;
		inner = file_locate_in(directory, path + (slash - above) + 1);
		return inner >= 0 && fstat(inner, &found) == 0 &&
		       same(&found, socket);
	}
	return false;
}

/* Whether what is at the destination is or holds a socket at a host path. */
static bool shows(int place, const char *control)
{
	char path[PATH_MAX];
	struct stat socket, here;

	/* /var/run/docker.sock is bound as /run/docker.sock. */
	if (!realpath(control, path) || stat(path, &socket) != 0 ||
	    !S_ISSOCK(socket.st_mode) || fstat(place, &here) != 0)
		return false;
	if (S_ISDIR(here.st_mode))
		return holds(place, path, &socket);
	return same(&here, &socket);
}

static bool shows_any(int place, const cJSON *control)
{
	const cJSON *path;

	cJSON_ArrayForEach(path, control)
	{
		if (cJSON_IsString(path) && shows(place, path->valuestring))
			return true;
	}
	return false;
}

/* False when the destination cannot be looked at. */
static bool look_at(int root, const cJSON *destination, const cJSON *control,
                    cJSON *sockets, struct error *err)
{
	const char *path = cJSON_GetStringValue(destination);
	owned(release_fd) int place = path ? file_locate_in(root, path) : -1;

	if (!path || (place < 0 && (errno == ENOENT || errno == ENOTDIR)))
		return true; /* unmounted or removed inside */
	if (place < 0)
		return error_plain(err, "cannot look at %s: %s", path,
		                   strerror(errno));
	if (shows_any(place, control))
		json_push(sockets, cJSON_CreateString(path));
	return true;
}

cJSON *task_sockets(const struct task *task, const cJSON *destinations,
                    const cJSON *control, struct error *err)
{
	owned(release_json) cJSON *sockets = json_array();
	owned(release_fd) int root = -1;
	const cJSON *destination;
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%ld/root", task->proc, task->pid);
	root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root < 0) {
		error_plain(err, "cannot open %s: %s", path, strerror(errno));
		return NULL;
	}
	cJSON_ArrayForEach(destination, destinations)
	{
		if (!look_at(root, destination, control, sockets, err))
			return NULL;
	}
	return take(sockets);
}
