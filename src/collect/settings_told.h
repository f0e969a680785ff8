#ifndef COLLECT_SETTINGS_TOLD_H
#define COLLECT_SETTINGS_TOLD_H

#include "settings.h"

/*
 * What the API tells of running settings (struct setting: told), and the
 * values that are resolved from several options (resolve), have a default that
 * differs (usual) or a form of their own (normal).
 */
typedef cJSON *settings_told(const struct settings_input *input,
                             const cJSON *configured);

settings_told settings_told_icc, settings_told_ipv6, settings_told_ip,
	settings_told_bridge, settings_told_debug,
	settings_told_insecure_registries, settings_told_registry_mirrors,
	settings_told_storage_driver, settings_told_authorization_plugins,
	settings_told_log_driver, settings_told_no_new_privileges,
	settings_told_live_restore, settings_told_seccomp_profile,
	settings_told_experimental, settings_told_selinux_enabled,
	settings_told_userns_remap, settings_told_cgroupns_mode,
	settings_told_data_root, settings_told_runtimes,
	settings_told_default_runtime;

#endif
