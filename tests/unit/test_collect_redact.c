#include "../../src/collect/redact.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *value;
	const char *shape;
} shapes[] = {
	{ "", NULL },
	{ "hunter2", NULL },
	{ "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "private-key" },
	{ "-----BEGIN PRIVATE KEY-----", "private-key" },
	{ "-----BEGIN CERTIFICATE-----", NULL },
	{ "-----BEGIN CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----",
	  "private-key" },
	{ "AKIAIOSFODNN7EXAMPLE", "aws-access-key" },
	{ "id=ASIAIOSFODNN7EXAMPLE;", "aws-access-key" },
	{ "XAKIAIOSFODNN7EXAMPLE", NULL },
	{ "AKIASHORT", NULL },
	{ "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "github-token" },
	{ "github_pat_abcdefghijklmnopqrstuv", "github-token" },
	{ "ghp_short", NULL },
	{ "xoxb-123456789012-abcdef", "slack-token" },
	{ "xoxb-", NULL },
	{ "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijk", "jwt" },
	{ "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0", NULL },
	{ "eyJhbGciOiJIUzI1NiJ9", NULL },
	{ "postgres://app:s3cret@db/app", "url-password" },
	{ "https://user:p@ss@proxy:3128/", "url-password" },
	{ "see http://x/ or amqp://a:b@mq", "url-password" },
	{ "https://user@host/path:x@y", NULL },
	{ "https://host:8080/a@b:c", NULL },
	{ "https://user:${PASSWORD}@host", NULL },
	{ "https://user:<password>@host", NULL },
	{ "https://user:@host", NULL },
	{ "${SECRET}", NULL },
	{ "/run/secrets/AKIAIOSFODNN7EXAMPLE", NULL },
};

static void the_shape_of_a_secret_is_known(void **state)
{

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const char *shape = redact_shape(shapes[i].value);

		if (!shape != !shapes[i].shape ||
		    (shape && strcmp(shape, shapes[i].shape) != 0))
			fail_msg("%s: %s", shapes[i].value,
			         shape ? shape : "none");
	}
}

/* The owner of a container chooses the value: quadratic would be a hang. */
static void a_long_value_costs_little(void **state)
{
	static const char *const parts[] = { "AKIA", "eyJ",         "ghp_g",
		                             "://",  "-----BEGIN ", "a://b:" };
#if defined(__SANITIZE_ADDRESS__) ||                                           \
	defined(__clang__) /* its strstr() measures the string each time */
	enum { REPEATED = 1 << 10 };
#else
	enum { REPEATED = 1 << 20 };
#endif

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		size_t length = strlen(parts[i]);
		owned(release_string) char *value =
			calloc(REPEATED + 1, length);

		assert_non_null(value);
		for (size_t n = 0; n < REPEATED; n++)
			memcpy(value + n * length, parts[i], length);
		(void)redact_shape(value);
	}
}

static cJSON *parse(const char *text)
{
	cJSON *item = json_parse(text, strlen(text), cJSON_Invalid);

	assert_non_null(item);
	return item;
}

static void of_a_variable_only_its_name_is_left(void **state)
{
	owned(release_json) cJSON *environment =
		parse("[\"PATH=/bin\",\"TOKEN=canary-1\",\"EMPTY=\",\"BARE\","
	              "\"URL=redis://u:canary-2@h\",7]");
	owned(release_json) cJSON *found = redact_environment(environment);
	owned(release_string) char *left = cJSON_PrintUnformatted(environment);
	owned(release_string) char *facts = cJSON_PrintUnformatted(found);

	(void)state;
	assert_string_equal(
		left, "[\"PATH\",\"TOKEN\",\"EMPTY\",\"BARE\",\"URL\",7]");
	assert_null(strstr(facts, "canary"));
	assert_string_equal(
		facts, "[{\"empty\":false,\"name\":\"PATH\",\"secret\":null},"
		       "{\"empty\":false,\"name\":\"TOKEN\",\"secret\":null},"
		       "{\"empty\":true,\"name\":\"EMPTY\",\"secret\":null},"
		       "{\"empty\":true,\"name\":\"BARE\",\"secret\":null},"
		       "{\"empty\":false,\"name\":\"URL\","
		       "\"secret\":\"url-password\"}]");
}

