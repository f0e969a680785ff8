#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/escape.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

typedef void escaper(FILE *out, const char *text, size_t length);

enum { ROOM = 256, LAST = 0x10FFFF };

/* What escape makes of text, in to. */
static size_t escaped(escaper *escape, const char *text, size_t length,
                      char to[ROOM])
{
	owned(release_file) FILE *out = fmemopen(to, ROOM, "w");

	assert_non_null(out);
	escape(out, text, length);
	assert_int_equal(fflush(out), 0);
	return strlen(to);
}

static size_t utf8(unsigned code, char to[5])
{
	size_t length = code < 0x80      ? 1
	                : code < 0x800   ? 2
	                : code < 0x10000 ? 3
	                                 : 4;
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	for (size_t i = length; i-- > 1; code >>= 6)
		to[i] = (char)(0x80 | (code & 0x3F));
	to[0] = (char)(lead[length] | code);
	to[length] = '\0';
	return length;
}

static void text_shows_what_would_steer_a_terminal(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "web-1", "web-1" },
		{ "a\nb\tc\rd", "a\\nb\\tc\\rd" },
		{ "\x1b[2J", "\\x1b[2J" },
		{ "\x7f", "\\x7f" },
		{ "C:\\tmp", "C:\\\\tmp" },
		{ "\xc2\x9b", "\\u{9b}" },
		{ "\xc2\x85", "\\u{85}" },
		{ "\u202etxt.exe", "\\u{202e}txt.exe" },
		{ "\u2066\u2069\u200e\u061c",
		  "\\u{2066}\\u{2069}\\u{200e}\\u{61c}" },
		{ "\u2028\u2029", "\\u{2028}\\u{2029}" },
		{ "\ufeff\u200b\u200d\u2060",
		  "\\u{feff}\\u{200b}\\u{200d}\\u{2060}" },
		{ "a\xff"
		  "b\xc3",
		  "a\\xffb\\xc3" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" }, /* a surrogate */
		{ "\xc0\xaf", "\\xc0\\xaf" },          /* overlong */
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" },
		{ "\xf3\xa0\x81\x81", "\\u{e0041}" }, /* a tag */
		{ "größe 日本 🙂", "größe 日本 🙂" },
	};
	char to[ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		escaped(escape_text, rows[i].text, strlen(rows[i].text), to);
		assert_string_equal(to, rows[i].shown);
	}
	escaped(escape_text, "a\0b", 3, to);
	assert_string_equal(to, "a\\x00b");
}

static void json_keeps_the_value_and_shows_bytes_that_are_no_text(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "web", "web" },
		{ "\"\\", "\\\"\\\\" },
		{ "\n\r\t", "\\n\\r\\t" },
		{ "\x1b\x7f", "\\u001b\\u007f" },
		{ "\xc2\x9b\u2028\u202e", "\\u009b\\u2028\\u202e" },
		{ "\xf3\xa0\x81\x81", "\\udb40\\udc41" },
		{ "\xff", "\\\\xff" },
		{ "é🙂", "é🙂" },
	};
	char to[ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		escaped(escape_json, rows[i].text, strlen(rows[i].text), to);
		assert_string_equal(to, rows[i].shown);
	}
	escaped(escape_json, "a\0b", 3, to);
	assert_string_equal(to, "a\\u0000b");
}

static void xml_has_no_mark_up_and_no_forbidden_character(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "<a href=\"x\">&'",
		  "&#60;a href=&#34;x&#34;&#62;&#38;&#39;" },
		{ "]]>", "]]&#62;" },
		{ "a\nb\tc\rd", "a&#10;b&#9;c&#13;d" },
		{ "\x1b\x01", "\\x1b\\x01" },
		{ "\uffff", "\\u{ffff}" },
		{ "\xef\xbf\xbe", "\\u{fffe}" },
		{ "\u202e\xc2\x9b", "\\u{202e}\\u{9b}" },
		{ "C:\\tmp", "C:\\tmp" },
		{ "\xff", "\\xff" },
	};
	char to[ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		escaped(escape_xml, rows[i].text, strlen(rows[i].text), to);
		assert_string_equal(to, rows[i].shown);
	}
}

/* Nothing that a terminal, an editor or an XML parser trips over. */
static void assert_clean(const char *shown, size_t length)
{
	for (size_t at = 0; at < length;) {
		unsigned code = 0;
		size_t bytes = text_utf8(shown + at, length - at, &code);

		assert_int_not_equal(bytes, 0);
		assert_true(code >= 0x20 && !(code >= 0x7F && code < 0xA0));
		assert_true(code != 0x61C && code != 0xFEFF);
		assert_false(code >= 0x200B && code <= 0x200F);
		assert_false(code >= 0x2028 && code <= 0x202E);
		assert_false(code >= 0x2060 && code <= 0x206F);
		assert_false((code & 0xFFFE) == 0xFFFE);
		at += bytes;
	}
}

