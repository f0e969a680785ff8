#include "daemon_derived.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "engine_socket.h"
#include "listeners.h"
#include "proc.h"
#include "registries.h"
#include "security.h"
#include "sockets.h"
#include "tls.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *option(const cJSON *network, const char *name)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
		json_at(network, "Options"), name));
}

static cJSON *bridge_facts(const cJSON *network)
{
	const char *id = json_text(network, "Id");
	const char *name = json_text(network, "Name");
	const char *device = option(network, "com.docker.network.bridge.name");
	const char *icc =
		option(network, "com.docker.network.bridge.enable_icc");
	const char *address =
		option(network, "com.docker.network.bridge.host_binding_ipv4");
	cJSON *facts = json_object();

	json_put_text(facts, "name", name ? name : "");
	json_put_text(facts, "id", id ? id : "");
	json_put_text(facts, "device", device ? device : "docker0");
	json_put_bool(facts, "icc", !icc || strcmp(icc, "false") != 0);
	json_put_text(facts, "host_ip",
	              address && *address ? address : "0.0.0.0");
	return facts;
}

static void put_bridge(const struct daemon_view *view, cJSON *derived,
                       struct record *record)
{
	const struct daemon_answers *answers = view->answers;

	record_source(record, "derived.default_bridge", "GET /networks");
	if (view->default_bridge) {
		json_put(derived, "default_bridge",
		         bridge_facts(view->default_bridge));
	} else if (answers->networks) {
		json_put(derived, "default_bridge", cJSON_CreateNull());
	} else {
		record_unreadable(record, "derived.default_bridge",
		                  answers->networks_failed, "");
	}
}

/* Say that a part of info did not come: all of it, or that member. */
static void info_unreadable(const struct daemon_view *view, const char *path,
                            const char *member, struct record *record)
{
	struct error why;

	if (view->answers->info)
		error_plain(&why, "GET /info was answered without %s", member);
	else
		error_plain(&why, "%s", view->answers->info_failed);
	record_unreadable(record, path, why.text, "");
}

static void put_by_info(const struct daemon_view *view, cJSON *derived,
                        struct record *record)
{
	const cJSON *info = view->answers->info;
	bool security = security_known(info);

	if (security) {
		json_put(derived, "security_options",
		         json_copy(view->security));
	} else {
		info_unreadable(view, "derived.security_options",
		                "SecurityOptions", record);
	}
	if (registries_known(info)) {
		json_put(derived, "insecure_registries",
		         registries_insecure(info, false));
	} else {
		info_unreadable(view, "derived.insecure_registries",
		                "RegistryConfig", record);
	}
	/* That it is rootless, each answer can show; that not, only info. */
	if (security || view->rootless)
		json_put_bool(derived, "rootless", view->rootless);
	else
		info_unreadable(view, "derived.rootless", "SecurityOptions",
		                record);
}

static bool put_limits(const struct dockerd *dockerd, cJSON *derived,
                       struct error *err)
{
	static const char *const rows[][2] = {
		{ "nofile", "Max open files" },
		{ "nproc", "Max processes" },
		{ "core", "Max core file size" },
	};
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	owned(release_json) cJSON *limits = json_object();

	if (proc_read(dockerd->proc, dockerd->pid, "limits", &text, err) !=
	    FILE_READ)
		return false;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		cJSON *limit = proc_limit(text.data, rows[i][1]);

		if (!limit) {
			return error_plain(err,
			                   "/proc/%ld/limits has no \"%s\"",
			                   dockerd->pid, rows[i][1]);
		}
		json_put(limits, rows[i][0], limit);
	}
	json_put(derived, "limits", take(limits));
	return true;
}

/* "/proc/812/limits" as the source of a path. */
static void proc_source(struct record *record, const char *path,
                        const struct dockerd *dockerd, const char *file)
{
	char source[64];

	snprintf(source, sizeof(source), "/proc/%ld/%s", dockerd->pid, file);
	record_source(record, path, source);
}

static void put_process(const struct dockerd *dockerd, cJSON *derived,
                        struct record *record)
{
	cJSON *process = json_object();

	json_put_number(process, "pid", (double)dockerd->pid);
	if (dockerd->exe[0]) {
		json_put(process, "exe",
		         proc_string(dockerd->exe, strlen(dockerd->exe)));
	} else {
		record_unreadable(record, "derived.process.exe",
		                  "cannot read the link of the executable",
		                  "run as root");
	}
	if (dockerd->uid >= 0)
		json_put_number(process, "uid", (double)dockerd->uid);
	else
		record_unreadable(record, "derived.process.uid",
		                  "cannot read the status of the process", "");
	if (dockerd->uid_map_root >= 0) {
		json_put_number(process, "uid_map_root",
		                (double)dockerd->uid_map_root);
	} else {
		record_unreadable(record, "derived.process.uid_map_root",
		                  "cannot read the uid_map of the process", "");
	}
	json_put(derived, "process", process);
	proc_source(record, "derived.process", dockerd, "status");
	proc_source(record, "derived.process.uid_map_root", dockerd, "uid_map");
}

