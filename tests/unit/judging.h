#ifndef TESTS_JUDGING_H
#define TESTS_JUDGING_H

#include "dockaudit/jsonpath.h"

struct arena;

/* What the tests of judging share.  The state of each is an arena. */
int judging_set_up(void **state);
int judging_tear_down(void **state);

/* Compile text, which must be a condition, and judge it. */
enum truth judging_truth(struct arena *arena,
                         const struct jsonpath_scope *scope, const char *text,
                         struct jsonpath_doubt *ret_doubt);

#endif
