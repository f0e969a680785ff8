#include "settings.h"

#include "dockaudit/json.h"
#include "hosts.h"
#include "registries.h"
#include "settings_told.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static cJSON *resolve_hosts(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return hosts_resolve(input->configuration, tls.on, input->rootless);
}

static cJSON *resolve_tls(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return cJSON_CreateBool(tls.on);
}

static cJSON *resolve_tlsverify(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return cJSON_CreateBool(tls.verified);
}

static cJSON *resolve_tlscacert(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return cJSON_CreateString(tls.ca);
}

static cJSON *resolve_tlscert(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return cJSON_CreateString(tls.certificate);
}

static cJSON *resolve_tlskey(const struct settings_input *input)
{
	struct tls tls;

	tls_resolve(input->configuration, &tls);
	return cJSON_CreateString(tls.key);
}

/* Runtimes are the one option that flags and file may both give. */
static cJSON *resolve_runtimes(const struct settings_input *input)
{
	const cJSON *file = json_at(input->configuration->file, "runtimes");
	cJSON *runtimes = file ? json_copy(file) : json_object();
	const cJSON *flag;

	cJSON_ArrayForEach(flag,
	                   json_at(input->configuration->flags, "runtimes"))
	{
		if (!cJSON_GetObjectItemCaseSensitive(runtimes, flag->string))
			json_put(runtimes, flag->string, json_copy(flag));
	}
	return runtimes;
}

static cJSON *usual_ip6tables(const struct settings_input *input)
{
	return cJSON_CreateBool(input->major >= 27);
}

/* Private where the machine has cgroup v2 alone. */
static cJSON *usual_cgroupns_mode(const struct settings_input *input)
{
	const char *version = json_text(input->info, "CgroupVersion");

	return cJSON_CreateString(
		version && strcmp(version, "2") == 0 ? "private" : "host");
}

static cJSON *below_runtime(const struct settings_input *input,
                            const char *name)
{
	char path[4200];

	snprintf(path, sizeof(path), "%s/%s",
	         input->rootless ? input->configuration->runtime_directory
	                         : "/var/run",
	         name);
	return cJSON_CreateString(path);
}

static cJSON *usual_exec_root(const struct settings_input *input)
{
	return below_runtime(input, "docker");
}

static cJSON *usual_pidfile(const struct settings_input *input)
{
	return below_runtime(input, "docker.pid");
}

/* Levels in any case, and with the synonym, as the daemon's logger takes. */
static cJSON *normal_level(const cJSON *configured)
{
	const char *text = cJSON_GetStringValue(configured);
	char level[32];
	size_t i = 0;

	for (; text && text[i] && i + 1 < sizeof(level); i++)
		level[i] = (char)tolower((unsigned char)text[i]);
	level[i] = '\0';
	if (strcmp(level, "warning") == 0)
		return cJSON_CreateString("warn");
	/* "--log-level=" leaves it to the logger. */
	return cJSON_CreateString(*level ? level : "info");
}

/* dockerd takes the members of a limit in any case; the last one counts. */
static cJSON *normal_ulimit(const cJSON *configured)
{
	static const char *const names[] = { "Name", "Hard", "Soft" };
	cJSON *limit = json_object();
	const cJSON *member;

	cJSON_ArrayForEach(member, configured)
	{
		const char *name = member->string;

		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strcasecmp(name, names[i]) == 0)
				name = names[i];
		cJSON_DeleteItemFromObjectCaseSensitive(limit, name);
		json_put(limit, name, json_copy(member));
	}
	return limit;
}

static cJSON *normal_ulimits(const cJSON *configured)
{
	cJSON *limits = json_object();
	const cJSON *limit;

	cJSON_ArrayForEach(limit, configured)
	{
		json_put(limits, limit->string,
		         cJSON_IsObject(limit) ? normal_ulimit(limit)
		                               : json_copy(limit));
	}
	return limits;
}

#define INFO     "GET /info"
#define NETWORKS "GET /networks"

