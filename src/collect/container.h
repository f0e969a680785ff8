#ifndef COLLECT_CONTAINER_H
#define COLLECT_CONTAINER_H

#include "modes.h"
#include "task.h"

#include "dockaudit/json.h"
#include "dockaudit/record.h"

struct mounts;

/*
 * What is known beside the answer to GET /containers/{id}/json, of use for
 * every container.  All borrowed; of a list that was asked for and did not
 * come, the reason stands beside it; NULL and no reason: nobody asked.
 */
struct container_context {
	bool local; /* the daemon runs on this machine */
	bool podman;
	const cJSON *info;     /* GET /info */
	const cJSON *settings; /* of the daemon record: settings */
	const cJSON *networks; /* GET /networks */
	const cJSON *volumes;  /* GET /volumes: Volumes */
	const cJSON *images;   /* GET /images/json */
	const cJSON *control;  /* paths of control sockets of this host */
	const char *info_failed;
	const char *networks_failed;
	const char *volumes_failed;
	const char *images_failed;
	const struct modes *modes;   /* namespaces of all containers */
	const struct mounts *mounts; /* of this host; NULL: not known */
};

/*
 * One container, and what was asked for beside its document.  All borrowed.
 * The functions below are pure but for the files of this host that they read
 * for a container on a local daemon.
 */
struct container {
	const struct container_context *context;
	struct record *record;   /* its document is the daemon's answer */
	const cJSON *host;       /* HostConfig; NULL: it has none */
	cJSON *derived;          /* where results go */
	bool running;            /* State.Running */
	const struct task *task; /* NULL: stopped, or it cannot be read */
	const char *task_failed; /* why it cannot be read; NULL: stopped */
	bool kernel;             /* derived.kernel is wanted */
	bool processes;          /* list what runs in it */
	const cJSON *env;        /* derived.env; NULL: there was no list */
	const cJSON *execs;      /* GET /exec/{id}/json each */
	const char *execs_failed;
	const cJSON *service; /* GET /services/{id} of a swarm task */
	const char *service_failed;
};

/* Take the id of the swarm service that it is a task of; NULL: it is none. */
const char *container_service(const cJSON *inspect);

/* What would help where its service could not be read: a hint, or "". */
const char *container_service_help(const struct container *container);

/*
 * Make the record of a container from what the daemon answered, which it takes
 * over: names of environment variables only, no passwords in options of its
 * log driver.  *ret_env becomes derived.env, or NULL; the caller owns it.
 */
void container_record(cJSON *inspect, long long time, struct record *ret_record,
                      cJSON **ret_env);

/* Add everything that stands under "derived" in dockaudit-facts(5). */
void container_derive(struct container *container);

/* What the files that derive share: container_value.c. */

/* Say that derived.<member> could not be found out. */
void container_unreadable(const struct container *container, const char *member,
                          const char *reason, const char *help);

/* Store derived.<member>; from says where it was read, NULL: in the answer. */
void container_put(const struct container *container, const char *member,
                   cJSON *value, const char *from);

/* "/proc/812/status" for the file of its first process, for container_put(). */
enum { CONTAINER_PROC_SIZE = 64 };
const char *container_proc(const struct container *container, const char *file,
                           char ret_path[CONTAINER_PROC_SIZE]);

/* What would help where its process cannot be looked at: "run as root" or "".
 */
const char *container_help(const struct container *container);

/*
 * Members that the daemon always sends.  False when it is missing or of
 * another type: derived.<wanted> is then marked unreadable, unless wanted is
 * NULL.  null is false, 0 or no element.
 */
bool container_bool(const struct container *container, const char *wanted,
                    const char *name, bool *ret_value);
bool container_number(const struct container *container, const char *wanted,
                      const char *name, double *ret_value);
bool container_list(const struct container *container, const char *wanted,
                    const char *name, const cJSON **ret_value);

/*
 * The value of the last element of HostConfig.SecurityOpt with that key, in
 * the forms key=value, key:value and key; *ret_value is NULL when there is
 * none.  False as above.
 */
bool container_option(const struct container *container, const char *wanted,
                      const char *key, const char **ret_value);

/* The values of a field ("profile") of an entry ("seccomp") of
 * info.SecurityOptions; *ret_there: the entry is there.  At most size bytes. */
bool container_security(const struct container *container, const char *name,
                        const char *field, char *ret_value, size_t size);

/* Whether GET /info told the security options at all. */
bool container_security_known(const struct container *container);

/* One for each group of members, in files of their own. */
void container_capability(const struct container *container);
void container_namespace(const struct container *container);
void container_mount(const struct container *container);
void container_port(const struct container *container);
void container_restart(const struct container *container);
void container_seccomp(const struct container *container);
void container_privileges(const struct container *container);
void container_apparmor(const struct container *container);
void container_selinux(const struct container *container);
void container_image(const struct container *container);
void container_network(const struct container *container);
void container_limit(const struct container *container);
void container_exec(const struct container *container);
void container_socket(const struct container *container);

/* container_mount.c: the host paths of a volume, for its record too. */

/*
 * What the options of a volume of the local driver make it: an array of the
 * host paths that it shows, as they stand there, empty for a plain volume.
 * *ret_kind is then "bind" or "device".  The caller owns the array.
 */
cJSON *container_mount_volume(const cJSON *volume, const char **ret_kind);

/* container_network.c */

/* The network that containers join by default, or NULL. */
const cJSON *container_network_default(const cJSON *networks);

/* Whether a container is attached to it, by what GET /containers/{id}/json
 * answered. */
enum modes_bridge
container_network_bridge(const struct container_context *context,
                         const cJSON *inspect);

#endif
