#include "../../src/collect/hosts.h"
#include "../../src/collect/tls.h"

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

/* Expectations but for the last were seen on dockerd 20.10.24. */
static const struct row {
	const char *flags, *file;
	bool variable, on, verified;
	const char *ca;
} rows[] = {
	{ "{}", "{}", false, false, false, "" },
	{ "{}", "{}", true, false, false, "/home/.docker/ca.pem" },
	{ "{\"tls\":true}", "{}", false, true, true, "/home/.docker/ca.pem" },
	{ "{\"tlsverify\":true}", "{}", false, true, true,
	  "/home/.docker/ca.pem" },
	{ "{\"tlsverify\":false}", "{}", false, true, false,
	  "/home/.docker/ca.pem" },
	{ "{\"tls\":false,\"tlsverify\":false}", "{}", false, true, false,
	  "/home/.docker/ca.pem" },
	{ "{\"tlsverify\":true,\"tlscacert\":\"/ca\"}", "{}", false, true, true,
	  "/ca" },
	{ "{\"tls\":false}", "{}", false, false, false, "" },
	{ "{}", "{\"tls\":true}", false, true, true, "" },
	{ "{}", "{\"tls\":true}", true, true, true, "/home/.docker/ca.pem" },
	{ "{}", "{\"tls\":true,\"tlscacert\":\"/ca\"}", false, true, true,
	  "/ca" },
	{ "{\"tlscacert\":\"/flag\"}", "{\"tls\":true}", false, true, true,
	  "" },
	{ "{}", "{\"tls\":true,\"tlsverify\":false}", false, true, false, "" },
	{ "{}", "{\"tlsverify\":false}", false, true, false, "" },
	{ "{}", "{\"tlsverify\":null}", false, true, true, "" },
	{ "{}", "{\"tls\":false}", false, false, false, "" },
	{ "{}", "{\"tls\":false,\"tlsverify\":true}", false, true, true, "" },
	{ "{\"tlsverify\":true,\"tlscacert\":\"/ca\"}", "{\"tls\":false}",
	  false, true, true, "/ca" },
	{ "{\"tls\":false}", "{\"tlsverify\":true}", false, true, true, "" },
};

static void tls_is_resolved_as_the_daemon_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(configuration_done) struct configuration configuration = {
			.flags = cJSON_Parse(rows[i].flags),
			.file = cJSON_Parse(rows[i].file),
			.tls_variable = rows[i].variable,
			.certificates = "/home/.docker",
		};
		struct tls tls;

		tls_resolve(&configuration, &tls);
		assert_int_equal(tls.on, rows[i].on);
		assert_int_equal(tls.verified, rows[i].verified);
		assert_string_equal(tls.ca, rows[i].ca);
	}
}

static void hosts_are_completed(void **state)
{
	static const struct {
		const char *flags, *file, *expected;
		bool tls, rootless;
	} hosts[] = {
		{ "{}", "{}", "[\"unix:///var/run/docker.sock\"]", false,
		  false },
		{ "{}", "{}", "[\"unix:///run/user/1/docker.sock\"]", false,
		  true },
		{ "{}", "{}", "[\"tcp://localhost:2376\"]", true, true },
		{ "{\"hosts\":[\"fd://\"]}", "{}", "[\"fd://\"]", true, false },
		{ "{}", "{\"hosts\":[\"tcp://\",\":2376\",\"10.0.0.1\"]}",
		  "[\"tcp://localhost:2375\",\"tcp://localhost:2376\","
		  "\"tcp://10.0.0.1:2375\"]",
		  false, false },
		{ "{\"hosts\":[\"tcp://[::]:99\",\"[::1]\",\"unix://\"]}", "{}",
		  "[\"tcp://[::]:99\",\"tcp://[::1]:2375\","
		  "\"unix:///var/run/docker.sock\"]",
		  false, false },
		{ "{\"hosts\":[\"\",\" \"]}", "{}",
		  "[\"unix:///var/run/docker.sock\","
		  "\"unix:///var/run/docker.sock\"]",
		  false, false },
		{ "{\"hosts\":[\"tcp://h:70000\"]}", "{}",
		  "[\"tcp://h:70000\"]", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		owned(configuration_done) struct configuration configuration = {
			.flags = cJSON_Parse(hosts[i].flags),
			.file = cJSON_Parse(hosts[i].file),
			.runtime_directory = "/run/user/1",
		};
		owned(release_json) cJSON *got = hosts_resolve(
			&configuration, hosts[i].tls, hosts[i].rootless);
		owned(release_string) char *text = cJSON_PrintUnformatted(got);

		assert_string_equal(text, hosts[i].expected);
	}
}

static void loopback_is_known_in_all_its_forms(void **state)
{
	static const struct {
		const char *host;
		bool loopback;
	} hosts[] = {
		{ "127.0.0.1", true },
		{ "127.9.9.9", true },
		{ "::1", true },
		{ "::ffff:127.0.0.1", true },
		{ "localhost", true },
		{ "0.0.0.0", false },
		{ "::", false },
		{ "128.0.0.1", false },
		{ "localhost.evil", false },
		{ "127.0.0.1.evil", false },
		{ "::ffff:1.2.3.4", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++)
		assert_int_equal(hosts_loopback(hosts[i].host),
		                 hosts[i].loopback);
}

static void homes_come_from_passwd(void **state)
{
	static const char passwd[] = "+::::::\n"
				     "root:x:0:0:root:/root:/bin/sh\n"
				     "short:x:1000\n"
				     "joe:x:1000:1000:a:/home/joe:/bin/sh\n"
				     "last:x:1001:1001::/home/last:";
	char home[64];

	(void)state;
	assert_true(configuration_home(passwd, 0, home, sizeof(home)));
	assert_string_equal(home, "/root");
	assert_true(configuration_home(passwd, 1000, home, sizeof(home)));
	assert_string_equal(home, "/home/joe");
	assert_true(configuration_home(passwd, 1001, home, sizeof(home)));
	assert_string_equal(home, "/home/last");
	assert_false(configuration_home(passwd, 5, home, sizeof(home)));
	assert_false(configuration_home("", 0, home, sizeof(home)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tls_is_resolved_as_the_daemon_does),
		cmocka_unit_test(hosts_are_completed),
		cmocka_unit_test(loopback_is_known_in_all_its_forms),
		cmocka_unit_test(homes_come_from_passwd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
