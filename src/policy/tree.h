#ifndef POLICY_TREE_H
#define POLICY_TREE_H

#include "dockaudit/error.h"

#include <stddef.h>

struct arena;

/* The text of a policy file. */
struct tree_text {
	const char *file; /* as complaints call it; NULL: it is no file */
	const char *data;
	size_t length;
};

enum tree_kind { TREE_SCALAR, TREE_SEQUENCE, TREE_MAPPING };

enum tree_style {
	TREE_PLAIN,
	TREE_QUOTED, /* 'single' or "double" */
	TREE_BLOCK,  /* | or > */
};

/*
 * A node of a YAML document.  What stands in a sequence or mapping is a list
 * that begins at first, in the order of the file.
 */
struct tree {
	enum tree_kind kind;
	struct where at;
	const struct tree *next; /* in the same sequence or mapping */
	const struct tree *key;  /* in a mapping: a scalar */
	const struct tree *first;
	size_t count;
	/* Of a scalar: */
	const char *text;
	enum tree_style style;
	bool verbatim; /* on one line, without escapes: see tree_place() */
};

/*
 * Read one YAML document into nodes that live in arena.  Refused, with the
 * place: what is not YAML, anchors, aliases, tags, merge keys, a second
 * document, a key twice in one mapping, a key that is no scalar, and whatever
 * passes LIMIT_YAML_*.  An empty file has no nodes: refused, too.
 */
bool tree_parse(struct arena *arena, const struct tree_text *text,
                const struct tree **ret_root, struct error *err);

/*
 * The place of the character-th character (from 1) of a scalar's text.  False
 * when the file writes it otherwise than the text reads (escapes, blocks).
 */
bool tree_place(const struct tree *scalar, unsigned character,
                struct where *ret_at);

/* The value of a mapping's key, or NULL. */
const struct tree *tree_member(const struct tree *mapping, const char *key);

/* What a complaint calls the node: "text", "a list", "a mapping". */
const char *tree_what(const struct tree *node);

/* A plain scalar of no text: the value after "key:" that is not there. */
bool tree_is_absent(const struct tree *node);

#endif
