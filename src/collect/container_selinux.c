#include "container.h"

#include <string.h>

enum { TYPE_SIZE = 128 };

/* The third part of "user:role:type:level". */
static void type_of(const char *label, char ret_type[TYPE_SIZE])
{
	for (int i = 0; i < 2 && *label; i++) {
		label += strcspn(label, ":");
		label += *label == ':';
	}
	(void)snprintf(ret_type, TYPE_SIZE, "%.*s", (int)strcspn(label, ":"),
	               label);
}

/* Whether any element of SecurityOpt is label=disable or label:disable. */
static bool option_disables(const cJSON *options)
{
	const cJSON *option;

	cJSON_ArrayForEach(option, options)
	{
		const char *text = cJSON_GetStringValue(option);

		if (text && strncmp(text, "label", 5) == 0 &&
		    (text[5] == '=' || text[5] == ':') &&
		    strcmp(text + 6, "disable") == 0)
			return true;
	}
	return false;
}

/* The engine gives no label to what shares the host's processes or IPC. */
static bool is_host(const struct container *container, const char *space)
{
	return json_true(json_at(container->derived, "namespaces"), space);
}

void container_selinux(const struct container *container)
{
	const char *label =
		json_text(container->record->document, "ProcessLabel");
	char from[CONTAINER_PROC_SIZE];
	char type[TYPE_SIZE];
	const cJSON *options;
	cJSON *selinux;
	bool privileged;
	bool kernel;

	if (!container_list(container, "selinux", "SecurityOpt", &options) ||
	    !container_bool(container, "selinux", "Privileged", &privileged))
		return;
	/* With another security module attr/current is that one's. */
	kernel = container->task &&
	         container_security(container, "selinux", NULL, NULL, 0);
	if (kernel)
		label = container->task->label;
	if (!label)
		label = "";
	type_of(label, type);
	selinux = json_object();
	json_put_text(selinux, "label", label);
	json_put_text(selinux, "type", type);
	json_put_bool(selinux, "disabled",
	              privileged || option_disables(options) ||
	                      is_host(container, "pid.host") ||
	                      is_host(container, "ipc.host"));
	container_put(container, "selinux", selinux,
	              kernel ? container_proc(container, "attr/current", from)
	                     : NULL);
}
