#include "task_cgroup.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "proc.h"

#include <stdio.h>
#include <string.h>

/* Cut what is below the component that has the id. */
static void cut_below(char *path, const char *id)
{
	char *at = strstr(path, id);

	if (at)
		at[strcspn(at, "/")] = '\0';
}

static bool read_texts(const struct task *task, struct buffer *cgroup,
                       struct buffer *mountinfo, struct error *err)
{
	char path[CGROUP_PATH];

	snprintf(path, sizeof(path), "%s/self/mountinfo", task->proc);
	return proc_read(task->proc, task->pid, "cgroup", cgroup, err) ==
	               FILE_READ &&
	       file_read(path, mountinfo, err) == FILE_READ;
}

enum task_cgroup_result task_cgroup_find(const struct task *task,
                                         const char *controller,
                                         struct task_cgroup *ret_cgroup,
                                         struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	owned(buffer_done) struct buffer mounts = { .limit = 16 << 20 };
	char path[CGROUP_PATH];

	if (!read_texts(task, &text, &mounts, err))
		return TASK_CGROUP_FAILED;
	if (!cgroup_path(text.data, controller, path) ||
	    !cgroup_mentions(path, task->id))
		return TASK_CGROUP_NONE;
	cut_below(path, task->id);
	if (!cgroup_mount(mounts.data, controller, &ret_cgroup->mount))
		return TASK_CGROUP_NONE;
	if (cgroup_directory(&ret_cgroup->mount, path, ret_cgroup->directory))
		return TASK_CGROUP_FOUND;
	error_plain(err, "cgroup %s is not visible below %s", path,
	            ret_cgroup->mount.point);
	return TASK_CGROUP_FAILED;
}
