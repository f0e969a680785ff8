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

/* What the options ask for. */
struct asked {
	uint64_t add, drop;
	bool add_all, drop_all;
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

/* Of Docker's set, what podman gives by some versions and configurations. */
static uint64_t disputed(void)
{
	return bit_of("AUDIT_WRITE") | bit_of("MKNOD") | bit_of("NET_RAW");
}

/* What a container has that asks for nothing, beside the kernel's word. */
static uint64_t usual_set(const struct container *container)
{
	if (container->context->podman && container->task)
		return default_set() & ~disputed();
	return default_set();
}

/* The engine's rule: TweakCapabilities in oci/caps/utils.go. */
static uint64_t tweak(uint64_t usual, const struct asked *asked)
{
	if (asked->add_all)
		return all() & ~asked->drop;
	if (asked->drop_all)
		return asked->add;
	return (usual & ~asked->drop) | asked->add;
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
	return (default_set() & ~disputed() & ~drop) == 0;
}

/* What the engine grants by what the container was created with. */
static bool granted(const struct container *container,
                    struct capabilities *ret_granted)
{
	owned(release_capabilities) struct capabilities drop = { 0 };
	/* The kernel alone decides when the daemon does not tell. */
	const char *wanted = container->task ? NULL : "capabilities";
	struct asked asked;
	const cJSON *adds;
	const cJSON *drops;
	bool privileged;

	if (!container_bool(container, wanted, "Privileged", &privileged) ||
	    !container_list(container, wanted, "CapAdd", &adds) ||
	    !container_list(container, wanted, "CapDrop", &drops))
		return false;
	*ret_granted = read_list(adds, &asked.add_all);
	drop = read_list(drops, &asked.drop_all);
	asked.add = ret_granted->known;
	asked.drop = drop.known;
	if (container->context->podman)
		asked.drop_all = asked.drop_all || drops_podman(drop.known);
	ret_granted->known =
		privileged ? all() : tweak(usual_set(container), &asked);
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
