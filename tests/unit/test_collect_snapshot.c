#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "dockaudit/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEADER                                                                 \
	"{\"dockaudit_facts\":1,\"started\":\"2026-01-01T00:00:00Z\","         \
	"\"host\":\"node-a\",\"engine\":\"20.10\",\"api\":\"1.41\","           \
	"\"rootless\":true,\"address\":\"unix:///x\"}\n"
#define RECORD                                                                 \
	"{\"kind\":\"container\",\"id\":\"1\",\"name\":\"web\","               \
	"\"source\":\"s\",\"time\":\"2026-01-01T00:00:00Z\","                  \
	"\"document\":{}}\n"
#define END                                                                    \
	"{\"end\":true,\"records\":1,\"finished\":\"2026-01-01T00:00:05Z\","   \
	"\"note\":\"one vanished\"}\n"

/* A file with that text, to be removed. */
static void write_file(char path[32], const char *text)
{
	int fd;

	(void)snprintf(path, 32, "/tmp/snapshot.XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	(void)close(fd);
}

/* Read all of it: the last answer, and how many records there were. */
static enum source_next read_all(struct source *source, size_t *ret_records,
                                 struct error *err)
{
	enum source_next got;
	struct record record;

	*ret_records = 0;
	while ((got = source_next(source, &record, err)) == SOURCE_RECORD) {
		record_done(&record);
		(*ret_records)++;
	}
	return got;
}

static void a_whole_snapshot_is_replayed(void **state)
{
	owned(release_source) struct source *source = NULL;
	struct target target;
	struct error err;
	char path[32];
	size_t records;

	(void)state;
	write_file(path, HEADER RECORD END);
	assert_true(source_snapshot_open(path, &source, &target, &err));
	(void)unlink(path);
	assert_string_equal(target.host, "node-a");
	assert_string_equal(target.engine, "20.10");
	assert_string_equal(target.address, "unix:///x");
	assert_string_equal(target.source, "snapshot");
	assert_true(target.rootless);
	assert_int_equal(target.started, 1767225600);
	assert_int_equal(read_all(source, &records, &err), SOURCE_END);
	assert_int_equal(records, 1);
	assert_string_equal(source->note, "one vanished");
	assert_int_equal(source->finished, 1767225605);
}

static void a_snapshot_that_is_not_whole_is_an_error(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ HEADER, "cut off" },
		{ HEADER RECORD, "cut off" },
		{ HEADER RECORD "{\"kind\":\"cont", "not a JSON object" },
		{ HEADER END, "the snapshot was changed" },
		{ HEADER RECORD RECORD END, "the snapshot was changed" },
		{ HEADER RECORD END HEADER, "goes on after its end" },
		{ HEADER "{\"end\":true}\n", "the snapshot was changed" },
		{ HEADER "{}\n", "it has no kind" },
		{ HEADER "\n", "not a JSON object" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_source) struct source *source = NULL;
		struct target target;
		struct error err = { 0 };
		char path[32];
		size_t records;

		write_file(path, rows[i].text);
		assert_true(source_snapshot_open(path, &source, &target, &err));
		assert_int_equal(read_all(source, &records, &err),
		                 SOURCE_ERROR);
		assert_non_null(strstr(err.text, rows[i].expected));
		assert_string_equal(err.at.file, path);
		assert_true(err.at.line > 1);
		(void)unlink(path);
	}
}

static void what_is_no_snapshot_is_refused_at_once(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "", "empty" },
		{ "\n", "not a snapshot" },
		{ "{}\n", "not a snapshot" },
		{ "{\"dockaudit_facts\":1}\n", "not a snapshot" },
		{ "{\"dockaudit_facts\":2,"
		  "\"started\":\"2026-01-01T00:00:00Z\"}\n",
		  "facts of format 2; this program reads 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct source *source;
		struct target target;
		struct error err = { 0 };
		char path[32];

		write_file(path, rows[i].text);
		assert_false(
			source_snapshot_open(path, &source, &target, &err));
		assert_non_null(strstr(err.text, rows[i].expected));
		(void)unlink(path);
	}
}

static void a_file_that_cannot_be_read_is_named(void **state)
{
	static const char *const paths[] = { "/nonexistent/facts", "/tmp" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct source *source;
		struct target target;
		struct error err = { 0 };

		assert_false(
			source_snapshot_open(paths[i], &source, &target, &err));
		assert_string_equal(err.at.file, paths[i]);
	}
}

static void what_is_written_can_be_read_again(void **state)
{
	owned(release_source) struct source *source = NULL;
	const struct target written = { .host = "h\"x",
		                        .engine = "28.5",
		                        .api = "1.51",
		                        .address = "tcp://h:1",
		                        .started = 1767225600 };
	const struct source ended = { .note = "n", .finished = 1767225601 };
	struct target target;
	struct error err;
	char path[32];
	size_t records;
	FILE *out;

	(void)state;
	write_file(path, "");
	out = fopen(path, "we");
	assert_non_null(out);
	assert_true(snapshot_begin(out, &written));
	assert_true(snapshot_end(out, &ended, 0));
	(void)fclose(out);
	assert_true(source_snapshot_open(path, &source, &target, &err));
	(void)unlink(path);
	assert_string_equal(target.host, "h\"x");
	assert_string_equal(target.api, "1.51");
	assert_false(target.rootless);
	assert_int_equal(read_all(source, &records, &err), SOURCE_END);
	assert_int_equal(source->finished, 1767225601);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_snapshot_is_replayed),
		cmocka_unit_test(a_snapshot_that_is_not_whole_is_an_error),
		cmocka_unit_test(what_is_no_snapshot_is_refused_at_once),
		cmocka_unit_test(a_file_that_cannot_be_read_is_named),
		cmocka_unit_test(what_is_written_can_be_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
