#include "../../src/collect/proc.h"
#include "collect_tree.h"

#include "dockaudit/owned.h"

#include <time.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char status[] = "Name:\ta)\\nUid:\t9\n"
			     "Uid:\t1000\t0\t5\t6\n"
			     "CapBnd:\t00000000a80425fb\n"
			     "Seccomp:\t2\n"
			     "Empty:\t\n"
			     "Word:\tzz\n"
			     "Huge:\t99999999999999999999999\n";

static void numbers_are_read_by_field_and_column(void **state)
{
	static const struct {
		struct proc_field field;
		bool found;
		unsigned long long number;
	} rows[] = {
		{ { "Uid", 0, 10 }, true, 1000 },
		{ { "Uid", 1, 10 }, true, 0 },
		{ { "Uid", 3, 10 }, true, 6 },
		{ { "Uid", 4, 10 }, false, 0 },
		{ { "CapBnd", 0, 16 }, true, 0xa80425fb },
		{ { "Seccomp", 0, 10 }, true, 2 },
		{ { "Secc", 0, 10 }, false, 0 },
		{ { "Empty", 0, 10 }, false, 0 },
		{ { "Word", 0, 10 }, false, 0 },
		{ { "Huge", 0, 10 }, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		unsigned long long number = 0;

		assert_int_equal(proc_number(status, &rows[i].field, &number),
		                 rows[i].found);
		assert_int_equal(number, rows[i].number);
	}
}

static void root_is_found_in_a_uid_map(void **state)
{
	static const struct {
		const char *text;
		bool found;
		long uid;
	} rows[] = {
		{ "         0          0 4294967295\n", true, 0 },
		{ "0 1000 1\n1 100000 65536\n", true, 1000 },
		{ "1 100000 65536\n0 1000 1\n", true, 1000 },
		{ "1 100000 65536\n", false, 0 },
		{ "", false, 0 },
		{ "0 0 0\n", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		long uid = 0;

		assert_int_equal(proc_map_root(rows[i].text, &uid),
		                 rows[i].found);
		assert_int_equal(uid, rows[i].uid);
	}
}

static void a_user_has_another_number_inside_of_a_map(void **state)
{
	static const struct {
		const char *text;
		unsigned long outside;
		bool found;
		long uid;
	} rows[] = {
		{ "         0          0 4294967295\n", 0, true, 0 },
		{ "0 100000 65536\n", 100000, true, 0 },
		{ "0 1000 1\n1 100000 65536\n", 100001, true, 2 },
		{ "0 100000 65536\n", 165536, false, -1 },
		{ "0 100000 65536\n", 0, false, -1 },
		{ "", 0, false, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		long uid = -1;

		assert_int_equal(
			proc_map_inside(rows[i].text, rows[i].outside, &uid),
			rows[i].found);
		assert_int_equal(uid, rows[i].uid);
	}
}

static void limits_are_numbers_or_unlimited(void **state)
{
	static const char limits[] =
		"Limit                     Soft Limit   Hard Limit   Units\n"
		"Max open files            1024         524288       files\n"
		"Max core file size        0            unlimited    bytes\n";
	owned(release_json) cJSON *files = proc_limit(limits, "Max open files");
	owned(release_json) cJSON *core =
		proc_limit(limits, "Max core file size");
	owned(release_string) char *files_text = cJSON_PrintUnformatted(files);
	owned(release_string) char *core_text = cJSON_PrintUnformatted(core);

	(void)state;
	assert_string_equal(files_text, "{\"soft\":1024,\"hard\":524288}");
	assert_string_equal(core_text, "{\"soft\":0,\"hard\":\"unlimited\"}");
	assert_null(proc_limit(limits, "Max processes"));
}

static void variables_are_found_by_their_whole_name(void **state)
{
	char text[] = "HOMES=/x\0HOME=/root\0EMPTY=\0TAIL=1";
	const struct buffer variables = { .data = text,
		                          .used = sizeof(text) - 1 };
	const struct buffer none = { 0 };

	(void)state;
	assert_string_equal(proc_variable(&variables, "HOME"), "/root");
	assert_string_equal(proc_variable(&variables, "EMPTY"), "");
	assert_string_equal(proc_variable(&variables, "TAIL"), "1");
	assert_null(proc_variable(&variables, "HOM"));
	assert_null(proc_variable(&none, "HOME"));
}

static void an_exe_is_known_by_its_file_name(void **state)
{
	static const char *const rows[][2] = {
		{ "/usr/bin/dockerd", "dockerd" },
		{ "/usr/bin/dockerd (deleted)", "dockerd" },
		{ "/dockerd/sh", "sh" },
		{ "/usr/bin/dockerd-x", "dockerd-x" },
		{ "dockerd", "dockerd" },
	};
	char name[64];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		proc_exe_name(rows[i][0], name, sizeof(name));
		assert_string_equal(name, rows[i][1]);
	}
}

#define UP_TO_START " S 1 1 1 0 -1 4 0 0 0 0 1 2 0 0 20 0 9 0"

static void a_process_started_so_long_after_the_boot(void **state)
{
	static const struct {
		const char *before, *after; /* the ticks; NULL: no ticks */
		bool known;
	} rows[] = {
		{ "7 (a)" UP_TO_START, "8 9\n", true },
		{ "7 (a) b)" UP_TO_START, "", true },
		{ "7 (a)" UP_TO_START, NULL, false },
		{ "7 a" UP_TO_START, "", false },
		{ "", NULL, false },
	};
	const long long ago = 100;
	struct timespec boot;

	(void)state;
	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &boot), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(collect_tree_remove) struct collect_tree tree;
		long long started = 0;
		char text[256];
		struct error err = { 0 };

		collect_tree_make(&tree);
		snprintf(text, sizeof(text), "%s", rows[i].before);
		if (rows[i].after)
			snprintf(text, sizeof(text), "%s %lld %s",
			         rows[i].before,
			         (boot.tv_sec - ago) * sysconf(_SC_CLK_TCK),
			         rows[i].after);
		collect_tree_file(&tree, "7/stat", text);
		assert_int_equal(proc_started(tree.root, 7, &started, &err),
		                 rows[i].known);
		assert_int_equal(err.text[0] == '\0', rows[i].known);
		if (rows[i].known) {
			started = time(NULL) - started / 1000000000;
			assert_in_range(started, ago - 1, ago + 10);
		}
	}
}

static void bytes_that_are_no_text_are_replaced(void **state)
{
	owned(release_json) cJSON *string = proc_string("a\xFF\n(b)\xC3", 7);

	(void)state;
	assert_string_equal(string->valuestring,
	                    "a\xEF\xBF\xBD\n(b)\xEF\xBF\xBD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_by_field_and_column),
		cmocka_unit_test(root_is_found_in_a_uid_map),
		cmocka_unit_test(a_user_has_another_number_inside_of_a_map),
		cmocka_unit_test(limits_are_numbers_or_unlimited),
		cmocka_unit_test(variables_are_found_by_their_whole_name),
		cmocka_unit_test(an_exe_is_known_by_its_file_name),
		cmocka_unit_test(a_process_started_so_long_after_the_boot),
		cmocka_unit_test(bytes_that_are_no_text_are_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