static void no_list_of_variables_is_told_from_an_empty_one(void **state)
{
	owned(release_json) cJSON *none = parse("null");
	owned(release_json) cJSON *wrong = parse("{\"A\":\"b\"}");
	owned(release_json) cJSON *of_none = redact_environment(none);
	owned(release_json) cJSON *of_missing = redact_environment(NULL);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(of_none), 0);
	assert_non_null(of_none);
	assert_non_null(of_missing);
	assert_null(redact_environment(wrong));
}

static const struct {
	const char *options;
	const char *left;
} hidden[] = {
	{ "{\"max-size\":\"10m\"}", "{\"max-size\":\"10m\"}" },
	{ "{\"splunk-token\":\"abc\"}", "{\"splunk-token\":\"***\"}" },
	{ "{\"Password\":\"x\"}", "{\"Password\":\"*\"}" },
	{ "{\"o\":\"username=u,password=abc,ro\"}",
	  "{\"o\":\"username=u,password=***,ro\"}" },
	{ "{\"o\":\"addr=h,PASS=a\"}", "{\"o\":\"addr=h,PASS=*\"}" },
	{ "{\"o\":\"password,bind\"}", "{\"o\":\"password,bind\"}" },
	{ "[\"password=x\"]", "[\"password=x\"]" },
};

static void passwords_in_options_are_hidden(void **state)
{

	(void)state;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		owned(release_json) cJSON *options = parse(hidden[i].options);
		owned(release_string) char *left = NULL;

		redact_options(options);
		left = cJSON_PrintUnformatted(options);
		assert_string_equal(left, hidden[i].left);
	}
}

static const struct {
	const char *document;
	const char *left;
} commands[] = {
	{ "{\"Cmd\":[\"|2\",\"A=canary\",\"B=x=y\",\"/bin/sh\",\"C=d\"]}",
	  "{\"Cmd\":[\"|2\",\"A\",\"B\",\"/bin/sh\",\"C=d\"]}" },
	{ "[\"/entry\",\"|1\",\"A=canary\",\"C=d\"]",
	  "[\"/entry\",\"|1\",\"A\",\"C=d\"]" },
	{ "{\"Path\":\"|1\",\"Args\":[\"A=canary\",\"C=d\"]}",
	  "{\"Path\":\"|1\",\"Args\":[\"A\",\"C=d\"]}" },
	{ "[\"|99999999999999999999\",\"A=canary\",7,null,\"B=canary\"]",
	  "[\"|99999999999999999999\",\"A\",7,null,\"B\"]" },
	{ "{\"Path\":\"|1\",\"Args\":\"A=b\"}",
	  "{\"Path\":\"|1\",\"Args\":\"A=b\"}" },
	{ "[\"|1x\",\"A=b\",\"|\",\"A=b\",\"1\",\"A=b\",\"|0\",\"A=b\"]",
	  "[\"|1x\",\"A=b\",\"|\",\"A=b\",\"1\",\"A=b\",\"|0\",\"A=b\"]" },
	{ "[\"|1\"]", "[\"|1\"]" },
};

static void of_a_build_argument_only_its_name_is_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		owned(release_json) cJSON *document =
			parse(commands[i].document);
		owned(release_string) char *left = NULL;

		redact_build_arguments(document);
		left = cJSON_PrintUnformatted(document);
		assert_string_equal(left, commands[i].left);
	}
}

static void the_output_of_health_checks_is_dropped(void **state)
{
	owned(release_json) cJSON *inspect =
		parse("{\"State\":{\"Health\":{\"Status\":\"healthy\",\"Log\":"
	              "[{\"ExitCode\":0,\"Output\":\"canary\"},7,"
	              "{\"Output\":\"canary\",\"Output\":\"canary\"}]}}}");
	owned(release_string) char *left = NULL;

	(void)state;
	redact_health(inspect);
	left = cJSON_PrintUnformatted(inspect);
	assert_string_equal(left,
	                    "{\"State\":{\"Health\":{\"Status\":\"healthy\","
	                    "\"Log\":[{\"ExitCode\":0},7,{}]}}}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shape_of_a_secret_is_known),
		cmocka_unit_test(a_long_value_costs_little),
		cmocka_unit_test(of_a_variable_only_its_name_is_left),
		cmocka_unit_test(
			no_list_of_variables_is_told_from_an_empty_one),
		cmocka_unit_test(passwords_in_options_are_hidden),
		cmocka_unit_test(of_a_build_argument_only_its_name_is_left),
		cmocka_unit_test(the_output_of_health_checks_is_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
