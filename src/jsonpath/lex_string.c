#include "parse.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <string.h>

/* Four hexadecimal digits at the byte at; false without them. */
static bool hex4(const struct parser *p, size_t at, unsigned *ret_code)
{
	unsigned code = 0;

	for (size_t i = at; i < at + 4; i++) {
		unsigned char digit = (unsigned char)p->text[i];

		if (!isxdigit(digit))
			return false;
		code = code * 16 + (isdigit(digit)
		                            ? digit - (unsigned)'0'
		                            : (digit | 0x20u) - 'a' + 10);
	}
	*ret_code = code;
	return true;
}

/* U+0000 becomes C0 80: see syntax.h. */
static char *put_utf8(char *out, unsigned code)
{
	if (code > 0 && code < 0x80) {
		*out++ = (char)code;
		return out;
	}
	if (code < 0x800) {
		*out++ = (char)(0xC0 | code >> 6);
	} else {
		if (code < 0x10000) {
			*out++ = (char)(0xE0 | code >> 12);
		} else {
			*out++ = (char)(0xF0 | code >> 18);
			*out++ = (char)(0x80 | (code >> 12 & 0x3F));
		}
		*out++ = (char)(0x80 | (code >> 6 & 0x3F));
	}
	*out++ = (char)(0x80 | (code & 0x3F));
	return out;
}

/* \u and what follows; p->at is at the backslash. */
static bool unicode_escape(struct parser *p, char **out)
{
	size_t start = p->at;
	unsigned code;
	unsigned low;

	if (!hex4(p, start + 2, &code))
		return lex_fail(p, start, "\\u wants four hexadecimal digits");
	p->at += 6;
	if (code >= 0xD800 && code < 0xDC00) {
		if (!lex_take(p, "\\u") || !hex4(p, p->at, &low) ||
		    low < 0xDC00 || low > 0xDFFF)
			return lex_fail(p, start,
			                "high surrogate without a low one");
		p->at += 4;
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	} else if (code >= 0xDC00 && code <= 0xDFFF) {
		return lex_fail(p, start, "low surrogate without a high one");
	}
	*out = put_utf8(*out, code);
	return true;
}

static bool escape(struct parser *p, char quote, char **out)
{
	static const char letters[] = "bfnrt/\\";
	static const char meant[] = "\b\f\n\r\t/\\";
	const char *next = p->text + p->at + 1;
	const char *letter;
	unsigned code;

	if (*next == 'u')
		return unicode_escape(p, out);
	letter = *next ? strchr(letters, *next) : NULL;
	if (!letter && *next != quote) {
		return lex_fail(p, p->at, "unknown escape '\\%.*s'",
		                (int)text_utf8(next, strlen(next), &code),
		                next);
	}
	*(*out)++ = *(letter ? meant + (letter - letters) : next);
	p->at += 2;
	return true;
}

/* The bytes from here to the closing quote, or to the end without one. */
static size_t raw_length(const struct parser *p, char quote)
{
	size_t end = p->at;

	while (p->text[end] && p->text[end] != quote)
		end += p->text[end] == '\\' && p->text[end + 1] ? 2 : 1;
	return end - p->at;
}

bool lex_string(struct parser *p, char **ret_string)
{
	size_t start = p->at;
	char quote = p->text[p->at++];
	/* Nothing grows by being decoded. */
	char *string = arena_alloc(p->arena, raw_length(p, quote) + 1);
	char *out = string;

	while (p->text[p->at] != quote) {
		unsigned char next = (unsigned char)p->text[p->at];

		if (next == '\0')
			return lex_fail(p, start, "string without its end");
		if (next < 0x20) {
			return lex_fail(p, p->at,
			                "control character: write \\u%04x",
			                next);
		}
		if (next != '\\') {
			*out++ = (char)next;
			p->at++;
		} else if (!escape(p, quote, &out)) {
			return false;
		}
	}
	p->at++;
	*ret_string = string;
	return true;
}
