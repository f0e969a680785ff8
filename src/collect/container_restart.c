#include "container.h"

#include <string.h>

const char *container_service(const cJSON *inspect)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
		json_at(inspect, "Config.Labels"),
		"com.docker.swarm.service.id"));
}

const char *container_service_help(const struct container *container)
{
	const char *why = container->service_failed;

	return why && strstr(why, "manager") ? "audit a manager node" : "";
}

static void put(const struct container *container, const char *policy,
                double maximum, const char *from)
{
	cJSON *restart = json_object();

	json_put_text(restart, "policy", policy);
	json_put_number(restart, "maximum", maximum);
	container_put(container, "restart", restart, from);
}

/*
 * Of a task the service's policy counts: the container's own is always "no".
 * A service without one restarts its tasks for ever, a job those that failed.
 * One that is given up after some attempts is "on-failure", whatever the cause.
 */
static void by_service(const struct container *container)
{
	const cJSON *spec = json_at(container->service, "Spec");
	const cJSON *policy = json_at(spec, "TaskTemplate.RestartPolicy");
	const char *condition = json_text(policy, "Condition");
	const cJSON *attempts = json_at(policy, "MaxAttempts");
	double maximum = cJSON_IsNumber(attempts) ? attempts->valuedouble : 0;
	bool job = json_at(spec, "Mode.ReplicatedJob") ||
	           json_at(spec, "Mode.GlobalJob");

	if (!spec) {
		container_unreadable(container, "restart",
		                     "the service in the daemon's answer has "
		                     "no Spec",
		                     "");
		return;
	}
	if (condition && strcmp(condition, "none") == 0)
		put(container, "no", 0, "GET /services/{id}");
	else if ((condition && strcmp(condition, "on-failure") == 0) ||
	         (!condition && job) || maximum >= 1)
		put(container, "on-failure", maximum, "GET /services/{id}");
	else
		put(container, "always", maximum, "GET /services/{id}");
}

static void by_container(const struct container *container)
{
	const cJSON *policy = json_at(container->host, "RestartPolicy");
	const char *name = json_text(policy, "Name");
	const cJSON *maximum = json_at(policy, "MaximumRetryCount");

	if (!name || !cJSON_IsNumber(maximum)) {
		container_unreadable(container, "restart",
		                     container->host
		                             ? "the daemon's answer has no "
		                               "HostConfig.RestartPolicy"
		                             : "the daemon's answer has no "
		                               "HostConfig",
		                     "");
		return;
	}
	put(container, *name ? name : "no",
	    strcmp(name, "on-failure") == 0 ? maximum->valuedouble : 0, NULL);
}

void container_restart(const struct container *container)
{
	const char *service = container_service(container->record->document);

	if (!service || !*service)
		by_container(container);
	else if (container->service)
		by_service(container);
	else if (container->service_failed) {
		container_unreadable(container, "restart",
		                     container->service_failed,
		                     container_service_help(container));
	}
}
