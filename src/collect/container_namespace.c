#include "container.h"

#include "modes.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <stdlib.h>
#include <string.h>

static const struct space {
	const char *name;   /* under derived.namespaces */
	const char *member; /* of HostConfig */
	const char *file;   /* below /proc/<pid>/ns */
} spaces[TASK_NAMESPACES] = {
	[TASK_NETWORK] = { "network", "NetworkMode", "ns/net" },
	[TASK_PID] = { "pid", "PidMode", "ns/pid" },
	[TASK_IPC] = { "ipc", "IpcMode", "ns/ipc" },
	[TASK_UTS] = { "uts", "UTSMode", "ns/uts" },
	[TASK_USER] = { "user", "UsernsMode", "ns/user" },
	[TASK_CGROUP] = { "cgroup", "CgroupnsMode", "ns/cgroup" },
};

/* podman before 5 says "shareable" for --ipc host too. */
static bool hides_ipc_host(const struct container *container)
{
	const char *version =
		json_text(container->context->info, "ServerVersion");

	return container->context->podman &&
	       (!version || strtol(version, NULL, 10) < 5);
}

/*
 * What an empty UsernsMode comes to: a daemon that does not remap has all its
 * containers in its own user namespace, which is the host's unless it is
 * rootless.
 */
static const char *default_user(const struct container *container,
                                struct error *err)
{
	if (!container_security_known(container)) {
		error_plain(err, "%s",
		            container->context->info_failed
		                    ? container->context->info_failed
		                    : "GET /info has no SecurityOptions");
		return NULL;
	}
	if (container_security(container, "userns", NULL, NULL, 0) ||
	    container_security(container, "rootless", NULL, NULL, 0))
		return "private";
	return "host";
}

/* What an empty CgroupnsMode comes to: dockerd(8), --default-cgroupns-mode. */
static const char *default_cgroup(const struct container *container,
                                  struct error *err)
{
	const char *version =
		json_text(container->context->info, "CgroupVersion");

	if (container_security(container, "cgroupns", NULL, NULL, 0))
		return "private";
	if (container->context->podman && version)
		return strcmp(version, "2") == 0 ? "private" : "host";
	if (container_security_known(container))
		return "host";
	error_plain(err, "GET /info has no SecurityOptions");
	return NULL;
}

/* What an empty IpcMode comes to. */
static const char *default_ipc(const struct container *container,
                               struct error *err)
{
	const char *mode =
		json_text(container->context->settings, "default-ipc-mode");

	if (mode && strcmp(mode, "private") == 0)
		return "private";
	if (mode && *mode)
		return "shareable";
	error_plain(err, "the daemon's default-ipc-mode is not known");
	return NULL;
}

/* The mode in force, by what the daemon says; NULL with the reason. */
static const char *settle(const struct container *container,
                          enum task_namespace which, const char *mode,
                          struct error *err)
{
	if (which == TASK_USER && !*mode)
		return default_user(container, err);
	if (which == TASK_CGROUP && !*mode)
		return default_cgroup(container, err);
	if (which == TASK_IPC && !*mode)
		return default_ipc(container, err);
	if (which == TASK_IPC && strcmp(mode, "shareable") == 0 &&
	    hides_ipc_host(container)) {
		error_plain(err, "podman before 5 shows \"shareable\" for the "
		                 "host's IPC namespace too");
		return NULL;
	}
	if (text_starts(mode, "ns:")) {
		error_plain(err, "whose namespace is behind a path is not "
		                 "known");
		return NULL;
	}
	return *mode ? mode : "private";
}

/* By what the daemon says.  NULL with the reason. */
static const char *find_mode(const struct container *container,
                             enum task_namespace which, cJSON *via,
                             struct error *err)
{
	const cJSON *item = json_at(container->host, spaces[which].member);
	const char *mode;

	if (!cJSON_IsString(item)) {
		error_plain(err, "HostConfig.%s in the daemon's answer is %s",
		            spaces[which].member, item ? "no text" : "missing");
		return NULL;
	}
	mode = modes_follow(container->context->modes, item->valuestring, which,
	                    via, err);
	return mode ? settle(container, which, mode, err) : NULL;
}

/* The kernel's word on one namespace; false: it cannot be read. */
static bool kernel_says(const struct container *container,
                        enum task_namespace which, bool *ret_host)
{
	if (!container->task || !container->task->namespaces_readable)
		return false;
	*ret_host = container->task->host_namespace[which];
	return true;
}

/*
 * One namespace.  The daemon's "host" stands even where the kernel disagrees:
 * with the namespaces of a daemon that has its own, as a rootless one has, a
 * container shares what the daemon uses.  It is the other way round for the
 * user namespace, where nothing but the kernel knows.
 */
static void put_space(const struct container *container, cJSON *namespaces,
                      enum task_namespace which)
{
	owned(release_json) cJSON *via = json_array();
	cJSON *space;
	char name[64];
	char from[CONTAINER_PROC_SIZE];
	struct error why;
	const char *mode = find_mode(container, which, via, &why);
	bool host = mode && strcmp(mode, "host") == 0;
	bool kernel_host = false;
	bool kernel = kernel_says(container, which, &kernel_host);

	(void)snprintf(name, sizeof(name), "namespaces.%s", spaces[which].name);
	if (!mode && !kernel) {
		container_unreadable(container, name, why.text,
		                     container->running ? "run as root" : "");
		return;
	}
	if (kernel && which == TASK_USER)
		host = kernel_host;
	else if (kernel)
		host = host || kernel_host;
	if (!mode || host != (strcmp(mode, "host") == 0))
		mode = host ? "host" : "private";
	space = json_object();
	json_put_text(space, "mode", mode);
	json_put_bool(space, "host", host);
	json_put(space, "via", take(via));
	json_put(namespaces, spaces[which].name, space);
	(void)snprintf(name, sizeof(name), "derived.namespaces.%s",
	               spaces[which].name);
	if (kernel) {
		record_source(
			container->record, name,
			container_proc(container, spaces[which].file, from));
	}
}

void container_namespace(const struct container *container)
{
	cJSON *namespaces = json_object();

	for (int i = 0; i < TASK_NAMESPACES; i++)
		put_space(container, namespaces, (enum task_namespace)i);
	container_put(container, "namespaces", namespaces, NULL);
}
