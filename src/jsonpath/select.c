#include "select.h"

#include "child.h"
#include "truth.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"

static bool walk_from(struct walk *walk, size_t segment, struct place place);

/* A level deeper into the document.  False: the run or this way ends. */
static bool enter(struct walk *walk)
{
	/* Filters within filters begin anew: their sum is bounded as well. */
	enum { NESTED = 4 * LIMIT_DOCUMENT_DEPTH };

	if (walk->depth < LIMIT_DOCUMENT_DEPTH && walk->run->nested < NESTED) {
		walk->depth++;
		walk->run->nested++;
		return true;
	}
	(void)run_limit(walk->run, walk->query->text,
	                "descends too deep into the document");
	walk->incomplete = true;
	return false;
}

static void leave(struct walk *walk)
{
	walk->depth--;
	walk->run->nested--;
}

/* The place of a child.  index counts elements; members have their name. */
static struct place child_place(const struct walk *walk,
                                const struct place *parent, const cJSON *child,
                                size_t index)
{
	struct place place = { child, NULL, parent->maybe };
	struct jsonpath_step *step;

	if (!walk->paths)
		return place;
	step = arena_alloc(walk->run->scratch, sizeof(*step));
	step->parent = parent->path;
	if (cJSON_IsObject(parent->value))
		step->name = child->string;
	else
		step->index = index;
	place.path = step;
	return place;
}

static bool walk_filter(struct walk *walk, const struct expr *filter,
                        size_t segment, struct place place)
{
	struct run *run = walk->run;
	const cJSON *outer = run->current;
	enum truth selected;

	run->current = place.value;
	selected = truth_of(run, filter);
	run->current = outer;
	if (run->stopped)
		return false;
	if (selected == TRUTH_FALSE)
		return true;
	place.maybe |= selected == TRUTH_UNKNOWN;
	return walk_from(walk, segment + 1, place);
}

/* Wildcards and filters: every child. */
static bool walk_children(struct walk *walk, const struct selector *selector,
                          size_t segment, const struct place *parent)
{
	const cJSON *child = child_first(parent->value);

	for (size_t i = 0; child; child = child->next, i++) {
		struct place place;

		if (!run_visit(walk->run, walk->query->text))
			return false;
		place = child_place(walk, parent, child, i);
		if (selector->kind == SELECTOR_FILTER
		            ? !walk_filter(walk, selector->filter, segment,
		                           place)
		            : !walk_from(walk, segment + 1, place))
			return false;
	}
	return true;
}

static bool walk_slice(struct walk *walk, const struct slice *slice,
                       size_t segment, const struct place *parent)
{
	struct child_range range;
	const cJSON *child;

	if (!cJSON_IsArray(parent->value))
		return true;
	child = child_slice(walk->run, walk->query->text, parent->value, slice,
	                    &range);
	for (; child; child = child_next(&range, child)) {
		if (!run_visit(walk->run, walk->query->text) ||
		    !walk_from(walk, segment + 1,
		               child_place(walk, parent, child,
		                           (size_t)range.index)))
			return false;
	}
	return !walk->run->stopped;
}

static bool walk_selector(struct walk *walk, const struct selector *selector,
                          size_t segment, const struct place *parent)
{
	struct run *run = walk->run;
	const cJSON *child;
	size_t index = 0;

	switch (selector->kind) {
	case SELECTOR_WILDCARD:
	case SELECTOR_FILTER:
		return walk_children(walk, selector, segment, parent);
	case SELECTOR_SLICE:
		return walk_slice(walk, &selector->slice, segment, parent);
	case SELECTOR_NAME:
	case SELECTOR_INDEX:
		child = child_find(run, walk->query->text, parent->value,
		                   selector, &index);
		return child ? walk_from(
				       walk, segment + 1,
				       child_place(walk, parent, child, index))
		             : !run->stopped;
	}
	__builtin_unreachable();
}

static bool walk_selectors(struct walk *walk, size_t segment,
                           const struct place *place)
{
	const struct segment *s = &walk->query->segments[segment];

	for (size_t i = 0; i < s->count; i++)
		if (!walk_selector(walk, &s->selectors[i], segment, place))
			return false;
	return true;
}

/* Whether the walk ends here because the node is unreadable. */
static bool is_hidden(struct walk *walk, const struct place *place)
{
	if (!run_hidden(walk->run, place->value))
		return false;
	(void)run_unreadable(walk->run, walk->query->text, place->value);
	walk->incomplete = true;
	return true;
}

/* The node itself and, in document order, all below it. */
static bool descend(struct walk *walk, size_t segment,
                    const struct place *place)
{
	const cJSON *child = child_first(place->value);
	bool on = true;

	if (is_hidden(walk, place))
		return true;
	if (!child)
		return true;
	if (!enter(walk))
		return !walk->run->stopped;
	on = walk_selectors(walk, segment, place);
	for (size_t i = 0; child && on; child = child->next, i++) {
		struct place below;

		if (!run_visit(walk->run, walk->query->text)) {
			on = false;
			break;
		}
		below = child_place(walk, place, child, i);
		on = descend(walk, segment, &below);
	}
	leave(walk);
	return on;
}

/* Apply the segments from this one on. */
static bool walk_from(struct walk *walk, size_t segment, struct place place)
{
	bool on;

	if (is_hidden(walk, &place))
		return true;
	if (segment == walk->query->count)
		return walk->found(walk, &place);
	if (walk->query->segments[segment].descends)
		return descend(walk, segment, &place);
	if (!child_first(place.value))
		return true;
	if (!enter(walk))
		return !walk->run->stopped;
	on = walk_selectors(walk, segment, &place);
	leave(walk);
	return on;
}

static const cJSON *start(const struct run *run, const struct query *query)
{
	return query->from_root ? run->root : run->current;
}

bool select_walk(struct walk *walk)
{
	struct place place = { start(walk->run, walk->query), NULL, false };

	return !place.value || walk_from(walk, 0, place);
}

const cJSON *select_single(struct run *run, const struct query *query)
{
	const cJSON *node = start(run, query);
	size_t index;

	for (size_t i = 0; i < query->count && node; i++) {
		if (run_hidden(run, node))
			return node;
		node = child_find(run, query->text, node,
		                  query->segments[i].selectors, &index);
	}
	return node;
}
