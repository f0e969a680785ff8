#include "container.h"

#include "redact.h"

#include <string.h>

/* The daemon's answer must not bring facts of its own making. */
static void drop_derived(cJSON *document)
{
	while (cJSON_GetObjectItemCaseSensitive(document, "derived"))
		cJSON_DeleteItemFromObjectCaseSensitive(document, "derived");
}

/* The list of variables; NULL when there is no Config to hold one. */
static cJSON *take_environment(cJSON *inspect)
{
	cJSON *config = cJSON_GetObjectItemCaseSensitive(inspect, "Config");
	cJSON *environment = cJSON_GetObjectItemCaseSensitive(config, "Env");
	cJSON *found;

	if (!cJSON_IsObject(config))
		return NULL;
	found = redact_environment(environment);
	if (!found) /* it is of another type, and may hold anything */
		cJSON_DeleteItemFromObjectCaseSensitive(config, "Env");
	return found;
}

static void redact_log(cJSON *inspect)
{
	cJSON *host = cJSON_GetObjectItemCaseSensitive(inspect, "HostConfig");
	cJSON *log = cJSON_GetObjectItemCaseSensitive(host, "LogConfig");

	redact_options(cJSON_GetObjectItemCaseSensitive(log, "Config"));
}

void container_record(cJSON *inspect, long long time, struct record *ret_record,
                      cJSON **ret_env)
{
	const char *name = json_text(inspect, "Name");
	const char *id = json_text(inspect, "Id");
	struct record_head head = { .kind = KIND_CONTAINER,
		                    .id = id ? id : "",
		                    .source = "GET /containers/{id}/json",
		                    .time = time };

	head.name = name ? name + (*name == '/') : head.id;
	drop_derived(inspect);
	redact_log(inspect);
	redact_health(inspect);
	redact_build_arguments(inspect);
	*ret_env = take_environment(inspect);
	record_init(ret_record, &head, inspect);
}

static void put_env(const struct container *container)
{
	if (container->env) {
		container_put(container, "env", json_copy(container->env),
		              NULL);
	} else {
		container_unreadable(container, "env",
		                     "the daemon's answer has no list of "
		                     "environment variables",
		                     "");
	}
}

static void put_running(const struct container *container)
{
	if (cJSON_IsBool(
		    json_at(container->record->document, "State.Running"))) {
		container_put(container, "running",
		              cJSON_CreateBool(container->running), NULL);
	} else {
		container_unreadable(container, "running",
		                     "the daemon's answer has no State.Running",
		                     "");
	}
}

static void put_processes(const struct container *container)
{
	struct error why;
	cJSON *processes = task_processes(container->task, &why);

	if (processes) {
		container_put(container, "processes", processes,
		              "the cgroup of the container");
	} else {
		container_unreadable(container, "processes", why.text,
		                     "run as root");
	}
}

/* derived.kernel and derived.processes: of running containers only. */
static void put_kernel(const struct container *container)
{
	const char *help = container_help(container);
	const char *reason = container->task_failed
	                             ? container->task_failed
	                             : "its process is not known";
	char from[CONTAINER_PROC_SIZE];

	if (container->running && container->kernel && container->task) {
		container_put(container, "kernel", task_facts(container->task),
		              container_proc(container, "status", from));
	} else if (container->running && container->kernel) {
		container_unreadable(container, "kernel", reason, help);
	}
	if (container->running && container->processes && container->task)
		put_processes(container);
	else if (container->running && container->processes)
		container_unreadable(container, "processes", reason, help);
}

/* The order matters once: derived.selinux looks at derived.namespaces. */
static void (*const derivations[])(const struct container *container) = {
	put_running,         put_env,
	put_kernel,          container_capability,
	container_namespace, container_mount,
	container_port,      container_restart,
	container_seccomp,   container_privileges,
	container_apparmor,  container_selinux,
	container_image,     container_network,
	container_limit,     container_exec,
	container_socket,
};

void container_derive(struct container *container)
{
	cJSON *document = container->record->document;
	const cJSON *host = json_at(document, "HostConfig");

	container->host = cJSON_IsObject(host) ? host : NULL;
	container->running = json_true(document, "State.Running");
	container->derived = json_object();
	json_put(document, "derived", container->derived);
	for (size_t i = 0; i < sizeof(derivations) / sizeof(derivations[0]);
	     i++)
		derivations[i](container);
}
