#include "command.h"

#include "dockaudit/arena.h"
#include "dockaudit/escape.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

static void print_text(const char *text)
{
	escape_text(stdout, text, strlen(text));
}

/* A control is decided where a machine can decide one of its checks. */
static bool decided(const struct control *control)
{
	for (size_t i = 0; i < control->check_count; i++)
		if (control->checks[i]->pass)
			return true;
	return false;
}

static void list_control(const struct control *control)
{
	printf("  %-6s %-8s %-7s ", control->id,
	       severity_name(control->severity),
	       decided(control) ? "decided" : "manual");
	print_text(control->title);
	for (size_t i = 0; i < control->check_count; i++)
		printf("%s%s", i ? ", " : "\n           ",
		       control->checks[i]->id);
	putchar('\n');
}

static void list_controls(const struct policy *policy)
{
	const struct profile *profile = &policy->profile;
	size_t count = 0;
	size_t by_machine = 0;

	printf("%s: ", profile->id);
	print_text(profile->title);
	putchar('\n');
	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];

		printf("\n%s (%s) ", section->id, section->name);
		print_text(section->title);
		putchar('\n');
		for (size_t j = 0; j < section->control_count; j++) {
			list_control(&section->controls[j]);
			count++;
			by_machine += decided(&section->controls[j]);
		}
	}
	printf("\n%zu control%s: %zu decided, %zu manual\n", count,
	       count == 1 ? "" : "s", by_machine, count - by_machine);
}

static void list_checks(const struct policy *policy)
{
	for (size_t i = 0; i < policy->check_count; i++) {
		const struct check *check = policy->checks[i];

		printf("%-44s %-9s %-8s ", check->id, kind_name(check->subject),
		       severity_name(check->severity));
		print_text(check->title);
		putchar('\n');
	}
}

static void list_profiles(const struct policy *policy)
{
	owned(release_arena) struct arena *arena = arena_new();
	const char *name;

	(void)policy;
	for (size_t i = 0; (name = policy_profile_name(arena, i)); i++) {
		printf("%s%s\n", name,
		       strcmp(name, POLICY_DEFAULT_PROFILE) == 0 ? " (default)"
		                                                 : "");
	}
}

static void list_params(const struct policy *policy)
{
	for (size_t i = 0; i < policy->param_count; i++) {
		const struct param *param = policy->params[i];
		char *value =
			cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(
				policy->values, param->name));

		if (!value)
			oom();
		printf("%s = ", param->name);
		print_text(value);
		printf("\n    ");
		print_text(param->description);
		putchar('\n');
		cJSON_free(value);
	}
}

static void list_formats(const struct policy *policy)
{
	const struct reporter *reporter;

	(void)policy;
	for (size_t i = 0; (reporter = reporter_at(i)); i++)
		printf("%-8s %s\n", reporter->name, reporter->summary);
}

static const struct listing {
	const char *name;
	void (*print)(const struct policy *policy);
} listings[] = {
	{ "controls", list_controls }, { "checks", list_checks },
	{ "profiles", list_profiles }, { "params", list_params },
	{ "formats", list_formats },
};

enum { LISTINGS = sizeof(listings) / sizeof(listings[0]) };

static const struct listing *find(const char *name, struct error *err)
{
	const char *names[LISTINGS];
	const char *nearest;

	for (size_t i = 0; i < LISTINGS; i++) {
		names[i] = listings[i].name;
		if (strcmp(names[i], name) == 0)
			return &listings[i];
	}
	nearest = text_nearest(name, names, LISTINGS);
	error_plain(err, "cannot list '%s'%s%s%s", name,
	            nearest ? " (did you mean '" : "", nearest ? nearest : "",
	            nearest ? "'?)" : "");
	return NULL;
}

int command_list(const struct options *options)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct policy_options wanted = options_policy(options);
	const struct listing *listing = listings;
	struct error err;

	if (options->operand_count > 0 &&
	    !(listing = find(options->operands[0], &err)))
		return command_complain(&err, EXIT_USAGE);
	if (!policy_load(arena, &wanted, &policy, &err))
		return command_complain(&err, EXIT_USAGE);
	listing->print(&policy);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}
