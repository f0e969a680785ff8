#include "container.h"

#include "security.h"

#include "dockaudit/text.h"

#include <string.h>

enum { MEMBER_SIZE = 96, REASON_SIZE = 160 };

void container_unreadable(const struct container *container, const char *member,
                          const char *reason, const char *help)
{
	char path[MEMBER_SIZE];

	(void)snprintf(path, sizeof(path), "derived.%s", member);
	record_unreadable(container->record, path, reason, help);
}

void container_put(const struct container *container, const char *member,
                   cJSON *value, const char *from)
{
	char path[MEMBER_SIZE];

	json_put(container->derived, member, value);
	if (!from)
		return;
	(void)snprintf(path, sizeof(path), "derived.%s", member);
	record_source(container->record, path, from);
}

const char *container_proc(const struct container *container, const char *file,
                           char ret_path[CONTAINER_PROC_SIZE])
{
	if (!container->task)
		return NULL;
	(void)snprintf(ret_path, CONTAINER_PROC_SIZE, "/proc/%ld/%s",
	               container->task->pid, file);
	return ret_path;
}

const char *container_help(const struct container *container)
{
	const cJSON *pid = json_at(container->record->document, "State.Pid");

	/* Another machine or a missing process is nothing root could read. */
	return container->context->local && container->running &&
	                       cJSON_IsNumber(pid) && pid->valuedouble > 0
	               ? "run as root"
	               : "";
}

/*
 * A member of HostConfig: *ret_item is NULL for null.  False when it is not
 * there, or is neither null nor of one of the types.
 */
static bool member(const struct container *container, const char *wanted,
                   const char *name, int types, const cJSON **ret_item)
{
	const cJSON *item = json_at(container->host, name);
	char reason[REASON_SIZE];

	if (item && (item->type & (types | cJSON_NULL))) {
		*ret_item = cJSON_IsNull(item) ? NULL : item;
		return true;
	}
	if (!wanted)
		return false;
	if (container->host) {
		(void)snprintf(reason, sizeof(reason),
		               "HostConfig.%s in the daemon's answer is %s",
		               name, item ? "of another type" : "missing");
	} else {
		(void)snprintf(reason, sizeof(reason),
		               "the daemon's answer has no HostConfig");
	}
	container_unreadable(container, wanted, reason, "");
	return false;
}

bool container_bool(const struct container *container, const char *wanted,
                    const char *name, bool *ret_value)
{
	const cJSON *item;

	if (!member(container, wanted, name, cJSON_True | cJSON_False, &item))
		return false;
	*ret_value = item && cJSON_IsTrue(item);
	return true;
}

bool container_number(const struct container *container, const char *wanted,
                      const char *name, double *ret_value)
{
	const cJSON *item;

	if (!member(container, wanted, name, cJSON_Number, &item))
		return false;
	*ret_value = item ? item->valuedouble : 0;
	return true;
}

bool container_list(const struct container *container, const char *wanted,
                    const char *name, const cJSON **ret_value)
{
	return member(container, wanted, name, cJSON_Array, ret_value);
}

/* What follows key, "=" or ":" in option; NULL: it is another option. */
static const char *option_value(const char *option, const char *key)
{
	size_t length = strlen(key);

	if (strncmp(option, key, length) != 0)
		return NULL;
	if (option[length] == '=' || option[length] == ':')
		return option + length + 1;
	return option[length] == '\0' ? option + length : NULL;
}

bool container_option(const struct container *container, const char *wanted,
                      const char *key, const char **ret_value)
{
	const cJSON *options;
	const cJSON *option;
	const char *last = NULL;

	if (!container_list(container, wanted, "SecurityOpt", &options))
		return false;
	cJSON_ArrayForEach(option, options)
	{
		const char *value =
			cJSON_IsString(option)
				? option_value(option->valuestring, key)
				: NULL;

		if (value)
			last = value;
	}
	*ret_value = last;
	return true;
}

/*
 * The value of key in "name=seccomp,profile=default": up to the next comma.
 * NULL when the key is not there.
 */
static const char *field_of(const char *entry, const char *key,
                            size_t *ret_length)
{
	size_t key_length = strlen(key);

	while (*entry) {
		size_t length = strcspn(entry, ",");

		if (length > key_length && entry[key_length] == '=' &&
		    strncmp(entry, key, key_length) == 0) {
			*ret_length = length - key_length - 1;
			return entry + key_length + 1;
		}
		entry += length + (entry[length] == ',');
	}
	return NULL;
}

bool container_security_known(const struct container *container)
{
	return security_known(container->context->info);
}

bool container_security(const struct container *container, const char *name,
                        const char *field, char *ret_value, size_t size)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry,
	                   json_at(container->context->info, "SecurityOptions"))
	{
		size_t length = 0;
		const char *text = cJSON_GetStringValue(entry);
		const char *value =
			text ? field_of(text, "name", &length) : NULL;

		if (!value || length != strlen(name) ||
		    strncmp(value, name, length) != 0)
			continue;
		if (!field)
			return true;
		value = field_of(text, field, &length);
		(void)snprintf(ret_value, size, "%.*s", value ? (int)length : 0,
		               value ? value : "");
		return true;
	}
	return false;
}
