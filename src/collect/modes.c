#include "modes.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

enum { MODE_MAX = 160, SHARED = 3 };

/* The namespaces that can be joined, in the order of TASK_NETWORK, … */
static const char *const members[SHARED] = {
	[TASK_NETWORK] = "HostConfig.NetworkMode",
	[TASK_PID] = "HostConfig.PidMode",
	[TASK_IPC] = "HostConfig.IpcMode",
};

struct mode {
	const char *id;
	const char *name;
	const char *of[SHARED]; /* NULL: the daemon did not say */
	enum modes_state state;
	enum modes_bridge bridge;
};

struct modes {
	struct arena *arena; /* owned: of all that follows */
	struct mode *items;
	size_t count;
	size_t capacity;
};

struct modes *modes_new(void)
{
	struct modes *modes = calloc(1, sizeof(*modes));

	if (!modes)
		oom();
	modes->arena = arena_new();
	return modes;
}

void modes_free(struct modes *modes)
{
	if (!modes)
		return;
	arena_free(modes->arena);
	free(modes);
}

void modes_add(struct modes *modes, const char *id, const char *name)
{
	modes->items = arena_grow(modes->arena, modes->items, modes->count,
	                          &modes->capacity, sizeof(*modes->items));
	modes->items[modes->count++] = (struct mode){
		.id = arena_strdup(modes->arena, id),
		.name = arena_strdup(modes->arena, name),
	};
}

size_t modes_count(const struct modes *modes)
{
	return modes->count;
}

const char *modes_id(const struct modes *modes, size_t index)
{
	return modes->items[index].id;
}

const char *modes_name(const struct modes *modes, size_t index)
{
	return modes->items[index].name;
}

enum modes_state modes_state(const struct modes *modes, size_t index)
{
	return modes->items[index].state;
}

void modes_set_state(struct modes *modes, size_t index, enum modes_state state)
{
	modes->items[index].state = state;
}

/* Only words that mean something are kept: names of networks are long. */
static const char *kept(struct arena *arena, const char *mode)
{
	if (!mode)
		return NULL;
	if (strlen(mode) > MODE_MAX)
		return text_starts(mode, "container:") ? "container:"
		                                       : "private";
	return arena_strdup(arena, mode);
}

void modes_set(struct modes *modes, size_t index, const cJSON *inspect)
{
	struct mode *mode = &modes->items[index];

	for (size_t i = 0; i < SHARED; i++)
		mode->of[i] =
			kept(modes->arena, json_text(inspect, members[i]));
	mode->state = MODES_KNOWN;
}

void modes_set_bridge(struct modes *modes, size_t index,
                      enum modes_bridge bridge)
{
	modes->items[index].bridge = bridge;
}

enum found { FOUND_NONE, FOUND_ONE, FOUND_MANY };

/* By id, by name, by the beginning of an id: as the engine looks it up. */
static enum found find(const struct modes *modes, const char *reference,
                       size_t *ret_index)
{
	size_t length = strlen(reference);
	enum found found = FOUND_NONE;

	for (size_t i = 0; i < modes->count; i++) {
		if (strcmp(modes->items[i].id, reference) != 0 &&
		    strcmp(modes->items[i].name, reference) != 0)
			continue;
		*ret_index = i;
		return FOUND_ONE;
	}
	for (size_t i = 0; i < modes->count && length > 0; i++) {
		if (strncmp(modes->items[i].id, reference, length) != 0)
			continue;
		*ret_index = i;
		found = found == FOUND_NONE ? FOUND_ONE : FOUND_MANY;
	}
	return found;
}

const char *modes_reference(const char *mode)
{
	static const char prefix[] = "container:";

	return mode && text_starts(mode, prefix) ? mode + sizeof(prefix) - 1
	                                         : NULL;
}

/* The first container on the way that waits to be inspected. */
static bool waits(const struct modes *modes, const char *mode, size_t which,
                  size_t *ret_index)
{
	for (size_t steps = 0; steps <= modes->count; steps++) {
		const char *reference = modes_reference(mode);
		size_t index;

		if (!reference || find(modes, reference, &index) != FOUND_ONE)
			return false;
		if (modes->items[index].state == MODES_WAITING) {
			*ret_index = index;
			return true;
		}
		if (modes->items[index].state != MODES_KNOWN)
			return false;
		mode = modes->items[index].of[which];
	}
	return false; /* a cycle: modes_follow() says so */
}

bool modes_missing(const struct modes *modes, size_t index, size_t *ret_missing)
{
	for (size_t i = 0; i < SHARED; i++)
		if (waits(modes, modes->items[index].of[i], i, ret_missing))
			return true;
	return false;
}

/* What a mode that is no reference comes to; a network's name is private. */
static const char *terminal(const char *mode, enum task_namespace which)
{
	static const char *const words[] = { "host", "none", "private",
		                             "shareable" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(mode, words[i]) == 0)
			return words[i];
	if (text_starts(mode, "ns:"))
		return mode;
	return which == TASK_NETWORK || *mode ? "private" : "";
}

static const char *nowhere(const struct modes *modes, enum found found,
                           size_t index, const char *reference,
                           struct error *err)
{
	const char *why = "cannot be told from others";

	if (found == FOUND_NONE)
		why = "does not exist any more";
	else if (found == FOUND_ONE) {
		why = modes->items[index].state == MODES_GONE
		              ? "does not exist any more"
		              : "could not be inspected";
	}
	error_plain(err, "the container %.80s that it joined %s", reference,
	            why);
	return NULL;
}

const char *modes_follow(const struct modes *modes, const char *mode,
                         enum task_namespace which, cJSON *via,
                         struct error *err)
{
	const char *joined = "";

	for (size_t steps = 0; steps <= modes->count; steps++) {
		const char *reference = modes_reference(mode);
		size_t index = 0;
		enum found found;

		if (!mode) {
			error_plain(err,
			            "the daemon does not say what the "
			            "container %.80s that it joined uses",
			            joined);
			return NULL;
		}
		if (!reference)
			return terminal(mode, which);
		found = find(modes, reference, &index);
		if (found != FOUND_ONE ||
		    modes->items[index].state != MODES_KNOWN)
			return nowhere(modes, found, index, reference, err);
		json_push(via, cJSON_CreateString(modes->items[index].name));
		mode = modes->items[index].of[which];
		joined = reference;
	}
	error_plain(err, "it joined containers that joined it");
	return NULL;
}

enum modes_bridge modes_follow_bridge(const struct modes *modes,
                                      const char *mode, struct error *err)
{
	const char *reference = modes_reference(mode);

	for (size_t steps = 0; reference && steps <= modes->count; steps++) {
		size_t index = 0;
		enum found found = find(modes, reference, &index);
		const struct mode *at;

		if (found == FOUND_NONE)
			return MODES_BRIDGE_NO;
		at = &modes->items[index];
		if (found == FOUND_ONE && at->state == MODES_GONE)
			return MODES_BRIDGE_NO;
		if (found != FOUND_ONE || at->state != MODES_KNOWN) {
			(void)nowhere(modes, found, index, reference, err);
			return MODES_BRIDGE_UNKNOWN;
		}
		mode = modes_reference(at->of[TASK_NETWORK]);
		if (mode) {
			reference = mode;
			continue;
		}
		if (at->bridge == MODES_BRIDGE_UNKNOWN) {
			error_plain(err,
			            "the networks of the container %.80s "
			            "that it joined are not known",
			            reference);
		}
		return at->bridge;
	}
	error_plain(err, "it joined containers that joined it");
	return MODES_BRIDGE_UNKNOWN;
}
