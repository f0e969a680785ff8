#include "../../src/collect/file.h"
#include "collect_tree.h"

#include "dockaudit/owned.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void a_file_is_read_or_there_is_a_reason(void **state)
{
	static const struct {
		const char *path;
		enum file_result result;
		const char *text, *why;
	} rows[] = {
		{ "small", FILE_READ, "hello", NULL },
		{ "empty", FILE_READ, "", NULL },
		{ "link", FILE_READ, "hello", NULL },
		{ "none", FILE_MISSING, NULL, "No such file" },
		{ "small/x", FILE_MISSING, NULL, "Not a directory" },
		{ "fifo", FILE_REFUSED, NULL, "not a regular file" },
		{ ".", FILE_REFUSED, NULL, "not a regular file" },
		{ "large", FILE_REFUSED, NULL, "too large" },
		{ "loop", FILE_FAILED, NULL, "symbolic links" },
	};
	owned(collect_tree_remove) struct collect_tree tree;
	owned(buffer_done) struct buffer text = { .limit = 8 };
	char path[4096];

	(void)state;
	collect_tree_make(&tree);
	collect_tree_file(&tree, "small", "hello");
	collect_tree_file(&tree, "empty", "");
	collect_tree_file(&tree, "large", "123456789");
	collect_tree_link(&tree, "link", "small");
	collect_tree_link(&tree, "loop", "loop");
	collect_tree_path(&tree, "fifo", path);
	assert_int_equal(mkfifo(path, 0600), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error err = { 0 };

		collect_tree_path(&tree, rows[i].path, path);
		assert_int_equal(file_read(path, &text, &err), rows[i].result);
		if (rows[i].text)
			assert_string_equal(text.data, rows[i].text);
		else
			assert_non_null(strstr(err.text, rows[i].why));
	}
}

static void files_of_proc_are_read(void **state)
{
	owned(buffer_done) struct buffer text = { .limit = 1 << 20 };
	struct error err;

	(void)state;
	assert_int_equal(file_read("/proc/self/status", &text, &err),
	                 FILE_READ);
	assert_non_null(strstr(text.data, "Pid:"));
}

static void only_what_needs_permission_needs_root(void **state)
{
	(void)state;
	assert_string_equal(file_help(FILE_DENIED), "run as root");
	assert_string_equal(file_help(FILE_MISSING), "");
	assert_string_equal(file_help(FILE_REFUSED), "");
}

static void symbolic_links_do_not_lead_out_of_a_root(void **state)
{
	static const struct {
		const char *path;
		enum file_result result;
		const char *text;
	} rows[] = {
		{ "/etc/f", FILE_READ, "inside" },
		{ "/abs", FILE_READ, "inside" },
		{ "/up", FILE_READ, "inside" },
		{ "/../../etc/f", FILE_READ, "inside" },
		{ "/out", FILE_MISSING, NULL },
	};
	owned(collect_tree_remove) struct collect_tree tree;
	owned(buffer_done) struct buffer text = { .limit = 64 };
	owned(release_fd) int root = -1;
	char path[4096];

	(void)state;
	collect_tree_make(&tree);
	collect_tree_file(&tree, "outside", "outside");
	collect_tree_file(&tree, "root/etc/f", "inside");
	collect_tree_link(&tree, "root/abs", "/etc/f");
	collect_tree_link(&tree, "root/up", "../../../../etc/f");
	collect_tree_link(&tree, "root/out", "../outside");
	collect_tree_path(&tree, "root", path);
	root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	assert_true(root >= 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error err;

		assert_int_equal(file_read_in(root, rows[i].path, &text, &err),
		                 rows[i].result);
		if (rows[i].text)
			assert_string_equal(text.data, rows[i].text);
	}
}

static void set_both(const struct collect_tree *tree, const char *path,
                     struct timespec *ret_plain, struct timespec *ret_in)
{
	owned(release_fd) int root =
		open(tree->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
	char whole[4096], inside[64];

	collect_tree_path(tree, path, whole);
	snprintf(inside, sizeof(inside), "/%s", path);
	assert_true(file_changed(whole, ret_plain));
	assert_true(file_changed_in(root, inside, ret_in));
}

static void a_change_is_of_the_file_or_the_link_to_it(void **state)
{
	owned(collect_tree_remove) struct collect_tree tree;
	struct timespec plain, in, other;
	struct stat status;
	char path[4096];

	(void)state;
	collect_tree_make(&tree);
	collect_tree_file(&tree, "file", "x");
	(void)usleep(20000);
	collect_tree_link(&tree, "link", "file");
	/* The link is newer. */
	set_both(&tree, "link", &plain, &in);
	collect_tree_path(&tree, "link", path);
	assert_int_equal(lstat(path, &status), 0);
	assert_memory_equal(&plain, &status.st_ctim, sizeof(plain));
	assert_memory_equal(&in, &status.st_ctim, sizeof(in));
	/* Then the file is, though its own time of change is set back. */
	(void)usleep(20000);
	collect_tree_path(&tree, "file", path);
	assert_int_equal(
		utimensat(AT_FDCWD, path, (struct timespec[2]){ { 0 } }, 0), 0);
	set_both(&tree, "link", &plain, &in);
	set_both(&tree, "file", &other, &other);
	assert_memory_equal(&plain, &other, sizeof(plain));
	assert_memory_equal(&in, &other, sizeof(in));
	assert_true(other.tv_sec > 0);
	assert_false(file_changed("/nonexistent", &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_or_there_is_a_reason),
		cmocka_unit_test(files_of_proc_are_read),
		cmocka_unit_test(only_what_needs_permission_needs_root),
		cmocka_unit_test(symbolic_links_do_not_lead_out_of_a_root),
		cmocka_unit_test(a_change_is_of_the_file_or_the_link_to_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
