#ifndef COLLECT_MODES_H
#define COLLECT_MODES_H

#include "task.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Which namespaces each container uses, by what the daemon says: all that is
 * kept of a container after its record has been handed on, because a later one
 * may have joined it ("container:<id or name>").
 */
struct modes;

/* What is known of a container. */
enum modes_state {
	MODES_WAITING, /* it has not been inspected yet */
	MODES_KNOWN,
	MODES_FAILED, /* its inspection failed */
	MODES_GONE,   /* it was gone before it could be inspected */
};

struct modes *modes_new(void);
void modes_free(struct modes *modes); /* NULL is fine */

/* Enter a container as waiting; it gets the next index, from 0. */
void modes_add(struct modes *modes, const char *id, const char *name);

size_t modes_count(const struct modes *modes);
const char *modes_id(const struct modes *modes, size_t index);
const char *modes_name(const struct modes *modes, size_t index);
enum modes_state modes_state(const struct modes *modes, size_t index);
void modes_set_state(struct modes *modes, size_t index, enum modes_state state);

/* Enter what its HostConfig says, and that it is known. */
void modes_set(struct modes *modes, size_t index, const cJSON *inspect);

/* Whether a container is attached to the default bridge itself. */
enum modes_bridge {
	MODES_BRIDGE_UNKNOWN,
	MODES_BRIDGE_NO,
	MODES_BRIDGE_YES,
};
void modes_set_bridge(struct modes *modes, size_t index,
                      enum modes_bridge bridge);

/*
 * A container that must be inspected before the namespaces of the one at index
 * are known; false when there is none.
 */
bool modes_missing(const struct modes *modes, size_t index,
                   size_t *ret_missing);

/* The reference of "container:<reference>", or NULL: it is another mode. */
const char *modes_reference(const char *mode);

/*
 * Follow a container's reference to the mode at its end: "host", "none",
 * "private", "shareable", "ns:…", or "" when the daemon leaves it open.  The
 * names of the containers passed are added to via (borrowed, an array).  NULL
 * with the reason in *err when it leads nowhere.
 */
const char *modes_follow(const struct modes *modes, const char *mode,
                         enum task_namespace which, cJSON *via,
                         struct error *err);

/*
 * The same for the default bridge, by a mode that is a reference: what is known
 * of the container at its end.  One that is gone took its interfaces along.
 * MODES_BRIDGE_UNKNOWN with the reason in *err.
 */
enum modes_bridge modes_follow_bridge(const struct modes *modes,
                                      const char *mode, struct error *err);

#endif
