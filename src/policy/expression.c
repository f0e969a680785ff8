#include "expression.h"

#include "load.h"
#include "roots.h"
#include "tree.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <string.h>

static const char *const root_names[] = { "host", "daemon", "swarm", "params",
	                                  NULL };

enum { ROOTS = sizeof(root_names) / sizeof(root_names[0]) - 1 };

const char *expression_root(size_t index)
{
	return index < ROOTS ? root_names[index] : NULL;
}

/* Complain about the character-th character of an expression. */
static bool wrong_at(struct load *load, const struct tree *node,
                     unsigned character, const char *why)
{
	struct where at;

	if (tree_place(node, character, &at))
		return complain(&load->complaints, at, "%s", why);
	return complain(&load->complaints, node->at, "at character %u: %s",
	                character, why);
}

static unsigned character_of(const char *text, const char *part)
{
	return (unsigned)text_characters(text, (size_t)(part - text)) + 1;
}

static const char *unknown_root(struct load *load, const char *name)
{
	return arena_printf(
		load->arena,
		"'%s' is no part of $%s; there are: $.host, $.daemon, "
		"$.swarm, $.params",
		complain_quote(load->arena, name),
		complain_hint(load->arena, name, root_names, ROOTS));
}

/* What is wrong with one use of $; *ret_at is where.  NULL: nothing. */
static const char *refusal(struct load *load, const struct root *use,
                           const char **ret_at)
{
	const char *name =
		arena_strndup(load->arena, use->name.text, use->name.length);
	const char *member = arena_strndup(load->arena, use->member.text,
	                                   use->member.length);

	*ret_at = use->at;
	if (use->name.length == 0)
		return "$ needs a name: $.host, $.daemon, $.swarm or $.params";
	*ret_at = use->name.text;
	for (size_t i = 0; i < ROOTS - 1; i++)
		if (strcmp(name, root_names[i]) == 0)
			return NULL;
	if (strcmp(name, "params") != 0)
		return unknown_root(load, name);
	if (use->member.length == 0)
		return "$.params needs the name of a parameter";
	if (load_param(load, member))
		return NULL;
	*ret_at = use->member.text;
	return arena_printf(load->arena, "no parameter '%s' is defined%s",
	                    complain_quote(load->arena, member),
	                    load_param_hint(load, member));
}

static bool check_roots(struct load *load, const struct tree *node,
                        const char *text)
{
	const char *cursor = text;
	struct root use;
	bool ok = true;

	while (roots_next(&cursor, &use)) {
		const char *at;
		const char *why = refusal(load, &use, &at);

		if (why)
			ok = wrong_at(load, node, character_of(text, at), why);
	}
	return ok;
}

/* RFC 9535 has no white space at the end; blocks always end with some. */
static const char *trimmed(struct load *load, const struct tree *node)
{
	size_t length = strlen(node->text);

	while (length > 0 && strchr(" \t\n", node->text[length - 1]))
		length--;
	return arena_strndup(load->arena, node->text, length);
}

bool expression_compile(struct load *load, enum jsonpath_form form,
                        const struct tree *node,
                        const struct jsonpath **ret_compiled)
{
	const struct jsonpath *compiled;
	const char *text;
	struct error err;

	if (node->kind != TREE_SCALAR) {
		return complain(&load->complaints, node->at,
		                "an expression must be text, not %s",
		                tree_what(node));
	}
	text = trimmed(load, node);
	if (!*text)
		return complain(&load->complaints, node->at,
		                "an expression is missing");
	if (!jsonpath_compile(load->arena, form, text, &compiled, &err))
		return wrong_at(load, node, err.at.column, err.text);
	if (!check_roots(load, node, text))
		return false;
	if (jsonpath_bad_pattern(compiled)) {
		return wrong_at(load, node, jsonpath_bad_pattern(compiled),
		                "this pattern is not an I-Regexp (RFC 9485)");
	}
	*ret_compiled = compiled;
	return true;
}
