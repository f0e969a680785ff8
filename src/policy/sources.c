#include "sources.h"

#include "load.h"
#include "tree.h"

#include "dockaudit/arena.h"
#include "dockaudit/buffer.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

#define CHECKS   "checks/"
#define PROFILES "profiles/"
#define YAML     ".yaml"

static const struct builtin *builtin_table(const struct sources *sources)
{
	return sources->options->builtins ? sources->options->builtins
	                                  : builtins;
}

/* A file or directory below the configuration directory. */
static const char *config_path(struct load *load, const struct sources *sources,
                               const char *name)
{
	const char *dir = sources->options->config_dir;

	return arena_printf(load->arena, "%s/%s", dir ? dir : POLICY_CONFIG_DIR,
	                    name);
}

bool sources_read(struct load *load, const char *path, enum trust trust,
                  const struct tree **ret_root)
{
	owned(buffer_done) struct buffer text = { 0 };
	struct error err;

	if (!trusted_read(path, trust, &text, &err))
		return complain_error(&load->complaints, &err);
	return load_parse(load,
	                  &(struct tree_text){ path, text.data ? text.data : "",
	                                       text.used },
	                  ret_root);
}

static bool is_excepted(const struct sources *sources, const char *path)
{
	for (size_t i = 0; i < sources->except.count; i++)
		if (trusted_is_same(sources->except.items[i], path))
			return true;
	return false;
}

static void add_path(struct load *load, const struct sources *sources,
                     const char *path, bool may_be_empty)
{
	struct trusted_names names = { 0 };
	struct error err;

	if (!trusted_list(load->arena, path, sources->trust, &names, &err)) {
		(void)complain_error(&load->complaints, &err);
		return;
	}
	if (names.count == 0 && !may_be_empty) {
		(void)complain(&load->complaints,
		               (struct where){ .file = path },
		               "no *.yaml or *.yml file is in it");
	}
	for (size_t i = 0; i < names.count; i++) {
		const struct tree *root = NULL;

		if (!is_excepted(sources, names.items[i]) &&
		    sources_read(load, names.items[i], sources->trust, &root))
			load_add(load, root, false);
	}
}

static void add_builtins(struct load *load, const struct builtin *table)
{
	for (; table->name; table++) {
		const struct tree_text text = { table->name, table->text,
			                        table->length };
		const struct tree *root = NULL;

		if (text_starts(table->name, CHECKS) &&
		    load_parse(load, &text, &root))
			load_add(load, root, true);
	}
}

void sources_add_checks(struct load *load, const struct sources *sources)
{
	const struct policy_options *options = sources->options;
	const char *config = config_path(load, sources, "checks.d");

	add_builtins(load, builtin_table(sources));
	if (trusted_is_there(config))
		add_path(load, sources, config, true);
	for (size_t i = 0; i < options->check_dir_count; i++)
		add_path(load, sources, options->check_dirs[i], false);
}

const char *sources_profile_name(struct arena *arena,
                                 const struct builtin *table, size_t index)
{
	for (; table->name; table++) {
		const char *name = table->name + strlen(PROFILES);

		if (text_starts(table->name, PROFILES) && index-- == 0)
			return arena_strndup(arena, name,
			                     strlen(name) - strlen(YAML));
	}
	return NULL;
}

static const struct builtin *
find_builtin(struct load *load, const struct builtin *table, const char *name)
{
	const char *wanted =
		arena_printf(load->arena, PROFILES "%s" YAML, name);

	for (; table->name; table++)
		if (strcmp(table->name, wanted) == 0)
			return table;
	return NULL;
}

/* The names of the profiles there are, built in or configured. */
struct names {
	const char **items;
	size_t count, capacity;
};

static void add_name(struct load *load, struct names *names, const char *name)
{
	names->items = arena_grow(load->arena, names->items, names->count,
	                          &names->capacity, sizeof(*names->items));
	names->items[names->count++] = name;
}

/* "/etc/dockaudit/profiles.d/x.yaml" is called "x". */
static void add_configured(struct load *load, const struct sources *sources,
                           struct names *names)
{
	const char *dir = config_path(load, sources, "profiles.d");
	struct trusted_names files;
	struct error err;

	if (!trusted_is_there(dir) ||
	    !trusted_list(load->arena, dir, TRUST_ANYONES, &files, &err))
		return;
	for (size_t i = 0; i < files.count; i++) {
		const char *name = strrchr(files.items[i], '/') + 1;

		if (text_ends(name, YAML)) {
			add_name(load, names,
			         arena_strndup(load->arena, name,
			                       strlen(name) - strlen(YAML)));
		}
	}
}

static bool unknown_profile(struct load *load, const struct sources *sources,
                            const char *name)
{
	const struct builtin *table = builtin_table(sources);
	struct names names = { 0 };
	const char *known;
	const char *all = "";

	for (size_t i = 0;
	     (known = sources_profile_name(load->arena, table, i)); i++)
		add_name(load, &names, known);
	add_configured(load, sources, &names);
	for (size_t i = 0; i < names.count; i++)
		all = arena_printf(load->arena, "%s%s%s", all, i ? ", " : "",
		                   names.items[i]);
	return complain(
		&load->complaints, (struct where){ 0 },
		"unknown profile '%s'%s; there are: %s",
		complain_quote(load->arena, name),
		complain_hint(load->arena, name, names.items, names.count),
		all);
}

static bool is_path(const char *profile)
{
	return strchr(profile, '/') || text_ends(profile, YAML) ||
	       text_ends(profile, ".yml");
}

bool sources_profile(struct load *load, const struct sources *sources,
                     const struct tree **ret_root)
{
	const char *name = sources->options->profile;
	const struct builtin *builtin;
	const char *configured;

	if (!name)
		name = POLICY_DEFAULT_PROFILE;
	if (is_path(name))
		return sources_read(load, name, sources->trust, ret_root);
	configured =
		arena_printf(load->arena, "%s/%s" YAML,
	                     config_path(load, sources, "profiles.d"), name);
	if (trusted_is_there(configured))
		return sources_read(load, configured, sources->trust, ret_root);
	builtin = find_builtin(load, builtin_table(sources), name);
	if (!builtin)
		return unknown_profile(load, sources, name);
	return load_parse(load,
	                  &(struct tree_text){ builtin->name, builtin->text,
	                                       builtin->length },
	                  ret_root);
}
