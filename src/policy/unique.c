#include "unique.h"

#include "tree.h"

#include "dockaudit/arena.h"

#include <stdlib.h>
#include <string.h>

static bool is_before(const struct where *a, const struct where *b)
{
	return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static int by_text_and_place(const void *a, const void *b)
{
	const struct tree *left = *(const struct tree *const *)a;
	const struct tree *right = *(const struct tree *const *)b;
	int order = strcmp(left->text, right->text);

	if (order != 0)
		return order;
	return is_before(&left->at, &right->at) ? -1 : 1;
}

const struct tree *unique_find(const struct tree *scalars[], size_t count,
                               const struct tree **ret_earlier)
{
	const struct tree *found = NULL;

	if (count < 2)
		return NULL;
	qsort(scalars, count, sizeof(const struct tree *), by_text_and_place);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(scalars[i - 1]->text, scalars[i]->text) != 0 ||
		    (found && !is_before(&scalars[i]->at, &found->at)))
			continue;
		found = scalars[i];
		*ret_earlier = scalars[i - 1];
	}
	return found;
}

bool unique_keys(struct arena *arena, const struct tree *mapping,
                 struct error *err)
{
	const struct tree **keys = arena_alloc(
		arena, mapping->count * sizeof(const struct tree *));
	const struct tree *earlier = NULL;
	const struct tree *twice;
	size_t count = 0;

	for (const struct tree *node = mapping->first; node; node = node->next)
		keys[count++] = node->key;
	twice = unique_find(keys, count, &earlier);
	if (!twice)
		return true;
	return error_set(err, twice->at,
	                 "the key '%.64s' is here twice, first on line %u",
	                 twice->text, earlier->at.line);
}
