#include "../../src/collect/docker_http.h"
#include "../../src/collect/endpoint.h"

#include "fake_server.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { FEW_MS = 300 };

static struct docker_http *open_at(struct endpoint *endpoint, const char *path,
                                   long timeout_ms)
{
	struct docker_http_options options = { .endpoint = endpoint,
		                               .timeout_ms = timeout_ms };
	struct docker_http *http = NULL;
	struct error err;

	*endpoint =
		(struct endpoint){ .socket = path, .base = "http://docker" };
	assert_true(docker_http_open(&options, &http, &err));
	return http;
}

static enum docker_outcome get(struct docker_http *http, const char *path,
                               int type, struct error *err)
{
	cJSON *body = NULL;
	struct docker_want want = { .path = path,
		                    .type = type,
		                    .limit = 1 << 16 };
	enum docker_outcome outcome = docker_http_get(http, &want, &body, err);

	assert_int_equal(outcome == DOCKER_OK, body != NULL);
	cJSON_Delete(body);
	return outcome;
}

#define OK    "HTTP/1.1 200 OK\r\n"
#define EMPTY "Content-Length: 0\r\n\r\n"

static const struct {
	struct fake_reply reply;
	enum docker_outcome outcome;
	const char *text; /* in the error */
} outcomes[] = {
	{ { "/x", "{\"a\":1}", .after = FAKE_KEEP }, DOCKER_OK, "" },
	{ { "/x", " {} \n", .after = FAKE_KEEP }, DOCKER_OK, "" },
	{ { "/x",
	    OK "Transfer-Encoding: chunked\r\n\r\n"
	       "2\r\n{}\r\n0\r\n\r\n",
	    .after = FAKE_KEEP },
	  DOCKER_OK,
	  "" },
	{ { "/x", OK "\r\n{}", .after = FAKE_CLOSE }, DOCKER_OK, "" },
	{ { "/x", "{\"message\":\"no such container: x\"}", .status = 404 },
	  DOCKER_GONE,
	  "answered 404: no such container: x" },
	{ { "/x", "Not Found\nsecond line", .status = 404 },
	  DOCKER_GONE,
	  "answered 404: Not Found" },
	{ { "/x", "{\"message\":\"authorization denied\"}", .status = 403 },
	  DOCKER_REFUSED,
	  "answered 403: authorization denied" },
	{ { "/x", "", .status = 500 }, DOCKER_REFUSED, "answered 500" },
	{ { "/x", "{}", .status = 206 }, DOCKER_REFUSED, "answered 206" },
	{ { "/x", "HTTP/1.1 204 No Content\r\n\r\n", .after = FAKE_KEEP },
	  DOCKER_REFUSED,
	  "answered 204" },
	{ { "/x", "HTTP/1.1 302 Found\r\nLocation: /y\r\n" EMPTY,
	    .after = FAKE_KEEP },
	  DOCKER_REFUSED,
	  "answered 302" },
	{ { "/x",
	    "HTTP/1.1 301 Moved\r\nLocation: "
	    "file:///etc/passwd\r\n" EMPTY,
	    .after = FAKE_KEEP },
	  DOCKER_REFUSED,
	  "answered 301" },
	{ { "/x", "[]", .after = FAKE_KEEP },
	  DOCKER_ILL,
	  "not one whole JSON object" },
	{ { "/x", "null", .after = FAKE_KEEP },
	  DOCKER_ILL,
	  "not one whole JSON object" },
	{ { "/x", "<html>", .after = FAKE_KEEP }, DOCKER_ILL, "not one whole" },
	{ { "/x", OK EMPTY, .after = FAKE_KEEP }, DOCKER_ILL, "0 bytes" },
	{ { "/x", "{} {}", .after = FAKE_KEEP }, DOCKER_ILL, "not one whole" },
	{ { "/x", OK "\r\n{\"a\":", .after = FAKE_CLOSE },
	  DOCKER_ILL,
	  "not one whole" },
	{ { "/x", OK "Content-Length: 3\r\n\r\n{\"a\":1}",
	    .after = FAKE_CLOSE },
	  DOCKER_ILL,
	  "not one whole" },
	{ { "/x", OK "Content-Length: 30\r\n\r\n{}", .after = FAKE_CLOSE },
	  DOCKER_ILL,
	  "not answered" },
	{ { "/x", OK "Transfer-Encoding: chunked\r\n\r\n9\r\n{}",
	    .after = FAKE_CLOSE },
	  DOCKER_ILL,
	  "not answered" },
	{ { "/x", "\1SSH-2.0-OpenSSH_9.2\r\nmore", .after = FAKE_CLOSE },
	  DOCKER_ILL,
	  "no Docker API: \"SSH-2.0-OpenSSH_9.2\"" },
	{ { "/x", "\1", .after = FAKE_CLOSE }, DOCKER_ILL, "not answered" },
	{ { "/x", OK "\r\n[", .after = FAKE_REPEAT },
	  DOCKER_ILL,
	  "more than 65536 bytes" },
	{ { "/x", OK "\r\n{", .after = FAKE_SLOW },
	  DOCKER_SLOW,
	  "not answered in 0.3 s" },
	{ { "/x", "\1", .after = FAKE_HANG },
	  DOCKER_SLOW,
	  "not answered in 0.3 s" },
};

