#include "load.h"
#include "param.h"
#include "profile.h"
#include "sources.h"
#include "tree.h"

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"

/* Read the files; those that are lists are checks, the others profiles. */
static size_t read_files(struct load *load, const struct trusted_names *names,
                         const struct tree *profiles[])
{
	size_t count = 0;

	for (size_t i = 0; i < names->count; i++) {
		const struct tree *root;

		if (!sources_read(load, names->items[i], TRUST_ANYONES, &root))
			continue;
		if (root->kind == TREE_MAPPING)
			profiles[count++] = root;
		else
			load_add(load, root, false);
	}
	return count;
}

static void lint_profile(struct load *load, const struct tree *root)
{
	static const struct policy_options no_settings = { 0 };
	owned(release_json) cJSON *values = NULL;
	const struct tree *params = tree_member(root, "params");
	struct profile profile;

	(void)profile_parse(load, root, &profile);
	if (params && params->kind == TREE_MAPPING)
		(void)param_values(load, params, &no_settings, &values);
}

static void lint_files(struct load *load, const struct policy_options *options,
                       const struct trusted_names *names)
{
	const struct sources sources = { options, TRUST_ANYONES, *names };
	const struct tree **profiles = arena_alloc(
		load->arena, names->count * sizeof(const struct tree *));
	size_t count;

	sources_add_checks(load, &sources);
	count = read_files(load, names, profiles);
	load_entries(load);
	for (size_t i = 0; i < count; i++)
		lint_profile(load, profiles[i]);
}

void policy_lint(const char *path, const struct policy_options *options,
                 FILE *out, size_t *ret_count)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct load load = { .arena = arena,
		             .complaints = { .arena = arena },
		             .policy = &policy };
	struct trusted_names names;
	struct error err;

	if (!trusted_list(arena, path, TRUST_ANYONES, &names, &err)) {
		(void)complain_error(&load.complaints, &err);
	} else if (names.count == 0) {
		error_set(&err, (struct where){ .file = path },
		          "no *.yaml or *.yml file in it");
		(void)complain_error(&load.complaints, &err);
	} else {
		lint_files(&load, options, &names);
	}
	complain_sort(&load.complaints, 0);
	for (size_t i = 0; i < load.complaints.count; i++)
		error_print(load.complaints.items[i], out);
	*ret_count = load.complaints.count;
}
