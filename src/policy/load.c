#include "load.h"

#include "check.h"
#include "param.h"
#include "tree.h"

#include "dockaudit/arena.h"

#include <stdlib.h>
#include <string.h>

const cJSON *load_own(struct load *load, cJSON *document)
{
	struct policy *policy = load->policy;

	policy->owned =
		arena_grow(load->arena, policy->owned, policy->owned_count,
	                   &policy->owned_capacity, sizeof(cJSON *));
	policy->owned[policy->owned_count++] = document;
	return document;
}

bool load_parse(struct load *load, const struct tree_text *text,
                const struct tree **ret_root)
{
	struct error err;

	return tree_parse(load->arena, text, ret_root, &err) ||
	       complain_error(&load->complaints, &err);
}

void load_add(struct load *load, const struct tree *root, bool builtin)
{
	if (root->kind != TREE_SEQUENCE) {
		(void)complain(
			&load->complaints, root->at,
			"a file of checks is a list, not %s%s", tree_what(root),
			root->kind == TREE_MAPPING ? " (is it a profile?)"
						   : "");
		return;
	}
	load->files = arena_grow(load->arena, load->files, load->file_count,
	                         &load->file_capacity, sizeof(*load->files));
	load->files[load->file_count++] = (struct load_file){ root, builtin };
}

const struct check *load_check(const struct load *load, const char *id)
{
	for (size_t i = 0; i < load->check_count; i++)
		if (strcmp(load->checks[i]->id, id) == 0)
			return load->checks[i];
	return NULL;
}

const struct param *load_param(const struct load *load, const char *name)
{
	for (size_t i = 0; i < load->param_count; i++)
		if (strcmp(load->params[i]->name, name) == 0)
			return load->params[i];
	return NULL;
}

const char *load_check_hint(const struct load *load, const char *id)
{
	const char **names =
		arena_alloc(load->arena, load->check_count * sizeof(*names));

	for (size_t i = 0; i < load->check_count; i++)
		names[i] = load->checks[i]->id;
	return complain_hint(load->arena, id, names, load->check_count);
}

const char *load_param_hint(const struct load *load, const char *name)
{
	const char **names =
		arena_alloc(load->arena, load->param_count * sizeof(*names));

	for (size_t i = 0; i < load->param_count; i++)
		names[i] = load->params[i]->name;
	return complain_hint(load->arena, name, names, load->param_count);
}

/* Two of the same name in one file are a slip; in two files, an override. */
static bool twice(struct load *load, struct where old, struct where new,
                  const char *name)
{
	return complain(&load->complaints, new,
	                "'%s' is defined twice, first at %s:%u", name, old.file,
	                old.line);
}

static void add_check(struct load *load, const struct check *check)
{
	for (size_t i = 0; i < load->check_count; i++) {
		const struct check *old = load->checks[i];

		if (strcmp(old->id, check->id) != 0)
			continue;
		if (old->at.file == check->at.file ||
		    (old->builtin && check->builtin))
			(void)twice(load, old->at, check->at, check->id);
		load->checks[i] = check;
		return;
	}
	load->checks =
		arena_grow(load->arena, load->checks, load->check_count,
	                   &load->check_capacity, sizeof(const struct check *));
	load->checks[load->check_count++] = check;
}

static void add_param(struct load *load, const struct param *param)
{
	for (size_t i = 0; i < load->param_count; i++) {
		const struct param *old = load->params[i];

		if (strcmp(old->name, param->name) != 0)
			continue;
		if (old->at.file == param->at.file)
			(void)twice(load, old->at, param->at, param->name);
		load->params[i] = param;
		return;
	}
	load->params =
		arena_grow(load->arena, load->params, load->param_count,
	                   &load->param_capacity, sizeof(const struct param *));
	load->params[load->param_count++] = param;
}

static bool is_param(const struct tree *entry)
{
	return entry->kind == TREE_MAPPING && tree_member(entry, "param");
}

static void load_params(struct load *load, const struct load_file *file)
{
	for (const struct tree *entry = file->root->first; entry;
	     entry = entry->next) {
		struct param *param;

		if (!is_param(entry))
			continue;
		param = arena_alloc(load->arena, sizeof(*param));
		if (param_parse(load, entry, param))
			add_param(load, param);
	}
}

static void load_checks(struct load *load, const struct load_file *file)
{
	for (const struct tree *entry = file->root->first; entry;
	     entry = entry->next) {
		struct check *check;

		if (is_param(entry))
			continue;
		check = arena_alloc(load->arena, sizeof(*check));
		if (check_parse(load, entry, file->builtin, check))
			add_check(load, check);
	}
}

static int by_id(const void *a, const void *b)
{
	const struct check *left = *(const struct check *const *)a;
	const struct check *right = *(const struct check *const *)b;

	return strcmp(left->id, right->id);
}

static int by_name(const void *a, const void *b)
{
	const struct param *left = *(const struct param *const *)a;
	const struct param *right = *(const struct param *const *)b;

	return strcmp(left->name, right->name);
}

void load_entries(struct load *load)
{
	size_t before = load->complaints.count;

	for (size_t i = 0; i < load->file_count; i++)
		load_params(load, &load->files[i]);
	if (load->param_count)
		qsort(load->params, load->param_count,
		      sizeof(const struct param *), by_name);
	for (size_t i = 0; i < load->file_count; i++)
		load_checks(load, &load->files[i]);
	if (load->check_count)
		qsort(load->checks, load->check_count,
		      sizeof(const struct check *), by_id);
	complain_sort(&load->complaints, before);
}
