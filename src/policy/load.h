#ifndef POLICY_LOAD_H
#define POLICY_LOAD_H

#include "complain.h"

#include "dockaudit/policy.h"

#include <stddef.h>

struct tree;
struct tree_text;

/* A file of checks and parameters. */
struct load_file {
	const struct tree *root;
	bool builtin;
};

/* What one loading has found so far.  All in the arena. */
struct load {
	struct arena *arena;
	struct complaints complaints;
	struct policy *policy; /* being filled in; owns the documents */

	struct load_file *files;
	size_t file_count, file_capacity;
	const struct check **checks;
	size_t check_count, check_capacity;
	const struct param **params;
	size_t param_count, param_capacity;
};

/* Let the policy own document, until policy_done().  Returns it. */
const cJSON *load_own(struct load *load, cJSON *document);

/* Read a text into nodes, or complain. */
bool load_parse(struct load *load, const struct tree_text *text,
                const struct tree **ret_root);

/* Add a document as a file of checks; complains when it is none. */
void load_add(struct load *load, const struct tree *root, bool builtin);

/*
 * Make parameters and checks of all files that were added: parameters first,
 * because checks name those of any file.  The later file wins.  Both are
 * sorted by name then.
 */
void load_entries(struct load *load);

/* The check or parameter of that name, or NULL. */
const struct check *load_check(const struct load *load, const char *id);
const struct param *load_param(const struct load *load, const char *name);

/* " (did you mean 'x'?)" for the nearest check or parameter, or "". */
const char *load_check_hint(const struct load *load, const char *id);
const char *load_param_hint(const struct load *load, const char *name);

#endif
