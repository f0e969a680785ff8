#include "iregexp.h"

#include "dockaudit/limits.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Reads an I-Regexp by the grammar of RFC 9485 section 3, writes PCRE2's. */
struct translator {
	const char *next;
	char *out;
	unsigned depth;
};

static void put(struct translator *t, const char *text)
{
	size_t length = strlen(text);

	memcpy(t->out, text, length);
	t->out += length;
}

/* Copy one character that means itself. */
static bool put_literal(struct translator *t)
{
	unsigned code;
	size_t length = text_utf8(t->next, strlen(t->next), &code);

	if (length == 0)
		return false;
	if (length == 1 && ispunct((unsigned char)*t->next))
		put(t, "\\");
	memcpy(t->out, t->next, length);
	t->out += length;
	t->next += length;
	return true;
}

/* After "\": SingleCharEsc. */
static bool single_escape(struct translator *t)
{
	static const char escaped[] = "()*+-.?[\\]^{|}";

	if (*t->next == '\0')
		return false;
	if (strchr("nrt", *t->next)) {
		*t->out++ = '\\';
		*t->out++ = *t->next++;
		return true;
	}
	return strchr(escaped, *t->next) && put_literal(t);
}

/* After "\": \p{..} or \P{..}. */
static bool category_escape(struct translator *t)
{
	static const char *const categories[] = { "Llmotu",   "Mcen", "Ndlo",
		                                  "Pcdefios", "Zlps", "Sckmo",
		                                  "Ccfno" };
	const char *name = t->next + 2;
	size_t length;

	if (t->next[1] != '{' || *name == '\0')
		return false;
	length = name[1] == '}' ? 1 : 2;
	for (size_t i = 0; i < sizeof(categories) / sizeof(*categories); i++) {
		if (*name != *categories[i])
			continue;
		if (length == 2 &&
		    (!name[1] || !strchr(categories[i] + 1, name[1]) ||
		     name[2] != '}'))
			return false;
		put(t, "\\");
		memcpy(t->out, t->next, length + 3);
		t->out += length + 3;
		t->next += length + 3;
		return true;
	}
	return false;
}

/* CCchar. */
static bool class_character(struct translator *t)
{
	if (*t->next == '\\') {
		t->next++;
		return single_escape(t);
	}
	return *t->next && !strchr("-[]", *t->next) && put_literal(t);
}

/* CCE1. */
static bool class_item(struct translator *t)
{
	if (*t->next == '\\' && (t->next[1] == 'p' || t->next[1] == 'P')) {
		t->next++;
		return category_escape(t);
	}
	if (!class_character(t))
		return false;
	if (*t->next != '-' || t->next[1] == ']')
		return true;
	put(t, "-");
	t->next++;
	return class_character(t);
}

/*
 * After "[": charClassExpr.  Its ABNF derives "[^]" too, as a class with a
 * circumflex in it.
 */
static bool character_class(struct translator *t)
{
	put(t, "[");
	if (*t->next == '^' && t->next[1] != ']') {
		put(t, "^");
		t->next++;
	}
	if (*t->next == '-') {
		if (!put_literal(t))
			return false;
	} else if (!class_item(t)) {
		return false;
	}
	while (*t->next && *t->next != ']' && *t->next != '-')
		if (!class_item(t))
			return false;
	if (*t->next == '-' && !put_literal(t))
		return false;
	if (*t->next != ']')
		return false;
	t->next++;
	put(t, "]");
	return true;
}

static bool translate_branches(struct translator *t);

/* After "(". */
static bool group(struct translator *t)
{
	if (++t->depth > LIMIT_QUERY_DEPTH)
		return false;
	put(t, "(?:");
	if (!translate_branches(t) || *t->next != ')')
		return false;
	t->next++;
	t->depth--;
	put(t, ")");
	return true;
}

static bool escape(struct translator *t)
{
	if (*t->next == 'p' || *t->next == 'P')
		return category_escape(t);
	return single_escape(t);
}

static bool atom(struct translator *t)
{
	char first = *t->next;

	switch (first) {
	case '(':
		t->next++;
		return group(t);
	case '[':
		t->next++;
		return character_class(t);
	case '\\':
		t->next++;
		return escape(t);
	case '.':
		t->next++;
		put(t, "[^\n\r]");
		return true;
	case '^':
	case '$':
		/* A group, so that a quantifier may follow. */
		t->next++;
		put(t, first == '^' ? "(?:^)" : "(?:$)");
		return true;
	case '*':
	case '+':
	case '?':
	case ']':
	case '{':
	case '}':
		return false;
	}
	return put_literal(t);
}

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* The length of the quantifier at text; 0 for none, SIZE_MAX for a bad one. */
static size_t quantifier(const char *text)
{
	size_t length;

	if (*text == '*' || *text == '+' || *text == '?')
		return 1;
	if (*text != '{')
		return 0;
	length = 1 + digits(text + 1);
	if (length == 1)
		return SIZE_MAX;
	if (text[length] == ',')
		length += 1 + digits(text + length + 1);
	return text[length] == '}' ? length + 1 : SIZE_MAX;
}

static bool translate_branches(struct translator *t)
{
	size_t length;

	for (; *t->next && *t->next != ')';) {
		if (*t->next == '|') {
			put(t, "|");
			t->next++;
			continue;
		}
		if (!atom(t))
			return false;
		length = quantifier(t->next);
		if (length == SIZE_MAX)
			return false;
		memcpy(t->out, t->next, length);
		t->out += length;
		t->next += length;
	}
	return true;
}

bool iregexp_translate(const char *pattern, char *ret_translated)
{
	struct translator t = { .next = pattern };

	t.out = ret_translated;
	if (!translate_branches(&t) || *t.next)
		return false;
	*t.out = '\0';
	return true;
}