static void put_by_process(const struct daemon_view *view, cJSON *derived,
                           struct record *record)
{
	const struct configuration *configuration = view->configuration;
	struct error err = { 0 };

	if (!view->dockerd) {
		record_unreadable(record, "derived.process",
		                  configuration->flags_reason,
		                  configuration->flags_help);
		record_unreadable(record, "derived.limits",
		                  configuration->flags_reason,
		                  configuration->flags_help);
		return;
	}
	put_process(view->dockerd, derived, record);
	if (put_limits(view->dockerd, derived, &err))
		proc_source(record, "derived.limits", view->dockerd, "limits");
	else
		record_unreadable(record, "derived.limits", err.text,
		                  "run as root");
}

/* How an API by TCP is protected stands in the file. */
static bool in_doubt(const struct configuration *configuration,
                     const cJSON *listeners)
{
	const cJSON *listener;

	if (!configuration->file_doubtful)
		return false;
	cJSON_ArrayForEach(listener, listeners)
	{
		const char *protocol = json_text(listener, "protocol");

		if (!protocol || strcmp(protocol, "unix") != 0)
			return true;
	}
	return false;
}

/*
 * The listeners of a daemon whose configuration is known.  False with the
 * reason, and what would help.
 */
static bool find_listeners(const struct daemon_view *view,
                           const struct record *record, cJSON *derived,
                           const char **ret_help, struct error *err)
{
	owned(release_json) cJSON *found = NULL;
	owned(sockets_free) struct socket_list sockets = { 0 };
	owned(sockets_done) struct socket_inodes passed = { 0 };
	const cJSON *settings = json_at(record->document, "settings");
	const cJSON *port =
		json_at(view->configuration->file, "network-diagnostic-port");
	const char *metrics = json_text(settings, "metrics-addr");
	struct listeners_input input = {
		.info = view->answers->info,
		.containers = view->answers->containers,
		.hosts = json_at(settings, "hosts"),
		.metrics = metrics ? metrics : "",
		.diagnostic =
			cJSON_IsNumber(port) ? (unsigned)port->valueint : 0,
		.proxy = json_true(settings, "userland-proxy"),
		.sockets = &sockets,
		.passed = &passed,
	};
	struct error ignored;
	struct tls tls;

	tls_resolve(view->configuration, &tls);
	input.tls = &tls;
	*ret_help = "run as root";
	if (!sockets_listening(view->dockerd->proc, view->dockerd->pid,
	                       &sockets, err)) {
		/* Without fd://, the addresses are all said. */
		if (listeners_inherited(input.hosts))
			return false;
		input.sockets = NULL;
	}
	if (!sockets_of(view->dockerd->proc, 1, &passed, &ignored))
		input.passed = NULL;
	found = listeners_find(&input);
	if (in_doubt(view->configuration, found)) {
		*ret_help = view->configuration->file_help;
		return error_plain(err, "%s", view->configuration->file_reason);
	}
	json_put(derived, "listeners", take(found));
	return true;
}

static void put_listeners(const struct daemon_view *view, cJSON *derived,
                          struct record *record)
{
	const struct configuration *configuration = view->configuration;
	const char *help;
	struct error err = { 0 };

	if (!configuration->flags) {
		record_unreadable(record, "derived.listeners",
		                  configuration->flags_reason,
		                  configuration->flags_help);
	} else if (!configuration->file ||
	           !json_at(record->document, "settings.hosts")) {
		record_unreadable(record, "derived.listeners",
		                  configuration->file_reason,
		                  configuration->file_help);
	} else if (!find_listeners(view, record, derived, &help, &err)) {
		record_unreadable(record, "derived.listeners", err.text, help);
	} else {
		proc_source(record, "derived.listeners", view->dockerd,
		            "cmdline, fd, net");
	}
}

void daemon_derived(const struct daemon_view *view, cJSON *derived,
                    struct record *record)
{
	const struct daemon_answers *answers = view->answers;

	json_put_bool(derived, "local", answers->local);
	json_put(derived, "reached",
	         listeners_reached(answers->address, !answers->local,
	                           answers->tls));
	if (answers->version || answers->info) {
		json_put_text(derived, "engine",
		              view->podman ? "podman" : "docker");
	} else {
		record_unreadable(record, "derived.engine",
		                  answers->version_failed, "");
	}
	put_by_info(view, derived, record);
	put_bridge(view, derived, record);
	put_by_process(view, derived, record);
	put_listeners(view, derived, record);
	json_put(derived, "control_sockets",
	         engine_socket_list(view, record->document));
}
