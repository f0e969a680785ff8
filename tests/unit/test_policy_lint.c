#include "sample_policy.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CHECK(id, pass)                                                        \
	"- id: " id "\n  title: Own\n  subject: image\n  severity: high\n"     \
	"  pass: " pass "\n  rationale: r\n  remediation: r\n"                 \
	"  examples: [pass: {a: 1}, fail: {a: 2}]\n"

/* text with each "DIR" in place of the sandbox's directory. */
static const char *without_dir(const struct sandbox *sandbox, const char *text)
{
	const char *result = "";
	const char *at;

	while ((at = strstr(text, sandbox->dir))) {
		result = arena_printf(sandbox->arena, "%s%.*sDIR", result,
		                      (int)(at - text), text);
		text = at + strlen(sandbox->dir);
	}
	return arena_printf(sandbox->arena, "%s%s", result, text);
}

static void expect_lint(const struct sandbox *sandbox, const char *path,
                        size_t expected_count, const char *expected)
{
	size_t count = 999;

	assert_string_equal(
		without_dir(sandbox, sandbox_lint(sandbox, path, &count)),
		expected);
	assert_int_equal(count, expected_count);
}

static void what_is_right_is_silent(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	expect_lint(&sandbox,
	            sandbox_write(&sandbox, "c.yaml",
	                          CHECK("x", "'@.a == $.params.days'")),
	            0, "");
	expect_lint(&sandbox,
	            sandbox_write(&sandbox, "p.yaml",
	                          "id: p\ntitle: P\nparams: {days: 1}\n"
	                          "sections: [{id: 1, name: n, title: T, "
	                          "controls: [{id: 1.1, checks: [alpha]}]}]\n"),
	            0, "");
}

static void every_complaint_about_checks_is_told(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	expect_lint(
		&sandbox,
		sandbox_write(
			&sandbox, "c.yaml",
			CHECK("x",
	                      "'@.a == $.parms.days'") "- {id: y, titel: T, "
						       "severity: lo}\n"
						       "- {param: p, type: "
						       "text}\n" CHECK(
							       "x",
							       "'@.a == "
							       "$.params."
							       "dayz'") "- "
									"z"
									"\n"),
		13,
		"DIR/c.yaml:5:19: 'parms' is no part of $ (did you mean "
		"'params'?); there are: $.host, $.daemon, $.swarm, $.params\n"
		"DIR/c.yaml:9:3: missing key 'examples'\n"
		"DIR/c.yaml:9:3: missing key 'pass' (or 'manual', when a "
		"person must judge)\n"
		"DIR/c.yaml:9:3: missing key 'rationale'\n"
		"DIR/c.yaml:9:3: missing key 'remediation'\n"
		"DIR/c.yaml:9:3: missing key 'subject'\n"
		"DIR/c.yaml:9:3: missing key 'title'\n"
		"DIR/c.yaml:9:11: unknown key 'titel' (did you mean "
		"'title'?)\n"
		"DIR/c.yaml:9:31: 'lo' is no severity (did you mean 'low'?); "
		"there are: low, medium, high, critical\n"
		"DIR/c.yaml:10:3: missing key 'default'\n"
		"DIR/c.yaml:10:3: missing key 'description'\n"
		"DIR/c.yaml:15:26: no parameter 'dayz' is defined (did you "
		"mean 'days'?)\n"
		"DIR/c.yaml:19:3: a check must be a mapping, not text\n");
}

static void every_complaint_about_a_profile_is_told(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	expect_lint(
		&sandbox,
		sandbox_write(&sandbox, "p.yaml",
	                      "id: p\ntitel: P\nparams: {dayz: 1, strict: 2}\n"
	                      "sections:\n"
	                      "- id: 1\n  name: n\n  title: T\n  controls:\n"
	                      "  - {id: 1.1, checks: [alhpa, betta]}\n"
	                      "  - {id: 1.2, checks: [], level: 7}\n"),
		8,
		"DIR/p.yaml:1:1: missing key 'title'\n"
		"DIR/p.yaml:2:1: unknown key 'titel' (did you mean 'title'?)\n"
		"DIR/p.yaml:3:10: no parameter 'dayz' is defined (did you "
		"mean 'days'?)\n"
		"DIR/p.yaml:3:27: strict: not true or false\n"
		"DIR/p.yaml:9:24: unknown check 'alhpa' (did you mean "
		"'alpha'?)\n"
		"DIR/p.yaml:9:31: unknown check 'betta' (did you mean "
		"'beta'?)\n"
		"DIR/p.yaml:10:23: a control needs at least one check\n"
		"DIR/p.yaml:10:34: '7' is no level; there are: 1, 2\n");
}

