#include "../../src/collect/listeners.h"

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

/* What dockerd listens on: one of each that it may have. */
static struct socket_listening sockets[] = {
	{ 1, 0, "/run/docker.sock", false },
	{ 2, 2375, "::", false },
	{ 3, 9323, "127.0.0.1", true },
	{ 4, 2377, "::", false },
	{ 5, 7946, "::", false },
	{ 6, 4243, "10.0.0.9", false },
	{ 7, 8080, "0.0.0.0", false },
};

static unsigned long passed[] = { 1, 2, 99 };

/* Address, tls, client_auth, client_ca of each, space separated. */
static void check(const struct listeners_input *input, const char *expected)
{
	owned(release_json) cJSON *listeners = listeners_find(input);
	char got[1024] = "";
	const cJSON *listener;

	cJSON_ArrayForEach(listener, listeners)
	{
		size_t used = strlen(got);

		snprintf(got + used, sizeof(got) - used, "%s%s,%s,%s%s%s%s%s",
		         used ? " " : "", json_text(listener, "address"),
		         json_text(listener, "protocol"),
		         json_text(listener, "origin"),
		         json_true(listener, "loopback") ? ",loopback" : "",
		         json_true(listener, "tls") ? ",tls" : "",
		         json_true(listener, "client_auth") ? ",auth" : "",
		         json_true(listener, "client_ca") ? ",ca" : "");
	}
	assert_string_equal(got, expected);
}

static const char inactive[] = "{\"Swarm\":{\"LocalNodeState\":\"inactive\"}}";
static const char manager[] =
	"{\"Swarm\":{\"LocalNodeState\":\"active\",\"NodeID\":\"n\","
	"\"RemoteManagers\":[{\"NodeID\":\"n\",\"Addr\":\"10.0.0.9:4243\"},"
	"{\"NodeID\":\"m\",\"Addr\":\"10.0.0.8:8080\"}]}}";
static const char web[] = "[{\"Ports\":[{\"PublicPort\":8080}]}]";

static const struct row {
	const char *hosts, *info, *containers, *metrics;
	bool proxy, sockets, passed;
	struct tls tls;
	const char *expected;
} rows[] = {
	{ "[\"unix:///x\"]",
	  manager,
	  web,
	  "127.0.0.1:9323",
	  true,
	  true,
	  false,
	  { 0 },
	  "unix:///x,unix,hosts tcp://[::]:2375,tcp,socket" },
	{ "[\"tcp://0.0.0.0:2375\"]",
	  inactive,
	  web,
	  "",
	  true,
	  true,
	  false,
	  { .on = true, .verified = true, .ca = "/ca" },
	  "tcp://0.0.0.0:2375,tcp,hosts,tls,auth,ca "
	  "tcp://127.0.0.1:9323,tcp,socket,loopback,tls,auth,ca "
	  "tcp://[::]:2377,tcp,socket,tls,auth,ca "
	  "tcp://[::]:7946,tcp,socket,tls,auth,ca "
	  "tcp://10.0.0.9:4243,tcp,socket,tls,auth,ca" },
	{ "[\"fd://\"]",
	  manager,
	  web,
	  "localhost:9323",
	  true,
	  true,
	  true,
	  { .on = true },
	  "unix:///run/docker.sock,unix,socket "
	  "tcp://[::]:2375,tcp,socket,tls" },
	{ "[\"fd://\"]",
	  manager,
	  web,
	  "localhost:9323",
	  true,
	  true,
	  false,
	  { 0 },
	  "fd://,fd,hosts tcp://[::]:2375,tcp,socket" },
	{ "[\"unix:///x\",\"tcp://[::]:2375\"]",
	  manager,
	  NULL,
	  "localhost:9323",
	  true,
	  true,
	  false,
	  { .on = true, .verified = true },
	  "unix:///x,unix,hosts tcp://[::]:2375,tcp,hosts,tls,auth "
	  "tcp://0.0.0.0:8080,tcp,socket,tls,auth" },
	{ "[\"unix:///x\"]",
	  manager,
	  NULL,
	  "localhost:9323",
	  false,
	  true,
	  false,
	  { 0 },
	  "unix:///x,unix,hosts" },
	{ "[\"tcp://127.0.0.1:1\"]",
	  manager,
	  NULL,
	  "",
	  true,
	  false,
	  false,
	  { 0 },
	  "tcp://127.0.0.1:1,tcp,hosts,loopback" },
};

static void every_listener_is_found_and_nothing_else(void **state)
{
	const struct socket_list list = { sockets, COUNT(sockets) };
	const struct socket_inodes inodes = { passed, COUNT(passed) };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		owned(release_json) cJSON *hosts = cJSON_Parse(row->hosts);
		owned(release_json) cJSON *info = cJSON_Parse(row->info);
		owned(release_json) cJSON *containers =
			row->containers ? cJSON_Parse(row->containers) : NULL;

		check(&(struct listeners_input){ .info = info,
		                                 .containers = containers,
		                                 .hosts = hosts,
		                                 .metrics = row->metrics,
		                                 .proxy = row->proxy,
		                                 .tls = &row->tls,
		                                 .sockets = row->sockets ? &list
		                                                         : NULL,
		                                 .passed = row->passed ? &inodes
		                                                       : NULL },
		      row->expected);
	}
}

static void what_was_reached_is_a_listener(void **state)
{
	static const struct {
		const char *address;
		bool tcp, tls;
		const char *protocol;
		bool loopback;
	} reached[] = {
		{ "unix:///run/docker.sock", false, false, "unix", false },
		{ "tcp://192.0.2.1:2375", true, false, "tcp", false },
		{ "tcp://127.0.0.1:2376", true, true, "tcp", true },
		{ "http://localhost:2375", true, false, "tcp", true },
		{ "https://[::1]:2376", true, true, "tcp", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(reached); i++) {
		owned(release_json) cJSON *found = listeners_reached(
			reached[i].address, reached[i].tcp, reached[i].tls);

		assert_string_equal(json_text(found, "address"),
		                    reached[i].address);
		assert_string_equal(json_text(found, "protocol"),
		                    reached[i].protocol);
		assert_int_equal(json_true(found, "loopback"),
		                 reached[i].loopback);
		assert_int_equal(json_true(found, "tls"), reached[i].tls);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_listener_is_found_and_nothing_else),
		cmocka_unit_test(what_was_reached_is_a_listener),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
