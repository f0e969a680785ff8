#include "../../src/policy/trusted.h"

#include "sample_policy.h"

#include "dockaudit/buffer.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void root_trusts_files_that_only_root_can_change(void **state)
{
	static const struct {
		uid_t euid, caller, owner;
		mode_t mode;
		const char *expected; /* the end of the reason; NULL: fine */
	} rows[] = {
		{ 0, 0, 0, 0644, NULL },
		{ 0, 0, 0, 0400, NULL },
		{ 0, 0, 0, 0755, NULL },
		{ 0, 0, 0, 0664, "chmod go-w" },
		{ 0, 0, 0, 0646, "chmod go-w" },
		{ 0, 0, 0, 01777, "chmod go-w" },
		{ 0, 0, 1000, 0644, "chown root" },
		{ 0, 1000, 1000, 0644, NULL },
		{ 0, 1000, 1000, 0664, "chmod go-w" },
		{ 0, 1000, 1001, 0644, "chown root" },
		{ 1000, 1000, 0, 0666, NULL },
		{ 1000, 1000, 1001, 0644, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct stat status = { .st_uid = rows[i].owner,
			                     .st_mode =
			                             S_IFREG | rows[i].mode };
		const char *why =
			trusted_distrust(&status, rows[i].euid, rows[i].caller);

		if (!rows[i].expected) {
			assert_null(why);
			continue;
		}
		assert_non_null(why);
		assert_string_equal(why + strlen(why) -
		                            strlen(rows[i].expected),
		                    rows[i].expected);
	}
}

/* What is said of path, or "" when it is read. */
static const char *complaint(struct arena *arena, const char *path,
                             enum trust trust)
{
	owned(buffer_done) struct buffer text = { 0 };
	struct error err;

	if (trusted_read(path, trust, &text, &err))
		return "";
	assert_string_equal(err.at.file, path);
	return arena_strdup(arena, err.text);
}

static void a_file_that_others_can_write_is_refused_with_the_fix(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *path;

	(void)state;
	if (geteuid() != 0)
		skip();
	sandbox_open(&sandbox);
	path = sandbox_write(&sandbox, "x.yaml", "[]\n");
	assert_string_equal(complaint(sandbox.arena, path, TRUST_CHECKED), "");
	assert_int_equal(chmod(path, 0620), 0);
	assert_string_equal(
		complaint(sandbox.arena, path, TRUST_CHECKED),
		arena_printf(sandbox.arena,
	                     "others than its owner can write it, and "
	                     "dockaudit runs as root: chmod go-w %s",
	                     path));
	assert_string_equal(complaint(sandbox.arena, path, TRUST_ANYONES), "");
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(chown(path, 65534, 0), 0);
	assert_string_equal(
		complaint(sandbox.arena, path, TRUST_CHECKED),
		arena_printf(sandbox.arena,
	                     "it does not belong to root, and dockaudit runs "
	                     "as root: chown root %s",
	                     path));
}

static void a_directory_that_others_can_write_is_refused(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	struct trusted_names names;
	struct error err;

	(void)state;
	if (geteuid() != 0)
		skip();
	sandbox_open(&sandbox);
	assert_true(trusted_list(sandbox.arena, sandbox.dir, TRUST_CHECKED,
	                         &names, &err));
	assert_int_equal(chmod(sandbox.dir, 0777), 0);
	assert_false(trusted_list(sandbox.arena, sandbox.dir, TRUST_CHECKED,
	                          &names, &err));
	assert_non_null(strstr(err.text, "chmod go-w"));
}

static void only_regular_files_are_read(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *fifo;
	const char *loop;

	(void)state;
	sandbox_open(&sandbox);
	fifo = arena_printf(sandbox.arena, "%s/fifo", sandbox.dir);
	loop = arena_printf(sandbox.arena, "%s/loop", sandbox.dir);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(symlink(loop, loop), 0);

	/* Nobody writes: a plain open would wait for ever. */
	assert_string_equal(complaint(sandbox.arena, fifo, TRUST_CHECKED),
	                    "is not a regular file");
	assert_string_equal(
		complaint(sandbox.arena, "/dev/zero", TRUST_ANYONES),
		"is not a regular file");
	assert_string_equal(
		complaint(sandbox.arena, sandbox.dir, TRUST_CHECKED),
		"is a directory");
	assert_string_equal(complaint(sandbox.arena, loop, TRUST_CHECKED),
	                    "Too many levels of symbolic links");
	assert_string_equal(
		complaint(sandbox.arena, "/nonexistent", TRUST_CHECKED),
		"No such file or directory");
}

static void a_file_is_read_up_to_the_limit(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	owned(release_string) char *text = calloc(1, LIMIT_POLICY_FILE + 2);
	owned(buffer_done) struct buffer buffer = { 0 };
	struct error err;

	(void)state;
	assert_non_null(text);
	sandbox_open(&sandbox);
	memset(text, '#', LIMIT_POLICY_FILE);
	assert_true(trusted_read(sandbox_write(&sandbox, "x", text),
	                         TRUST_CHECKED, &buffer, &err));
	assert_int_equal(buffer.used, LIMIT_POLICY_FILE);
	assert_string_equal(buffer.data, text);
	text[LIMIT_POLICY_FILE] = '#';
	assert_string_equal(complaint(sandbox.arena,
	                              sandbox_write(&sandbox, "x", text),
	                              TRUST_CHECKED),
	                    "larger than 1048576 bytes");
}

static void a_directory_gives_its_yaml_files_by_name(void **state)
{
	static const char *const expected[] = { "/10-a.yaml", "/2-b.yml",
		                                "/A.yaml", "/a.yaml" };
	owned(release_sandbox) struct sandbox sandbox;
	struct trusted_names names;
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	sandbox_write(&sandbox, "a.yaml", "");
	sandbox_write(&sandbox, "2-b.yml", "");
	sandbox_write(&sandbox, "10-a.yaml", "");
	sandbox_write(&sandbox, "A.yaml", "");
	sandbox_write(&sandbox, ".hidden.yaml", "");
	sandbox_write(&sandbox, "a.yaml~", "");
	sandbox_write(&sandbox, "readme.md", "");
	assert_true(trusted_list(sandbox.arena, sandbox.dir, TRUST_CHECKED,
	                         &names, &err));
	assert_int_equal(names.count, 4);
	for (size_t i = 0; i < names.count; i++)
		assert_string_equal(names.items[i] + strlen(sandbox.dir),
		                    expected[i]);
}

static void a_file_stands_for_itself(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	struct trusted_names names;
	struct error err;
	const char *path;

	(void)state;
	sandbox_open(&sandbox);
	path = sandbox_write(&sandbox, "checks.txt", "");
	assert_true(
		trusted_list(sandbox.arena, path, TRUST_CHECKED, &names, &err));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.items[0], path);
	assert_false(trusted_list(sandbox.arena, "/nonexistent", TRUST_CHECKED,
	                          &names, &err));
	assert_string_equal(err.text, "No such file or directory");
}

static void too_many_files_are_refused(void **state)
{
	owned(release_sandbox) struct sandbox sandbox;
	struct trusted_names names;
	struct error err;

	(void)state;
	sandbox_open(&sandbox);
	for (int i = 0; i < LIMIT_POLICY_FILES; i++)
		sandbox_write(&sandbox,
		              arena_printf(sandbox.arena, "%d.yaml", i), "");
	assert_true(trusted_list(sandbox.arena, sandbox.dir, TRUST_CHECKED,
	                         &names, &err));
	assert_int_equal(names.count, LIMIT_POLICY_FILES);
	sandbox_write(&sandbox, "more.yaml", "");
	assert_false(trusted_list(sandbox.arena, sandbox.dir, TRUST_CHECKED,
	                          &names, &err));
	assert_string_equal(err.text, "more than 256 files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_trusts_files_that_only_root_can_change),
		cmocka_unit_test(
			a_file_that_others_can_write_is_refused_with_the_fix),
		cmocka_unit_test(a_directory_that_others_can_write_is_refused),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(a_file_is_read_up_to_the_limit),
		cmocka_unit_test(a_directory_gives_its_yaml_files_by_name),
		cmocka_unit_test(a_file_stands_for_itself),
		cmocka_unit_test(too_many_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
