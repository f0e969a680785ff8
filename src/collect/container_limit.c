#include "container.h"

#include "dockaudit/owned.h"

#include <string.h>

/*
 * The limits of a container are those it was created with.  One without may
 * still be limited by the cgroup that it was put under.
 */

/*
 * Limits above the container's own cgroup; none where neither it nor, by the
 * daemon's setting, every container was put under one.  False with the reason
 * when they cannot be read.
 */
static bool parent_limits(const struct container *container,
                          struct task_limits *ret_limits, struct error *err)
{
	const char *own = json_text(container->host, "CgroupParent");
	const cJSON *all = cJSON_GetObjectItemCaseSensitive(
		container->context->settings, "cgroup-parent");
	const char *common = cJSON_GetStringValue(all);

	if (!(own && *own) && !(common && *common)) {
		*ret_limits = (struct task_limits){ 0 };
		return true;
	}
	if (container->task)
		return task_limits(container->task, ret_limits, err);
	if (container->task_failed)
		return error_plain(err, "%s", container->task_failed);
	return error_plain(err, "the limits of the cgroup that it is put under "
	                        "are seen while it runs only");
}

/* One limit; why: the reason when those of parents are not known, or NULL. */
static void put_limit(const struct container *container, const char *name,
                      const char *member, long long parent, const char *why)
{
	char from[CONTAINER_PROC_SIZE];
	double limit;

	if (!container_number(container, name, member, &limit))
		return;
	if (limit > 0) {
		container_put(container, name, cJSON_CreateNumber(limit), NULL);
	} else if (why) {
		container_unreadable(container, name, why,
		                     container_help(container));
	} else {
		container_put(
			container, name, cJSON_CreateNumber((double)parent),
			parent > 0 ? container_proc(container, "cgroup", from)
				   : NULL);
	}
}

void container_limit(const struct container *container)
{
	struct task_limits limits = { 0 };
	struct error err;
	bool known = parent_limits(container, &limits, &err);
	const char *why = known ? NULL : err.text;

	put_limit(container, "memory_limit", "Memory", limits.memory, why);
	put_limit(container, "pids_limit", "PidsLimit", limits.pids, why);
}
