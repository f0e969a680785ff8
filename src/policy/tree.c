#include "tree.h"

#include "chars.h"
#include "unique.h"
#include "yaml_words.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>
#include <yaml.h>

struct builder {
	yaml_parser_t parser;
	struct arena *arena;
	const char *file;
	struct where end; /* of the text */
	size_t nodes;
};

static void release_event(yaml_event_t *event)
{
	yaml_event_delete(event);
}

static void release_parser(struct builder *builder)
{
	yaml_parser_delete(&builder->parser);
}

/*
 * libyaml counts from 0, people and editors from 1; and it ends every text
 * with a line of its own.
 */
static struct where where_is(const struct builder *b, yaml_mark_t mark)
{
	if (mark.line >= b->end.line)
		return b->end;
	return (struct where){
		.file = b->file,
		.line = (unsigned)mark.line + 1,
		.column = (unsigned)mark.column + 1,
	};
}

static bool syntax_error(const struct builder *b, struct error *err)
{
	const yaml_parser_t *parser = &b->parser;
	struct where at = where_is(b, parser->problem_mark);
	const char *words = yaml_words(parser->problem);

	if (parser->error == YAML_MEMORY_ERROR)
		oom();
	if (strcmp(parser->problem, "found unexpected end of stream") == 0) {
		return error_set(err, where_is(b, parser->context_mark),
		                 "%s that begins here is not closed",
		                 yaml_words(parser->context));
	}
	return error_set(err, at, "%s", words);
}

static bool next_event(struct builder *b, yaml_event_t *event,
                       struct error *err)
{
	return yaml_parser_parse(&b->parser, event) || syntax_error(b, err);
}

/* Parts of YAML that a policy does not need and an attacker likes. */
static bool check_allowed(const struct builder *b, const yaml_event_t *event,
                          struct error *err)
{
	struct where at = where_is(b, event->start_mark);
	const yaml_char_t *anchor = NULL;
	const yaml_char_t *tag = NULL;

	if (event->type == YAML_ALIAS_EVENT)
		return error_set(err, at, "an alias (*%s) is not allowed",
		                 (const char *)event->data.alias.anchor);
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (anchor)
		return error_set(err, at, "an anchor (&%s) is not allowed",
		                 (const char *)anchor);
	if (tag)
		return error_set(err, at, "a tag (%s) is not allowed",
		                 (const char *)tag);
	return true;
}

/* Escapes can make what chars_check() keeps out of the file itself. */
static bool check_text(const char *text, size_t length, struct where at,
                       struct error *err)
{
	size_t bytes;

	if (length > LIMIT_YAML_SCALAR)
		return error_set(err, at, "this text is longer than %d bytes",
		                 LIMIT_YAML_SCALAR);
	for (size_t i = 0; i < length; i += bytes) {
		unsigned code = 0;
		const char *what;

		bytes = text_utf8(text + i, length - i, &code);
		if (bytes == 0)
			return error_set(err, at, "this text is not UTF-8");
		what = chars_refusal(code);
		if (what) {
			return error_set(err, at,
			                 "%s (U+%04X) in this text is not "
			                 "allowed",
			                 what, code);
		}
	}
	return true;
}

static enum tree_style style_of(const yaml_event_t *event)
{
	yaml_scalar_style_t style = event->data.scalar.style;

	if (style == YAML_LITERAL_SCALAR_STYLE ||
	    style == YAML_FOLDED_SCALAR_STYLE)
		return TREE_BLOCK;
	return style == YAML_PLAIN_SCALAR_STYLE ? TREE_PLAIN : TREE_QUOTED;
}

static bool fill_scalar(struct builder *b, const yaml_event_t *event,
                        struct tree *node, struct error *err)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	size_t written = event->end_mark.index - event->start_mark.index;

	if (!check_text(text, length, node->at, err))
		return false;
	node->text = arena_strndup(b->arena, text, length);
	node->style = style_of(event);
	if (node->style == TREE_QUOTED)
		written -= 2;
	node->verbatim = node->style != TREE_BLOCK &&
	                 event->start_mark.line == event->end_mark.line &&
	                 written == text_characters(text, length);
	return true;
}

static bool build(struct builder *b, unsigned depth, struct tree **ret_node,
                  struct error *err);

static bool check_key(const struct tree *key, struct error *err)
{
	if (key->kind != TREE_SCALAR)
		return error_set(err, key->at, "a key must be text, not %s",
		                 tree_what(key));
	if (key->style == TREE_PLAIN && strcmp(key->text, "<<") == 0)
		return error_set(err, key->at,
		                 "a merge key (<<) is not allowed");
	return true;
}

