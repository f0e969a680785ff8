#include "../../src/policy/tree.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What is said of a text: "LINE:COLUMN: why", or "" when it is read. */
static const char *complaint(struct arena *arena, const char *data,
                             size_t length)
{
	const struct tree_text text = { "x.yaml", data, length };
	const struct tree *root;
	struct error err;

	if (tree_parse(arena, &text, &root, &err))
		return "";
	assert_string_equal(err.at.file, "x.yaml");
	return arena_printf(arena, "%u:%u: %s", err.at.line, err.at.column,
	                    err.text);
}

static const struct tree *parsed(struct arena *arena, const char *data)
{
	const struct tree_text text = { "x.yaml", data, strlen(data) };
	const struct tree *root = NULL;
	struct error err;

	assert_true(tree_parse(arena, &text, &root, &err));
	return root;
}

static void what_a_policy_does_not_need_is_refused(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "a: 1\nb: &x 2\n", "2:4: an anchor (&x) is not allowed" },
		{ "- &x [1]\n", "1:3: an anchor (&x) is not allowed" },
		{ "- &x {a: 1}\n", "1:3: an anchor (&x) is not allowed" },
		{ "a: *x\n", "1:4: an alias (*x) is not allowed" },
		{ "a: !!str 1\n",
		  "1:4: a tag (tag:yaml.org,2002:str) is not allowed" },
		{ "a: ! 1\n", "1:4: a tag (!) is not allowed" },
		{ "- !x {a: 1}\n", "1:3: a tag (!x) is not allowed" },
		{ "- !x [1]\n", "1:3: a tag (!x) is not allowed" },
		{ "- !x!y 1\n", "1:3: a tag is not allowed" },
		{ "a: {<<: {b: 1}}\n", "1:5: a merge key (<<) is not allowed" },
		{ "a: 1\n---\nb: 1\n",
		  "2:1: a second document begins here; only one is allowed" },
		{ "%TAG ! x\n--- 1\n",
		  "1:1: %TAG is not allowed: a policy has no tags" },
		{ "%YAML 1.3\n--- 1\n",
		  "1:1: a YAML version other than 1.1 and 1.2" },
		{ "%FOO\n--- 1\n", "1:5: an unknown directive" },
		{ "a: 1\nb: 2\na: 3\n",
		  "3:1: the key 'a' is here twice, first on line 1" },
		{ "{a: 1, b: 2, b: 3, a: 4}",
		  "1:14: the key 'b' is here twice, first on line 1" },
		{ "[a]: 1\n", "1:1: a key must be text, not a list" },
		{ "{? {a: 1} : 1}\n",
		  "1:4: a key must be text, not a mapping" },
		{ "", "1:1: nothing is in it" },
		{ "# only this\n", "2:1: nothing is in it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(
			complaint(arena, rows[i].text, strlen(rows[i].text)),
			rows[i].expected);
	}
}

static void what_is_not_yaml_is_explained(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "a: b: c\n", "1:5: a ':' where none can be: quote the text, "
		               "or check the indentation" },
		{ "a: 1\n b: 2\n", "2:3: a ':' where none can be: quote the "
		                   "text, or check the indentation" },
		{ "a:\n  b: 1\n c: 2\n",
		  "3:2: no key here: check the indentation, and quotes in the "
		  "lines above" },
		{ "- 1\nb: 2\n", "2:1: no '-' here, though this is in a list: "
		                 "check the indentation" },
		{ "a: [1, 2\nb: 3\n", "2:2: ',' or ']' is missing before "
		                      "this" },
		{ "a: {b: 1\nc: 2\n", "2:2: ',' or '}' is missing before "
		                      "this" },
		{ "a: [1, 2", "1:9: ',' or ']' is missing before this" },
		{ "a: \"b\n\n", "1:4: the quoted text that begins here is not "
		                "closed" },
		{ "a: 'b\n--- c'\n", "2:1: a quoted text is not closed before "
		                     "this '---' or '...'" },
		{ "a: 1\nb\nc: 2\n", "3:1: ':' is missing after a key" },
		{ "a:\n\t- b\n", "2:1: a tab, or a character that needs "
		                 "quotes, where a value begins" },
		{ "a: @b\n", "1:4: a tab, or a character that needs quotes, "
		             "where a value begins" },
		{ "a: \"\\d\"\n", "1:5: an unknown escape: write \\\\ for a "
		                  "backslash, or use '…'" },
		{ "a: - b\n", "1:4: a list cannot begin here: put '-' on a "
		              "line of its own" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(
			complaint(arena, rows[i].text, strlen(rows[i].text)),
			rows[i].expected);
	}
}

