#include "number.h"
#include "parse.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

/* I-JSON (RFC 7493 section 2.2): what every double holds exactly. */
#define INTEGER_MAX INT64_C(9007199254740991)

unsigned lex_column(const struct parser *p, size_t at)
{
	return (unsigned)text_characters(p->text, at) + 1;
}

bool lex_fail(struct parser *p, size_t at, const char *format, ...)
{
	const struct where where = { .line = 1, .column = lex_column(p, at) };
	char text[sizeof(p->err->text)];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return error_set(p->err, where, "%s", text);
}

/* For those who write other languages. */
static const char *hint(const char *next)
{
	if (next[0] == next[1])
		return "";
	switch (*next) {
	case '=':
		return " (equality is '==')";
	case '&':
		return " (and is '&&')";
	case '|':
		return " (or is '||')";
	}
	return "";
}

bool lex_expected(struct parser *p, const char *what)
{
	const char *next = p->text + p->at;
	unsigned code;
	size_t length = text_utf8(next, strlen(next), &code);

	if (*next == '\0')
		return lex_fail(p, p->at, "expected %s, not the end", what);
	return lex_fail(p, p->at, "expected %s, not '%.*s'%s", what,
	                (int)length, next, hint(next));
}

void lex_blanks(struct parser *p)
{
	p->at += strspn(p->text + p->at, " \t\n\r");
}

bool lex_take(struct parser *p, const char *token)
{
	if (!text_starts(p->text + p->at, token))
		return false;
	p->at += strlen(token);
	return true;
}

char *lex_since(struct parser *p, size_t start)
{
	return arena_strndup(p->arena, p->text + start, p->at - start);
}

bool lex_starts_integer(const struct parser *p)
{
	char next = p->text[p->at];

	return next == '-' || isdigit((unsigned char)next);
}

bool lex_starts_string(const struct parser *p)
{
	return p->text[p->at] == '\'' || p->text[p->at] == '"';
}

bool lex_integer(struct parser *p, int64_t *ret_integer)
{
	size_t start = p->at;
	bool negative = lex_take(p, "-");
	size_t first = p->at;
	int64_t integer = 0;

	for (; isdigit((unsigned char)p->text[p->at]); p->at++) {
		integer = integer * 10 + (p->text[p->at] - '0');
		if (integer > INTEGER_MAX) {
			return lex_fail(p, start, "integer beyond %s%lld",
			                negative ? "-" : "",
			                (long long)INTEGER_MAX);
		}
	}
	if (p->at == first)
		return lex_expected(p, "a digit");
	if (p->text[first] == '0' && (negative || p->at - first > 1))
		return lex_fail(p, start, "integer with a leading zero");
	*ret_integer = negative ? -integer : integer;
	return true;
}

bool lex_number(struct parser *p, double *ret_number)
{
	size_t length = number_scan(p->text + p->at, ret_number);
	char next = p->text[p->at + length];

	if (length == 0 || next == '.' || isalnum((unsigned char)next))
		return lex_fail(p, p->at, "malformed number");
	p->at += length;
	return true;
}

static bool is_name_first(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (unsigned char)c > 0x7F;
}

bool lex_name(struct parser *p, const char **ret_name)
{
	size_t start = p->at;

	if (!is_name_first(p->text[p->at]))
		return false;
	while (is_name_first(p->text[p->at]) ||
	       isdigit((unsigned char)p->text[p->at]))
		p->at++;
	*ret_name = lex_since(p, start);
	return true;
}

const char *lex_word(struct parser *p)
{
	size_t start = p->at;

	if (!islower((unsigned char)p->text[p->at]))
		return NULL;
	while (islower((unsigned char)p->text[p->at]) ||
	       isdigit((unsigned char)p->text[p->at]) || p->text[p->at] == '_')
		p->at++;
	return lex_since(p, start);
}
