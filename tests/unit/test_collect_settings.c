#include "../../src/collect/security.h"
#include "../../src/collect/settings.h"

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

/* One setting of a daemon; source or value NULL: unreadable. */
struct row {
	const char *key, *info, *bridge, *flags, *file;
	unsigned major;
	const char *value, *source, *drift; /* drift "": none */
};

#define DEFAULT "default of engine 20.10"
#define FLAGS   "the flags"
#define FILE_   "the file"

static const struct row rows[] = {
	{ "iptables", "{}", NULL, "{}", "{}", 20, "true", DEFAULT, "" },
	{ "iptables", "{}", NULL, "{\"iptables\":false}", "{}", 20, "false",
	  FLAGS, "" },
	{ "iptables", "{}", NULL, "{}", "{\"iptables\":false}", 20, "false",
	  FILE_, "" },
	{ "iptables", "{}", NULL, "{\"iptables\":false}", NULL, 20, "false",
	  FLAGS, NULL },
	{ "iptables", "{}", NULL, "{}", NULL, 20, NULL, NULL, NULL },
	{ "iptables", "{}", NULL, NULL, NULL, 20, NULL, NULL, NULL },
	{ "ip6tables", "{}", NULL, "{}", "{}", 26, "false",
	  "default of engine 26.10", "" },
	{ "ip6tables", "{}", NULL, "{}", "{}", 27, "true",
	  "default of engine 27.10", "" },
	{ "log-level", "{}", NULL, "{}", "{\"log-level\":\"WARNING\"}", 20,
	  "\"warn\"", FILE_, "" },
	{ "log-level", "{}", NULL, "{}", "{}", 20, "\"info\"", DEFAULT, "" },
	{ "log-level", "{}", NULL, "{\"log-level\":\"\"}", "{}", 20, "\"info\"",
	  FLAGS, "" },
	{ "default-ulimits", "{}", NULL, "{}",
	  "{\"default-ulimits\":{\"nofile\":{\"name\":\"nofile\",\"Hard\":1,"
	  "\"hard\":64,\"SOFT\":32}}}",
	  20, "{\"nofile\":{\"Name\":\"nofile\",\"Hard\":64,\"Soft\":32}}",
	  FILE_, "" },
	{ "debug", "{\"Debug\":true}", NULL, "{}", "{}", 20, "true",
	  "GET /info",
	  "[{\"setting\":\"debug\",\"running\":true,"
	  "\"configured\":false}]" },
	{ "icc", "{}", "{\"com.docker.network.bridge.enable_icc\":\"false\"}",
	  "{}", "{}", 20, "false", "GET /networks",
	  "[{\"setting\":\"icc\",\"running\":false,\"configured\":true}]" },
	{ "icc", "{}", "{}", "{}", "{\"icc\":false}", 20, "true",
	  "GET /networks",
	  "[{\"setting\":\"icc\",\"running\":true,\"configured\":false}]" },
	{ "icc", "{}", NULL, "{}", "{\"icc\":false}", 20, "false", FILE_, "" },
	{ "icc", "{}", "{}", NULL, NULL, 20, "true", "GET /networks", NULL },
	{ "storage-driver", "{\"Driver\":\"vfs\"}", NULL, "{}", "{}", 20,
	  "\"vfs\"", "GET /info", "" },
	{ "storage-driver", "{\"Driver\":\"vfs\"}", NULL,
	  "{\"storage-driver\":\"overlay2\"}", "{}", 20, "\"vfs\"", "GET /info",
	  "[{\"setting\":\"storage-driver\",\"running\":\"vfs\","
	  "\"configured\":\"overlay2\"}]" },
	{ "log-driver", "{\"LoggingDriver\":\"none\"}", NULL, "{}",
	  "{\"log-driver\":\"none\"}", 20, "\"none\"", "GET /info", "" },
	{ "log-driver", "{\"LoggingDriver\":\"\"}", NULL, NULL, NULL, 20, NULL,
	  NULL, NULL },
	{ "no-new-privileges", "{}", NULL, "{}", "{\"no-new-privileges\":true}",
	  20, "true", FILE_, "" },
	{ "no-new-privileges", "{}", NULL, "{}", "{}", 24, "false",
	  "default of engine 24.10", NULL },
	{ "no-new-privileges", "{\"SecurityOptions\":null}", NULL, "{}", "{}",
	  24, "false", "GET /info", "" },
	{ "no-new-privileges",
	  "{\"SecurityOptions\":[\"name=no-new-privileges\"]}", NULL, NULL,
	  NULL, 24, "true", "GET /info", NULL },
	{ "seccomp-profile",
	  "{\"SecurityOptions\":[\"name=seccomp,profile=default\"]}", NULL,
	  "{}", "{}", 20, "\"builtin\"", "GET /info", "" },
	{ "seccomp-profile",
	  "{\"SecurityOptions\":[\"name=seccomp,profile=unconfined\"]}", NULL,
	  NULL, NULL, 20, "\"unconfined\"", "GET /info", NULL },
	{ "userns-remap", "{\"SecurityOptions\":[\"name=userns\"]}", NULL, "{}",
	  "{\"userns-remap\":\"default\"}", 20, "\"default\"", "GET /info",
	  "" },
	{ "userns-remap", "{\"SecurityOptions\":[\"name=userns\"]}", NULL, NULL,
	  NULL, 20, "\"enabled\"", "GET /info", NULL },
	{ "default-cgroupns-mode",
	  "{\"SecurityOptions\":[\"name=cgroupns\"],"
	  "\"CgroupVersion\":\"2\"}",
	  NULL, "{}", "{}", 20, "\"private\"", "GET /info", "" },
	{ "authorization-plugins", "{\"Plugins\":{\"Authorization\":null}}",
	  NULL, "{}", "{}", 20, "[]", "GET /info", "" },
	{ "insecure-registries",
	  "{\"RegistryConfig\":{\"InsecureRegistryCIDRs\":[\"127.0.0.0/8\","
	  "\"10.1.0.0/16\"],\"IndexConfigs\":{\"r:1\":{\"Secure\":false}}}}",
	  NULL, "{\"insecure-registries\":[\"http://r:1\",\"10.1.2.3/16\"]}",
	  "{}", 20, "[\"10.1.0.0/16\",\"r:1\"]", "GET /info", "" },
	{ "data-root",
	  "{\"DockerRootDir\":\"/d/100000.100000\",\"SecurityOptions\":"
	  "[\"name=userns\"]}",
	  NULL, "{}", "{}", 20, "\"/d\"", "GET /info", NULL },
	{ "data-root", "{\"DockerRootDir\":\"/d/1.1\"}", NULL, "{}", "{}", 20,
	  "\"/d/1.1\"", "GET /info", NULL },
	{ "tls", "{}", NULL, "{\"tlsverify\":true}", "{}", 20, "true", FLAGS,
	  "" },
	{ "tlsverify", "{}", NULL, "{}", "{\"tls\":true}", 20, "true", FILE_,
	  "" },
	{ "hosts", "{}", NULL, "{\"hosts\":[\"fd://\"]}", NULL, 20, NULL, NULL,
	  NULL },
	{ "default-ulimits", "{}", NULL, "{}", "{}", 20, "{}", DEFAULT, "" },
};

