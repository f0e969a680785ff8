#include "dockaudit/jsonpath.h"

#include "iregexp.h"
#include "parse.h"
#include "select.h"
#include "truth.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <assert.h>
#include <string.h>

struct jsonpath {
	const char *text;
	const struct query *query;    /* or NULL: */
	const struct expr *condition; /* what a filter would have */
	const struct met *met;        /* every query in it */
	size_t met_count;
	const struct jsonpath **operands;
	size_t operand_count;
	unsigned bad_pattern;
};

static bool check_text(struct parser *p)
{
	size_t length = strlen(p->text);
	unsigned code;

	if (length > LIMIT_QUERY_TEXT)
		return lex_fail(p, 0, "longer than %d bytes", LIMIT_QUERY_TEXT);
	for (size_t at = 0, next; at < length; at += next) {
		next = text_utf8(p->text + at, length - at, &code);
		if (next == 0)
			return lex_fail(p, at, "not valid UTF-8");
	}
	return true;
}

static bool compile_query(struct parser *p, enum jsonpath_form form,
                          const struct query **ret_query)
{
	char first = *p->text;

	if (first != '$' && (first != '@' || form == JSONPATH_QUERY))
		return lex_expected(p, form == JSONPATH_QUERY ? "'$'"
		                                              : "'$' or '@'");
	return parse_query(p, ret_query);
}

static bool compile_condition(struct parser *p, const struct expr **ret_expr)
{
	struct expr *condition;

	lex_blanks(p);
	if (!condition_parse(p, &condition))
		return false;
	lex_blanks(p);
	*ret_expr = condition;
	return true;
}

/* The queries outside of filters become conditions' operands. */
static void collect_operands(struct arena *arena, struct jsonpath *compiled)
{
	size_t capacity = 0;

	for (size_t i = 0; i < compiled->met_count; i++) {
		struct jsonpath *operand;

		if (compiled->met[i].inside)
			continue;
		operand = arena_alloc(arena, sizeof(*operand));
		operand->query = compiled->met[i].query;
		operand->text = operand->query->text;
		operand->met = &compiled->met[i];
		operand->met_count = 1;
		while (i + 1 < compiled->met_count &&
		       compiled->met[i + 1].inside) {
			operand->met_count++;
			i++;
		}
		compiled->operands = arena_grow(arena, compiled->operands,
		                                compiled->operand_count,
		                                &capacity, sizeof(void *));
		compiled->operands[compiled->operand_count++] = operand;
	}
}

bool jsonpath_compile(struct arena *arena, enum jsonpath_form form,
                      const char *text, const struct jsonpath **ret_compiled,
                      struct error *err)
{
	struct parser p = { .arena = arena, .err = err, .text = text };
	struct jsonpath *compiled;

	if (!check_text(&p))
		return false;
	compiled = arena_alloc(arena, sizeof(*compiled));
	compiled->text = p.text = arena_strdup(arena, text);
	if (form == JSONPATH_CONDITION
	            ? !compile_condition(&p, &compiled->condition)
	            : !compile_query(&p, form, &compiled->query))
		return false;
	if (p.text[p.at] != '\0') {
		return lex_expected(&p, form == JSONPATH_CONDITION
		                                ? "an operator or the end"
		                                : "'.', '[' or the end");
	}
	compiled->met = p.met;
	compiled->met_count = p.met_count;
	if (p.bad_pattern)
		compiled->bad_pattern = lex_column(&p, p.bad_pattern - 1);
	collect_operands(arena, compiled);
	*ret_compiled = compiled;
	return true;
}

const char *jsonpath_text(const struct jsonpath *compiled)
{
	return compiled->text;
}

static void release_run(struct run *run)
{
	iregexp_matcher_free(run->matcher);
}

static struct run run_of(const struct jsonpath_scope *scope,
                         struct arena *scratch, bool judging)
{
	return (struct run){
		.root = scope->root,
		.current = scope->current ? scope->current : scope->root,
		.now = scope->now,
		.scratch = scratch,
		.judging = judging,
		.visits = scope->max_visits ? scope->max_visits
		                            : LIMIT_QUERY_VISITS,
	};
}

