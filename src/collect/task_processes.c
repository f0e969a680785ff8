#include "task.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "proc.h"
#include "task_cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nesting of cgroups that is followed below a container's own. */
enum { DEPTH = 32 };

/* One walk through a container's cgroups. */
struct walk {
	const char *proc;
	long pids[LIMIT_PROCESSES];
	size_t count;
	size_t directories;
	struct error *err;
};

/* v1 says in cgroups(7): the list may be unsorted and have duplicates. */
static bool add_pid(struct walk *walk, long pid)
{
	for (size_t i = 0; i < walk->count; i++)
		if (walk->pids[i] == pid)
			return true;
	/* A process of another pid namespace is listed as 0. */
	if (pid <= 0)
		return error_plain(walk->err, "its processes are not in this "
		                              "PID namespace");
	if (walk->count == LIMIT_PROCESSES)
		return error_plain(walk->err, "more than %d processes",
		                   LIMIT_PROCESSES);
	walk->pids[walk->count++] = pid;
	return true;
}

static bool add_listed(struct walk *walk, const char *directory)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	char path[PATH_MAX + 16];
	const char *line, *rest;
	size_t length;
	enum file_result got;

	snprintf(path, sizeof(path), "%s/cgroup.procs", directory);
	got = file_read(path, &text, walk->err);
	/* Below a threaded cgroup of v2 the domain above lists them all; a
	 * cgroup that is gone by now has none. */
	if (got == FILE_MISSING)
		return true;
	if (got != FILE_READ)
		return false;
	rest = text.data;
	while ((line = proc_line(&rest, &length)) != NULL)
		if (!add_pid(walk, strtol(line, NULL, 10)))
			return false;
	return true;
}

static bool cannot_list(const struct walk *walk, const char *path)
{
	return error_plain(walk->err, "cannot list %s: %s", path,
	                   strerror(errno));
}

static bool walk_below(struct walk *walk, const char *path, unsigned depth);

static bool walk_entry(struct walk *walk, const char *path,
                       const struct dirent *entry, unsigned depth)
{
	char below[PATH_MAX];
	int used;

	if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
		return true;
	used = snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
	if (used < 0 || (size_t)used >= sizeof(below))
		return error_plain(walk->err, "too long: %s", path);
	return walk_below(walk, below, depth + 1);
}

/* A cgroup that is gone meanwhile (ENOENT) has no processes. */
static bool walk_below(struct walk *walk, const char *path, unsigned depth)
{
	owned(release_directory) DIR *directory = NULL;
	const struct dirent *entry;

	if (depth > DEPTH || ++walk->directories > LIMIT_PROCESSES)
		return error_plain(walk->err, "too many cgroups");
	if (!add_listed(walk, path))
		return false;
	directory = opendir(path);
	if (!directory)
		return errno == ENOENT || cannot_list(walk, path);
	while ((entry = file_next(directory)) != NULL)
		if (!walk_entry(walk, path, entry, depth))
			return false;
	return errno == 0 || errno == ENOENT || cannot_list(walk, path);
}

/* The hierarchy that knows the container; engines use all that are there. */
static enum task_cgroup_result own_cgroup(const struct task *task,
                                          struct task_cgroup *ret_cgroup,
                                          struct error *err)
{
	static const char *const controllers[] = {
		"", "pids", "memory", "devices", "freezer", "name=systemd",
	};
	enum task_cgroup_result got = TASK_CGROUP_NONE;

	for (size_t i = 0; i < sizeof(controllers) / sizeof(controllers[0]) &&
	                   got == TASK_CGROUP_NONE;
	     i++)
		got = task_cgroup_find(task, controllers[i], ret_cgroup, err);
	if (got == TASK_CGROUP_NONE)
		error_plain(err, "no cgroup hierarchy shows the container");
	return got;
}

/*
 * The executable; "" of a process that has none, as a thread of the kernel or
 * one that ends; absent where the link may not be read.
 */
static void put_exe(cJSON *entry, const char *proc, long pid)
{
	char exe[PATH_MAX];

	if (proc_link(proc, pid, "exe", exe, sizeof(exe)))
		json_put(entry, "exe", proc_string(exe, strlen(exe)));
	else if (file_result_of(errno) == FILE_MISSING)
		json_put_text(entry, "exe", "");
}

/*
 * One process as a fact.  *ret_entry is NULL for one that ended meanwhile.
 * False when it is there but hidden from us (hidepid of proc(5)).
 */
static bool describe(const char *proc, long pid, cJSON **ret_entry,
                     struct error *err)
{
	static const struct proc_field uid = { "Uid", 1, 10 };
	owned(buffer_done) struct buffer comm = { .limit = LIMIT_HOST_FILE };
	owned(buffer_done) struct buffer status = { .limit = LIMIT_HOST_FILE };
	unsigned long long number;
	enum file_result got = proc_read(proc, pid, "comm", &comm, err);

	if (got == FILE_READ)
		got = proc_read(proc, pid, "status", &status, err);
	if (got == FILE_MISSING && kill((pid_t)pid, 0) != 0 && errno == ESRCH) {
		*ret_entry = NULL;
		return true;
	}
	if (got != FILE_READ) {
		return error_plain(err,
		                   "process %ld is hidden (hidepid of "
		                   "proc)",
		                   pid);
	}
	if (!proc_number(status.data, &uid, &number))
		return error_plain(err, "process %ld has no uid", pid);
	*ret_entry = json_object();
	json_put_number(*ret_entry, "pid", (double)pid);
	/* A name may have line ends of its own: only the last is the file's. */
	json_put(*ret_entry, "name",
	         proc_string(comm.data, comm.used ? comm.used - 1 : 0));
	put_exe(*ret_entry, proc, pid);
	json_put_number(*ret_entry, "uid", (double)number);
	return true;
}

static cJSON *describe_all(const struct walk *walk, struct error *err)
{
	owned(release_json) cJSON *processes = json_array();

	for (size_t i = 0; i < walk->count; i++) {
		cJSON *entry = NULL;

		if (!describe(walk->proc, walk->pids[i], &entry, err))
			return NULL;
		if (entry)
			json_push(processes, entry);
	}
	if (cJSON_GetArraySize(processes) == 0) {
		error_plain(err, "its cgroup lists no process");
		return NULL;
	}
	return take(processes);
}

cJSON *task_processes(const struct task *task, struct error *err)
{
	struct task_cgroup cgroup;
	struct walk walk = { .proc = task->proc, .err = err };

	if (own_cgroup(task, &cgroup, err) != TASK_CGROUP_FOUND ||
	    !walk_below(&walk, cgroup.directory, 0))
		return NULL;
	return describe_all(&walk, err);
}