/* The document's and the envelope's members for one setting. */
static void check_value(const struct record *record, const struct row *row)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(
		json_at(record->document, "settings"), row->key);
	char path[64];

	if (!row->value) {
		assert_null(value);
		return;
	}
	owned(release_string) char *text = cJSON_PrintUnformatted(value);

	assert_string_equal(text, row->value);
	snprintf(path, sizeof(path), "$['settings']['%s']", row->key);
	assert_string_equal(record_source_of(record, path), row->source);
}

/* Only the entry of this setting: rows have no whole info. */
static void check_drift(const cJSON *derived, const struct row *row)
{
	const cJSON *entry;
	owned(release_json) cJSON *own = cJSON_CreateArray();
	owned(release_string) char *text = NULL;

	if (!row->drift)
		return;
	cJSON_ArrayForEach(entry, json_at(derived, "drift"))
	{
		if (strcmp(json_text(entry, "setting"), row->key) == 0)
			json_push(own, json_copy(entry));
	}
	text = cJSON_PrintUnformatted(own);
	assert_string_equal(text, *row->drift ? row->drift : "[]");
}

static void run(const struct row *row, bool doubtful)
{
	owned(release_json) cJSON *info = cJSON_Parse(row->info);
	owned(release_json) cJSON *security = security_options(info);
	owned(release_json) cJSON *bridge = NULL;
	owned(release_json) cJSON *derived = cJSON_CreateObject();
	owned(record_done) struct record record;
	owned(configuration_done) struct configuration configuration = {
		.flags = row->flags ? cJSON_Parse(row->flags) : NULL,
		.file = row->file ? cJSON_Parse(row->file) : NULL,
		.flags_source = FLAGS,
		.file_source = FILE_,
		.flags_reason = "why",
		.file_reason = "why",
		.flags_help = "",
		.file_help = "",
		.file_doubtful = doubtful,
	};
	const struct settings_input input = {
		.info = info,
		.security = security,
		.configuration = &configuration,
		.major = row->major,
		.minor = 10,
	};
	struct settings_input with_bridge = input;

	record_init(&record,
	            &(struct record_head){ KIND_DAEMON, "", "d", "s", 0 },
	            json_object());
	if (row->bridge) {
		bridge = json_object();
		json_put(bridge, "Options", cJSON_Parse(row->bridge));
		with_bridge.default_bridge = bridge;
	}
	settings_write(&with_bridge, derived, &record);
	check_value(&record, row);
	check_drift(derived, row);
	assert_int_equal(json_at(derived, "drift") != NULL,
	                 row->flags && row->file);
}

