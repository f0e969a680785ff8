#include "../../src/collect/daemon.h"
#include "../../src/collect/engine_socket.h"
#include "../../src/collect/host.h"

#include "collect_tree.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char info[] =
	"{\"ID\":\"I\",\"Name\":\"node\",\"Driver\":\"vfs\",\"Debug\":false,"
	"\"HttpProxy\":\"http://joe:secret@proxy:3128\","
	"\"HttpsProxy\":\"http://proxy\",\"NoProxy\":\"a@b\","
	"\"SecurityOptions\":[\"name=rootless\"],\"RegistryConfig\":{"
	"\"InsecureRegistryCIDRs\":[\"10.0.0.0/8\"],\"IndexConfigs\":{}}}";
static const char networks[] =
	"[{\"Name\":\"other\",\"Options\":{}},{\"Name\":\"bridge\",\"Id\":"
	"\"n1\",\"EnableIPv6\":false,\"Options\":{"
	"\"com.docker.network.bridge.default_bridge\":\"true\","
	"\"com.docker.network.bridge.enable_icc\":\"false\","
	"\"com.docker.network.bridge.name\":\"docker9\"}}]";
static const char docker[] =
	"{\"Version\":\"28.5.2\",\"Components\":[{\"Name\":\"Engine\"}]}";
static const char podman[] =
	"{\"Version\":\"5.4.2\",\"Components\":[{\"Name\":\"Podman Engine\"}]}";

/* Why a path is unreadable, or NULL. */
static const char *reason(const struct record *record, const char *path)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(record->whole, "unreadable"))
	{
		if (strcmp(json_text(entry, "path"), path) == 0)
			return json_text(entry, "reason");
	}
	return NULL;
}

static void check_text(const struct record *record, const char *path,
                       const char *expected)
{
	const cJSON *at = json_at(record->document, path);
	owned(release_string) char *text =
		at ? cJSON_PrintUnformatted(at) : strdup("absent");

	assert_string_equal(text, expected);
}

static void remote_record(const char *version, struct record *ret_record)
{
	owned(release_json) cJSON *its_info = cJSON_Parse(info);
	owned(release_json) cJSON *its_version = cJSON_Parse(version);
	owned(release_json) cJSON *its_networks = cJSON_Parse(networks);

	daemon_record(&(struct daemon_answers){ .info = its_info,
	                                        .version = its_version,
	                                        .networks = its_networks,
	                                        .address = "tcp://h:2376",
	                                        .tls = true,
	                                        .socket = -1 },
	              ret_record);
}

static void a_remote_daemon_is_known_by_its_answers(void **state)
{
	owned(record_done) struct record record;

	(void)state;
	remote_record(docker, &record);
	assert_string_equal(record.id, "I");
	assert_string_equal(record.name, "node");
	check_text(&record, "derived.local", "false");
	check_text(&record, "derived.engine", "\"docker\"");
	check_text(&record, "derived.rootless", "true");
	check_text(&record, "derived.insecure_registries", "[\"10.0.0.0/8\"]");
	check_text(&record, "derived.default_bridge",
	           "{\"name\":\"bridge\",\"id\":\"n1\",\"device\":\"docker9\","
	           "\"icc\":false,\"host_ip\":\"0.0.0.0\"}");
	check_text(&record, "settings.icc", "false");
	check_text(&record, "settings.log-level", "absent");
	check_text(&record, "derived.listeners", "absent");
	check_text(&record, "derived.reached",
	           "{\"address\":\"tcp://h:2376\",\"protocol\":\"tcp\","
	           "\"loopback\":false,\"tls\":true}");
	assert_string_equal(reason(&record, "$['settings']['log-level']"),
	                    "the daemon runs on another machine");
	assert_string_equal(reason(&record, "$['derived']['listeners']"),
	                    "the daemon runs on another machine");
	assert_null(reason(&record, "$['settings']['icc']"));
	check_text(&record, "derived.control_sockets", "[]");
}

static void the_socket_that_was_asked_controls_the_daemon(void **state)
{
	const struct daemon_answers answers = {
		.info_failed = "x",
		.version_failed = "x",
		.networks_failed = "x",
		.address = "unix:///nonexistent/engine",
		.local = true,
		.socket = -1,
	};
	owned(record_done) struct record record;

	(void)state;
	daemon_record(&answers, &record);
	check_text(&record, "derived.control_sockets",
	           "[\"/nonexistent/engine\"]");
}

