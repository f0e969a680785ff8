#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct record_head head = { .kind = KIND_CONTAINER,
	                                 .id = "4f",
	                                 .name = "web",
	                                 .source = "GET /containers/{id}/json",
	                                 .time = 1767225600 };

static struct record sample(void)
{
	struct record record;
	cJSON *document = json_object();

	json_put_bool(document, "Running", true);
	record_init(&record, &head, document);
	record_source(&record, "derived.process", "/proc/812/status");
	record_source(&record, "derived", "derived");
	record_unreadable(&record, "settings.log-level", "denied",
	                  "run as root");
	return record;
}

static void a_record_is_read_as_it_was_written(void **state)
{
	owned(release_record) struct record written = sample();
	owned(release_record) struct record read = { 0 };
	owned(release_string) char *line = NULL;
	struct error err;
	size_t size;
	FILE *out = open_memstream(&line, &size);

	(void)state;
	assert_true(record_write(&written, out));
	(void)fclose(out);
	assert_true(record_parse(line, size, &read, &err));
	assert_int_equal(read.kind, KIND_CONTAINER);
	assert_string_equal(read.id, "4f");
	assert_string_equal(read.name, "web");
	assert_string_equal(read.time, "2026-01-01T00:00:00Z");
	assert_true(json_true(read.document, "Running"));
	assert_true(cJSON_Compare(written.whole, read.whole, true));
}

static void the_nearest_source_above_a_path_counts(void **state)
{
	static const struct {
		const char *path;
		const char *expected;
	} rows[] = {
		{ "$", "GET /containers/{id}/json" },
		{ "$['State']", "GET /containers/{id}/json" },
		{ "$['derived']", "derived" },
		{ "$['derived']['x'][0]", "derived" },
		{ "$['derived']['process']['uid']", "/proc/812/status" },
		{ "$['derivedx']", "GET /containers/{id}/json" },
	};
	owned(release_record) struct record record = sample();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(record_source_of(&record, rows[i].path),
		                    rows[i].expected);
}

static void unreadable_parts_are_named_by_normalized_paths(void **state)
{
	owned(release_record) struct record record = sample();
	const cJSON *entry =
		cJSON_GetArrayItem(json_at(record.whole, "unreadable"), 0);

	(void)state;
	assert_string_equal(json_text(entry, "path"),
	                    "$['settings']['log-level']");
	assert_string_equal(json_text(entry, "reason"), "denied");
	assert_string_equal(json_text(entry, "help"), "run as root");
}

static void lines_that_are_no_records_are_refused(void **state)
{
	static const char good[] =
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{}}";
	static const char *const rows[] = {
		"",
		"[]",
		"{}",
		"{\"kind\":\"container\"}",
		"{\"kind\":\"cluster\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{}}",
		"{\"kind\":\"container\",\"id\":1,\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{}}",
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":[]}",
		/* no age can be told */
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"now\",\"document\":{}}",
		/* nothing was read, and nothing says why */
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":null}",
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{},"
		"\"sources\":{\"$\":1}}",
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{},"
		"\"unreadable\":[{\"path\":\"$\"}]}",
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{},"
		"\"unreadable\":[{\"path\":\"\",\"reason\":\"\",\"help\":\"\"}]"
		"}",
		"{\"kind\":\"container\",\"id\":\"\",\"name\":\"\","
		"\"source\":\"\",\"time\":\"2026-01-01T00:00:00Z\","
		"\"document\":{}} x",
	};

	owned(release_record) struct record accepted = { 0 };
	struct error none;

	(void)state;
	assert_true(record_parse(good, strlen(good), &accepted, &none));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct record record;
		struct error err = { 0 };

		assert_false(
			record_parse(rows[i], strlen(rows[i]), &record, &err));
		assert_true(err.text[0] != '\0');
	}
}

/* A line of a record with that many entries in "sources" and "unreadable". */
static bool is_accepted(int sources, int unreadable)
{
	owned(release_record) struct record record = { 0 };
	owned(release_record) struct record read = { 0 };
	owned(release_string) char *line = NULL;
	char path[32];
	struct error err;

	record_init(&record, &head, json_object());
	for (int i = 0; i < sources; i++) {
		(void)snprintf(path, sizeof(path), "s%d", i);
		record_source(&record, path, "file");
	}
	for (int i = 0; i < unreadable; i++)
		record_unreadable(&record, "u", "denied", "");
	line = cJSON_PrintUnformatted(record.whole);
	return record_parse(line, strlen(line), &read, &err);
}

static void a_record_of_very_many_parts_is_refused(void **state)
{
	(void)state;
	assert_true(is_accepted(LIMIT_RECORD_PARTS, 0));
	assert_false(is_accepted(LIMIT_RECORD_PARTS + 1, 0));
	assert_true(is_accepted(0, LIMIT_RECORD_PARTS));
	assert_false(is_accepted(0, LIMIT_RECORD_PARTS + 1));
}

static void only_one_complete_json_text_is_parsed(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		int type;
		bool expected;
	} rows[] = {
		{ "{}", 2, cJSON_Object, true },
		{ " {} \r\n\t", 7, cJSON_Object, true },
		{ "{}", 2, cJSON_Array, false },
		{ "{}", 2, cJSON_Invalid, true },
		{ "1", 1, cJSON_Invalid, true },
		{ "{} {}", 5, cJSON_Object, false },
		{ "{", 1, cJSON_Object, false },
		{ "", 0, cJSON_Invalid, false },
		{ "{\"a\":\"b\0c\"}", 11, cJSON_Object, false },
		{ "{}\0", 3, cJSON_Object, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_json) cJSON *parsed =
			json_parse(rows[i].text, rows[i].length, rows[i].type);

		assert_int_equal(parsed != NULL, rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_read_as_it_was_written),
		cmocka_unit_test(the_nearest_source_above_a_path_counts),
		cmocka_unit_test(
			unreadable_parts_are_named_by_normalized_paths),
		cmocka_unit_test(lines_that_are_no_records_are_refused),
		cmocka_unit_test(a_record_of_very_many_parts_is_refused),
		cmocka_unit_test(only_one_complete_json_text_is_parsed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
