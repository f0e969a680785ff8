#include "task.h"

#include "cgroup.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* linux/capability.h, by number. */
static const char *const capabilities[] = {
	"CHOWN",
	"DAC_OVERRIDE",
	"DAC_READ_SEARCH",
	"FOWNER",
	"FSETID",
	"KILL",
	"SETGID",
	"SETUID",
	"SETPCAP",
	"LINUX_IMMUTABLE",
	"NET_BIND_SERVICE",
	"NET_BROADCAST",
	"NET_ADMIN",
	"NET_RAW",
	"IPC_LOCK",
	"IPC_OWNER",
	"SYS_MODULE",
	"SYS_RAWIO",
	"SYS_CHROOT",
	"SYS_PTRACE",
	"SYS_PACCT",
	"SYS_ADMIN",
	"SYS_BOOT",
	"SYS_NICE",
	"SYS_RESOURCE",
	"SYS_TIME",
	"SYS_TTY_CONFIG",
	"MKNOD",
	"LEASE",
	"AUDIT_WRITE",
	"AUDIT_CONTROL",
	"SETFCAP",
	"MAC_OVERRIDE",
	"MAC_ADMIN",
	"SYSLOG",
	"WAKE_ALARM",
	"BLOCK_SUSPEND",
	"AUDIT_READ",
	"PERFMON",
	"BPF",
	"CHECKPOINT_RESTORE",
};

enum { CAPABILITIES = sizeof(capabilities) / sizeof(capabilities[0]) };

const char *task_capability(unsigned number)
{
	return number < CAPABILITIES ? capabilities[number] : NULL;
}

/*
 * In the order of enum task_namespace: the name below /proc/<pid>/ns, and the
 * inode of the namespace that the kernel made at boot (linux/nsfs.h of 6.18;
 * but for the network's these numbers are as old as the files).
 */
static const struct namespace
{
	const char *name;
	ino_t initial;
}
namespaces[TASK_NAMESPACES] = {
	[TASK_NETWORK] = { "net", 0xEFFFFFF9 },
	[TASK_PID] = { "pid", 0xEFFFFFFC },
	[TASK_IPC] = { "ipc", 0xEFFFFFFF },
	[TASK_UTS] = { "uts", 0xEFFFFFFE },
	[TASK_USER] = { "user", 0xEFFFFFFD },
	[TASK_CGROUP] = { "cgroup", 0xEFFFFFFB },
};

/* One numeric member that status must have. */
static bool member(const char *status, const struct proc_field *field,
                   unsigned long long *ret_number, struct error *err)
{
	if (proc_number(status, field, ret_number))
		return true;
	return error_plain(err, "/proc has no %s of this process", field->name);
}

static bool read_status(int directory, struct task *task, struct error *err)
{
	static const struct proc_field fields[] = {
		{ "Seccomp", 0, 10 },
		{ "NoNewPrivs", 0, 10 },
		{ "Uid", 1, 10 },
		{ "CapBnd", 0, 16 },
	};
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	unsigned long long got[4];

	if (file_read_at(directory, "status", "/proc/<pid>/status", &text,
	                 err) != FILE_READ)
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!member(text.data, &fields[i], &got[i], err))
			return false;
	task->seccomp = (int)got[0];
	task->no_new_privs = (int)got[1];
	task->uid = (long)got[2];
	task->capbnd = got[3];
	return true;
}

static bool is_container(int directory, const char *id, struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };

	if (file_read_at(directory, "cgroup", "/proc/<pid>/cgroup", &text,
	                 err) != FILE_READ)
		return false;
	if (cgroup_mentions(text.data, id))
		return true;
	return error_plain(err, "its cgroup does not name the container");
}

/* AppArmor's own file first: with several modules, current may be another's. */
static void read_label(int directory, struct task *task)
{
	static const char *const files[] = { "attr/apparmor/current",
		                             "attr/current" };
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	struct error ignored;

	task->label[0] = '\0';
	for (size_t i = 0; i < 2 && task->label[0] == '\0'; i++) {
		if (file_read_at(directory, files[i], files[i], &text,
		                 &ignored) == FILE_READ)
			snprintf(task->label, sizeof(task->label), "%.*s",
			         (int)strcspn(text.data, "\n"), text.data);
	}
}

/*
 * Process 1 may have capabilities that root's shell lacks; then its links
 * cannot be read, and the number has to do.  An older kernel gives the first
 * network namespace any number: then only that we are in it ourselves shows
 * that the number means something.
 */
