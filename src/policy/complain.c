#include "complain.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTED_MAX = 64 };

bool complain_error(struct complaints *c, const struct error *err)
{
	struct error *kept;

	if (c->count > COMPLAINTS_MAX)
		return false;
	kept = arena_alloc(c->arena, sizeof(*kept));
	*kept = *err;
	if (c->count == COMPLAINTS_MAX) {
		(void)error_set(kept, err->at,
		                "too many complaints: the rest "
		                "is not shown");
	}
	c->items = arena_grow(c->arena, c->items, c->count, &c->capacity,
	                      sizeof(struct error *));
	c->items[c->count++] = kept;
	return false;
}

void complain_add(struct complaints *c, struct where at, const char *format,
                  ...)
{
	struct error err = { .at = at };
	va_list args;

	va_start(args, format);
	(void)vsnprintf(err.text, sizeof(err.text), format, args);
	va_end(args);
	(void)complain_error(c, &err);
}

static int by_place(const void *a, const void *b)
{
	const struct error *left = *(const struct error *const *)a;
	const struct error *right = *(const struct error *const *)b;
	int order = strcmp(left->at.file ? left->at.file : "",
	                   right->at.file ? right->at.file : "");

	if (order != 0)
		return order;
	if (left->at.line != right->at.line)
		return left->at.line < right->at.line ? -1 : 1;
	if (left->at.column != right->at.column)
		return left->at.column < right->at.column ? -1 : 1;
	return strcmp(left->text, right->text);
}

void complain_sort(struct complaints *c, size_t from)
{
	if (c->count > from + 1)
		qsort(c->items + from, c->count - from, sizeof(struct error *),
		      by_place);
}

const char *complain_quote(struct arena *arena, const char *word)
{
	size_t length = strlen(word);
	size_t cut = QUOTED_MAX;

	if (length <= QUOTED_MAX)
		return word;
	while (((unsigned char)word[cut] & 0xC0) == 0x80)
		cut--; /* not within a character */
	return arena_printf(arena, "%s...", arena_strndup(arena, word, cut));
}

const char *complain_hint(struct arena *arena, const char *word,
                          const char *const names[], size_t count)
{
	const char *nearest = NULL;

	if (strlen(word) > 1) /* every letter is near to every other */
		nearest = text_nearest(word, names, count);
	return nearest ? arena_printf(arena, " (did you mean '%s'?)", nearest)
	               : "";
}
