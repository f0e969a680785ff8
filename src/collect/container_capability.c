#include "container.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CAPABILITIES_MAX = 64, OTHERS_MAX = 64, NAME_SIZE = 48 };

/*
 * What Docker gives a container that asks for nothing: oci/caps/defaults.go.
 * podman gives a part of these.
 */
static const char *const defaults[] = {
	"AUDIT_WRITE", "CHOWN",   "DAC_OVERRIDE",     "FOWNER",     "FSETID",
	"KILL",        "MKNOD",   "NET_BIND_SERVICE", "NET_RAW",    "SETFCAP",
	"SETGID",      "SETPCAP", "SETUID",           "SYS_CHROOT",
};

enum { DEFAULTS = sizeof(defaults) / sizeof(defaults[0]) };

/* Capabilities by number, and those whose number nobody here knows. */
struct capabilities {
	uint64_t known;
	cJSON *others; /* owned: array of names */
};

static void release_capabilities(struct capabilities *capabilities)
{
	cJSON_Delete(capabilities->others);
}

static uint64_t all(void)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < CAPABILITIES_MAX && task_capability(i); i++)
		mask |= UINT64_C(1) << i;
	return mask;
}

/* "cap_sys_admin" as "SYS_ADMIN".  False: too long to be one. */
static bool canonical(const char *text, char name[NAME_SIZE])
{
	size_t length = strlen(text);

	if (length >= 4 && strncasecmp(text, "CAP_", 4) == 0) {
		text += 4;
		length -= 4;
	}
	if (length >= NAME_SIZE)
		return false;
	for (size_t i = 0; i <= length; i++)
		name[i] = (char)toupper((unsigned char)text[i]);
	return true;
}

/* The bit of a canonical name; 0: its number is not known. */
static uint64_t bit_of(const char *name)
{
	for (unsigned i = 0; i < CAPABILITIES_MAX && task_capability(i); i++)
		if (strcmp(task_capability(i), name) == 0)
			return UINT64_C(1) << i;
	return 0;
}

static uint64_t default_set(void)
{
	uint64_t mask = 0;

	for (size_t i = 0; i < DEFAULTS; i++)
		mask |= bit_of(defaults[i]);
	return mask;
}

/* Read CapAdd or CapDrop; *ret_all: ALL is among them. */
static struct capabilities read_list(const cJSON *list, bool *ret_all)
{
	struct capabilities found = { .others = json_array() };
	const cJSON *entry;
	char name[NAME_SIZE];

	*ret_all = false;
	cJSON_ArrayForEach(entry, list)
	{
		if (!cJSON_IsString(entry) ||
		    !canonical(entry->valuestring, name))
			continue;
		if (strcmp(name, "ALL") == 0)
			*ret_all = true;
		else if (bit_of(name))
			found.known |= bit_of(name);
		else
			json_push(found.others, cJSON_CreateString(name));
	}
	return found;
}

/* The engine's rule: TweakCapabilities in oci/caps/utils.go. */
static uint64_t tweak(bool add_all, uint64_t add, bool drop_all, uint64_t drop)
{
	if (add_all)
		return all() & ~drop;
	if (drop_all)
		return add;
	return (default_set() & ~drop) | add;
}

static int by_name(const void *a, const void *b)
{
	const char *const *first = a;
	const char *const *second = b;

	return strcmp(*first, *second);
}

/* Their names in order, each once. */
static cJSON *sorted(const struct capabilities *capabilities)
{
	const char *names[CAPABILITIES_MAX + OTHERS_MAX];
	cJSON *list = json_array();
	const cJSON *other;
	size_t count = 0;

	for (unsigned i = 0; i < CAPABILITIES_MAX && task_capability(i); i++)
		if (capabilities->known & UINT64_C(1) << i)
			names[count++] = task_capability(i);
	cJSON_ArrayForEach(other, capabilities->others)
	{
		if (count < CAPABILITIES_MAX + OTHERS_MAX)
			names[count++] = other->valuestring;
	}
	qsort(names, count, sizeof(names[0]), by_name);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
			json_push(list, cJSON_CreateString(names[i]));
	return list;
}

/*
 * podman shows --cap-drop ALL as the list of what it would have given, which
 * is AUDIT_WRITE, MKNOD and NET_RAW less than Docker, or all of it, by
 * version and configuration.
 */
static bool drops_podman(uint64_t drop)
{
	uint64_t always =
		default_set() &
		~(bit_of("AUDIT_WRITE") | bit_of("MKNOD") | bit_of("NET_RAW"));

	return (always & ~drop) == 0;
}

/* What the engine grants by what the container was created with. */
static bool granted(const struct container *container,
                    struct capabilities *ret_granted)
{
	owned(release_capabilities) struct capabilities drop = { 0 };
	/* The kernel alone decides when the daemon does not tell. */
	const char *wanted = container->task ? NULL : "capabilities";
	const cJSON *adds;
	const cJSON *drops;
	bool privileged;
	bool add_all;
	bool drop_all;

	if (!container_bool(container, wanted, "Privileged", &privileged) ||
	    !container_list(container, wanted, "CapAdd", &adds) ||
	    !container_list(container, wanted, "CapDrop", &drops))
		return false;
	*ret_granted = read_list(adds, &add_all);
	drop = read_list(drops, &drop_all);
	if (container->context->podman)
		drop_all = drop_all || drops_podman(drop.known);
	ret_granted->known = privileged ? all()
	                                : tweak(add_all, ret_granted->known,
	                                        drop_all, drop.known);
	return true;
}

void container_capability(const struct container *container)
{
	owned(release_capabilities) struct capabilities found = { 0 };
	char path[CONTAINER_PROC_SIZE];

	if (!granted(container, &found) && !container->task)
		return;
	if (container->task)
		found.known |= container->task->capbnd;
	container_put(container, "capabilities", sorted(&found),
	              container_proc(container, "status", path));
}