static bool is_initial(const struct task *task, enum task_namespace which,
                       const struct stat *theirs, bool *ret_host)
{
	char path[PATH_MAX];
	struct stat own;

	*ret_host = theirs->st_ino == namespaces[which].initial;
	if (*ret_host || which != TASK_NETWORK)
		return true;
	snprintf(path, sizeof(path), "%s/self/ns/net", task->proc);
	return stat(path, &own) == 0 &&
	       own.st_ino == namespaces[TASK_NETWORK].initial;
}

/* Whether it shares one with process 1.  False when that cannot be read. */
static bool read_namespace(int directory, const struct task *task,
                           enum task_namespace which, bool *ret_host)
{
	char path[PATH_MAX];
	struct stat ours, theirs;
	int why = 0;

	snprintf(path, sizeof(path), "%s/1/ns/%s", task->proc,
	         namespaces[which].name);
	if (stat(path, &ours) != 0)
		why = errno;
	if (why == ENOENT) {
		*ret_host = true; /* not in this kernel: all share it */
		return true;
	}
	snprintf(path, sizeof(path), "ns/%s", namespaces[which].name);
	if (fstatat(directory, path, &theirs, 0) != 0)
		return false;
	if (why)
		return is_initial(task, which, &theirs, ret_host);
	*ret_host =
		ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
	return true;
}

static void read_namespaces(int directory, struct task *task)
{
	task->namespaces_readable = true;
	for (size_t i = 0; i < TASK_NAMESPACES; i++) {
		if (!read_namespace(directory, task, (enum task_namespace)i,
		                    &task->host_namespace[i]))
			task->namespaces_readable = false;
	}
}

/* The directory of a process, which stays its own when the pid is reused. */
static int open_process(const char *proc, long pid, struct error *err)
{
	char path[PATH_MAX];
	int directory;

	snprintf(path, sizeof(path), "%s/%ld", proc, pid);
	directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		error_plain(err, "cannot open %s: %s", path, strerror(errno));
	return directory;
}

bool task_read_at(const char *proc, long pid, const char *container_id,
                  struct task *ret_task, struct error *err)
{
	struct task task = { .proc = proc, .pid = pid };
	owned(release_fd) int directory = -1;

	if (pid <= 0)
		return error_plain(err, "it has no process");
	if (strlen(container_id) >= sizeof(task.id))
		return error_plain(err, "its id is too long");
	snprintf(task.id, sizeof(task.id), "%s", container_id);
	directory = open_process(proc, pid, err);
	if (directory < 0)
		return false;
	if (!is_container(directory, container_id, err) ||
	    !read_status(directory, &task, err))
		return false;
	read_label(directory, &task);
	read_namespaces(directory, &task);
	*ret_task = task;
	return true;
}

bool task_read(long pid, const char *container_id, struct task *ret_task,
               struct error *err)
{
	return task_read_at("/proc", pid, container_id, ret_task, err);
}

static cJSON *capability_names(uint64_t set)
{
	cJSON *names = json_array();

	for (unsigned i = 0; i < CAPABILITIES; i++)
		if (set & (UINT64_C(1) << i))
			json_push(names, cJSON_CreateString(capabilities[i]));
	return names;
}

cJSON *task_facts(const struct task *task)
{
	cJSON *facts = json_object();

	json_put_number(facts, "pid", (double)task->pid);
	json_put_number(facts, "seccomp", task->seccomp);
	json_put_number(facts, "no_new_privs", task->no_new_privs);
	json_put_number(facts, "uid", (double)task->uid);
	json_put(facts, "capbnd", capability_names(task->capbnd));
	json_put(facts, "apparmor",
	         proc_string(task->label, strlen(task->label)));
	return facts;
}

/* The uid within the user namespace of the process, where that is known. */
static long uid_inside(int directory, unsigned long uid)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	struct error ignored;
	long inside;

	if (file_read_at(directory, "uid_map", "/proc/<pid>/uid_map", &text,
	                 &ignored) == FILE_READ &&
	    proc_map_inside(text.data, uid, &inside))
		return inside;
	return (long)uid;
}

bool task_uid_at(const char *proc, long pid, const char *container_id,
                 long *ret_uid)
{
	static const struct proc_field uid = { "Uid", 1, 10 };
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	owned(release_fd) int directory = -1;
	unsigned long long number;
	struct error ignored;

	directory = open_process(proc, pid, &ignored);
	if (directory < 0 || !is_container(directory, container_id, &ignored) ||
	    file_read_at(directory, "status", "/proc/<pid>/status", &text,
	                 &ignored) != FILE_READ ||
	    !proc_number(text.data, &uid, &number))
		return false;
	*ret_uid = uid_inside(directory, (unsigned long)number);
	return true;
}

bool task_uid(long pid, const char *container_id, long *ret_uid)
{
	return task_uid_at("/proc", pid, container_id, ret_uid);
}
