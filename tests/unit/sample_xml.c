#include "sample_xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 8, NAME_SIZE = 32 };

static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyz-";

/* XML 1.0 section 2.2, below 0x80: tab, line ends, and what is printed. */
static bool character(unsigned char c)
{
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ';
}

/* "&#10;" at text: its length and character, or 0. */
static size_t reference(const char *text, char *ret_character)
{
	char *end;
	unsigned long code;

	if (strncmp(text, "&#", 2) != 0 || text[2] < '0' || text[2] > '9')
		return 0;
	code = strtoul(text + 2, &end, 10);
	if (*end != ';' || code > 0x7F || !character((unsigned char)code))
		return 0;
	*ret_character = (char)code;
	return (size_t)(end - text) + 1;
}

/* Go to the first byte of stop; false where there is something illegal. */
static bool skip_text(const char **at, const char *stop)
{
	while (**at && !strchr(stop, **at)) {
		char ignored;
		size_t length = 1;

		if (**at == '&' && !(length = reference(*at, &ignored)))
			return false;
		if (**at == '<' || !character((unsigned char)**at) ||
		    strncmp(*at, "]]>", 3) == 0)
			return false;
		*at += length;
	}
	return **at != '\0';
}

static bool take_name(const char **at, char name[NAME_SIZE])
{
	size_t length = strspn(*at, name_bytes);

	if (length == 0 || length >= NAME_SIZE)
		return false;
	memcpy(name, *at, length);
	name[length] = '\0';
	*at += length;
	return true;
}

static bool attributes(const char **at)
{
	char seen[512] = " ";
	char name[NAME_SIZE];
	char word[NAME_SIZE + 2];

	while (**at == ' ') {
		(*at)++;
		if (!take_name(at, name) || strncmp(*at, "=\"", 2) != 0)
			return false;
		(void)snprintf(word, sizeof(word), " %s ", name);
		if (strstr(seen, word))
			return false;
		(void)strncat(seen, word, sizeof(seen) - strlen(seen) - 1);
		*at += 2;
		if (!skip_text(at, "\""))
			return false;
		(*at)++;
	}
	return true;
}

/* A tag, and what it does to the stack of open elements. */
static bool tag(const char **at, char open[DEPTH][NAME_SIZE], size_t *depth)
{
	char name[NAME_SIZE];
	bool closing = (*at)[1] == '/';

	*at += closing ? 2 : 1;
	if (!take_name(at, name))
		return false;
	if (closing)
		return *depth > 0 && strcmp(open[--*depth], name) == 0 &&
		       *(*at)++ == '>';
	if (!attributes(at))
		return false;
	if (strncmp(*at, "/>", 2) == 0) {
		*at += 2;
		return true;
	}
	if (*depth == DEPTH)
		return false;
	strcpy(open[(*depth)++], name);
	return *(*at)++ == '>';
}

bool sample_xml_valid(const char *text)
{
	static const char declaration[] =
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	char open[DEPTH][NAME_SIZE];
	size_t depth = 0;

	if (strncmp(text, declaration, strlen(declaration)) != 0)
		return false;
	text += strlen(declaration);
	do {
		if (*text != '<' || !tag(&text, open, &depth))
			return false;
		if (depth && !skip_text(&text, "<"))
			return false;
	} while (depth);
	return strcmp(text, "\n") == 0;
}

char *sample_xml_attribute(const char *text, const char *name, size_t index)
{
	char begin[NAME_SIZE + 4];
	const char *at = text;
	char *value;
	char *to;

	(void)snprintf(begin, sizeof(begin), " %s=\"", name);
	for (size_t i = 0; i <= index; i++) {
		at = strstr(at, begin);
		if (!at)
			return NULL;
		at += strlen(begin);
	}
	value = calloc(1, strcspn(at, "\"") + 1);
	if (!value)
		abort();
	for (to = value; *at != '"'; to++) {
		size_t length = reference(at, to);

		if (length == 0)
			*to = *at;
		at += length ? length : 1;
	}
	return value;
}