static void characters_that_deceive_are_refused(void **state)
{
#define ROW(text, expected)                                                    \
	{                                                                      \
		text, sizeof(text) - 1, expected                               \
	}
	static const struct {
		const char *text;
		size_t length;
		const char *expected;
	} rows[] = {
		ROW("a: b\0c\n",
		    "1:5: a control character (U+0000) is not allowed"),
		ROW("a: 1\nb: \x1b[31m\n",
		    "2:4: a control character (U+001B) is not allowed"),
		ROW("# \x7f\n",
		    "1:3: a control character (U+007F) is not allowed"),
		ROW("a: \u00e4\xc2\x85\n",
		    "1:5: a control character (U+0085) is not allowed"),
		ROW("a: \u202e\n", "1:4: a character that reorders text "
		                   "(U+202E) is not allowed"),
		ROW("a: \u2066\n", "1:4: a character that reorders text "
		                   "(U+2066) is not allowed"),
		ROW("a: \u2028\n",
		    "1:4: a line separator (U+2028) is not allowed"),
		ROW("a: \ufeff\n",
		    "1:4: a byte order mark (U+FEFF) is not allowed"),
		ROW("a: \xff\n", "1:4: the byte 0xff is not UTF-8 text"),
		ROW("a: \xc0\xaf\n", "1:4: the byte 0xc0 is not UTF-8 text"),
		ROW("a: \xed\xa0\x80\n",
		    "1:4: the byte 0xed is not UTF-8 text"),
		ROW("a: \xe2\x82", "1:4: the byte 0xe2 is not UTF-8 text"),
		ROW("\xff\xfe"
		    "a\0",
		    "1:1: UTF-16: save the file as UTF-8"),
		ROW("\xfe\xff\0a", "1:1: UTF-16: save the file as UTF-8"),
		ROW("a: \"\\e[31m\"\n", "1:4: a control character (U+001B) in "
		                        "this text is not allowed"),
		ROW("a: \"x\\0\"\n", "1:4: a control character (U+0000) in "
		                     "this text is not allowed"),
		ROW("a: \"\\u202e\"\n", "1:4: a character that reorders text "
		                        "(U+202E) in this text is not allowed"),
		ROW("\"\\r\": 1\n", "1:1: a control character (U+000D) in "
		                    "this text is not allowed"),
	};
#undef ROW

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(
			complaint(arena, rows[i].text, rows[i].length),
			rows[i].expected);
	}
}

static void a_mark_at_the_start_and_crlf_change_nothing(void **state)
{
	static const char *const rows[] = {
		"a: 1\nb:\n- c\n- \"d\"\n",
		"\357\273\277a: 1\nb:\n- c\n- \"d\"\n",
		"a: 1\r\nb:\r\n- c\r\n- \"d\"\r\n",
		"%YAML 1.2\n---\na: 1\nb:\n- c\n- \"d\"\n...\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct tree *root = parsed(arena, rows[i]);
		const struct tree *list = tree_member(root, "b");

		assert_int_equal(root->kind, TREE_MAPPING);
		assert_int_equal(root->count, 2);
		assert_int_equal(root->at.column, 1);
		assert_string_equal(tree_member(root, "a")->text, "1");
		assert_int_equal(tree_member(root, "a")->at.column, 4);
		assert_int_equal(list->kind, TREE_SEQUENCE);
		assert_int_equal(list->count, 2);
		assert_string_equal(list->first->text, "c");
		assert_int_equal(list->first->style, TREE_PLAIN);
		assert_int_equal(list->first->next->style, TREE_QUOTED);
		assert_null(tree_member(root, "c"));
	}
}

