#ifndef COLLECT_SECURITY_H
#define COLLECT_SECURITY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * info.SecurityOptions ("name=seccomp,profile=builtin", …) as an array of
 * objects ({"name":"seccomp","profile":"builtin"}, …).  A new item.
 */
cJSON *security_options(const cJSON *info);

/*
 * Whether info has them at all, so that what is not listed is not in force.
 * null is how Go writes a list without elements.
 */
bool security_known(const cJSON *info);

/* The one of that name in such an array, or NULL. */
const cJSON *security_find(const cJSON *options, const char *name);

#endif
