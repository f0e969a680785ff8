#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "sample_report.h"

#include <string.h>

/* A report whose only gate wants value. */
static char *with_value(const char *value)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report_empty(arena);
	const struct report_gate gate = { .name = "gate",
		                          .asked = "gate",
		                          .wanted = value,
		                          .got = "null",
		                          .held = true,
		                          .reason = "" };

	report->gates = &gate;
	report->gate_count = 1;
	return sample_render(&reporter_json, report,
	                     &(struct report_style){ 0 });
}

static void values_stay_as_they_are_written(void **state)
{
	static const char *const values[] = {
		"9223372036854775807",
		"-0",
		"1.50e+10",
		"[]",
		"{}",
		"[ 1, [true, false], null ]",
		"{\"a\": {\"b\": []}}",
		"\"\\u0041\\n\\/\"",
		"\"größe\"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		owned(release_string) char *text = with_value(values[i]);
		const char *at = strstr(text, "\"wanted\": ");

		assert_non_null(at);
		at += strlen("\"wanted\": ");
		assert_int_equal(strncmp(at, values[i], strlen(values[i])), 0);
		assert_int_equal(at[strlen(values[i])], ',');
	}
}

static void what_is_no_json_becomes_a_string(void **state)
{
	static const char *const values[] = { "", "nul", "[1,]", "\"\n\"" };

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		owned(release_string) char *text = with_value(values[i]);
		owned(release_json) cJSON *root = cJSON_Parse(text);
		const cJSON *wanted;

		assert_non_null(root);
		wanted = cJSON_GetObjectItemCaseSensitive(
			cJSON_GetObjectItemCaseSensitive(root, "gates")->child,
			"wanted");
		assert_string_equal(cJSON_GetStringValue(wanted), values[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_stay_as_they_are_written),
		cmocka_unit_test(what_is_no_json_becomes_a_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