/* The third character of each text is an x; where it stands in the file. */
static void a_character_of_a_text_has_a_place(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column; /* 0: cannot be told */
	} rows[] = {
		{ "k: abx", 1, 6 },
		{ "k:\n  abx", 2, 5 },
		{ "k: 'abx'", 1, 7 },
		{ "k: \"abx\"", 1, 7 },
		{ "\u00e4\u20ac: '\u00e4\u20acx'", 1, 8 },
		{ "k: 'a''x'", 0, 0 },
		{ "k: \"\\tbx\"", 0, 0 },
		{ "k: a\n bx", 0, 0 },
		{ "k: 'a\n x'", 0, 0 },
		{ "k: |\n  abx", 0, 0 },
		{ "k: >\n  abx", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct tree *root = parsed(arena, rows[i].text);
		struct where at = { 0 };

		assert_int_equal(tree_place(root->first, 3, &at),
		                 rows[i].line != 0);
		assert_int_equal(at.line, rows[i].line);
		assert_int_equal(at.column, rows[i].column);
	}
}

/* count times text between before and after. */
static char *repeated(const char *before, const char *text, size_t count,
                      const char *after)
{
	size_t one = strlen(text);
	size_t from = strlen(before);
	char *all = malloc(from + one * count + strlen(after) + 1);

	assert_non_null(all);
	memcpy(all, before, from);
	for (size_t i = 0; i < count; i++)
		memcpy(all + from + i * one, text, one);
	memcpy(all + from + one * count, after, strlen(after) + 1);
	return all;
}

static void what_is_within_a_limit_is_read_and_no_more(void **state)
{
	static const struct {
		const char *before, *text, *after;
		size_t most; /* how often text may stand there */
		const char *expected;
	} rows[] = {
		{ "", "[", "", 0, "1:33: nested more than 32 deep" },
		{ "", "{a: ", "", 0, "1:129: nested more than 32 deep" },
		{ "", "- ", "x", LIMIT_YAML_DEPTH,
		  "1:65: nested more than 32 deep" },
		{ "a: ", "x", "", LIMIT_YAML_SCALAR,
		  "1:4: this text is longer than 65536 bytes" },
		{ "[", "1,", "]", LIMIT_YAML_NODES - 1,
		  "1:200000: more than 100000 values" },
		{ "#", "#", "\na", LIMIT_POLICY_FILE - 3,
		  "0:0: larger than 1048576 bytes" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		owned(release_string) char *just =
			repeated(rows[i].before, rows[i].text, rows[i].most,
		                 rows[i].after);
		owned(release_string) char *more = repeated(
			rows[i].before, rows[i].text,
			rows[i].most ? rows[i].most + 1 : 33, rows[i].after);

		if (rows[i].most)
			assert_string_equal(
				complaint(arena, just, strlen(just)), "");
		assert_string_equal(complaint(arena, more, strlen(more)),
		                    rows[i].expected);
	}
}

/*
 * libyaml 0.2.5 needs hours for some of these, and no test would end.  With
 * the limits each takes milliseconds.
 */
static void a_mebibyte_of_anything_is_refused_at_once(void **state)
{
	static const struct {
		const char *before, *text;
	} rows[] = {
		{ "", "[" },
		{ "", "[\n" },
		{ "", "- " },
		{ "", "{a: " },
		{ "", "? " },
		{ "", "%TAG !a! b\n" },
		{ "a\n...\n", "%TAG !a! b\n" },
		{ "", "[[]," },
		{ "", "\"a\" : " },
		{ "", "%YAML 1.1\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();
		size_t times = LIMIT_POLICY_FILE / strlen(rows[i].text) - 1;
		owned(release_string) char *text =
			repeated(rows[i].before, rows[i].text, times, "");

		assert_string_not_equal(complaint(arena, text, strlen(text)),
		                        "");
	}
}

static void many_keys_are_compared_quickly(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	const size_t keys = LIMIT_YAML_NODES / 2 - 1;
	owned(release_string) char *text = malloc(keys * 16 + 32);
	size_t used = 0;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < keys - 1; i++)
		used += (size_t)sprintf(text + used, "k%zu: 1\n", i);
	(void)sprintf(text + used, "k7: 1\n");
	assert_string_equal(
		complaint(arena, text, strlen(text)),
		"49999:1: the key 'k7' is here twice, first on line 8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_policy_does_not_need_is_refused),
		cmocka_unit_test(what_is_not_yaml_is_explained),
		cmocka_unit_test(characters_that_deceive_are_refused),
		cmocka_unit_test(a_mark_at_the_start_and_crlf_change_nothing),
		cmocka_unit_test(a_character_of_a_text_has_a_place),
		cmocka_unit_test(what_is_within_a_limit_is_read_and_no_more),
		cmocka_unit_test(a_mebibyte_of_anything_is_refused_at_once),
		cmocka_unit_test(many_keys_are_compared_quickly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