static void a_directory_is_linted_as_a_whole(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	sandbox_write(&sandbox, "d/a.yaml", CHECK("x", "'@.a == $.params.q'"));
	sandbox_write(&sandbox, "d/b.yaml",
	              "- {param: q, type: number, default: 1, description: "
	              "d}\n");
	sandbox_write(&sandbox, "d/c.yaml",
	              "id: p\ntitle: P\nsections: [{id: 1, name: n, title: "
	              "T, controls: [{id: 1.1, checks: [x, y]}]}]\n");
	sandbox_write(&sandbox, "d/d.yaml", "[\n");
	expect_lint(&sandbox, arena_printf(sandbox.arena, "%s/d", sandbox.dir),
	            2,
	            "DIR/d/c.yaml:3:72: unknown check 'y'\n"
	            "DIR/d/d.yaml:2:1: a value is missing here\n");
}

static void other_checks_of_the_user_are_known(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *dir;
	const char *profile;

	(void)state;
	sandbox_open(&sandbox);
	sandbox_write(&sandbox, "d/a.yaml", CHECK("x", "'@.a == 1'"));
	sandbox_write(&sandbox, "etc/checks.d/b.yaml",
	              CHECK("y", "'@.a == 1'"));
	dir = arena_printf(sandbox.arena, "%s/d", sandbox.dir);
	profile = sandbox_write(&sandbox, "p.yaml",
	                        "id: p\ntitle: P\nsections: [{id: 1, name: n, "
	                        "title: T, controls: [{id: 1.1, checks: [x, "
	                        "y]}]}]\n");
	expect_lint(&sandbox, profile, 1,
	            "DIR/p.yaml:3:69: unknown check 'x'\n");
	sandbox.options.check_dirs = &dir;
	sandbox.options.check_dir_count = 1;
	expect_lint(&sandbox, profile, 0, "");
}

static void a_file_among_the_checks_is_read_once(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *path;

	(void)state;
	sandbox_open(&sandbox);
	path = sandbox_write(&sandbox, "etc/checks.d/b.yaml", "- z\n");
	expect_lint(&sandbox, path, 1,
	            "DIR/etc/checks.d/b.yaml:1:3: a check must be a mapping, "
	            "not text\n");
}

static void complaints_end_somewhere(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_string) char *text = calloc(1, 5001);
	const char *said;
	size_t count;

	(void)state;
	assert_non_null(text);
	sandbox_open(&sandbox);
	for (size_t i = 0; i < 1250; i++)
		memcpy(text + 4 * i, "- z\n", 4);
	said = sandbox_lint(&sandbox, sandbox_write(&sandbox, "c.yaml", text),
	                    &count);
	assert_int_equal(count, 1001);
	assert_non_null(strstr(said, "c.yaml:1001:3: too many complaints: the "
	                             "rest is not shown\n"));
	assert_null(strstr(said, "c.yaml:1002:"));
}

static void what_cannot_be_read_is_a_complaint(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;

	(void)state;
	sandbox_open(&sandbox);
	expect_lint(&sandbox, "/nonexistent", 1,
	            "/nonexistent: No such file or directory\n");
	expect_lint(&sandbox, "/dev/null", 1,
	            "/dev/null: is not a regular file\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_right_is_silent),
		cmocka_unit_test(every_complaint_about_checks_is_told),
		cmocka_unit_test(every_complaint_about_a_profile_is_told),
		cmocka_unit_test(a_directory_is_linted_as_a_whole),
		cmocka_unit_test(other_checks_of_the_user_are_known),
		cmocka_unit_test(a_file_among_the_checks_is_read_once),
		cmocka_unit_test(complaints_end_somewhere),
		cmocka_unit_test(what_cannot_be_read_is_a_complaint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
