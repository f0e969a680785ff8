#include "container.h"

#include "dockaudit/owned.h"

#include <string.h>

/*
 * The limits of a container are those it was created with.  One without may
 * still be limited by the cgroup that it was put under.
 */

/* Limits above the container's own cgroup; false: there are none to read. */
static bool parent_limits(const struct container *container,
                          struct task_limits *ret_limits)
{
	const char *parent = json_text(container->host, "CgroupParent");
	struct error ignored;

	return parent && *parent && container->task &&
	       task_limits(container->task, ret_limits, &ignored);
}

static void put_limit(const struct container *container, const char *name,
                      const char *member, long long parent)
{
	char from[CONTAINER_PROC_SIZE];
	double limit;

	if (!container_number(container, name, member, &limit))
		return;
	if (limit > 0 || parent <= 0) {
		container_put(container, name,
		              cJSON_CreateNumber(limit > 0 ? limit : 0), NULL);
	} else {
		container_put(container, name,
		              cJSON_CreateNumber((double)parent),
		              container_proc(container, "cgroup", from));
	}
}

void container_limit(const struct container *container)
{
	struct task_limits limits = { 0 };

	if (!parent_limits(container, &limits))
		limits = (struct task_limits){ 0 };
	put_limit(container, "memory_limit", "Memory", limits.memory);
	put_limit(container, "pids_limit", "PidsLimit", limits.pids);
}