static bool build_inside(struct builder *b, struct tree *parent, unsigned depth,
                         struct error *err)
{
	const struct tree **tail = &parent->first;

	if (depth > LIMIT_YAML_DEPTH)
		return error_set(err, parent->at, "nested more than %d deep",
		                 LIMIT_YAML_DEPTH);
	for (;;) {
		struct tree *key = NULL;
		struct tree *node;

		if (!build(b, depth, &node, err))
			return false;
		if (!node)
			break;
		if (parent->kind == TREE_MAPPING) {
			key = node;
			if (!check_key(key, err) ||
			    !build(b, depth, &node, err))
				return false;
		}
		node->key = key;
		*tail = node;
		tail = &node->next;
		parent->count++;
	}
	return parent->kind != TREE_MAPPING ||
	       unique_keys(b->arena, parent, err);
}

/* The next node; NULL at the end of the sequence or mapping it is in. */
static bool build(struct builder *b, unsigned depth, struct tree **ret_node,
                  struct error *err)
{
	owned(release_event) yaml_event_t event = { 0 };
	struct tree *node;

	if (!next_event(b, &event, err) || !check_allowed(b, &event, err))
		return false;
	*ret_node = NULL;
	if (event.type == YAML_SEQUENCE_END_EVENT ||
	    event.type == YAML_MAPPING_END_EVENT)
		return true;
	node = arena_alloc(b->arena, sizeof(*node));
	node->at = where_is(b, event.start_mark);
	if (++b->nodes > LIMIT_YAML_NODES)
		return error_set(err, node->at, "more than %d values",
		                 LIMIT_YAML_NODES);
	*ret_node = node;
	if (event.type == YAML_SCALAR_EVENT)
		return fill_scalar(b, &event, node, err);
	node->kind = event.type == YAML_MAPPING_START_EVENT ? TREE_MAPPING
	                                                    : TREE_SEQUENCE;
	return build_inside(b, node, depth + 1, err);
}

/* Take the next event, which is to be of that type. */
static bool expect(struct builder *b, yaml_event_type_t type,
                   const char *not_so, struct error *err)
{
	owned(release_event) yaml_event_t event = { 0 };

	if (!next_event(b, &event, err))
		return false;
	if (event.type != type)
		return error_set(err, where_is(b, event.start_mark), "%s",
		                 not_so);
	return true;
}

static bool parse_document(struct builder *b, const struct tree **ret_root,
                           struct error *err)
{
	struct tree *root;

	if (!expect(b, YAML_STREAM_START_EVENT, "not YAML", err) ||
	    !expect(b, YAML_DOCUMENT_START_EVENT, "nothing is in it", err) ||
	    !build(b, 0, &root, err) ||
	    !expect(b, YAML_DOCUMENT_END_EVENT, "not YAML", err) ||
	    !expect(b, YAML_STREAM_END_EVENT,
	            "a second document begins here; only one is allowed", err))
		return false;
	*ret_root = root;
	return true;
}

bool tree_parse(struct arena *arena, const struct tree_text *text,
                const struct tree **ret_root, struct error *err)
{
	owned(release_parser) struct builder b = { .arena = arena };
	size_t bom = chars_bom(text);

	if (!yaml_parser_initialize(&b.parser))
		oom();
	if (text->file)
		b.file = arena_strdup(arena, text->file);
	if (text->length > LIMIT_POLICY_FILE)
		return error_set(err, (struct where){ .file = b.file },
		                 "larger than %d bytes", LIMIT_POLICY_FILE);
	if (!chars_check(
		    &(struct tree_text){ b.file, text->data, text->length },
		    &b.end, err))
		return false;
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser,
	                             (const yaml_char_t *)text->data + bom,
	                             text->length - bom);
	return parse_document(&b, ret_root, err);
}

bool tree_place(const struct tree *scalar, unsigned character,
                struct where *ret_at)
{
	if (!scalar->verbatim)
		return false;
	*ret_at = scalar->at;
	ret_at->column += character - 1 + (scalar->style == TREE_QUOTED);
	return true;
}

const struct tree *tree_member(const struct tree *mapping, const char *key)
{
	for (const struct tree *node = mapping->first; node; node = node->next)
		if (strcmp(node->key->text, key) == 0)
			return node;
	return NULL;
}

const char *tree_what(const struct tree *node)
{
	switch (node->kind) {
	case TREE_SCALAR:
		return "text";
	case TREE_SEQUENCE:
		return "a list";
	case TREE_MAPPING:
		return "a mapping";
	}
	__builtin_unreachable();
}

bool tree_is_absent(const struct tree *node)
{
	return node->kind == TREE_SCALAR && node->style == TREE_PLAIN &&
	       node->text[0] == '\0';
}
