#include "container.h"

#include "dockaudit/owned.h"

#include <string.h>

/* One session.  False when the answer does not tell what matters. */
static bool add_exec(const struct container *container, cJSON *execs,
                     const cJSON *answer)
{
	const char *id = json_text(answer, "ID");
	const char *user = json_text(answer, "ProcessConfig.user");
	const cJSON *privileged = json_at(answer, "ProcessConfig.privileged");
	const cJSON *running = json_at(answer, "Running");
	const cJSON *pid = json_at(answer, "Pid");
	cJSON *exec;
	long uid;

	if (!id || !cJSON_IsBool(privileged) || !cJSON_IsBool(running))
		return false;
	exec = json_object();
	json_put_text(exec, "id", id);
	json_put_bool(exec, "privileged", cJSON_IsTrue(privileged));
	json_put_text(exec, "user", user ? user : "");
	json_put_bool(exec, "running", cJSON_IsTrue(running));
	if (cJSON_IsNumber(pid) && pid->valuedouble > 0) {
		json_put_number(exec, "pid", pid->valuedouble);
		if (cJSON_IsTrue(running) && container->context->local &&
		    pid->valuedouble < 1e9 &&
		    task_uid((long)pid->valuedouble, container->record->id,
		             &uid))
			json_put_number(exec, "uid", (double)uid);
	}
	json_push(execs, exec);
	return true;
}

void container_exec(const struct container *container)
{
	owned(release_json) cJSON *execs = NULL;
	const cJSON *answer;

	if (!container->running)
		return;
	if (container->execs_failed) {
		container_unreadable(container, "execs",
		                     container->execs_failed, "");
		return;
	}
	if (!container->execs)
		return; /* nobody asked for them */
	execs = json_array();
	cJSON_ArrayForEach(answer, container->execs)
	{
		if (add_exec(container, execs, answer))
			continue;
		container_unreadable(container, "execs",
		                     "the answer to GET /exec/{id}/json has "
		                     "no ProcessConfig or no Running",
		                     "");
		return;
	}
	container_put(container, "execs", take(execs), "GET /exec/{id}/json");
}
