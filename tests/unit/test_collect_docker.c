#include "docker_run.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void the_target_is_what_the_daemon_says(void **state)
{
	static const struct fake_reply replies[] = { VERSION, INFO, END };
	static const struct needs none = { .execs = true };
	struct run run = docker_run(replies, &none);

	(void)state;
	assert_string_equal(run.target.host, "box");
	assert_string_equal(run.target.engine, "26.1");
	assert_string_equal(run.target.api, "1.45");
	assert_true(run.target.rootless);
	assert_string_equal(run.target.address,
	                    fake_server_address(run.server));
	assert_int_equal(cJSON_GetArraySize(run.records), 0);
	/* What nobody needs is not asked for; nothing but GET is sent. */
	assert_string_equal(fake_server_log(run.server),
	                    "GET /version\nGET /v1.45/info\n");
	docker_run_done(&run);
}

static void an_unreachable_daemon_is_one_line_of_help(void **state)
{
	static const struct needs none = { .execs = true };
	static const struct {
		const char *host;
		const char *text;
	} rows[] = {
		{ "unix:///nonexistent/docker.sock",
		  "no Docker daemon answers (unix:///nonexistent/docker.sock: "
		  "no such socket): start Docker, or name its address with "
		  "--host or DOCKER_HOST" },
		{ "unix:///etc/passwd", "not a socket" },
		{ "tcp://127.0.0.1:1", "connection refused" },
		{ "ssh://host", "ssh:// is not supported" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct source_docker_options options = { .host = rows[i].host,
			                                 .needs = &none };
		struct source *source = NULL;
		struct target target;
		struct error err;

		assert_false(
			source_docker_open(&options, &source, &target, &err));
		if (!strstr(err.text, rows[i].text))
			fail_msg("%s", err.text);
	}
}

static void what_is_no_docker_is_told(void **state)
{
	static const struct {
		struct fake_reply version;
		const char *text;
	} rows[] = {
		{ { "/version", "{}", 0, FAKE_KEEP, 0 }, "has no ApiVersion" },
		{ { "/version", "<html>", 0, FAKE_KEEP, 0 },
		  "not one whole JSON object" },
		{ { "/version", "\1SSH-2.0-x\r\n", 0, FAKE_CLOSE, 0 },
		  "\"SSH-2.0-x\"" },
		{ { "/version",
		    "{\"ApiVersion\":\"1.99\",\"MinAPIVersion\":\"1.90\"}", 0,
		    FAKE_KEEP, 0 },
		  "speaks the API versions 1.90 to 1.99" },
		{ { "/version", "{\"message\":\"denied by plugin\"}", 403,
		    FAKE_KEEP, 0 },
		  "answered 403: denied by plugin" },
	};
	static const struct needs none = { .execs = true };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct fake_reply replies[] = { rows[i].version, END };
		struct fake_server *server = fake_server_start(replies);
		struct source_docker_options options = {
			.host = fake_server_address(server), .needs = &none
		};
		struct source *source = NULL;
		struct target target;
		struct error err;

		assert_false(
			source_docker_open(&options, &source, &target, &err));
		if (!strstr(err.text, rows[i].text))
			fail_msg("%s", err.text);
		fake_server_free(server);
	}
}

static void the_version_can_be_asked_for(void **state)
{
	static const struct fake_reply replies[] = { VERSION, INFO, END };
	static const struct needs none = { .execs = true };
	struct run run;

	(void)state;
	(void)setenv("DOCKER_API_VERSION", "1.30", 1);
	run = docker_run(replies, &none);
	(void)unsetenv("DOCKER_API_VERSION");
	assert_string_equal(run.target.api, "1.30");
	assert_non_null(strstr(fake_server_log(run.server), "/v1.30/info"));
	docker_run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_target_is_what_the_daemon_says),
		cmocka_unit_test(an_unreachable_daemon_is_one_line_of_help),
		cmocka_unit_test(what_is_no_docker_is_told),
		cmocka_unit_test(the_version_can_be_asked_for),
	};

	(void)unsetenv("DOCKER_API_VERSION");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
