#ifndef COLLECT_SECURITY_H
#define COLLECT_SECURITY_H

#include <cjson/cJSON.h>

/*
 * info.SecurityOptions ("name=seccomp,profile=builtin", …) as an array of
 * objects ({"name":"seccomp","profile":"builtin"}, …).  A new item.
 */
cJSON *security_options(const cJSON *info);

/* The one of that name in such an array, or NULL. */
const cJSON *security_find(const cJSON *options, const char *name);

#endif
