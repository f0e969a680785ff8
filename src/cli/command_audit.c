#include "command.h"

#include "terminal.h"
#include "values.h"

#include "dockaudit/arena.h"
#include "dockaudit/audit.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

static bool open_source(const struct options *options,
                        const struct needs *needs, struct source **ret_source,
                        struct target *ret_target, struct error *err)
{
	struct source_docker_options docker = options->docker;

	if (options->facts)
		return source_snapshot_open(options->facts, ret_source,
		                            ret_target, err);
	docker.needs = needs;
	return source_docker_open(&docker, ret_source, ret_target, err);
}

/* "report.xml" is JUnit unless -f said otherwise. */
static const struct reporter *by_ending(const char *path)
{
	static const struct {
		const char *ending;
		const struct reporter *reporter;
	} endings[] = {
		{ ".json", &reporter_json },
		{ ".xml", &reporter_junit },
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (text_ends(path, endings[i].ending))
			return endings[i].reporter;
	return reporter_at(0);
}

/*
 * A file without a format of its own is where the main report goes; with one
 * it is a further report, and the main one still goes to standard output.
 */
static bool save_all(const struct options *options, const struct report *report,
                     const struct reporter *main_reporter, struct error *err)
{
	const struct report_style in_file = terminal_style_elsewhere(options);
	const struct report_style on_stdout = terminal_style(options);
	struct report_output to = { .report = report,
		                    .style = &in_file,
		                    .mode = options->mode };
	bool main_saved = false;

	for (size_t i = 0; i < options->output_count; i++) {
		to.path = options->outputs[i].path;
		to.reporter = options->outputs[i].reporter;
		if (!to.reporter) {
			main_saved = true;
			to.reporter = main_reporter ? main_reporter
			                            : by_ending(to.path);
		}
		main_saved = main_saved || strcmp(to.path, "-") == 0;
		if (!report_save(&to, err))
			return false;
	}
	if (main_saved)
		return true;
	to.path = "-";
	to.reporter = main_reporter ? main_reporter : reporter_at(0);
	to.style = &on_stdout;
	return report_save(&to, err);
}

static void say_incomplete(const struct report *report)
{
	struct error err;

	if (report->complete)
		return;
	error_plain(&err, "the audit is not complete: %s", report->incomplete);
	(void)command_complain(&err, EXIT_UNUSABLE);
}

static int audit(const struct options *options, const struct policy *policy,
                 const struct reporter *main_reporter, struct arena *keep)
{
	owned(release_source) struct source *source = NULL;
	struct needs needs = audit_needs(policy);
	struct target target;
	struct report report;
	struct error err;

	if (!open_source(options, &needs, &source, &target, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	audit_run(&(struct audit){ .policy = policy,
	                           .source = source,
	                           .target = &target,
	                           .keep_passes = options->all_findings ||
	                                          options->verbose,
	                           .keep = keep },
	          &report);
	gates_judge(&options->gates, keep, &report);
	if (!save_all(options, &report, main_reporter, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	say_incomplete(&report);
	return gates_exit_status(&report);
}

int command_audit(const struct options *options)
{
	owned(release_arena) struct arena *keep = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct policy_options wanted = options_policy(options);
	const struct reporter *main_reporter = NULL;
	struct error err;

	if (options->format &&
	    !values_reporter(options->format, &main_reporter, &err))
		return command_complain(&err, EXIT_USAGE);
	if (!policy_load(keep, &wanted, &policy, &err))
		return command_complain(&err, EXIT_USAGE);
	return audit(options, &policy, main_reporter, keep);
}