static void each_answer_has_its_outcome(void **state)
{

	(void)state;
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		const struct fake_reply replies[] = { outcomes[i].reply,
			                              { "/y", "{}", 0, 0, 0 },
			                              { 0 } };
		struct fake_server *server = fake_server_start(replies);
		struct endpoint endpoint;
		struct docker_http *http =
			open_at(&endpoint, fake_server_path(server), FEW_MS);
		struct error err = { .text = "" };

		assert_int_equal(get(http, "/x", cJSON_Object, &err),
		                 outcomes[i].outcome);
		if (!strstr(err.text, outcomes[i].text))
			fail_msg("row %zu: %s", i, err.text);
		assert_null(strchr(err.text, '\n'));
		assert_string_equal(fake_server_log(server), "GET /x\n");
		docker_http_close(http);
		fake_server_free(server);
	}
}

static void headers_without_end_are_cut_off(void **state)
{
	static const struct fake_reply replies[] = {
		{ "/x", "HTTP/1.1 100 Continue\r\n\r\n", .after = FAKE_REPEAT },
		{ 0 },
	};
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint;
	struct docker_http *http =
		open_at(&endpoint, fake_server_path(server), 5000);
	struct error err;

	(void)state;
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_ILL);
	assert_non_null(strstr(err.text, "headers of more than"));
	docker_http_close(http);
	fake_server_free(server);
}

static void a_connection_that_ended_is_opened_anew(void **state)
{
	static const struct fake_reply replies[] = {
		{ "/1", "{}", .after = FAKE_CLOSE },
		{ "/2", "{}", .after = FAKE_KEEP },
		{ "/3", "{}", .after = FAKE_KEEP },
		{ 0 },
	};
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint;
	struct docker_http *http =
		open_at(&endpoint, fake_server_path(server), FEW_MS);
	struct error err = { .text = "" };

	(void)state;
	assert_int_equal(get(http, "/1", cJSON_Object, &err), DOCKER_OK);
	assert_int_equal(get(http, "/2", cJSON_Object, &err), DOCKER_OK);
	assert_true(docker_http_socket(http) >= 0);
	assert_int_equal(get(http, "/3", cJSON_Object, &err), DOCKER_OK);
	docker_http_close(http);
	fake_server_free(server);
}

/* What a server says without having been asked must answer no request. */
static void surplus_bytes_are_not_the_next_answer(void **state)
{
	static const struct fake_reply replies[] = {
		{ "/1",
		  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
		  "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"fake\":1}",
		  .after = FAKE_KEEP },
		{ "/2", "[]", .after = FAKE_KEEP },
		{ 0 },
	};
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint;
	struct docker_http *http =
		open_at(&endpoint, fake_server_path(server), FEW_MS);
	struct error err = { .text = "" };

	(void)state;
	assert_int_equal(get(http, "/1", cJSON_Object, &err), DOCKER_OK);
	assert_int_equal(get(http, "/2", cJSON_Array, &err), DOCKER_OK);
	docker_http_close(http);
	fake_server_free(server);
}

