#include "dockaudit/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void nearest_name_is_the_one_meant(void **state)
{
	static const char *const names[] = { "severity", "subject", "pass",
		                             "title", "when" };
	static const struct {
		const char *word;
		const char *expected;
	} rows[] = {
		{ "severty", "severity" }, { "severitty", "severity" },
		{ "subjet", "subject" },   { "tilte", "title" },
		{ "pas", "pass" },         { "wen", "when" },
		{ "colour", NULL },        { "x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *nearest = text_nearest(rows[i].word, names, 5);

		if (rows[i].expected)
			assert_string_equal(nearest, rows[i].expected);
		else
			assert_null(nearest);
	}
}

static void a_long_word_has_no_nearest_name(void **state)
{
	static const char *const names[] = { "severity" };
	char word[200];

	(void)state;
	memset(word, 's', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	assert_null(text_nearest(word, names, 1));
}

static void only_valid_utf8_is_decoded(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		size_t expected;
		unsigned code;
	} rows[] = {
		{ "a", 1, 1, 'a' },
		{ "\0", 1, 1, 0 },
		{ "\x7F", 1, 1, 0x7F },
		{ "\xC2\x80", 2, 2, 0x80 },
		{ "\xDF\xBF", 2, 2, 0x7FF },
		{ "\xE0\xA0\x80", 3, 3, 0x800 },
		{ "\xEF\xBF\xBF", 3, 3, 0xFFFF },
		{ "\xF0\x90\x80\x80", 4, 4, 0x10000 },
		{ "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF },
		{ "", 0, 0, 0 },
		{ "\x80", 1, 0, 0 },         /* a rest without a beginning */
		{ "\xC0\x80", 2, 0, 0 },     /* overlong */
		{ "\xC1\xBF", 2, 0, 0 },     /* overlong */
		{ "\xE0\x9F\xBF", 3, 0, 0 }, /* overlong */
		{ "\xF0\x8F\xBF\xBF", 4, 0, 0 }, /* overlong */
		{ "\xED\xA0\x80", 3, 0, 0 },     /* a surrogate */
		{ "\xF4\x90\x80\x80", 4, 0, 0 }, /* above U+10FFFF */
		{ "\xF5\x80\x80\x80", 4, 0, 0 },
		{ "\xE2\x82", 2, 0, 0 }, /* cut off */
		{ "\xC3(", 2, 0, 0 },    /* no rest */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned code = 0;

		assert_int_equal(
			text_utf8(rows[i].bytes, rows[i].length, &code),
			rows[i].expected);
		assert_int_equal(code, rows[i].code);
	}
}

static void rfc3339_dates_are_read(void **state)
{
	static const struct {
		const char *text;
		long long expected;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-01-01T00:00:00Z", 1767225600 },
		{ "2026-01-01T00:00:00.123456789Z", 1767225600 },
		{ "2026-01-01T02:00:00+02:00", 1767225600 },
		{ "2025-12-31T19:30:00-04:30", 1767225600 },
		{ "2024-02-29T12:00:00z", 1709208000 },
		{ "0001-01-01T00:00:00Z", -62135596800 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		long long seconds = 1;

		assert_true(text_to_time(rows[i].text, &seconds));
		assert_int_equal(seconds, rows[i].expected);
	}
}

static void what_is_no_date_is_refused(void **state)
{
	static const char *const rows[] = {
		"",
		"2026-01-01",
		"2026-01-01T00:00:00",
		"2026-01-01T00:00:00.Z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-01-32T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"2026-01-01T24:00:00Z",
		"2026-01-01T00:60:00Z",
		"2026-01-01T00:00:00+24:00",
		"2026-01-01T00:00:00Z ",
		"x026-01-01T00:00:00Z",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		long long seconds;

		assert_false(text_to_time(rows[i], &seconds));
	}
}

static void a_time_is_written_as_it_is_read(void **state)
{
	char text[TEXT_TIME_SIZE];

	(void)state;
	text_from_time(1767225661, text);
	assert_string_equal(text, "2026-01-01T00:01:01Z");
	text_from_time(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00Z");
}

static void beginnings_and_endings_are_seen(void **state)
{
	(void)state;
	assert_true(text_starts("unix:///x", "unix://"));
	assert_false(text_starts("unix", "unix://"));
	assert_true(text_ends("report.json", ".json"));
	assert_false(text_ends("json", ".json"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest_name_is_the_one_meant),
		cmocka_unit_test(a_long_word_has_no_nearest_name),
		cmocka_unit_test(only_valid_utf8_is_decoded),
		cmocka_unit_test(rfc3339_dates_are_read),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(a_time_is_written_as_it_is_read),
		cmocka_unit_test(beginnings_and_endings_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
