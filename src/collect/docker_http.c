#include "docker_http.h"

#include "endpoint.h"

#include "dockaudit/buffer.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <curl/curl.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
	SOCKET_PATH_MAX = sizeof(((struct sockaddr_un *)0)->sun_path) - 1,
	HEADERS_MAX = 64 << 10,
	MESSAGE_MAX = 64 << 10, /* the body of an answer that is no 200 */
	FOREIGN_MAX = 64,       /* what is kept of what is no HTTP */
	QUOTED_MAX = 200,       /* what is repeated of a message */
};

struct docker_http {
	CURL *curl;
	const struct endpoint *endpoint; /* borrowed */
	struct buffer body;
	char detail[CURL_ERROR_SIZE]; /* libcurl's words, or "" */
	size_t headers;               /* bytes of them, in this answer */
	bool cut; /* enough was read of an answer that is no 200 */
	long timeout_ms;
	long long deadline; /* of everything, on the monotonic clock, ms */
	long total_ms;
};

static long long monotonic_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long status_of(const struct docker_http *http)
{
	long status = 0;

	(void)curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

/* libcurl's callback: taking less than was offered ends the transfer. */
/* NOLINTNEXTLINE(readability-non-const-parameter): libcurl's signature */
static size_t take_header(char *data, size_t one, size_t length, void *state)
{
	struct docker_http *http = state;

	(void)data, (void)one;
	http->headers += length;
	return http->headers <= HEADERS_MAX ? length : 0;
}

static size_t take_body(char *data, size_t one, size_t length, void *state)
{
	struct docker_http *http = state;
	long status = status_of(http);

	(void)one;
	if (status == 200)
		return buffer_append(&http->body, data, length) ? length : 0;
	http->body.limit = status ? MESSAGE_MAX : FOREIGN_MAX;
	if (length > http->body.limit - http->body.used)
		length = http->body.limit - http->body.used;
	(void)buffer_append(&http->body, data, length);
	http->cut = http->body.used == http->body.limit;
	return http->cut ? 0 : length;
}

/* A path of libcurl's, when it is set. */
static bool set_path(CURL *curl, CURLoption option, const char *path)
{
	return !path || curl_easy_setopt(curl, option, path) == CURLE_OK;
}

static bool set_tls(CURL *curl, const struct endpoint *endpoint)
{
	long verify = endpoint->verify ? 1 : 0;

	return curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, verify) ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, verify * 2) ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_SSLVERSION,
	                        (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
	       set_path(curl, CURLOPT_CAINFO,
	                endpoint->verify ? endpoint->ca : NULL) &&
	       set_path(curl, CURLOPT_SSLCERT, endpoint->cert) &&
	       set_path(curl, CURLOPT_SSLKEY, endpoint->key);
}

/*
 * What holds for every request.  What is no HTTP at all is let through as
 * HTTP/0.9, with the status 0, to be able to say what it was.
 */
static bool set_up(struct docker_http *http)
{
	CURL *curl = http->curl;

	return curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
	                        (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 1L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->detail) ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header) ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_HEADERDATA, http) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body) ==
	               CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_WRITEDATA, http) == CURLE_OK &&
	       set_path(curl, CURLOPT_UNIX_SOCKET_PATH,
	                http->endpoint->socket) &&
	       (!http->endpoint->tls || set_tls(curl, http->endpoint));
}

static void release_http(struct docker_http **http)
{
	docker_http_close(*http);
}

bool docker_http_open(const struct docker_http_options *options,
                      struct docker_http **ret_http, struct error *err)
{
	owned(release_http) struct docker_http *http = NULL;
	const struct endpoint *endpoint = options->endpoint;

	if (endpoint->socket && strlen(endpoint->socket) > SOCKET_PATH_MAX) {
		return error_plain(err,
		                   "the path of the socket is longer than %d "
		                   "bytes",
		                   SOCKET_PATH_MAX);
	}
	http = calloc(1, sizeof(*http));
	if (!http)
		oom();
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(http->curl = curl_easy_init()))
		oom();
	http->endpoint = endpoint;
	http->timeout_ms = options->timeout_ms > 0 ? options->timeout_ms
	                                           : LIMIT_REQUEST_MS;
	http->total_ms =
		options->total_ms > 0 ? options->total_ms : LIMIT_TOTAL_MS;
	http->deadline = monotonic_ms() + http->total_ms;
	if (!set_up(http))
		return error_plain(err, "libcurl cannot do what is needed");
	*ret_http = take(http);
	return true;
}

void docker_http_close(struct docker_http *http)
{
	if (!http)
		return;
	buffer_done(&http->body);
	if (http->curl)
		curl_easy_cleanup(http->curl);
	curl_global_cleanup();
	free(http);
}

int docker_http_socket(const struct docker_http *http)
{
	curl_socket_t descriptor = CURL_SOCKET_BAD;

	if (curl_easy_getinfo(http->curl, CURLINFO_ACTIVESOCKET, &descriptor) !=
	    CURLE_OK)
		return -1;
	return descriptor == CURL_SOCKET_BAD ? -1 : descriptor;
}

/* What answered instead of an HTTP server: its first line, for a person. */
static enum docker_outcome foreign(const struct docker_http *http,
                                   struct error *err)
{
	const char *text = http->body.data ? http->body.data : "";

	error_plain(err,
	            "was answered by something that is no Docker API: "
	            "\"%.*s\"",
	            (int)strcspn(text, "\r\n"), text);
	return DOCKER_ILL;
}

/* An answer whose status is not 200: the daemon's own words, cut. */
static enum docker_outcome refused(const struct docker_http *http, long status,
                                   struct error *err)
{
	owned(release_json) cJSON *body = NULL;
	const char *text = http->body.data ? http->body.data : "";
	const char *message;

