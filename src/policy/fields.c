#include "fields.h"

#include "load.h"
#include "tree.h"

#include "dockaudit/arena.h"

#include <string.h>

/* What each type expects, in the words of a complaint. */
static const char *expected(enum field_type type)
{
	switch (type) {
	case FIELD_ID:
	case FIELD_SLUG:
	case FIELD_NAME:
	case FIELD_LINE:
		return "one line of text";
	case FIELD_TEXT:
	case FIELD_SCALAR:
	case FIELD_CHOICE:
		return "text";
	case FIELD_LINES:
		return "a list of texts";
	case FIELD_LIST:
		return "a list";
	case FIELD_MAP:
		return "a mapping";
	case FIELD_ANY:
		return "a value";
	}
	__builtin_unreachable();
}

static enum tree_kind kind_of(enum field_type type)
{
	if (type == FIELD_LINES || type == FIELD_LIST)
		return TREE_SEQUENCE;
	return type == FIELD_MAP ? TREE_MAPPING : TREE_SCALAR;
}

static bool wrong_type(struct load *load, enum field_type type,
                       const struct tree *node, const char *key)
{
	return complain(&load->complaints, node->at, "'%s' must be %s, not %s",
	                key, expected(type),
	                tree_is_absent(node) ? "nothing" : tree_what(node));
}

static bool all_in(const char *text, const char *first, const char *rest)
{
	return *text && strchr(first, *text) &&
	       text[strspn(text, rest)] == '\0';
}

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/*
 * Whether text is what type (FIELD_ID, FIELD_SLUG, FIELD_NAME) asks for; if
 * not, *ret_problem is what it must be.
 */
static bool is_name(enum field_type type, const char *text,
                    const char **ret_problem)
{
	bool fits;

	if (type == FIELD_SLUG) {
		*ret_problem = "lower-case letters, digits and '-', beginning "
			       "with a letter";
		fits = all_in(text, LOWER, LOWER DIGITS "-");
	} else if (type == FIELD_NAME) {
		*ret_problem = "lower-case letters, digits and '_', beginning "
			       "with a letter";
		fits = all_in(text, LOWER, LOWER DIGITS "_");
	} else {
		*ret_problem = "letters, digits, '.', '_' and '-', beginning "
			       "with a letter or digit";
		fits = all_in(text, LOWER UPPER DIGITS,
		              LOWER UPPER DIGITS "._-");
	}
	if (fits && strlen(text) > FIELD_NAME_MAX) {
		*ret_problem = "at most 64 characters";
		fits = false;
	}
	return fits;
}

/* A scalar's text without the line ends that blocks leave at the end. */
static const char *trimmed(struct load *load, const struct tree *node)
{
	size_t length = strlen(node->text);

	while (length > 0 && node->text[length - 1] == '\n')
		length--;
	return arena_strndup(load->arena, node->text, length);
}

static bool fill_text(struct load *load, enum field_type type,
                      const struct tree *node, const char *key,
                      const char **ret_text)
{
	const char *text = trimmed(load, node);
	const char *problem;

	if (text[strspn(text, " \t\n")] == '\0')
		return complain(&load->complaints, node->at, "'%s' is empty",
		                key);
	if (type != FIELD_TEXT && strpbrk(text, "\n\t"))
		return complain(&load->complaints, node->at,
		                "'%s' must be one line, without tabs", key);
	if (type != FIELD_TEXT && type != FIELD_LINE &&
	    !is_name(type, text, &problem))
		return complain(&load->complaints, node->at, "'%s' must be %s",
		                key, problem);
	*ret_text = text;
	return true;
}

static bool fill_lines(struct load *load, const struct tree *list,
                       const char *key, struct lines *ret_lines)
{
	const char **items =
		arena_alloc(load->arena, list->count * sizeof(*items));
	size_t count = 0;
	bool ok = true;

	for (const struct tree *node = list->first; node; node = node->next) {
		if (node->kind != TREE_SCALAR)
			ok = wrong_type(load, FIELD_LINE, node, key);
		else if (!fill_text(load, FIELD_LINE, node, key,
		                    &items[count++]))
			ok = false;
	}
	*ret_lines = (struct lines){ items, count };
	return ok;
}

/* "low, medium, high, critical" */
static const char *choices(struct load *load, const struct field *row)
{
	const char *all = row->choice(0);

	for (size_t i = 1; row->choice(i); i++)
		all = arena_printf(load->arena, "%s, %s", all, row->choice(i));
	return all;
}

static bool fill_choice(struct load *load, const struct field *row,
                        const struct tree *node, unsigned *ret_choice)
{
	const char *names[16];
	size_t count = 0;

	for (; count < 16 && row->choice(count); count++) {
		names[count] = row->choice(count);
		if (strcmp(names[count], node->text) == 0) {
			*ret_choice = (unsigned)count + 1;
			return true;
		}
	}
	return complain(&load->complaints, node->at,
	                "'%s' is no %s%s; there are: %s",
	                complain_quote(load->arena, node->text), row->key,
	                complain_hint(load->arena, node->text, names, count),
	                choices(load, row));
}

static bool fill(struct load *load, const struct field *row,
                 const struct tree *node, void *to)
{
	void *member = (char *)to + row->offset;

	if (row->type != FIELD_ANY &&
	    (node->kind != kind_of(row->type) || tree_is_absent(node)))
		return wrong_type(load, row->type, node, row->key);
	switch (row->type) {
	case FIELD_ID:
	case FIELD_SLUG:
	case FIELD_NAME:
	case FIELD_LINE:
	case FIELD_TEXT:
		return fill_text(load, row->type, node, row->key, member);
	case FIELD_LINES:
		return fill_lines(load, node, row->key, member);
	case FIELD_CHOICE:
		return fill_choice(load, row, node, member);
	case FIELD_SCALAR:
	case FIELD_LIST:
	case FIELD_MAP:
	case FIELD_ANY:
		memcpy(member, &node, sizeof(const struct tree *));
		return true;
	}
	__builtin_unreachable();
}

static bool unknown_key(struct load *load, const struct fields *fields,
                        const struct tree *key)
{
	const char **names =
		arena_alloc(load->arena, fields->count * sizeof(*names));

	for (size_t i = 0; i < fields->count; i++)
		names[i] = fields->rows[i].key;
	return complain(
		&load->complaints, key->at, "unknown key '%s'%s",
		complain_quote(load->arena, key->text),
		complain_hint(load->arena, key->text, names, fields->count));
}

static const struct field *find(const struct fields *fields, const char *key)
{
	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->rows[i].key, key) == 0)
			return &fields->rows[i];
	return NULL;
}

bool fields_fill(struct load *load, const struct fields *fields,
                 const struct tree *mapping, void *to)
{
	bool ok = true;

	if (mapping->kind != TREE_MAPPING) {
		return complain(&load->complaints, mapping->at,
		                "%s must be a mapping, not %s", fields->what,
		                tree_is_absent(mapping) ? "nothing"
		                                        : tree_what(mapping));
	}
	for (const struct tree *node = mapping->first; node;
	     node = node->next) {
		const struct field *row = find(fields, node->key->text);

		if (!row)
			ok = unknown_key(load, fields, node->key);
		else if (!fill(load, row, node, to))
			ok = false;
	}
	for (size_t i = 0; i < fields->count; i++) {
		if (fields->rows[i].need == REQUIRED &&
		    !tree_member(mapping, fields->rows[i].key))
			ok = complain(&load->complaints, mapping->at,
			              "missing key '%s'", fields->rows[i].key);
	}
	return ok;
}
