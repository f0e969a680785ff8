#include "roots.h"

#include <string.h>

#define BLANKS " \t\n\r"

/* Past the string literal that begins at text. */
static const char *after_string(const char *text)
{
	char quote = *text++;

	while (*text && *text != quote)
		text += text[0] == '\\' && text[1] ? 2 : 1;
	return *text ? text + 1 : text;
}

/* RFC 9535 section 2.5.1.1: member-name-shorthand. */
static size_t shorthand(const char *text)
{
	size_t length = 0;

	while (((unsigned char)text[length] & 0x80) || text[length] == '_' ||
	       (text[length] >= '0' && text[length] <= '9') ||
	       ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z'))
		length++;
	return length;
}

/* ['name'], with the cursor on the bracket. */
static struct span bracketed(const char **cursor)
{
	const char *text = *cursor + 1 + strspn(*cursor + 1, BLANKS);
	const char *end;
	struct span name;

	if (*text != '\'' && *text != '"')
		return (struct span){ 0 };
	end = after_string(text);
	name = (struct span){ text + 1, (size_t)(end - text) - 2 };
	end += strspn(end, BLANKS);
	if (*end != ']' || memchr(name.text, '\\', name.length))
		return (struct span){ 0 };
	*cursor = end + 1;
	return name;
}

/* A name segment at the cursor, which moves behind it. */
static struct span take_name(const char **cursor)
{
	const char *text = *cursor + strspn(*cursor, BLANKS);
	struct span name = { 0 };

	if (*text == '[') {
		name = bracketed(&text);
	} else if (*text == '.') {
		name = (struct span){ text + 1, shorthand(text + 1) };
		text = name.text + name.length;
	}
	if (name.length)
		*cursor = text;
	return name;
}

bool roots_next(const char **cursor, struct root *ret_use)
{
	const char *text = *cursor;

	while (*text && *text != '$')
		text = *text == '\'' || *text == '"' ? after_string(text)
		                                     : text + 1;
	if (!*text)
		return false;
	*ret_use = (struct root){ .at = text++ };
	ret_use->name = take_name(&text);
	if (ret_use->name.length)
		ret_use->member = take_name(&text);
	*cursor = text;
	return true;
}
