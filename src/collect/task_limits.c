#include "task.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "file.h"
#include "task_cgroup.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A limit as v1 and v2 name its file. */
struct limit {
	const char *controller;
	const char *file_v1;
	const char *file_v2;
};

/*
 * "max", or a number.  v1 writes no limit of memory as the largest multiple
 * of the page size below 2^63; nobody has half of that.
 */
static bool is_finite(const char *text, long long *ret_limit)
{
	const unsigned long long none = LLONG_MAX / 2;
	unsigned long long number;
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	number = strtoull(text, &end, 10);
	if (errno || number >= none)
		return false;
	*ret_limit = (long long)number;
	return true;
}

/* Lower *smallest to the limit in one directory. */
static bool look_at(const char *directory, const char *file,
                    long long *smallest, struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	char path[PATH_MAX + 64];
	long long limit;
	enum file_result got;

	snprintf(path, sizeof(path), "%s/%s", directory, file);
	got = file_read(path, &text, err);
	if (got == FILE_MISSING)
		return true; /* the controller is not enabled there */
	if (got != FILE_READ)
		return false;
	if (is_finite(text.data, &limit) &&
	    (*smallest == 0 || limit < *smallest))
		*smallest = limit;
	return true;
}

/* From the parent of the container's own cgroup up to below the root. */
static bool look_above(const struct task_cgroup *cgroup, const char *file,
                       long long *ret_smallest, struct error *err)
{
	char path[CGROUP_PATH];
	size_t top = strlen(cgroup->mount.point);
	long long smallest = 0;
	char *slash;

	snprintf(path, sizeof(path), "%s", cgroup->directory);
	while ((slash = strrchr(path, '/')) != NULL &&
	       (size_t)(slash - path) > top) {
		*slash = '\0';
		if (!look_at(path, file, &smallest, err))
			return false;
	}
	*ret_smallest = smallest;
	return true;
}

static bool smallest_above(const struct task *task, const struct limit *limit,
                           long long *ret_smallest, struct error *err)
{
	struct task_cgroup cgroup;
	enum task_cgroup_result got =
		task_cgroup_find(task, limit->controller, &cgroup, err);

	if (got == TASK_CGROUP_NONE)
		got = task_cgroup_find(task, "", &cgroup, err);
	*ret_smallest = 0;
	if (got != TASK_CGROUP_FOUND)
		return got == TASK_CGROUP_NONE;
	return look_above(
		&cgroup, cgroup.mount.unified ? limit->file_v2 : limit->file_v1,
		ret_smallest, err);
}

bool task_limits(const struct task *task, struct task_limits *ret_limits,
                 struct error *err)
{
	static const struct limit memory = { "memory", "memory.limit_in_bytes",
		                             "memory.max" };
	static const struct limit pids = { "pids", "pids.max", "pids.max" };
	struct task_limits limits;

	if (!smallest_above(task, &memory, &limits.memory, err) ||
	    !smallest_above(task, &pids, &limits.pids, err))
		return false;
	*ret_limits = limits;
	return true;
}
