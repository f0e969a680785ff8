#ifndef COLLECT_REGISTRIES_H
#define COLLECT_REGISTRIES_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * The registries that need no verified TLS, by info.RegistryConfig: its
 * InsecureRegistryCIDRs, without the two that are always there (127.0.0.0/8
 * and ::1/128), or without any within loopback; and the names in IndexConfigs
 * with "Secure":false.  A new array of strings.
 */
cJSON *registries_insecure(const cJSON *info, bool loopback_too);

/* Whether info has both lists, so that what is not in them needs TLS. */
bool registries_known(const cJSON *info);

/*
 * The insecure-registries of a configuration as the daemon would show them:
 * no scheme, networks by their first address, what is always there left out.
 */
cJSON *registries_normal(const cJSON *configured);

/* registry-mirrors with the "/" at the end that the daemon adds. */
cJSON *registries_mirrors(const cJSON *configured);

#endif
