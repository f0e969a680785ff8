#include "child.h"

#include <string.h>

const cJSON *child_first(const cJSON *node)
{
	return cJSON_IsObject(node) || cJSON_IsArray(node) ? node->child : NULL;
}

const cJSON *child_member(struct run *run, const char *query,
                          const cJSON *object, const char *name)
{
	for (const cJSON *m = object->child; m; m = m->next) {
		if (!run_visit(run, query))
			return NULL;
		if (m->string && strcmp(m->string, name) == 0)
			return m;
	}
	return NULL;
}

static int64_t array_length(struct run *run, const char *query,
                            const cJSON *array)
{
	int64_t length = 0;

	for (const cJSON *e = array->child; e; e = e->next, length++)
		if (!run_visit(run, query))
			return 0;
	return length;
}

static const cJSON *element(struct run *run, const char *query,
                            const cJSON *array, int64_t index)
{
	const cJSON *e = array->child;

	for (; e && index > 0 && run_visit(run, query); index--)
		e = e->next;
	return run_visit(run, query) ? e : NULL;
}

const cJSON *child_find(struct run *run, const char *query, const cJSON *node,
                        const struct selector *selector, size_t *ret_index)
{
	int64_t index = selector->index;

	if (selector->kind == SELECTOR_NAME) {
		return cJSON_IsObject(node)
		               ? child_member(run, query, node, selector->name)
		               : NULL;
	}
	if (!cJSON_IsArray(node))
		return NULL;
	if (index < 0)
		index += array_length(run, query, node);
	if (index < 0)
		return NULL;
	*ret_index = (size_t)index;
	return element(run, query, node, index);
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	if (value < least)
		return least;
	return value > most ? most : value;
}

/* The bounds of RFC 9535 section 2.3.4.2.2. */
static struct child_range bounds(const struct slice *slice, int64_t length)
{
	bool up = slice->step > 0;
	int64_t start = up ? 0 : length - 1;
	int64_t end = up ? length : -1;

	if (slice->has_start)
		start = slice->start < 0 ? length + slice->start : slice->start;
	if (slice->has_end) {
		end = slice->end < 0 ? length + slice->end : slice->end;
		end = up ? clamp(end, 0, length) : clamp(end, -1, length - 1);
	}
	start = up ? clamp(start, 0, length) : clamp(start, -1, length - 1);
	return (struct child_range){ start, slice->step, end };
}

static bool is_inside(const struct child_range *range)
{
	return range->step > 0 ? range->index < range->end
	                       : range->index > range->end;
}

const cJSON *child_slice(struct run *run, const char *query, const cJSON *array,
                         const struct slice *slice,
                         struct child_range *ret_range)
{
	if (slice->step == 0)
		return NULL;
	*ret_range = bounds(slice, array_length(run, query, array));
	if (!is_inside(ret_range))
		return NULL;
	return element(run, query, array, ret_range->index);
}

const cJSON *child_next(struct child_range *range, const cJSON *child)
{
	range->index += range->step;
	if (!is_inside(range))
		return NULL;
	for (int64_t i = 0; i < range->step; i++)
		child = child->next;
	for (int64_t i = 0; i > range->step; i--)
		child = child->prev;
	return child;
}
