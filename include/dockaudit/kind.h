#ifndef DOCKAUDIT_KIND_H
#define DOCKAUDIT_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* The kinds of subject there are: what a check's `subject:` may say. */
enum kind {
	KIND_HOST,      /* the machine the audit runs on */
	KIND_DAEMON,    /* the Docker daemon and its effective settings */
	KIND_CONTAINER, /* one container, running or not */
	KIND_IMAGE,     /* one image */
	KIND_NETWORK,   /* one network */
	KIND_VOLUME,    /* one volume */
};

enum { KINDS = KIND_VOLUME + 1 };

/* "container" */
const char *kind_name(enum kind kind);

/* "containers" */
const char *kind_plural(enum kind kind);

/* The kind of that name; false when there is none. */
bool kind_find(const char *name, enum kind *ret_kind);

#endif
