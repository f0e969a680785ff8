#include "path.h"

#include "dockaudit/escape.h"

#include <stdbool.h>
#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz_";
static const char more[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz_-0123456789";

static size_t put(FILE *out, const char *text, size_t length)
{
	if (out)
		escape_text(out, text, length);
	return escape_width(text, length);
}

/* The length of the segment at text, "['name']" or "[0]"; 0: it is none. */
static size_t segment(const char *text)
{
	const char *at = text;

	if (*at++ != '[')
		return 0;
	if (*at != '\'') {
		size_t digits = strspn(at, "0123456789");

		return digits && at[digits] == ']' ? digits + 2 : 0;
	}
	for (at++; *at && *at != '\''; at++) {
		if (*at == '\\' && at[1])
			at++;
	}
	return at[0] == '\'' && at[1] == ']' ? (size_t)(at - text) + 2 : 0;
}

/* The length of the plain word in a segment; 0: it must keep its brackets. */
static size_t plain_word(const char *segment, size_t length)
{
	const char *name = segment + 2;
	size_t word;

	if (segment[1] != '\'' || !*name || !strchr(letters, *name))
		return 0;
	word = strspn(name, more);
	return word + 4 == length ? word : 0;
}

static bool normalized(const char *path)
{
	if (*path++ != '$' || !*path)
		return false;
	while (*path) {
		size_t length = segment(path);

		if (length == 0)
			return false;
		path += length;
	}
	return true;
}

size_t path_show(FILE *out, const char *path)
{
	size_t columns = 0;

	if (!normalized(path))
		return put(out, path, strlen(path));
	for (path++; *path;) {
		size_t length = segment(path);
		size_t word = plain_word(path, length);

		if (word && columns)
			columns += put(out, ".", 1);
		columns += word ? put(out, path + 2, word)
		                : put(out, path, length);
		path += length;
	}
	return columns;
}