static void no_byte_gets_through_alone(void **state)
{
	escaper *const all[] = { escape_text, escape_json, escape_xml };

	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		const char text[] = { (char)byte, 'x', '\0' };

		for (size_t i = 0; i < 3; i++) {
			char to[ROOM];
			size_t length = escaped(all[i], text, 2, to);

			assert_clean(to, length);
			assert_int_equal(to[length - 1], 'x');
			assert_true(byte < 0x20 || byte > 0x7E ? length > 2
			                                       : length >= 2);
		}
	}
}

static void no_code_point_gets_through_that_should_not(void **state)
{
	owned(release_string) char *all = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&all, &size);

	(void)state;
	for (unsigned code = 0; code <= LAST; code++) {
		char text[5];
		size_t length = utf8(code, text);

		escape_text(out, text, length);
		escape_json(out, text, length);
		escape_xml(out, text, length);
	}
	assert_int_equal(fclose(out), 0);
	assert_true(size > LAST);
	assert_clean(all, size);
}

static void json_gives_every_code_point_back(void **state)
{
	(void)state;
	for (unsigned code = 1; code <= LAST; code += code < 0x3000 ? 1 : 37) {
		owned(release_json) cJSON *parsed = NULL;
		char text[5], inside[ROOM], quoted[ROOM + 2];
		size_t length = utf8(code, text);

		if (code >= 0xD800 && code < 0xE000)
			continue;
		escaped(escape_json, text, length, inside);
		(void)snprintf(quoted, sizeof(quoted), "\"%s\"", inside);
		parsed = cJSON_Parse(quoted);
		assert_true(cJSON_IsString(parsed));
		assert_string_equal(parsed->valuestring, text);
	}
}

static void width_counts_columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} rows[] = {
		{ "", 0 },       { "web", 3 },        { "größe", 5 },
		{ "日本", 4 },   { "🙂", 2 },       { "e\u0301", 1 },
		{ "\n", 2 },     { "\x1b", 4 },       { "\\", 2 },
		{ "\u202e", 8 }, { "\xff", 4 },       { "한국", 4 },
		{ "ｗｅｂ", 6 }, { "ا\u064E", 1 },    { "…", 1 },
		{ "\u3000", 2 }, { "\U00020000", 2 }, { "กำ", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
			escape_width(rows[i].text, strlen(rows[i].text)),
			rows[i].columns);
}

static void copy_cuts_between_characters_and_says_so(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		const char *copy;
	} rows[] = {
		{ "web", 4, "web" },
		{ "web", 10, "web" },
		{ "webs", 4, "…" },
		{ "webs", 5, "webs" },
		{ "webserver", 8, "webs…" },
		{ "a\nb", 5, "a\\nb" },
		{ "ab\n\n\n", 8, "ab\\n…" },
		{ "日本語語", 10, "日本…" },
		{ "web", 3, "" },
		{ "web", 1, "" },
		{ "", 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char to[16];

		memset(to, '#', sizeof(to));
		escape_copy(to, rows[i].size, rows[i].text,
		            strlen(rows[i].text));
		assert_string_equal(to, rows[i].copy);
		for (size_t j = rows[i].size; j < sizeof(to); j++)
			assert_int_equal(to[j], '#');
	}
}

static void no_room_at_all_is_left_alone(void **state)
{
	char to[] = "#";

	(void)state;
	escape_copy(to, 0, "web", 3);
	assert_string_equal(to, "#");
}

static void complete_json_stays_the_same_json(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "{\"a\\n\":\t[1,\r\n2]}", "{\"a\\n\":\t[1,\r\n2]}" },
		{ "\"\xc2\x9b\x7f\"", "\"\\u009b\\u007f\"" },
		{ "\"\u202e\xc3\xa9\"", "\"\\u202e\xc3\xa9\"" },
		{ "\"\U000E0001\"", "\"\\udb40\\udc01\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char shown[ROOM] = { 0 };

		(void)escaped(escape_json_text, rows[i].text,
		              strlen(rows[i].text), shown);
		assert_string_equal(shown, rows[i].shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_shows_what_would_steer_a_terminal),
		cmocka_unit_test(complete_json_stays_the_same_json),
		cmocka_unit_test(
			json_keeps_the_value_and_shows_bytes_that_are_no_text),
		cmocka_unit_test(xml_has_no_mark_up_and_no_forbidden_character),
		cmocka_unit_test(no_byte_gets_through_alone),
		cmocka_unit_test(no_code_point_gets_through_that_should_not),
		cmocka_unit_test(json_gives_every_code_point_back),
		cmocka_unit_test(width_counts_columns),
		cmocka_unit_test(copy_cuts_between_characters_and_says_so),
		cmocka_unit_test(no_room_at_all_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
