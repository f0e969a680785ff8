#ifndef COLLECT_CGROUP_H
#define COLLECT_CGROUP_H

#include "dockaudit/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Control groups as texts: cgroups(7), /proc/<pid>/cgroup with a line
 * "number:controllers:path" per hierarchy, and proc(5)'s mountinfo.  A
 * controller is "memory", "pids", …, or "" for the unified hierarchy of v2.
 */
enum { CGROUP_PATH = 4096 };

/* The path of a process in the hierarchy of a controller. */
bool cgroup_path(const char *text, const char *controller,
                 char ret_path[CGROUP_PATH]);

/* Whether one of its paths has the id, as a whole run of hex digits. */
bool cgroup_mentions(const char *text, const char *id);

/* Whether one of its paths has any container's id: 64 hex digits. */
bool cgroup_contained(const char *text);

/* Where a hierarchy is mounted, and which of its paths is shown there. */
struct cgroup_mount {
	char root[CGROUP_PATH];
	char point[CGROUP_PATH];
	bool unified; /* v2 */
};
bool cgroup_mount(const char *mountinfo, const char *controller,
                  struct cgroup_mount *ret_mount);

/*
 * The directory of a path of the hierarchy; false when what is mounted here
 * does not show it.
 */
bool cgroup_directory(const struct cgroup_mount *mount, const char *path,
                      char ret_directory[CGROUP_PATH]);

#endif
