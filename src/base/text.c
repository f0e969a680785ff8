#include "dockaudit/text.h"

#include <string.h>

enum { WORD_MAX = 63 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Letters to insert, delete or replace to make b of a (Levenshtein). */
static size_t distance(const char *a, const char *b, size_t b_length)
{
	size_t row[WORD_MAX + 1];

	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < b_length; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least(above + 1, row[j] + 1,
			                   diagonal + (a[i] != b[j]));
			diagonal = above;
		}
	}
	return row[b_length];
}

const char *text_nearest(const char *word, const char *const candidates[],
                         size_t count)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	size_t best = length / 3 + 1; /* further away is another word */

	if (length > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t candidate = strlen(candidates[i]);
		size_t d;

		if (candidate > WORD_MAX)
			continue;
		d = distance(word, candidates[i], candidate);
		if (d < best || (d == best && !nearest)) {
			nearest = candidates[i];
			best = d;
		}
	}
	return nearest;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
	size_t length = strlen(text);
	size_t tail = strlen(suffix);

	return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

/* How many bytes a character has by its first one; 0: none begins so. */
static size_t utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first < 0xE0)
		return 2;
	if (first >= 0xE0 && first < 0xF0)
		return 3;
	return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

size_t text_utf8(const char *text, size_t length, unsigned *ret_code)
{
	static const unsigned lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t bytes = length ? utf8_length((unsigned char)text[0]) : 0;
	unsigned code;

	if (bytes == 0 || bytes > length)
		return 0;
	code = (unsigned char)text[0] &
	       (bytes == 1 ? 0x7Fu : 0xFFu >> (bytes + 1));
	for (size_t i = 1; i < bytes; i++) {
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
	}
	if (code < lowest[bytes] || code > 0x10FFFF ||
	    (code >= 0xD800 && code < 0xE000))
		return 0;
	*ret_code = code;
	return bytes;
}

size_t text_characters(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}