/* In the order of dockaudit-facts(5). */
static const struct setting settings[] = {
	{ .key = "icc",
	  .fallback = "true",
	  .told = settings_told_icc,
	  .from = NETWORKS,
	  .compare = true },
	{ .key = "log-level", .fallback = "\"info\"", .normal = normal_level },
	{ .key = "debug",
	  .fallback = "false",
	  .told = settings_told_debug,
	  .from = INFO,
	  .compare = true },
	{ .key = "iptables", .fallback = "true" },
	{ .key = "ip6tables", .fallback = "true", .usual = usual_ip6tables },
	{ .key = "insecure-registries",
	  .fallback = "[]",
	  .normal = registries_normal,
	  .told = settings_told_insecure_registries,
	  .from = INFO,
	  .compare = true },
	{ .key = "storage-driver",
	  .fallback = "\"\"",
	  .told = settings_told_storage_driver,
	  .chosen = true,
	  .from = INFO,
	  .compare = true },
	{ .key = "storage-opts", .fallback = "[]" },
	{ .key = "hosts",
	  .fallback = "[]",
	  .resolve = resolve_hosts,
	  .flag_decides = true },
	{ .key = "tls",
	  .fallback = "false",
	  .resolve = resolve_tls,
	  .also = "tlsverify" },
	{ .key = "tlsverify",
	  .fallback = "false",
	  .resolve = resolve_tlsverify,
	  .also = "tls" },
	{ .key = "tlscacert",
	  .fallback = "\"\"",
	  .resolve = resolve_tlscacert },
	{ .key = "tlscert", .fallback = "\"\"", .resolve = resolve_tlscert },
	{ .key = "tlskey", .fallback = "\"\"", .resolve = resolve_tlskey },
	{ .key = "default-ulimits",
	  .fallback = "{}",
	  .normal = normal_ulimits },
	{ .key = "userns-remap",
	  .fallback = "\"\"",
	  .told = settings_told_userns_remap,
	  .from = INFO,
	  .compare = true },
	{ .key = "cgroup-parent", .fallback = "\"\"" },
	{ .key = "authorization-plugins",
	  .fallback = "[]",
	  .told = settings_told_authorization_plugins,
	  .from = INFO,
	  .compare = true },
	{ .key = "log-driver",
	  .fallback = "\"json-file\"",
	  .told = settings_told_log_driver,
	  .from = INFO,
	  .compare = true },
	{ .key = "log-opts", .fallback = "{}" },
	{ .key = "no-new-privileges",
	  .fallback = "false",
	  .told = settings_told_no_new_privileges,
	  .from = INFO,
	  .compare = true },
	{ .key = "live-restore",
	  .fallback = "false",
	  .told = settings_told_live_restore,
	  .from = INFO,
	  .compare = true },
	{ .key = "userland-proxy", .fallback = "true" },
	{ .key = "seccomp-profile",
	  .fallback = "\"builtin\"",
	  .told = settings_told_seccomp_profile,
	  .from = INFO,
	  .compare = true },
	{ .key = "experimental",
	  .fallback = "false",
	  .told = settings_told_experimental,
	  .from = INFO,
	  .compare = true },
	{ .key = "selinux-enabled",
	  .fallback = "false",
	  .told = settings_told_selinux_enabled,
	  .from = INFO,
	  .compare = true },
	{ .key = "ip",
	  .fallback = "\"0.0.0.0\"",
	  .told = settings_told_ip,
	  .from = NETWORKS,
	  .compare = true },
	{ .key = "default-ipc-mode", .fallback = "\"private\"" },
	{ .key = "default-cgroupns-mode",
	  .fallback = "\"host\"",
	  .usual = usual_cgroupns_mode,
	  .told = settings_told_cgroupns_mode,
	  .from = INFO,
	  .compare = true },
	{ .key = "bridge",
	  .fallback = "\"\"",
	  .told = settings_told_bridge,
	  .from = NETWORKS },
	/* The daemon shows its root with symbolic links resolved. */
	{ .key = "data-root",
	  .fallback = "\"/var/lib/docker\"",
	  .told = settings_told_data_root,
	  .from = INFO },
	{ .key = "exec-root", .fallback = "\"\"", .usual = usual_exec_root },
	{ .key = "pidfile", .fallback = "\"\"", .usual = usual_pidfile },
	{ .key = "registry-mirrors",
	  .fallback = "[]",
	  .normal = registries_mirrors,
	  .told = settings_told_registry_mirrors,
	  .from = INFO,
	  .compare = true },
	{ .key = "features", .fallback = "{}" },
	{ .key = "init", .fallback = "false" },
	/* The running ones have the engine's own among them. */
	{ .key = "runtimes",
	  .fallback = "{}",
	  .resolve = resolve_runtimes,
	  .told = settings_told_runtimes,
	  .from = INFO },
	{ .key = "default-runtime",
	  .fallback = "\"runc\"",
	  .told = settings_told_default_runtime,
	  .from = INFO,
	  .compare = true },
	{ .key = "metrics-addr", .fallback = "\"\"" },
	{ .key = "default-address-pools", .fallback = "[]" },
	{ .key = "ipv6",
	  .fallback = "false",
	  .told = settings_told_ipv6,
	  .from = NETWORKS,
	  .compare = true },
	{ .key = "fixed-cidr", .fallback = "\"\"" },
	{ .key = "containerd", .fallback = "\"\"" },
	{ .key = "group", .fallback = "\"docker\"" },
};

const struct setting *settings_table(size_t *ret_count)
{
	*ret_count = sizeof(settings) / sizeof(settings[0]);
	return settings;
}