/* The nodes that jsonpath_select found so far. */
struct collection {
	struct walk walk;
	struct jsonpath_nodes nodes;
	size_t capacity;
};

static bool collect(struct walk *walk, const struct place *place)
{
	struct collection *c = (struct collection *)walk;

	c->nodes.items =
		arena_grow(walk->run->scratch, c->nodes.items, c->nodes.count,
	                   &c->capacity, sizeof(*c->nodes.items));
	c->nodes.items[c->nodes.count++] = (struct jsonpath_node){
		.value = place->value,
		.path = place->path,
		.from_root = walk->query->from_root,
	};
	return true;
}

bool jsonpath_select(const struct jsonpath *query,
                     const struct jsonpath_scope *scope, struct arena *scratch,
                     struct jsonpath_nodes *ret_nodes, struct error *err)
{
	owned(release_run) struct run run = run_of(scope, scratch, false);
	struct collection collection = {
		.walk = { .run = &run,
		          .query = query->query,
		          .found = collect,
		          .paths = true },
	};

	assert(query->query); /* compiled as a query, not as a condition */
	(void)select_walk(&collection.walk);
	if (run.stopped)
		return error_plain(err, "%s %s", run.doubt.query,
		                   run.doubt.reason);
	*ret_nodes = collection.nodes;
	return true;
}

enum truth jsonpath_judge(const struct jsonpath *condition,
                          const struct jsonpath_scope *scope,
                          struct arena *scratch,
                          struct jsonpath_doubt *ret_doubt)
{
	owned(release_run) struct run run = run_of(scope, scratch, true);
	enum truth truth;

	assert(condition->condition); /* compiled as one */
	truth = truth_of(&run, condition->condition);
	if (run.stopped)
		truth = TRUTH_UNKNOWN;
	if (truth == TRUTH_UNKNOWN)
		*ret_doubt = run.doubt;
	return truth;
}

const struct jsonpath *const *
jsonpath_operands(const struct jsonpath *condition, size_t *ret_count)
{
	*ret_count = condition->operand_count;
	return condition->operands;
}

/* Whether a name selector of the query is name. */
static bool mentions(const struct query *query, const char *name)
{
	for (size_t i = 0; i < query->count; i++) {
		const struct segment *segment = &query->segments[i];

		for (size_t j = 0; j < segment->count; j++) {
			if (segment->selectors[j].kind == SELECTOR_NAME &&
			    strcmp(segment->selectors[j].name, name) == 0)
				return true;
		}
	}
	return false;
}

bool jsonpath_mentions(const struct jsonpath *compiled, const char *name)
{
	for (size_t i = 0; i < compiled->met_count; i++)
		if (mentions(compiled->met[i].query, name))
			return true;
	return false;
}

/* The one name that a segment selects, or NULL. */
static const char *only_name(const struct query *query, size_t segment)
{
	const struct segment *s;

	if (segment >= query->count)
		return NULL;
	s = &query->segments[segment];
	return !s->descends && s->count == 1 &&
	                       s->selectors->kind == SELECTOR_NAME
	               ? s->selectors->name
	               : NULL;
}

const char *jsonpath_member(const struct jsonpath *compiled, const char *parent,
                            size_t index)
{
	for (size_t i = 0; i < compiled->met_count; i++) {
		const struct query *query = compiled->met[i].query;
		const char *first = only_name(query, 0);
		const char *second = only_name(query, 1);

		if (query->from_root && first && second &&
		    strcmp(first, parent) == 0 && index-- == 0)
			return second;
	}
	return NULL;
}

/* Whether the query reads members of a subject without naming them. */
static bool is_wild(const struct query *query)
{
	const char *first = only_name(query, 0);

	return !first ||
	       (strcmp(first, "derived") == 0 && !only_name(query, 1));
}

bool jsonpath_wild(const struct jsonpath *compiled)
{
	for (size_t i = 0; i < compiled->met_count; i++) {
		const struct met *met = &compiled->met[i];

		/* The @ of a filter is not the subject. */
		if ((!met->inside || met->query->from_root) &&
		    is_wild(met->query))
			return true;
	}
	return false;
}

unsigned jsonpath_bad_pattern(const struct jsonpath *compiled)
{
	return compiled->bad_pattern;
}