static void a_daemon_is_commanded_through_its_containerd_as_well(void **state)
{
	owned(release_json) cJSON *document = cJSON_Parse(
		"{\"settings\":{\"exec-root\":\"/nonexistent/x\","
		"\"containerd\":\"/nonexistent/c.sock\"},"
		"\"derived\":{\"listeners\":[{\"address\":\"unix:///n/a\"},"
		"{\"address\":\"tcp://h:1\"},{\"address\":\"fd://\"}]}}");
	owned(release_json) cJSON *its_info = cJSON_Parse(
		"{\"Containerd\":{\"Address\":\"/nonexistent/i.sock\"}}");
	const struct daemon_answers answers = { .info = its_info,
		                                .address = "unix:///n/a",
		                                .local = true };
	const struct daemon_view view = { .answers = &answers };
	owned(release_json) cJSON *paths = engine_socket_list(&view, document);
	owned(release_string) char *text = cJSON_PrintUnformatted(paths);

	(void)state;
	assert_string_equal(
		text, "[\"/n/a\","
		      "\"/nonexistent/x/containerd/containerd.sock\","
		      "\"/nonexistent/x/containerd/containerd.sock.ttrpc\""
		      ",\"/nonexistent/c.sock\","
		      "\"/nonexistent/c.sock.ttrpc\","
		      "\"/nonexistent/i.sock\","
		      "\"/nonexistent/i.sock.ttrpc\"]");
}

static void where_links_of_sockets_lead_is_listed_once(void **state)
{
	owned(collect_tree_remove) struct collect_tree tree;
	owned(release_json) cJSON *document = json_object();
	owned(release_json) cJSON *paths = NULL, *expected = json_array();
	struct daemon_answers answers = { .local = true };
	const struct daemon_view view = { .answers = &answers };
	char address[4200] = "unix://", link[4096], real[4096];
	cJSON *settings = json_object();

	(void)state;
	collect_tree_make(&tree);
	collect_tree_file(&tree, "real/api", "");
	collect_tree_link(&tree, "link", "real");
	collect_tree_path(&tree, "link/api", link);
	collect_tree_path(&tree, "real/api", real);
	strcat(address, link);
	answers.address = address;
	json_put(document, "settings", settings);
	json_put_text(settings, "containerd", link);
	paths = engine_socket_list(&view, document);
	json_push(expected, cJSON_CreateString(link));
	json_push(expected, cJSON_CreateString(real));
	strcat(link, ".ttrpc");
	json_push(expected, cJSON_CreateString(link));
	assert_true(cJSON_Compare(paths, expected, true));
}

static void no_password_of_a_proxy_is_kept(void **state)
{
	owned(record_done) struct record record;
	owned(release_string) char *text = NULL;

	(void)state;
	remote_record(docker, &record);
	check_text(&record, "info.HttpProxy", "\"http://proxy:3128\"");
	check_text(&record, "info.HttpsProxy", "\"http://proxy\"");
	check_text(&record, "info.NoProxy", "\"a@b\"");
	text = cJSON_PrintUnformatted(record.whole);
	assert_null(strstr(text, "secret"));
}

static void podman_has_no_daemon_settings(void **state)
{
	owned(release_json) cJSON *its_info = cJSON_Parse(info);
	owned(release_json) cJSON *its_version = cJSON_Parse(podman);
	owned(release_json) cJSON *none = cJSON_CreateArray();
	owned(record_done) struct record record;

	(void)state;
	daemon_record(&(struct daemon_answers){ .info = its_info,
	                                        .version = its_version,
	                                        .networks = none,
	                                        .address = "unix:///p.sock",
	                                        .local = true,
	                                        .socket = -1 },
	              &record);
	check_text(&record, "derived.engine", "\"podman\"");
	check_text(&record, "derived.default_bridge", "null");
	check_text(&record, "derived.drift", "[]");
	check_text(&record, "settings.storage-driver", "\"vfs\"");
	check_text(&record, "settings.bridge", "absent");
	assert_string_equal(reason(&record, "$['settings']['icc']"),
	                    "podman has no such daemon setting");
}