static void all_requests_together_have_a_deadline(void **state)
{
	static const struct fake_reply replies[] = {
		{ "/x", "\1", .after = FAKE_HANG },
		{ 0 },
	};
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint = { .socket = fake_server_path(server),
		                     .base = "http://docker" };
	struct docker_http_options options = { .endpoint = &endpoint,
		                               .timeout_ms = 10000,
		                               .total_ms = FEW_MS };
	struct docker_http *http = NULL;
	struct error err;
	time_t begin = time(NULL);

	(void)state;
	assert_true(docker_http_open(&options, &http, &err));
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_LATE);
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_LATE);
	assert_non_null(strstr(err.text, "longer than 0.3 s"));
	assert_true(time(NULL) - begin <= 3);
	docker_http_close(http);
	fake_server_free(server);
}

static void a_nul_does_not_shorten_a_string(void **state)
{
	static const struct fake_reply replies[] = {
		{ "/x", "{\"a\":\"ok\\u0000bad\",\"b\":\"\\\\u0000\"}",
		  .status = 200 },
		{ 0 },
	};
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint;
	struct docker_http *http =
		open_at(&endpoint, fake_server_path(server), FEW_MS);
	struct docker_want want = { "/x", cJSON_Object, 1 << 16 };
	owned(release_json) cJSON *body = NULL;
	struct error err;

	(void)state;
	assert_int_equal(docker_http_get(http, &want, &body, &err), DOCKER_OK);
	assert_string_equal(
		cJSON_GetObjectItemCaseSensitive(body, "a")->valuestring,
		"ok\xef\xbf\xbd"
		"bad");
	assert_string_equal(
		cJSON_GetObjectItemCaseSensitive(body, "b")->valuestring,
		"\\u0000");
	docker_http_close(http);
	fake_server_free(server);
}

static void each_way_not_to_connect_has_its_words(void **state)
{
	char folder[] = "/tmp/dockaudit-test-XXXXXX";
	char path[64];
	struct endpoint endpoint;
	struct docker_http *http;
	struct error err;
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/sock", folder);
	http = open_at(&endpoint, path, FEW_MS);
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_DOWN);
	assert_string_equal(err.text, "no such socket");

	file = fopen(path, "we");
	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_DOWN);
	assert_string_equal(err.text, "not a socket");
	docker_http_close(http);
	(void)unlink(path);
	(void)rmdir(folder);
}

static void a_stale_socket_is_told_apart(void **state)
{
	static const struct fake_reply replies[] = { { 0 } };
	struct fake_server *server = fake_server_start(replies);
	struct endpoint endpoint;
	struct docker_http *http =
		open_at(&endpoint, fake_server_path(server), FEW_MS);
	struct error err;

	(void)state;
	(void)fake_server_log(server); /* stops it, leaves its socket */
	assert_int_equal(get(http, "/x", cJSON_Object, &err), DOCKER_DOWN);
	assert_string_equal(err.text,
	                    "connection refused: nothing listens there");
	if (geteuid() == 0 && access("/proc/self/uid_map", R_OK) == 0) {
		assert_int_equal(chmod(fake_server_path(server), 0), 0);
		assert_int_equal(seteuid(65534), 0);
		assert_int_equal(get(http, "/x", cJSON_Object, &err),
		                 DOCKER_DENIED);
		assert_int_equal(seteuid(0), 0);
		assert_string_equal(err.text, "permission denied");
	}
	docker_http_close(http);
	fake_server_free(server);
}

static void a_path_too_long_for_a_socket_is_refused(void **state)
{
	char path[200];
	struct endpoint endpoint = { .socket = path, .base = "http://docker" };
	struct docker_http_options options = { .endpoint = &endpoint };
	struct docker_http *http = NULL;
	struct error err;

	(void)state;
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	path[108] = '\0';
	assert_false(docker_http_open(&options, &http, &err));
	assert_non_null(strstr(err.text, "longer than 107 bytes"));
	path[107] = '\0';
	assert_true(docker_http_open(&options, &http, &err));
	docker_http_close(http);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_answer_has_its_outcome),
		cmocka_unit_test(headers_without_end_are_cut_off),
		cmocka_unit_test(a_connection_that_ended_is_opened_anew),
		cmocka_unit_test(surplus_bytes_are_not_the_next_answer),
		cmocka_unit_test(all_requests_together_have_a_deadline),
		cmocka_unit_test(a_nul_does_not_shorten_a_string),
		cmocka_unit_test(each_way_not_to_connect_has_its_words),
		cmocka_unit_test(a_stale_socket_is_told_apart),
		cmocka_unit_test(a_path_too_long_for_a_socket_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
