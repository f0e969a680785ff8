#include "command.h"

#include "dockaudit/arena.h"
#include "dockaudit/judge.h"
#include "dockaudit/owned.h"

/* Without a directory every check is tested, with one those that are in it. */
static bool wanted(const struct check *check, const struct options *options)
{
	return options->operand_count == 0 || !check->builtin;
}

static int run_examples(const struct policy *policy,
                        const struct options *options)
{
	size_t checks = 0;
	size_t examples = 0;
	size_t failed = 0;

	for (size_t i = 0; i < policy->check_count; i++) {
		const struct check *check = policy->checks[i];

		if (!wanted(check, options))
			continue;
		checks++;
		examples += check->example_count;
		failed += judge_examples(check, policy, stdout);
	}
	printf("%zu example%s of %zu check%s: %zu failed\n", examples,
	       examples == 1 ? "" : "s", checks, checks == 1 ? "" : "s",
	       failed);
	return failed ? EXIT_PROBLEMS : EXIT_OK;
}

int command_test(const struct options *options)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct options with_dir = *options;
	struct policy_options load;
	struct error err;
	int status;

	if (options->operand_count > 0 &&
	    !options_add(&with_dir.checks_dirs, "checks-dir",
	                 options->operands[0], &err))
		return command_complain(&err, EXIT_USAGE);
	load = options_policy(&with_dir);
	if (!policy_load(arena, &load, &policy, &err))
		return command_complain(&err, EXIT_USAGE);
	status = run_examples(&policy, options);
	return command_flush() ? status : EXIT_UNUSABLE;
}
