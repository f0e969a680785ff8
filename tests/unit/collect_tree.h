#ifndef TESTS_COLLECT_TREE_H
#define TESTS_COLLECT_TREE_H

#include <stddef.h>

/* A tree of files in a new directory, as a machine that tests make up. */
struct collect_tree {
	char root[64];
};

void collect_tree_make(struct collect_tree *ret_tree);

/* Write a file of length bytes below its root; directories are made. */
void collect_tree_bytes(const struct collect_tree *tree, const char *path,
                        const char *bytes, size_t length);
void collect_tree_file(const struct collect_tree *tree, const char *path,
                       const char *text);
void collect_tree_link(const struct collect_tree *tree, const char *path,
                       const char *target);

/* The path of something in it. */
void collect_tree_path(const struct collect_tree *tree, const char *path,
                       char ret_path[4096]);

/* Remove all of it: for owned(). */
void collect_tree_remove(const struct collect_tree *tree);

#endif