static void settings_are_what_runs_and_say_where_from(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		run(&rows[i], false);
}

/* The same when the file was changed after the daemon had started. */
static const struct row after_a_change[] = {
	{ "iptables", "{}", NULL, "{}", "{\"iptables\":false}", 20, NULL, NULL,
	  "" },
	{ "iptables", "{}", NULL, "{}", "{}", 20, NULL, NULL, "" },
	{ "iptables", "{}", NULL, "{\"iptables\":false}", "{}", 20, "false",
	  FLAGS, "" },
	{ "tls", "{}", NULL, "{\"tls\":true}", "{}", 20, NULL, NULL, "" },
	{ "hosts", "{}", NULL, "{}", "{}", 20, NULL, NULL, "" },
	{ "hosts", "{}", NULL, "{\"hosts\":[\"unix:///s\"]}", "{}", 20,
	  "[\"unix:///s\"]", FLAGS, "" },
	{ "userns-remap", "{\"SecurityOptions\":[\"name=userns\"]}", NULL, "{}",
	  "{\"userns-remap\":\"joe\"}", 20, "\"enabled\"", "GET /info",
	  "[{\"setting\":\"userns-remap\",\"running\":\"enabled\","
	  "\"configured\":\"joe\"}]" },
	{ "icc", "{}", "{}", "{}", "{\"icc\":false}", 20, "true",
	  "GET /networks",
	  "[{\"setting\":\"icc\",\"running\":true,\"configured\":false}]" },
};

static void a_changed_file_says_not_what_runs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(after_a_change); i++)
		run(&after_a_change[i], true);
}

static void every_setting_is_an_option_with_a_default(void **state)
{
	size_t count;
	const struct setting *table = settings_table(&count);

	(void)state;
	assert_int_equal(count, 44);
	for (size_t i = 0; i < count; i++) {
		owned(release_json) cJSON *fallback =
			cJSON_Parse(table[i].fallback);

		assert_non_null(fallback);
		assert_int_equal(table[i].told != NULL, table[i].from != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_are_what_runs_and_say_where_from),
		cmocka_unit_test(a_changed_file_says_not_what_runs),
		cmocka_unit_test(every_setting_is_an_option_with_a_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
