#include "settings_told.h"

#include "dockaudit/json.h"
#include "registries.h"
#include "security.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A member of info when it is of that type. */
static cJSON *copied(const cJSON *info, const char *name,
                     cJSON_bool (*is)(const cJSON *))
{
	const cJSON *member = json_at(info, name);

	return is(member) ? json_copy(member) : NULL;
}

/* An option of the default bridge: Options["com.docker.network.bridge.X"]. */
static const char *bridge_option(const struct settings_input *input,
                                 const char *name)
{
	char whole[128];

	snprintf(whole, sizeof(whole), "com.docker.network.bridge.%s", name);
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
		json_at(input->default_bridge, "Options"), whole));
}

cJSON *settings_told_icc(const struct settings_input *input,
                         const cJSON *configured)
{
	const char *enabled = bridge_option(input, "enable_icc");

	(void)configured;
	if (!input->default_bridge)
		return NULL;
	/* An option that is left out has its default. */
	return cJSON_CreateBool(!enabled || strcmp(enabled, "false") != 0);
}

cJSON *settings_told_ipv6(const struct settings_input *input,
                          const cJSON *configured)
{
	(void)configured;
	return copied(input->default_bridge, "EnableIPv6", cJSON_IsBool);
}

cJSON *settings_told_ip(const struct settings_input *input,
                        const cJSON *configured)
{
	const char *address = bridge_option(input, "host_binding_ipv4");

	(void)configured;
	return address && *address ? cJSON_CreateString(address) : NULL;
}

cJSON *settings_told_bridge(const struct settings_input *input,
                            const cJSON *configured)
{
	(void)configured;
	/* Whatever else it is set to, there is a default bridge. */
	if (input->podman || !input->networks || input->default_bridge)
		return NULL;
	return cJSON_CreateString("none");
}

cJSON *settings_told_debug(const struct settings_input *input,
                           const cJSON *configured)
{
	(void)configured;
	return copied(input->info, "Debug", cJSON_IsBool);
}

cJSON *settings_told_insecure_registries(const struct settings_input *input,
                                         const cJSON *configured)
{
	(void)configured;
	/* Podman has the member, but its own configuration: always empty. */
	if (input->podman || !registries_known(input->info))
		return NULL;
	return registries_insecure(input->info, true);
}

/* null, of a list without elements, as one. */
static cJSON *list_of(const cJSON *parent, const char *name)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(parent, name);

	if (cJSON_IsArray(list))
		return json_copy(list);
	return cJSON_IsObject(parent) ? json_array() : NULL;
}

cJSON *settings_told_registry_mirrors(const struct settings_input *input,
                                      const cJSON *configured)
{
	(void)configured;
	if (input->podman)
		return NULL;
	return list_of(json_at(input->info, "RegistryConfig"), "Mirrors");
}

cJSON *settings_told_storage_driver(const struct settings_input *input,
                                    const cJSON *configured)
{
	(void)configured;
	return copied(input->info, "Driver", cJSON_IsString);
}

cJSON *settings_told_authorization_plugins(const struct settings_input *input,
                                           const cJSON *configured)
{
	(void)configured;
	return list_of(json_at(input->info, "Plugins"), "Authorization");
}

cJSON *settings_told_log_driver(const struct settings_input *input,
                                const cJSON *configured)
{
	const char *driver = json_text(input->info, "LoggingDriver");

	(void)configured;
	/* podman says "" when it has its default. */
	return driver && *driver ? cJSON_CreateString(driver) : NULL;
}

/* Whether SecurityOptions has the name; NULL when they are not known. */
static cJSON *listed(const struct settings_input *input, const char *name)
{
	if (!security_known(input->info))
		return NULL;
	return cJSON_CreateBool(security_find(input->security, name) != NULL);
}

cJSON *settings_told_no_new_privileges(const struct settings_input *input,
                                       const cJSON *configured)
{
	(void)configured;
	/* Engines before 24.0 never list it: that they do not says nothing. */
	if (security_find(input->security, "no-new-privileges"))
		return cJSON_CreateTrue();
	return !input->podman && input->major >= 24
	               ? listed(input, "no-new-privileges")
	               : NULL;
}

cJSON *settings_told_live_restore(const struct settings_input *input,
                                  const cJSON *configured)
{
	(void)configured;
	return copied(input->info, "LiveRestoreEnabled", cJSON_IsBool);
}

cJSON *settings_told_seccomp_profile(const struct settings_input *input,
                                     const cJSON *configured)
{
	const cJSON *option = security_find(input->security, "seccomp");
	const char *profile = json_text(option, "profile");

	(void)configured;
	if (!security_known(input->info))
		return NULL;
	if (!option)
		return cJSON_CreateString("");
	/* The name that it had before 23.0. */
	if (!profile || strcmp(profile, "default") == 0)
		profile = "builtin";
	return cJSON_CreateString(profile);
}

cJSON *settings_told_experimental(const struct settings_input *input,
                                  const cJSON *configured)
{
	(void)configured;
	return copied(input->info, "ExperimentalBuild", cJSON_IsBool);
}

cJSON *settings_told_selinux_enabled(const struct settings_input *input,
                                     const cJSON *configured)
{
	(void)configured;
	return listed(input, "selinux");
}

cJSON *settings_told_userns_remap(const struct settings_input *input,
                                  const cJSON *configured)
{
	const char *user = cJSON_GetStringValue(configured);

	if (!security_known(input->info))
		return NULL;
	if (!security_find(input->security, "userns"))
		return cJSON_CreateString("");
	/* The API does not say who. */
	return cJSON_CreateString(user && *user ? user : "enabled");
}

cJSON *settings_told_cgroupns_mode(const struct settings_input *input,
                                   const cJSON *configured)
{
	(void)configured;
	if (security_find(input->security, "cgroupns"))
		return cJSON_CreateString("private");
	/* Engines since 20.10 list it whenever it is private. */
	if (!security_known(input->info) || input->podman || input->major < 20)
		return NULL;
	return cJSON_CreateString("host");
}

/* With a remapped user the root is DATA-ROOT/UID.GID. */
static size_t without_ids(const char *path)
{
	const char *at = path + strlen(path);

	while (at > path && isdigit((unsigned char)at[-1]))
		at--;
	if (at == path || at[-1] != '.')
		return strlen(path);
	at--;
	while (at > path && isdigit((unsigned char)at[-1]))
		at--;
	return at > path + 1 && at[-1] == '/' ? (size_t)(at - 1 - path)
	                                      : strlen(path);
}

cJSON *settings_told_data_root(const struct settings_input *input,
                               const cJSON *configured)
{
	const char *root = json_text(input->info, "DockerRootDir");
	char path[4096];
	size_t length;

	(void)configured;
	if (!root)
		return NULL;
	length = security_find(input->security, "userns") ? without_ids(root)
	                                                  : strlen(root);
	snprintf(path, sizeof(path), "%.*s", (int)length, root);
	return cJSON_CreateString(path);
}

cJSON *settings_told_runtimes(const struct settings_input *input,
                              const cJSON *configured)
{
	cJSON *runtimes = copied(input->info, "Runtimes", cJSON_IsObject);
	cJSON *runtime;

	(void)configured;
	/* Not a setting, and 10 kB of each runtime's features. */
	cJSON_ArrayForEach(runtime, runtimes)
	{
		cJSON_DeleteItemFromObjectCaseSensitive(runtime, "status");
	}
	return runtimes;
}

cJSON *settings_told_default_runtime(const struct settings_input *input,
                                     const cJSON *configured)
{
	(void)configured;
	return copied(input->info, "DefaultRuntime", cJSON_IsString);
}
