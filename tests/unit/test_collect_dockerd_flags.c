#include "../../src/collect/dockerd_flags.h"

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

/* Arguments with their NULs written "|"; the last has none unless it ends so.
 */
static void check(const char *arguments, const char *expected)
{
	owned(release_string) char *argv = strdup(arguments);
	owned(release_json) cJSON *values = NULL;
	owned(release_string) char *text = NULL;

	for (char *at = argv; *at; at++)
		if (*at == '|')
			*at = '\0';
	values = dockerd_flags_parse(argv, strlen(arguments));
	text = cJSON_PrintUnformatted(values);
	assert_string_equal(text, expected);
}

static const struct row {
	const char *arguments, *expected;
} rows[] = {
	{ "", "{}" },
	{ "dockerd", "{}" },
	{ "dockerd|", "{}" },
	{ "--icc=false", "{}" }, /* the program's name */
	{ "dockerd|--icc=false|", "{\"icc\":false}" },
	{ "dockerd|--icc=false", "{\"icc\":false}" },
	{ "dockerd|--icc=F|", "{\"icc\":false}" },
	{ "dockerd|--icc=0|--icc|", "{\"icc\":true}" },
	{ "dockerd|--icc|false|", "{\"icc\":true}" },
	{ "dockerd|--icc=maybe|", "{}" },
	{ "dockerd|--icc=fALSE|", "{}" },
	{ "dockerd|--no-icc=false|--icc-x=false|", "{}" },
	{ "dockerd|--log-level|debug|--log-level=error|",
	  "{\"log-level\":\"error\"}" },
	{ "dockerd|-ldebug|", "{\"log-level\":\"debug\"}" },
	{ "dockerd|-l|debug|", "{\"log-level\":\"debug\"}" },
	{ "dockerd|-l=debug|", "{\"log-level\":\"debug\"}" },
	{ "dockerd|-D|", "{\"debug\":true}" },
	{ "dockerd|-D=false|", "{\"debug\":false}" },
	{ "dockerd|-Dl|error|", "{\"debug\":true,\"log-level\":\"error\"}" },
	{ "dockerd|-H|fd://|-Htcp://0.0.0.0:2375|--host=unix:///x|",
	  "{\"hosts\":[\"fd://\",\"tcp://0.0.0.0:2375\",\"unix:///x\"]}" },
	{ "dockerd|-H|", "{}" },
	{ "dockerd|--host|", "{}" },
	{ "dockerd|-g|/old|-G|wheel|-s|vfs|-p|/pid|-b|none|",
	  "{\"data-root\":\"/old\",\"group\":\"wheel\","
	  "\"storage-driver\":\"vfs\",\"pidfile\":\"/pid\","
	  "\"bridge\":\"none\"}" },
	{ "dockerd|--log-driver=none|--|--icc=false|-D|",
	  "{\"log-driver\":\"none\"}" },
	{ "dockerd|--log-opt|a=b=c|--log-opt=a=d|--log-opt|e|",
	  "{\"log-opts\":{\"a\":\"d\",\"e\":\"\"}}" },
	{ "dockerd|--default-ulimit|nofile=64:128|--default-ulimit=core=0|",
	  "{\"default-ulimits\":{\"nofile\":{\"Name\":\"nofile\",\"Hard\":128,"
	  "\"Soft\":64},\"core\":{\"Name\":\"core\",\"Hard\":0,\"Soft\":0}}}" },
	{ "dockerd|--add-runtime|crun=/usr/bin/crun|",
	  "{\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\"}}}" },
	{ "dockerd|--feature=cdi=false|--feature|x|",
	  "{\"features\":{\"cdi\":false,\"x\":true}}" },
	{ "dockerd|--default-address-pool|base=10.0.0.0/8,size=24|",
	  "{\"default-address-pools\":[{\"base\":\"10.0.0.0/8\","
	  "\"size\":24}]}" },
	{ "dockerd|--mtu|1400|--config-file|/x|",
	  "{\"mtu\":1400,\"config-file\":\"/x\"}" },
	{ "dockerd|--brand-new|value|--icc=false|", "{\"icc\":false}" },
	{ "dockerd|--brand-new|--icc=false|", "{\"icc\":false}" },
	{ "dockerd|--brand-new=--icc=false|-D|", "{\"debug\":true}" },
	{ "dockerd|-X|-D|", "{\"debug\":true}" },
	{ "dockerd|-|--=x|---|-D|", "{\"debug\":true}" },
	{ "dockerd|--log-driver|--icc=false|",
	  "{\"log-driver\":\"--icc=false\"}" },
	{ "dockerd|--group=\xFF|", "{\"group\":\"\xEF\xBF\xBD\"}" },
	{ "dockerd||--icc=false|", "{\"icc\":false}" },
};

static void flags_are_parsed_as_the_daemon_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(rows[i].arguments, rows[i].expected);
}

static void a_huge_command_line_is_parsed(void **state)
{
	enum { SIZE = 1 << 20 };
	owned(release_string) char *argv = calloc(SIZE + 1, 1);
	owned(release_json) cJSON *values = NULL;

	(void)state;
	memset(argv, 'x', SIZE);
	memcpy(argv, "dockerd\0--group=", 16);
	values = dockerd_flags_parse(argv, SIZE);
	assert_int_equal(strlen(cJSON_GetStringValue(
				 cJSON_GetObjectItem(values, "group"))),
	                 SIZE - 16);
}

static void options_are_found_by_their_key(void **state)
{
	(void)state;
	assert_string_equal(dockerd_flags_by_key("hosts")->flag, "host");
	assert_null(dockerd_flags_by_key("host"));
	assert_null(dockerd_flags_by_key(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_are_parsed_as_the_daemon_does),
		cmocka_unit_test(a_huge_command_line_is_parsed),
		cmocka_unit_test(options_are_found_by_their_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
