#include "collect_tree.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void must(int succeeded, const char *what)
{
	if (succeeded)
		return;
	perror(what);
	abort();
}

void collect_tree_make(struct collect_tree *ret_tree)
{
	snprintf(ret_tree->root, sizeof(ret_tree->root),
	         "/tmp/dockaudit-test-XXXXXX");
	must(mkdtemp(ret_tree->root) != NULL, "mkdtemp");
}

void collect_tree_path(const struct collect_tree *tree, const char *path,
                       char ret_path[4096])
{
	snprintf(ret_path, 4096, "%s/%s", tree->root, path);
}

/* Make the directories above a path. */
static void make_above(const struct collect_tree *tree, char *path)
{
	for (char *at = path + strlen(tree->root) + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		(void)mkdir(path, 0755);
		*at = '/';
	}
}

void collect_tree_bytes(const struct collect_tree *tree, const char *path,
                        const char *bytes, size_t length)
{
	char whole[4096];
	FILE *out;

	collect_tree_path(tree, path, whole);
	make_above(tree, whole);
	out = fopen(whole, "w");
	must(out != NULL, whole);
	must(fwrite(bytes, 1, length, out) == length, whole);
	must(fclose(out) == 0, whole);
}

void collect_tree_file(const struct collect_tree *tree, const char *path,
                       const char *text)
{
	collect_tree_bytes(tree, path, text, strlen(text));
}

void collect_tree_link(const struct collect_tree *tree, const char *path,
                       const char *target)
{
	char whole[4096];

	collect_tree_path(tree, path, whole);
	make_above(tree, whole);
	must(symlink(target, whole) == 0, whole);
}

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *where)
{
	(void)status, (void)type, (void)where;
	return remove(path);
}

void collect_tree_remove(const struct collect_tree *tree)
{
	(void)nftw(tree->root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
