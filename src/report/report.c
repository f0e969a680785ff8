#include "dockaudit/report.h"

#include <string.h>

/* All formats; the first is the default.  To add one, add a row. */
static const struct reporter *const reporters[] = {
	&reporter_text,
	&reporter_json,
	&reporter_junit,
};

enum { REPORTERS = sizeof(reporters) / sizeof(reporters[0]) };

const struct reporter *reporter_at(size_t index)
{
	return index < REPORTERS ? reporters[index] : NULL;
}

const struct reporter *reporter_find(const char *name)
{
	for (size_t i = 0; i < REPORTERS; i++) {
		if (strcmp(reporters[i]->name, name) == 0)
			return reporters[i];
	}
	return NULL;
}
