#include "parse.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"

bool parse_enter(struct parser *p)
{
	if (++p->depth > LIMIT_QUERY_DEPTH)
		return lex_fail(p, p->at, "nested more than %d levels deep",
		                LIMIT_QUERY_DEPTH);
	return true;
}

static bool parse_filter(struct parser *p, struct selector *selector)
{
	struct expr *filter;

	lex_blanks(p);
	p->filters++;
	if (!parse_enter(p) || !condition_parse(p, &filter))
		return false;
	selector->kind = SELECTOR_FILTER;
	selector->filter = filter;
	p->depth--;
	p->filters--;
	return true;
}

/* [S integer]; what follows it is not taken. */
static bool parse_bound(struct parser *p, int64_t *ret_bound, bool *ret_there)
{
	size_t resume = p->at;

	lex_blanks(p);
	*ret_there = lex_starts_integer(p);
	if (*ret_there)
		return lex_integer(p, ret_bound);
	p->at = resume;
	return true;
}

/* S ":", or nothing. */
static bool parse_colon(struct parser *p)
{
	size_t resume = p->at;

	lex_blanks(p);
	if (lex_take(p, ":"))
		return true;
	p->at = resume;
	return false;
}

static bool parse_index_or_slice(struct parser *p, struct selector *selector)
{
	struct slice slice = { .step = 1 };
	bool has_step;

	if (!parse_bound(p, &slice.start, &slice.has_start))
		return false;
	if (!parse_colon(p)) {
		selector->kind = SELECTOR_INDEX;
		selector->index = slice.start;
		return true;
	}
	selector->kind = SELECTOR_SLICE;
	if (!parse_bound(p, &slice.end, &slice.has_end))
		return false;
	if (parse_colon(p) && !parse_bound(p, &slice.step, &has_step))
		return false;
	selector->slice = slice;
	return true;
}

static bool parse_selector(struct parser *p, struct selector *selector)
{
	char *name;

	if (lex_starts_integer(p) || p->text[p->at] == ':')
		return parse_index_or_slice(p, selector);
	if (lex_starts_string(p)) {
		if (!lex_string(p, &name))
			return false;
		selector->kind = SELECTOR_NAME;
		selector->name = name;
		return true;
	}
	if (lex_take(p, "*")) {
		selector->kind = SELECTOR_WILDCARD;
		return true;
	}
	if (lex_take(p, "?"))
		return parse_filter(p, selector);
	return lex_expected(p, "a name in quotes, an index, a slice, * or ?");
}

/* After "[".  *ret_spaced: blanks stand between the brackets. */
static bool parse_bracketed(struct parser *p, struct segment *segment,
                            bool *ret_spaced)
{
	size_t capacity = 0;
	size_t before;

	*ret_spaced = false;
	do {
		before = p->at;
		lex_blanks(p);
		*ret_spaced |= p->at > before;
		segment->selectors =
			arena_grow(p->arena, segment->selectors, segment->count,
		                   &capacity, sizeof(*segment->selectors));
		if (!parse_selector(p, &segment->selectors[segment->count++]))
			return false;
		before = p->at;
		lex_blanks(p);
		*ret_spaced |= p->at > before;
	} while (lex_take(p, ","));
	return lex_take(p, "]") || lex_expected(p, "',' or ']'");
}

/* member-name-shorthand or "*". */
static bool parse_shorthand(struct parser *p, struct segment *segment)
{
	segment->selectors = arena_alloc(p->arena, sizeof(*segment->selectors));
	segment->count = 1;
	if (lex_take(p, "*")) {
		segment->selectors->kind = SELECTOR_WILDCARD;
		return true;
	}
	segment->selectors->kind = SELECTOR_NAME;
	if (lex_name(p, &segment->selectors->name))
		return true;
	return segment->descends ? lex_expected(p, "a name, * or [ after '..'")
	                         : lex_expected(p, "a name or * after '.'");
}

static bool parse_segment(struct parser *p, struct segment *segment,
                          bool *ret_spaced)
{
	*ret_spaced = false;
	segment->descends = lex_take(p, "..");
	if (!segment->descends && lex_take(p, "."))
		return parse_shorthand(p, segment);
	if (lex_take(p, "["))
		return parse_bracketed(p, segment, ret_spaced);
	return parse_shorthand(p, segment);
}

static bool is_singular(const struct segment *segment)
{
	return !segment->descends && segment->count == 1 &&
	       (segment->selectors->kind == SELECTOR_NAME ||
	        segment->selectors->kind == SELECTOR_INDEX);
}

static bool parse_segments(struct parser *p, struct query *query)
{
	size_t capacity = 0;
	struct segment *segment;
	size_t resume;
	bool spaced;

	for (;;) {
		resume = p->at;
		lex_blanks(p);
		if (p->text[p->at] != '.' && p->text[p->at] != '[')
			break;
		query->segments =
			arena_grow(p->arena, query->segments, query->count,
		                   &capacity, sizeof(*query->segments));
		segment = &query->segments[query->count++];
		*segment = (struct segment){ 0 };
		if (!parse_segment(p, segment, &spaced))
			return false;
		query->singular &= is_singular(segment);
		query->spaced |= spaced;
	}
	/* singular-query allows no blanks inside of its brackets. */
	query->spaced &= query->singular;
	query->singular &= !query->spaced;
	p->at = resume;
	return true;
}

const char *parse_not_singular(const struct query *query)
{
	return query->spaced ? "has blanks inside of its brackets"
	                     : "may select several nodes";
}

bool parse_query(struct parser *p, const struct query **ret_query)
{
	struct query *query = arena_alloc(p->arena, sizeof(*query));
	size_t start = p->at;

	p->met = arena_grow(p->arena, p->met, p->met_count, &p->met_capacity,
	                    sizeof(*p->met));
	p->met[p->met_count++] = (struct met){ query, p->filters > 0 };
	query->from_root = p->text[p->at++] == '$';
	query->singular = true;
	if (!parse_segments(p, query))
		return false;
	query->text = lex_since(p, start);
	*ret_query = query;
	return true;
}
