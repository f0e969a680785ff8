#include "daemon.h"

#include "configuration.h"
#include "daemon_derived.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "dockerd.h"
#include "security.h"
#include "settings.h"
#include "userinfo.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* info without the passwords of proxies. */
static cJSON *clean_info(const cJSON *info)
{
	static const char *const proxies[] = { "HttpProxy", "HttpsProxy" };
	cJSON *copy = json_copy(info);

	for (size_t i = 0; i < sizeof(proxies) / sizeof(proxies[0]); i++) {
		cJSON *proxy =
			cJSON_GetObjectItemCaseSensitive(copy, proxies[i]);

		if (cJSON_IsString(proxy))
			userinfo_remove(proxy->valuestring);
	}
	return copy;
}

static bool is_podman(const struct daemon_answers *answers)
{
	const cJSON *component;

	if (json_at(answers->info, "BuildahVersion"))
		return true;
	cJSON_ArrayForEach(component, json_at(answers->version, "Components"))
	{
		const char *name = json_text(component, "Name");

		if (name && strcmp(name, "Podman Engine") == 0)
			return true;
	}
	return false;
}

/* The network that containers join when they name none. */
static const cJSON *find_default_bridge(const cJSON *networks)
{
	const cJSON *network, *option;

	cJSON_ArrayForEach(network, networks)
	{
		option = cJSON_GetObjectItemCaseSensitive(
			json_at(network, "Options"),
			"com.docker.network.bridge.default_bridge");
		if (cJSON_IsString(option) &&
		    strcmp(option->valuestring, "true") == 0)
			return network;
	}
	return NULL;
}

static void begin(const struct daemon_answers *answers,
                  struct record *ret_record)
{
	const char *id = json_text(answers->info, "ID");
	const char *name = json_text(answers->info, "Name");
	const struct record_head head = {
		.kind = KIND_DAEMON,
		.id = id ? id : "",
		.name = name && *name ? name : "daemon",
		.source = "GET /info",
		.time = time(NULL),
	};

	record_init(ret_record, &head, json_object());
	if (answers->info) {
		json_put(ret_record->document, "info",
		         clean_info(answers->info));
	} else {
		record_unreadable(ret_record, "info", answers->info_failed, "");
	}
	if (answers->version) {
		json_put(ret_record->document, "version",
		         json_copy(answers->version));
		record_source(ret_record, "version", "GET /version");
	} else {
		record_unreadable(ret_record, "version",
		                  answers->version_failed, "");
	}
}

/* A daemon that is in a user namespace of its own is rootless as well. */
static bool is_rootless(const struct daemon_answers *answers,
                        const cJSON *security, const struct dockerd *dockerd)
{
	return security_find(security, "rootless") ||
	       json_true(answers->info, "Rootless") ||
	       (dockerd && dockerd->uid_map_root > 0);
}

/* False with the reason and what would help. */
static bool find_process(const struct daemon_answers *answers, bool podman,
                         struct dockerd *ret_dockerd, const char **ret_help,
                         struct error *err)
{
	*ret_help = "";
	if (!answers->local)
		return error_plain(err, "the daemon runs on another machine");
	if (podman)
		return error_plain(err, "podman has no such daemon setting");
	return dockerd_find(answers, "/proc", ret_dockerd, ret_help, err);
}

static void resolve(const struct daemon_view *view, struct record *record)
{
	const struct daemon_answers *answers = view->answers;
	const char *version = json_text(answers->version, "Version");
	struct settings_input input = {
		.info = answers->info,
		.networks = answers->networks,
		.security = view->security,
		.default_bridge = view->default_bridge,
		.configuration = view->configuration,
		.podman = view->podman,
		.rootless = view->rootless,
	};
	cJSON *derived = json_object();

	if (!version)
		version = json_text(answers->info, "ServerVersion");
	if (version)
		(void)sscanf(version, "%u.%u", &input.major, &input.minor);
	json_put(record->document, "derived", derived);
	settings_write(&input, derived, record);
	daemon_derived(view, derived, record);
}

void daemon_record(const struct daemon_answers *answers,
                   struct record *ret_record)
{
	owned(release_json) cJSON *security = security_options(answers->info);
	owned(dockerd_done) struct dockerd dockerd = { 0 };
	owned(configuration_done) struct configuration configuration = { 0 };
	struct daemon_view view = {
		.answers = answers,
		.configuration = &configuration,
		.security = security,
		.default_bridge = find_default_bridge(answers->networks),
		.podman = is_podman(answers),
	};
	struct error err = { 0 };
	const char *help;

	if (find_process(answers, view.podman, &dockerd, &help, &err)) {
		view.dockerd = &dockerd;
		view.rootless = is_rootless(answers, security, &dockerd);
		configuration_read(&dockerd, view.rootless, &configuration);
	} else {
		view.rootless = is_rootless(answers, security, NULL);
		configuration_unknown(err.text, help, &configuration);
	}
	begin(answers, ret_record);
	resolve(&view, ret_record);
}
