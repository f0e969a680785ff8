#include "../../src/collect/docker_request.h"
#include "../../src/collect/endpoint.h"

#include "dockaudit/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const variables[] = {
	"DOCKER_HOST",     "DOCKER_CONTEXT",     "DOCKER_CONFIG",
	"DOCKER_TLS",      "DOCKER_TLS_VERIFY",  "DOCKER_CERT_PATH",
	"XDG_RUNTIME_DIR", "DOCKER_API_VERSION",
};

/* A folder for $DOCKER_CONFIG with one context, "far", that has TLS files. */
struct fixture {
	struct arena *arena;
	char folder[64];
};

static void write_file(const struct fixture *f, const char *name,
                       const char *text)
{
	FILE *out =
		fopen(arena_printf(f->arena, "%s/%s", f->folder, name), "we");

	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static void make_folder(const struct fixture *f, const char *name)
{
	assert_int_equal(
		mkdir(arena_printf(f->arena, "%s/%s", f->folder, name), 0700),
		0);
}

static const char *const folders[] = {
	"contexts",         "contexts/meta",          "contexts/meta/aa",
	"contexts/meta/bb", "contexts/meta/cc",       "contexts/tls",
	"contexts/tls/bb",  "contexts/tls/bb/docker",
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		(void)unsetenv(variables[i]);
	f->arena = arena_new();
	(void)strcpy(f->folder, "/tmp/dockaudit-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		make_folder(f, folders[i]);
	write_file(f, "contexts/meta/aa/meta.json",
	           "{\"Name\":\"near\",\"Endpoints\":{\"docker\":"
	           "{\"Host\":\"unix:///srv/x.sock\"}}}");
	write_file(f, "contexts/meta/bb/meta.json",
	           "{\"Name\":\"far\",\"Endpoints\":{\"docker\":"
	           "{\"Host\":\"tcp://far:2376\",\"SkipTLSVerify\":false}}}");
	write_file(f, "contexts/meta/cc/meta.json", "broken");
	write_file(f, "contexts/tls/bb/docker/ca.pem", "");
	write_file(f, "contexts/tls/bb/docker/key.pem", "");
	assert_int_equal(setenv("DOCKER_CONFIG", f->folder, 1), 0);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const files[] = {
		"contexts/meta/aa/meta.json",
		"contexts/meta/bb/meta.json",
		"contexts/meta/cc/meta.json",
		"config.json",
		"contexts/tls/bb/docker/ca.pem",
		"contexts/tls/bb/docker/key.pem",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		(void)unlink(
			arena_printf(f->arena, "%s/%s", f->folder, files[i]));
	for (size_t i = sizeof(folders) / sizeof(folders[0]); i > 0; i--)
		(void)rmdir(arena_printf(f->arena, "%s/%s", f->folder,
		                         folders[i - 1]));
	(void)rmdir(f->folder);
	arena_free(f->arena);
	free(f);
	return 0;
}

static const struct {
	const char *host, *context; /* options */
	const char *docker_host, *docker_context, *config;
	const char *address; /* NULL: refused */
	const char *origin;  /* or a part of the error */
} precedence[] = {
	{ "tcp://a:1", NULL, "tcp://b:2", "near", "far", "tcp://a:1",
	  "--host" },
	{ NULL, "near", "tcp://b:2", "far", "far", "unix:///srv/x.sock",
	  "context \"near\"" },
	{ NULL, NULL, "tcp://b:2", "near", "far", "tcp://b:2", "DOCKER_HOST" },
	{ NULL, NULL, NULL, "near", "far", "unix:///srv/x.sock",
	  "context \"near\"" },
	{ NULL, NULL, NULL, NULL, "far", "tcp://far:2376", "context \"far\"" },
	{ NULL, NULL, NULL, NULL, NULL, "unix:///var/run/docker.sock",
	  "default" },
	{ NULL, NULL, NULL, "default", "far", "unix:///var/run/docker.sock",
	  "default" },
	{ NULL, "default", "tcp://b:2", "near", "far", "tcp://b:2",
	  "DOCKER_HOST" },
	{ NULL, "gone", NULL, NULL, NULL, NULL, "no context \"gone\"" },
	{ "tcp://a:1", "near", NULL, NULL, NULL, NULL, "exclude" },
};

static void the_first_that_names_a_daemon_wins(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(precedence) / sizeof(precedence[0]);
	     i++) {
		const struct source_docker_options options = {
			.host = precedence[i].host,
			.context = precedence[i].context
		};
		struct endpoints found;
		struct error err = { .text = "" };

		(void)setenv("DOCKER_HOST",
		             precedence[i].docker_host
		                     ? precedence[i].docker_host
		                     : "",
		             1);
		(void)setenv("DOCKER_CONTEXT",
		             precedence[i].docker_context
		                     ? precedence[i].docker_context
		                     : "",
		             1);
		write_file(f, "config.json",
		           precedence[i].config
		                   ? "{\"auths\":{},\"currentContext\":\"far\"}"
		                   : "{}");
		assert_int_equal(
			endpoint_find(f->arena, &options, &found, &err),
			precedence[i].address != NULL);
		if (!precedence[i].address) {
			assert_non_null(strstr(err.text, precedence[i].origin));
			continue;
		}
		assert_string_equal(found.items[0].address,
		                    precedence[i].address);
		assert_string_equal(found.items[0].origin,
		                    precedence[i].origin);
	}
}

static const struct {
	const char *text;
	const char *base; /* NULL: refused */
	const char *socket;
	bool tls;
} addresses[] = {
	{ "unix:///run/x.sock", "http://docker", "/run/x.sock", false },
	{ "unix://", "http://docker", "/var/run/docker.sock", false },
	{ "tcp://h", "http://h:2375", NULL, false },
	{ "tcp://h:1/", "http://h:1", NULL, false },
	{ "tcp://[::1]:2375", "http://[::1]:2375", NULL, false },
	{ "h:2375", "http://h:2375", NULL, false },
	{ "http://h:80", "http://h:80", NULL, false },
	{ "https://h", "https://h:2376", NULL, true },
	{ "tcp://h:0", NULL, NULL, false },
	{ "tcp://h:65536", NULL, NULL, false },
	{ "tcp://h:1x", NULL, NULL, false },
	{ "tcp://h:1/path", NULL, NULL, false },
	{ "tcp://", NULL, NULL, false },
	{ "tcp://[::1", NULL, NULL, false },
	{ "tcp://u:canary@h:1", NULL, NULL, false },
	{ "tcp://h:1\r\nX: y", NULL, NULL, false },
	{ "ssh://me@h", NULL, NULL, false },
	{ "npipe:////./pipe/docker_engine", NULL, NULL, false },
	{ "fd://", NULL, NULL, false },
	{ "ftp://h", NULL, NULL, false },
	{ "/var/run/docker.sock", NULL, NULL, false },
	{ "", NULL, NULL, false },
};

static void addresses_are_read_or_refused(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
		struct endpoint endpoint = { .origin = "--host" };
		struct error err;
		bool read = endpoint_address(f->arena, addresses[i].text,
		                             &endpoint, &err);

		if (read != (addresses[i].base != NULL))
			fail_msg("%s", addresses[i].text);
		if (!read) {
			assert_null(strstr(err.text, "canary"));
			continue;
		}
		assert_string_equal(endpoint.base, addresses[i].base);
		assert_int_equal(endpoint.tls, addresses[i].tls);
		assert_int_equal(endpoint.verify, addresses[i].tls);
		assert_int_equal(endpoint.socket != NULL,
		                 addresses[i].socket != NULL);
		if (addresses[i].socket)
			assert_string_equal(endpoint.socket,
			                    addresses[i].socket);
	}
}

static struct endpoint find(const struct fixture *f,
                            const struct source_docker_options *options)
{
	struct endpoints found;
	struct error err;

	assert_true(endpoint_find(f->arena, options, &found, &err));
	assert_true(found.named);
	assert_int_equal(found.count, 1);
	return found.items[0];
}

static void tls_is_what_the_environment_asks_for(void **state)
{
	struct fixture *f = *state;
	const struct source_docker_options plain = { .host = "tcp://h" };
	const struct source_docker_options own = { .host = "tcp://h",
		                                   .tls_ca = "/x/ca" };
	struct endpoint found = find(f, &plain);

	assert_false(found.tls);
	assert_null(found.ca);
	(void)setenv(
		"DOCKER_CERT_PATH",
		arena_printf(f->arena, "%s/contexts/tls/bb/docker", f->folder),
		1);
	(void)setenv("DOCKER_TLS", "1", 1);
	found = find(f, &plain);
	assert_true(found.tls && !found.verify);
	assert_string_equal(found.base, "https://h:2376");
	assert_non_null(found.ca);
	assert_null(found.cert); /* it is not there */
	(void)setenv("DOCKER_TLS_VERIFY", "yes", 1);
	found = find(f, &own);
	assert_true(found.tls && found.verify);
	assert_string_equal(found.ca, "/x/ca");
	assert_non_null(found.key);
}

static void a_context_brings_its_own_tls(void **state)
{
	struct fixture *f = *state;
	const struct source_docker_options far = { .context = "far" };
	const struct source_docker_options mixed = { .context = "far",
		                                     .tls_verify = true };
	struct endpoint found = find(f, &far);
	struct endpoints none;
	struct error err;

	assert_true(found.tls && found.verify);
	assert_non_null(strstr(found.ca, "contexts/tls/bb/docker/ca.pem"));
	assert_null(found.cert);
	assert_string_equal(found.base, "https://far:2376");
	assert_false(endpoint_find(f->arena, &mixed, &none, &err));
	assert_non_null(strstr(err.text, "its own TLS settings"));
}

static void sockets_are_tried_in_order_and_once(void **state)
{
	struct fixture *f = *state;
	const struct source_docker_options options = { .host = NULL };
	struct endpoints found;
	struct error err;

	(void)setenv("XDG_RUNTIME_DIR", "/run/elsewhere", 1);
	assert_true(endpoint_find(f->arena, &options, &found, &err));
	assert_int_equal(found.count, 5);
	assert_string_equal(found.items[1].socket,
	                    "/run/elsewhere/docker.sock");
	assert_string_equal(found.items[3].socket,
	                    "/run/elsewhere/podman/podman.sock");
	assert_string_equal(found.items[4].socket, "/run/podman/podman.sock");
	(void)setenv("XDG_RUNTIME_DIR",
	             arena_printf(f->arena, "/run/user/%lu",
	                          (unsigned long)getuid()),
	             1);
	assert_true(endpoint_find(f->arena, &options, &found, &err));
	assert_int_equal(found.count, 4);
	assert_false(found.named);
}

static void a_config_that_is_no_json_is_an_error(void **state)
{
	struct fixture *f = *state;
	const struct source_docker_options options = { .host = NULL };
	struct endpoints found;
	struct error err;

	write_file(f, "config.json", "{");
	assert_false(endpoint_find(f->arena, &options, &found, &err));
	assert_non_null(strstr(err.text, "config.json is not a JSON object"));
}

static const struct {
	const char *id;
	const char *path; /* NULL: refused */
} ids[] = {
	{ "4f", "/v1.41/containers/4f/json" },
	{ "", NULL },
	{ NULL, NULL },
	{ "../info", NULL },
	{ "4f?x", NULL },
	{ "4F", NULL },
	{ "a b", NULL },
	{ "0123456789012345678901234567890123456789"
	  "0123456789012345678901234",
	  NULL },
};

static void only_ids_enter_a_path(void **state)
{
	char path[DOCKER_PATH_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		assert_int_equal(docker_request_path(DOCKER_CONTAINER, "1.41",
		                                     ids[i].id, path),
		                 ids[i].path != NULL);
		if (ids[i].path)
			assert_string_equal(path, ids[i].path);
	}
	assert_true(docker_request_path(DOCKER_VERSION, NULL, NULL, path));
	assert_string_equal(path, "/version");
	assert_true(docker_request_path(DOCKER_CONTAINERS, "1.44", NULL, path));
	assert_string_equal(path, "/v1.44/containers/json?all=1");
}

static const struct {
	const char *newest, *oldest;
	unsigned minor; /* 0: there is none */
} versions[] = {
	{ "1.41", "1.12", 41 }, { "1.52", "1.44", 47 }, { "1.47", NULL, 47 },
	{ "1.60", "1.48", 0 },  { "1.23", "1.12", 0 },  { "2.0", "1.12", 0 },
	{ NULL, "1.12", 0 },    { "1.x", "1.12", 0 },   { "1.41 ", "1.12", 0 },
};

static void both_sides_must_know_the_version(void **state)
{
	unsigned minor;

	(void)state;
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		minor = 0;
		assert_int_equal(docker_api_choose(versions[i].newest,
		                                   versions[i].oldest, &minor),
		                 versions[i].minor != 0);
		assert_int_equal(minor, versions[i].minor);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_first_that_names_a_daemon_wins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(addresses_are_read_or_refused,
		                                set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			tls_is_what_the_environment_asks_for, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(a_context_brings_its_own_tls,
		                                set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			sockets_are_tried_in_order_and_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_config_that_is_no_json_is_an_error, set_up,
			tear_down),
		cmocka_unit_test(only_ids_enter_a_path),
		cmocka_unit_test(both_sides_must_know_the_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
