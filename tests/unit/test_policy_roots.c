#include "../../src/policy/roots.h"

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Every use of $ as "offset:name:member", one after another. */
static const char *uses(struct arena *arena, const char *text)
{
	const char *cursor = text;
	const char *all = "";
	struct root use;

	while (roots_next(&cursor, &use))
		all = arena_printf(arena, "%s[%d:%.*s:%.*s]", all,
		                   (int)(use.at - text), (int)use.name.length,
		                   use.name.length ? use.name.text : "",
		                   (int)use.member.length,
		                   use.member.length ? use.member.text : "");
	return all;
}

static void names_behind_the_root_are_found(void **state)
{
	static const struct {
		const char *text;
		const char *expected;
	} rows[] = {
		{ "@.a == 1", "" },
		{ "$", "[0::]" },
		{ "$.a", "[0:a:]" },
		{ "$.a.b.c", "[0:a:b]" },
		{ "$['a']['b']", "[0:a:b]" },
		{ "$[\"a\"].b", "[0:a:b]" },
		{ "$ .a [ 'b' ]", "[0:a:b]" },
		{ "$\n.a\n.b", "[0:a:b]" },
		{ "$.a[0]", "[0:a:]" },
		{ "$.a[*]", "[0:a:]" },
		{ "$.a..b", "[0:a:]" },
		{ "$.a[?@.b]", "[0:a:]" },
		{ "$.a['b', 'c']", "[0:a:]" },
		{ "$['a', 'b']", "[0::]" },
		{ "$..a", "[0::]" },
		{ "$.*", "[0::]" },
		{ "$[0]", "[0::]" },
		{ "$['\\u0061']", "[0::]" },
		{ "@.a == $.b.c && $.d", "[7:b:c][16:d:]" },
		{ "@.a[?@.b == $.c]", "[12:c:]" },
		{ "match(@.a, $.b.c)", "[11:b:c]" },
		{ "@.a == '$.b'", "" },
		{ "@.a == \"$.b\" || $.c", "[16:c:]" },
		{ "@.a == '\\'$.b' || $.c", "[18:c:]" },
		{ "@.a == '\"' && @.b == \"$.c\"", "" },
		{ "@['$'] == $.a", "[10:a:]" },
		{ "$.\u00e4_1.B2", "[0:\u00e4_1:B2]" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_string_equal(uses(arena, rows[i].text),
		                    rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_behind_the_root_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
