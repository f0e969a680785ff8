#include "command.h"

#include "dockaudit/arena.h"
#include "dockaudit/judge.h"
#include "dockaudit/owned.h"

/* What is loaded anyway: built-in files and those of -D. */
static int lint_loaded(const struct options *options)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct policy_options wanted = options_policy(options);
	struct error err;

	if (!policy_load(arena, &wanted, &policy, &err))
		return command_complain(&err, EXIT_PROBLEMS);
	printf("%zu checks and profile %s: no complaint\n", policy.check_count,
	       policy.profile.id);
	return EXIT_OK;
}

static int lint_files(const struct options *options)
{
	const struct policy_options wanted = options_policy(options);
	size_t complaints = 0;

	for (size_t i = 0; i < options->operand_count; i++) {
		size_t count = 0;

		policy_lint(options->operands[i], &wanted, stdout, &count);
		complaints += count;
	}
	printf("%zu complaint%s\n", complaints, complaints == 1 ? "" : "s");
	return complaints ? EXIT_PROBLEMS : EXIT_OK;
}

int command_lint(const struct options *options)
{
	int status = options->operand_count ? lint_files(options)
	                                    : lint_loaded(options);

	return command_flush() ? status : EXIT_UNUSABLE;
}
