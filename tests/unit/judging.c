#include "judging.h"

#include "dockaudit/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

int judging_set_up(void **state)
{
	*state = arena_new();
	return 0;
}

int judging_tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

enum truth judging_truth(struct arena *arena,
                         const struct jsonpath_scope *scope, const char *text,
                         struct jsonpath_doubt *ret_doubt)
{
	const struct jsonpath *condition;
	struct error err;

	if (!jsonpath_compile(arena, JSONPATH_CONDITION, text, &condition,
	                      &err))
		fail_msg("%s: %u: %s", text, err.at.column, err.text);
	return jsonpath_judge(condition, scope, arena, ret_doubt);
}
