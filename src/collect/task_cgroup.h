#ifndef COLLECT_TASK_CGROUP_H
#define COLLECT_TASK_CGROUP_H

#include "cgroup.h"
#include "task.h"

/* Where a container's own cgroup is, in the hierarchy of one controller. */
struct task_cgroup {
	struct cgroup_mount mount;
	char directory[CGROUP_PATH]; /* mount point and path */
};

enum task_cgroup_result {
	TASK_CGROUP_FOUND,
	TASK_CGROUP_NONE, /* the hierarchy is not there, or not by container */
	TASK_CGROUP_FAILED,
};

/*
 * Find it by the process's cgroup, up to the component that has the
 * container's id: the process may have moved to a cgroup below.
 */
enum task_cgroup_result task_cgroup_find(const struct task *task,
                                         const char *controller,
                                         struct task_cgroup *ret_cgroup,
                                         struct error *err);

#endif