static void what_failed_is_unreadable(void **state)
{
	owned(record_done) struct record record;

	(void)state;
	daemon_record(&(struct daemon_answers){ .info_failed = "500",
	                                        .version_failed = "501",
	                                        .networks_failed = "502",
	                                        .address = "tcp://h",
	                                        .socket = -1 },
	              &record);
	assert_string_equal(record.id, "");
	assert_string_equal(record.name, "daemon");
	assert_string_equal(reason(&record, "$['info']"), "500");
	assert_string_equal(reason(&record, "$['version']"), "501");
	assert_string_equal(reason(&record, "$['derived']['default_bridge']"),
	                    "502");
	assert_string_equal(reason(&record, "$['derived']['security_options']"),
	                    "500");
	assert_string_equal(reason(&record, "$['derived']['engine']"), "501");
	assert_string_equal(reason(&record, "$['derived']['rootless']"), "500");
	check_text(&record, "info", "absent");
	check_text(&record, "settings.debug", "absent");
}

/* An answer that is one in its form, but tells less than it must. */
static void what_an_answer_leaves_out_is_unreadable(void **state)
{
	static const struct {
		const char *info;
		bool options, registries;
	} rows[] = {
		{ "{}", false, false },
		{ "{\"SecurityOptions\":null,\"RegistryConfig\":null}", true,
		  false },
		{ "{\"SecurityOptions\":\"x\",\"RegistryConfig\":\"x\"}", false,
		  false },
		{ "{\"SecurityOptions\":[],\"RegistryConfig\":{"
		  "\"IndexConfigs\":{}}}",
		  true, false },
		{ "{\"SecurityOptions\":{},\"RegistryConfig\":{"
		  "\"InsecureRegistryCIDRs\":null,\"IndexConfigs\":1}}",
		  false, false },
		{ "{\"RegistryConfig\":{\"InsecureRegistryCIDRs\":null,"
		  "\"IndexConfigs\":null}}",
		  false, true },
	};
	static const char *const by_options[] = {
		"derived.security_options", "derived.rootless",
		"settings.selinux-enabled", "settings.userns-remap",
		"settings.seccomp-profile", "settings.no-new-privileges",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(release_json) cJSON *its_info = cJSON_Parse(rows[i].info);
		owned(release_json) cJSON *its_version = cJSON_Parse(docker);
		owned(record_done) struct record record;

		daemon_record(&(struct daemon_answers){ .info = its_info,
		                                        .version = its_version,
		                                        .networks_failed = "x",
		                                        .address = "tcp://h",
		                                        .socket = -1 },
		              &record);
		for (size_t j = 0; j < COUNT(by_options); j++)
			assert_int_equal(
				!!json_at(record.document, by_options[j]),
				rows[i].options);
		assert_int_equal(!!json_at(record.document,
		                           "derived.insecure_registries"),
		                 rows[i].registries);
		assert_int_equal(!reason(&record, "$['derived']['insecure_"
		                                  "registries']"),
		                 rows[i].registries);
		assert_int_equal(!reason(&record, "$['derived']['security_"
		                                  "options']"),
		                 rows[i].options);
	}
}

static void a_local_host_has_all_its_facts(void **state)
{
	static const char *const names[] = {
		"hostname",     "kernel",         "uid",
		"memory_bytes", "cgroup_version", "unprivileged_port_start",
		"apparmor",     "selinux",
	};
	owned(record_done) struct record record;

	(void)state;
	host_record(true, &record);
	for (size_t i = 0; i < COUNT(names); i++) {
		char path[64];

		snprintf(path, sizeof(path), "$['%s']", names[i]);
		assert_true(json_at(record.document, names[i]) ||
		            reason(&record, path));
	}
	assert_true(json_at(record.document, "memory_bytes")->valuedouble > 0);
}

static void a_remote_host_is_unreadable(void **state)
{
	owned(record_done) struct record record;

	(void)state;
	host_record(false, &record);
	assert_true(cJSON_IsNull(record.document));
	assert_string_equal(reason(&record, "$"),
	                    "the daemon runs on another machine");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_remote_daemon_is_known_by_its_answers),
		cmocka_unit_test(the_socket_that_was_asked_controls_the_daemon),
		cmocka_unit_test(
			a_daemon_is_commanded_through_its_containerd_as_well),
		cmocka_unit_test(where_links_of_sockets_lead_is_listed_once),
		cmocka_unit_test(no_password_of_a_proxy_is_kept),
		cmocka_unit_test(podman_has_no_daemon_settings),
		cmocka_unit_test(what_failed_is_unreadable),
		cmocka_unit_test(what_an_answer_leaves_out_is_unreadable),
		cmocka_unit_test(a_local_host_has_all_its_facts),
		cmocka_unit_test(a_remote_host_is_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
