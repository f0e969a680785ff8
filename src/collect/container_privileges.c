#include "container.h"

#include "file.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <string.h>

enum { PATH_SIZE = 512 };

static const char name[] = "no_new_privileges";

/* A boolean as Go's strconv.ParseBool reads it; "" is true: a bare option. */
static bool read_bool(const char *text, bool *ret_value)
{
	static const char *const yes[] = { "",     "1",    "t",   "T",
		                           "true", "TRUE", "True" };
	static const char *const no[] = { "0",     "f",     "F",
		                          "false", "FALSE", "False" };

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcmp(text, yes[i]) == 0)
			return *ret_value = true;
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		if (strcmp(text, no[i]) != 0)
			continue;
		*ret_value = false;
		return true;
	}
	return false;
}

/*
 * What the engine wrote down when it created the container: without an option
 * that is the daemon's default of that day, which the API does not tell.
 */
static bool written_down(const struct container *container,
                         char path[PATH_SIZE], bool *ret_value)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	owned(release_json) cJSON *config = NULL;
	const char *root = json_text(container->context->info, "DockerRootDir");
	const cJSON *value;
	struct error ignored;

	if (!container->context->local || container->context->podman || !root)
		return false;
	(void)snprintf(path, PATH_SIZE, "%s/containers/%s/config.v2.json", root,
	               container->record->id);
	if (file_read(path, &text, &ignored) != FILE_READ)
		return false;
	config =
		json_parse(text.data ? text.data : "", text.used, cJSON_Object);
	value = json_at(config, "NoNewPrivileges");
	if (!cJSON_IsBool(value))
		return false;
	*ret_value = cJSON_IsTrue(value);
	return true;
}

/* For a container without an option, by the daemon's default of today. */
static void by_default(const struct container *container)
{
	const cJSON *today =
		json_at(container->context->settings, "no-new-privileges");
	char path[PATH_SIZE];
	bool value;

	/* podman shows the option whenever it is on, wherever it came from. */
	if (container->context->podman)
		container_put(container, name, cJSON_CreateBool(false), NULL);
	else if (written_down(container, path, &value))
		container_put(container, name, cJSON_CreateBool(value), path);
	else if (cJSON_IsFalse(today)) {
		container_put(container, name, cJSON_CreateBool(false),
		              "the daemon's default");
	} else {
		container_unreadable(container, name,
		                     "the daemon's answer does not tell the "
		                     "default that the container was created "
		                     "with",
		                     container->context->local ? "run as root"
		                                               : "");
	}
}

void container_privileges(const struct container *container)
{
	char from[CONTAINER_PROC_SIZE];
	const char *option;
	bool value;

	if (container->task) {
		container_put(
			container, name,
			cJSON_CreateBool(container->task->no_new_privs == 1),
			container_proc(container, "status", from));
		return;
	}
	if (!container_option(container, name, "no-new-privileges", &option))
		return;
	if (!option)
		by_default(container);
	else if (read_bool(option, &value))
		container_put(container, name, cJSON_CreateBool(value), NULL);
	else {
		container_unreadable(container, name,
		                     "the value of the option "
		                     "no-new-privileges is no boolean",
		                     "");
	}
}
