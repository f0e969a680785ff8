#ifndef COLLECT_TASK_H
#define COLLECT_TASK_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* Namespaces in the order of the members below. */
enum task_namespace {
	TASK_NETWORK,
	TASK_PID,
	TASK_IPC,
	TASK_UTS,
	TASK_USER,
	TASK_CGROUP,
};

enum { TASK_NAMESPACES = TASK_CGROUP + 1 };

/*
 * What the kernel says of the first process of a running container: proc(5).
 * Read once, believed only if /proc/<pid>/cgroup names the container's id.
 */
struct task {
	const char *proc; /* borrowed: where proc(5) is, "/proc" */
	char id[65];      /* of the container */
	long pid;
	int seccomp;      /* Seccomp: 0 off, 1 strict, 2 filter */
	int no_new_privs; /* NoNewPrivs: 0 or 1 */
	long uid;         /* effective, of the host's user namespace */
	uint64_t capbnd;  /* CapBnd */
	char label[256];  /* attr/current without its line end; "" none */
	bool namespaces_readable;             /* /proc/<pid>/ns needs root */
	bool host_namespace[TASK_NAMESPACES]; /* the same as process 1's */
};

/* Read it.  False with the reason when it cannot be read or is not it. */
bool task_read(long pid, const char *container_id, struct task *ret_task,
               struct error *err);

/* The same where proc(5) is mounted elsewhere; proc must outlive the task. */
bool task_read_at(const char *proc, long pid, const char *container_id,
                  struct task *ret_task, struct error *err);

/* derived.kernel of dockaudit-facts(5).  The caller owns the item. */
cJSON *task_facts(const struct task *task);

/*
 * derived.processes: every task group in the container's cgroup and below.
 * NULL with *err when they cannot be listed.  The caller owns the item.
 */
cJSON *task_processes(const struct task *task, struct error *err);

/*
 * derived.sockets: the destinations among paths (cJSON array of strings, paths
 * inside of the container) that are, or are a directory that holds, one of
 * this host's control sockets by identity of device and inode, seen through
 * /proc/<pid>/root.  control: cJSON array of the sockets' host paths.  NULL
 * with *err when it cannot be seen.
 */
cJSON *task_sockets(const struct task *task, const cJSON *destinations,
                    const cJSON *control, struct error *err);

/*
 * The smallest finite limit set above the container's own cgroup, below the
 * root of the hierarchy: memory in bytes, pids in tasks; 0 when there is none.
 */
struct task_limits {
	long long memory;
	long long pids;
};
bool task_limits(const struct task *task, struct task_limits *ret_limits,
                 struct error *err);

/*
 * The effective uid of another process of the container, as the container's
 * user namespace counts, or the host's where it is not mapped; believed on the
 * same terms; false when it cannot be read or is not the container's.
 */
bool task_uid(long pid, const char *container_id, long *ret_uid);
bool task_uid_at(const char *proc, long pid, const char *container_id,
                 long *ret_uid);

/* "CHOWN" for capability number 0 (linux/capability.h); NULL past the last. */
const char *task_capability(unsigned number);

#endif
