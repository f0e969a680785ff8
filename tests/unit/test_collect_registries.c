#include "../../src/collect/registries.h"
#include "../../src/collect/security.h"
#include "../../src/collect/userinfo.h"

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

static void check(cJSON *got, const char *expected)
{
	owned(release_string) char *text = cJSON_PrintUnformatted(got);

	assert_string_equal(text, expected);
	cJSON_Delete(got);
}

static void insecure_registries_are_those_beyond_loopback(void **state)
{
	static const struct {
		const char *config, *beyond, *all;
	} rows[] = {
		{ "{\"InsecureRegistryCIDRs\":[\"127.0.0.0/8\",\"::1/128\"],"
		  "\"IndexConfigs\":{\"docker.io\":{\"Secure\":true}}}",
		  "[]", "[]" },
		{ "{\"InsecureRegistryCIDRs\":[\"10.1.0.0/16\",\"127.1.0.0/16\""
		  ",\"127.0.0.0/7\",\"::/0\"],\"IndexConfigs\":{\"r:5000\":"
		  "{\"Secure\":false},\"s\":{}}}",
		  "[\"10.1.0.0/16\",\"127.0.0.0/7\",\"::/0\",\"r:5000\"]",
		  "[\"10.1.0.0/16\",\"127.1.0.0/16\",\"127.0.0.0/7\",\"::/0\","
		  "\"r:5000\"]" },
		{ "{\"InsecureRegistryCIDRs\":[\"127.0.0.0/99\",\"x/8\",7],"
		  "\"IndexConfigs\":null}",
		  "[\"127.0.0.0/99\",\"x/8\"]", "[\"127.0.0.0/99\",\"x/8\"]" },
		{ "{}", "[]", "[]" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(release_json) cJSON *info = cJSON_CreateObject();

		cJSON_AddItemToObject(info, "RegistryConfig",
		                      cJSON_Parse(rows[i].config));
		check(registries_insecure(info, false), rows[i].beyond);
		check(registries_insecure(info, true), rows[i].all);
	}
}

static void configured_registries_take_the_daemons_form(void **state)
{
	owned(release_json) cJSON *insecure = cJSON_Parse(
		"[\"http://r:5000\",\"10.1.2.3/16\",\"127.0.0.0/8\",\"q\"]");
	owned(release_json) cJSON *mirrors =
		cJSON_Parse("[\"https://m\",\"https://n/\",1]");

	(void)state;
	check(registries_normal(insecure),
	      "[\"r:5000\",\"10.1.0.0/16\",\"q\"]");
	check(registries_mirrors(mirrors), "[\"https://m/\",\"https://n/\"]");
	check(registries_mirrors(NULL), "[]");
}

static void security_options_are_taken_apart(void **state)
{
	owned(release_json) cJSON *info = cJSON_Parse(
		"{\"SecurityOptions\":[\"name=seccomp,profile=/a=b\","
		"\"name=apparmor\",\"selinux\",\"\",3,"
		"\"name=userns,name=rootless\"]}");
	owned(release_json) cJSON *options = security_options(info);
	owned(release_string) char *text = cJSON_PrintUnformatted(options);

	(void)state;
	assert_string_equal(text,
	                    "[{\"name\":\"seccomp\",\"profile\":\"/a=b\"},"
	                    "{\"name\":\"apparmor\"},{\"name\":\"selinux\"},"
	                    "{},{\"name\":\"userns\"}]");
	assert_non_null(security_find(options, "selinux"));
	assert_null(security_find(options, "rootless"));
	assert_null(security_find(NULL, "selinux"));
	check(security_options(NULL), "[]");
}

static void passwords_of_proxies_are_removed(void **state)
{
	static const char *const rows[][2] = {
		{ "http://joe:secret@proxy:3128", "http://proxy:3128" },
		{ "http://joe@proxy:3128/", "http://proxy:3128/" },
		{ "http://joe:s@e/c@ret@proxy", "http://proxy" },
		{ "joe:secret@proxy:3128", "proxy:3128" },
		{ "http://proxy:3128", "http://proxy:3128" },
		{ "", "" },
		{ "@", "" },
	};
	char url[64];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(url, sizeof(url), "%s", rows[i][0]);
		userinfo_remove(url);
		assert_string_equal(url, rows[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(insecure_registries_are_those_beyond_loopback),
		cmocka_unit_test(configured_registries_take_the_daemons_form),
		cmocka_unit_test(security_options_are_taken_apart),
		cmocka_unit_test(passwords_of_proxies_are_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
