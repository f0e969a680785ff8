#include "dockaudit/kind.h"

#include <string.h>

static const char *const names[KINDS] = {
	[KIND_HOST] = "host",           [KIND_DAEMON] = "daemon",
	[KIND_CONTAINER] = "container", [KIND_IMAGE] = "image",
	[KIND_NETWORK] = "network",     [KIND_VOLUME] = "volume",
};

static const char *const plurals[KINDS] = {
	[KIND_HOST] = "hosts",           [KIND_DAEMON] = "daemons",
	[KIND_CONTAINER] = "containers", [KIND_IMAGE] = "images",
	[KIND_NETWORK] = "networks",     [KIND_VOLUME] = "volumes",
};

const char *kind_name(enum kind kind)
{
	return names[kind];
}

const char *kind_plural(enum kind kind)
{
	return plurals[kind];
}

bool kind_find(const char *name, enum kind *ret_kind)
{
	for (int i = 0; i < KINDS; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		*ret_kind = (enum kind)i;
		return true;
	}
	return false;
}
