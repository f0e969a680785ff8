#include "../../src/collect/daemon_config.h"

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

#define NESTED                                                                 \
	"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["

/* expected NULL: refused. */
static const struct row {
	const char *text, *expected;
} rows[] = {
	{ "", "{}" },
	{ " \n\t", "{}" },
	{ "{}", "{}" },
	{ "{\"icc\":false}", "{\"icc\":false}" },
	{ "\xEF\xBB\xBF{\"icc\":false}", "{\"icc\":false}" },
	{ "{\"icc\":false,\"icc\":true}", "{\"icc\":true}" },
	{ "{\"icc\":false,\"icc\":null}", "{\"icc\":false}" },
	{ "{\"log-level\":\"debug\",\"log-level\":\"\"}", "{}" },
	/* null and the empty values */
	{ "{\"iptables\":null}", "{\"iptables\":false}" },
	{ "{\"log-driver\":null,\"hosts\":null,\"log-opts\":null}", "{}" },
	{ "{\"log-driver\":\"\",\"hosts\":[],\"log-opts\":{},\"mtu\":0}",
	  "{}" },
	{ "{\"tls\":null}", "{}" },
	{ "{\"tlsverify\":null}", "{\"tlsverify\":null}" },
	{ "{\"hosts\":[\"fd://\"]}", "{\"hosts\":[\"fd://\"]}" },
	/* flags' names of lists are no keys */
	{ "{\"host\":[\"tcp://0.0.0.0\"]}", "{}" },
	/* wrappers: booleans alone, one level deep, in any spelling */
	{ "{\"x\":{\"icc\":false,\"live-restore\":true,"
	  "\"log-driver\":\"none\"}}",
	  "{\"icc\":false,\"live-restore\":true}" },
	{ "{\"x\":{\"y\":{\"icc\":false}}}", "{}" },
	{ "{\"x\":{\"icc\":\"false\",\"init\":\"T\",\"ipv6\":1}}",
	  "{\"icc\":false,\"init\":true,\"ipv6\":true}" },
	{ "{\"x\":{\"icc\":null,\"iptables\":[],\"ipv6\":2}}",
	  "{\"icc\":false,\"iptables\":false,\"ipv6\":false}" },
	{ "{\"x\":{\"debug\":true,\"tls\":true}}", "{}" },
	{ "{\"x\":{\"tlsverify\":false}}", "{\"tlsverify\":null}" },
	{ "{\"x\":{\"icc\":false},\"icc\":true}", "{\"icc\":true}" },
	{ "{\"builder\":{\"icc\":false}}", "{}" },
	{ "{\"log-opts\":{\"icc\":\"false\"}}",
	  "{\"log-opts\":{\"icc\":\"false\"}}" },
	{ "{\"features\":{\"icc\":false}}", "{\"features\":{\"icc\":false}}" },
	{ "{\"default-shm-size\":\"64M\"}", "{\"default-shm-size\":\"64M\"}" },
	{ "{\"group\":\"\xFF\"}", "{\"group\":\"\xEF\xBF\xBD\"}" },
	/* what the daemon would not start with */
	{ "{\"icc\":\"false\"}", NULL },
	{ "{\"icc\":0}", NULL },
	{ "{\"icc\":{\"x\":true}}", NULL },
	{ "{\"hosts\":\"tcp://0.0.0.0\"}", NULL },
	{ "{\"log-opts\":[]}", NULL },
	{ "[]", NULL },
	{ "null", NULL },
	{ "{", NULL },
	{ "{\"icc\":false}}", NULL },
	{ "{'icc':false}", NULL },
	{ "{\"x\":" NESTED, NULL },
};

static void settings_follow_the_rules_of_the_daemon(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct error err = { 0 };
		owned(release_json) cJSON *got =
			daemon_config_parse(row->text, strlen(row->text), &err);
		owned(release_string) char *text = NULL;

		if (!row->expected) {
			assert_null(got);
			assert_string_not_equal(err.text, "");
			continue;
		}
		assert_non_null(got);
		text = cJSON_PrintUnformatted(got);
		assert_string_equal(text, row->expected);
	}
}

static void utf16_is_decoded(void **state)
{
	/* {"group":"é𝄞?"}: two byte orders, a pair, half a pair */
	static const char little[] = "\xFF\xFE{\0\"\0g\0r\0o\0u\0p\0\"\0:\0\"\0"
				     "\xE9\0\x34\xD8\x1E\xDD\x34\xD8\"\0}\0";
	static const char big[] = "\xFE\xFF\0{\0\"\0g\0r\0o\0u\0p\0\"\0:\0\""
				  "\0\xE9\xD8\x34\xDD\x1E\xD8\x34\0\"\0}";
	static const char expected[] =
		"{\"group\":\"\xC3\xA9\xF0\x9D\x84\x9E\xEF\xBF\xBD\"}";
	static const struct {
		const char *text;
		size_t length;
	} texts[] = { { little, sizeof(little) - 1 },
		      { big, sizeof(big) - 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct error err = { 0 };
		owned(release_json) cJSON *got = daemon_config_parse(
			texts[i].text, texts[i].length, &err);
		owned(release_string) char *text = cJSON_PrintUnformatted(got);

		assert_string_equal(text, expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_follow_the_rules_of_the_daemon),
		cmocka_unit_test(utf16_is_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
