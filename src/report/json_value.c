#include "json_value.h"

#include "dockaudit/limits.h"

#include <stddef.h>
#include <string.h>

/* Everything moves *at behind what it accepts, and answers false where the
 * grammar does not hold. */

static bool accept(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " ");
}

static bool some_digits(const char **at)
{
	size_t count = strspn(*at, "0123456789");

	*at += count;
	return count > 0;
}

static bool number(const char **at)
{
	(void)accept(at, '-');
	if (!accept(at, '0') && !some_digits(at))
		return false;
	if (accept(at, '.') && !some_digits(at))
		return false;
	if (**at != 'e' && **at != 'E')
		return true;
	(*at)++;
	if (**at == '+' || **at == '-')
		(*at)++;
	return some_digits(at);
}

static bool escape_sequence(const char **at)
{
	char c = **at;

	if (c == '\0' || !strchr("\"\\/bfnrtu", c))
		return false;
	(*at)++;
	if (c != 'u')
		return true;
	if (strspn(*at, "0123456789abcdefABCDEF") < 4)
		return false;
	*at += 4;
	return true;
}

static bool string(const char **at)
{
	if (!accept(at, '"'))
		return false;
	while (!accept(at, '"')) {
		if ((unsigned char)**at < ' ')
			return false;
		if (*(*at)++ == '\\' && !escape_sequence(at))
			return false;
	}
	return true;
}

static bool word(const char **at, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

static bool value(const char **at, unsigned depth);

/* What stands between the brackets of an object or array, and the last one. */
static bool members(const char **at, char last, unsigned depth)
{
	skip_blanks(at);
	if (accept(at, last))
		return true;
	do {
		skip_blanks(at);
		if (last == '}') {
			if (!string(at))
				return false;
			skip_blanks(at);
			if (!accept(at, ':'))
				return false;
		}
		if (!value(at, depth))
			return false;
	} while (accept(at, ','));
	return accept(at, last);
}

static bool value(const char **at, unsigned depth)
{
	bool good;

	if (depth == 0)
		return false;
	skip_blanks(at);
	if (**at == '"')
		good = string(at);
	else if (accept(at, '{'))
		good = members(at, '}', depth - 1);
	else if (accept(at, '['))
		good = members(at, ']', depth - 1);
	else
		good = word(at, "null") || word(at, "true") ||
		       word(at, "false") || number(at);
	skip_blanks(at);
	return good;
}

bool json_value_valid(const char *text)
{
	const char *at = text;

	return value(&at, LIMIT_EVIDENCE_VALUE) && *at == '\0';
}