	body = json_parse(text, http->body.used, cJSON_Object);
	message = json_text(body, "message");
	if (!message)
		message = text;
	error_plain(err, "answered %ld%s%.*s", status, *message ? ": " : "",
	            QUOTED_MAX, *message ? message : "");
	err->text[strcspn(err->text, "\r\n")] = '\0';
	return status == 404 ? DOCKER_GONE : DOCKER_REFUSED;
}

static enum docker_outcome no_connection(const struct docker_http *http,
                                         struct error *err)
{
	const char *path = http->endpoint->socket;
	long error = 0;
	struct stat status;

	(void)curl_easy_getinfo(http->curl, CURLINFO_OS_ERRNO, &error);
	if (error == EACCES || error == EPERM) {
		error_plain(err, "permission denied");
		return DOCKER_DENIED;
	}
	if (path && stat(path, &status) != 0) {
		error_plain(err, errno == ENOENT ? "no such socket" : "%s",
		            strerror(errno));
	} else if (path && !S_ISSOCK(status.st_mode)) {
		error_plain(err, "not a socket");
	} else if (error == ECONNREFUSED) {
		error_plain(err, "connection refused: nothing listens there");
	} else {
		error_plain(err, "cannot connect: %s",
		            error ? strerror((int)error) : "no answer");
	}
	return DOCKER_DOWN;
}

static enum docker_outcome too_slow(const struct docker_http *http,
                                    struct error *err)
{
	if (monotonic_ms() >= http->deadline) {
		error_plain(err,
		            "was not answered: all requests together took "
		            "longer than %g s",
		            (double)http->total_ms / 1000);
		return DOCKER_LATE;
	}
	error_plain(err, "was not answered in %g s",
	            (double)http->timeout_ms / 1000);
	return DOCKER_SLOW;
}

/* Whether something answered, however badly: others may fare better. */
static bool was_connected(CURLcode code)
{
	return code == CURLE_WRITE_ERROR || code == CURLE_PARTIAL_FILE ||
	       code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR ||
	       code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
}

/* The transfer failed inside of libcurl. */
static enum docker_outcome broken(const struct docker_http *http, CURLcode code,
                                  struct error *err)
{
	if (code == CURLE_OPERATION_TIMEDOUT)
		return too_slow(http, err);
	if (code == CURLE_COULDNT_CONNECT)
		return no_connection(http, err);
	if (code == CURLE_WRITE_ERROR && http->headers > HEADERS_MAX) {
		error_plain(err,
		            "was answered with headers of more than %d "
		            "bytes",
		            HEADERS_MAX);
	} else if (code == CURLE_WRITE_ERROR) {
		error_plain(err, "was answered with more than %zu bytes",
		            http->body.limit);
	} else {
		error_plain(err, "was not answered: %.150s",
		            http->detail[0] ? http->detail
		                            : curl_easy_strerror(code));
	}
	return was_connected(code) ? DOCKER_ILL : DOCKER_DOWN;
}

/*
 * cJSON ends a string at \u0000, so that it would compare equal to what stands
 * before.  Docker lets the owner of a container store such strings.
 */
static void replace_nul(char *text, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++) {
		if (text[i] != '\\')
			continue;
		if (i + 6 <= length && memcmp(text + i, "\\u0000", 6) == 0)
			memcpy(text + i, "\\ufffd", 6);
		i++; /* what is escaped begins no escape */
	}
}

static enum docker_outcome accept_body(struct docker_http *http, int type,
                                       cJSON **ret_body, struct error *err)
{
	if (http->body.data)
		replace_nul(http->body.data, http->body.used);
	*ret_body = http->body.data
	                    ? json_parse(http->body.data, http->body.used, type)
	                    : NULL;
	if (*ret_body)
		return DOCKER_OK;
	error_plain(err,
	            "was answered with %zu bytes that are not one whole "
	            "JSON %s",
	            http->body.used, type == cJSON_Array ? "array" : "object");
	return DOCKER_ILL;
}

/* Prepare and send it; false when the time for everything is over. */
static bool perform(struct docker_http *http, const struct docker_want *want,
                    CURLcode *ret_code)
{
	char url[1024];
	long long left = http->deadline - monotonic_ms();

	if (left <= 0)
		return false;
	if (left > http->timeout_ms)
		left = http->timeout_ms;
	buffer_done(&http->body); /* a list may have made it large */
	http->body.limit = want->limit;
	http->headers = 0;
	http->cut = false;
	http->detail[0] = '\0';
	(void)snprintf(url, sizeof(url), "%s%s", http->endpoint->base,
	               want->path);
	*ret_code = curl_easy_setopt(http->curl, CURLOPT_URL, url);
	if (*ret_code == CURLE_OK)
		*ret_code = curl_easy_setopt(http->curl, CURLOPT_TIMEOUT_MS,
		                             (long)left);
	/* A reused connection that died is opened anew by libcurl, once. */
	if (*ret_code == CURLE_OK)
		*ret_code = curl_easy_perform(http->curl);
	return true;
}

enum docker_outcome docker_http_get(struct docker_http *http,
                                    const struct docker_want *want,
                                    cJSON **ret_body, struct error *err)
{
	CURLcode code = CURLE_OK;
	long status;

	if (!perform(http, want, &code))
		return too_slow(http, err);
	status = status_of(http);
	if (status == 0 && http->body.used > 0)
		return foreign(http, err);
	if (code != CURLE_OK && !http->cut)
		return broken(http, code, err);
	if (status != 200)
		return refused(http, status, err);
	return accept_body(http, want->type, ret_body, err);
}
