#include "words.h"

#include "complain.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <string.h>

#define BENCH_PREFIX "check_" /* docker-bench-security's ids: check_5_5 */

/* "check_5_5", "5.5", "5.", "5.*" as the beginning of an id. */
static const char *to_id(struct arena *arena, const char *typed)
{
	bool bench = text_starts(typed, BENCH_PREFIX);
	char *id =
		arena_strdup(arena, typed + (bench ? strlen(BENCH_PREFIX) : 0));

	for (char *at = id; bench && *at; at++)
		if (*at == '_')
			*at = '.';
	if (text_ends(id, ".*"))
		id[strlen(id) - 2] = '\0';
	else if (text_ends(id, "."))
		id[strlen(id) - 1] = '\0';
	return id;
}

static size_t count_commas(const char *list)
{
	size_t count = 0;

	for (; *list; list++)
		count += *list == ',';
	return count;
}

static bool split_list(struct arena *arena, const char *option,
                       const char *list, struct words *words, struct error *err)
{
	for (const char *at = list;; at++) {
		size_t length = strcspn(at, ",");
		const char *typed = arena_strndup(arena, at, length);

		if (length == 0)
			return error_plain(err, "%s '%s': a name is missing",
			                   option, complain_quote(arena, list));
		words->items[words->count++] =
			(struct word){ typed, to_id(arena, typed) };
		at += length;
		if (!*at)
			return true;
	}
}

bool words_split(struct arena *arena, const struct word_lists *given,
                 struct words *ret_words, struct error *err)
{
	struct words words = { 0 };
	size_t room = given->count;

	for (size_t i = 0; i < given->count; i++)
		room += count_commas(given->lists[i]);
	words.items = arena_alloc(arena, room * sizeof(*words.items));
	for (size_t i = 0; i < given->count; i++) {
		if (!split_list(arena, given->option, given->lists[i], &words,
		                err))
			return false;
	}
	*ret_words = words;
	return true;
}

bool words_begin_id(const struct word *word, const char *id)
{
	size_t length = strlen(word->id);

	return length > 0 && strncmp(word->id, id, length) == 0 &&
	       (id[length] == '\0' || id[length] == '.');
}

/* A letter, in lower case, or a digit; 0 for anything else. */
static char letter_or_digit(char c)
{
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char same[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	const char *at = c ? strchr(upper, c) : NULL;

	if (at)
		return same[at - upper];
	if (c && strchr(same, c))
		return c;
	return '\0';
}

/* The title as a word: "Container Runtime" is "container_runtime". */
static const char *title_word(struct arena *arena, const char *title)
{
	char *word = arena_alloc(arena, strlen(title) + 1);
	size_t length = 0;
	bool gap = false;

	for (; *title; title++) {
		char c = letter_or_digit(*title);

		if (c && gap && length > 0)
			word[length++] = '_';
		if (c)
			word[length++] = c;
		gap = !c;
	}
	return word;
}

bool words_name_section(struct arena *arena, const struct word *word,
                        const struct section *section)
{
	return strcmp(word->id, section->id) == 0 ||
	       strcmp(word->typed, section->name) == 0 ||
	       strcmp(word->typed, title_word(arena, section->title)) == 0;
}

bool words_contain(const struct words *words, const char *text)
{
	for (size_t i = 0; i < words->count; i++)
		if (strcmp(words->items[i].typed, text) == 0)
			return true;
	return false;
}
