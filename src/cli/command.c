#include "command.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static int command_help(const struct options *options)
{
	enum verb verb = options->verb;
	struct error err;

	if (options->operand_count > 0 && !options->help &&
	    !options_verb(options->operands[0], &verb)) {
		(void)options_unknown_verb(options->operands[0], &err);
		return command_complain(&err, EXIT_USAGE);
	}
	options_usage(verb, stdout);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}

static const struct command {
	enum verb verb;
	int (*run)(const struct options *options);
} commands[] = {
	{ VERB_AUDIT, command_audit },     { VERB_LIST, command_list },
	{ VERB_EXPLAIN, command_explain }, { VERB_FACTS, command_facts },
	{ VERB_QUERY, command_query },     { VERB_LINT, command_lint },
	{ VERB_TEST, command_test },       { VERB_SCHEMA, command_schema },
	{ VERB_VERSION, command_version }, { VERB_HELP, command_help },
};

int command_run(const struct options *options)
{
	const struct command *command = commands;

	if (options->help)
		return command_help(options);
	while (command->verb != options->verb)
		command++;
	return command->run(options);
}

int command_complain(const struct error *err, int status)
{
	fputs("dockaudit: ", stderr);
	error_print(err, stderr);
	return status;
}

/* stdio does not keep why an earlier write failed; poll(2) knows a pipe that
 * nobody reads any more. */
static bool reader_gone(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

bool command_flush(void)
{
	struct error err;

	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	if (errno == EPIPE || reader_gone())
		return true;
	error_plain(&err, "cannot write to standard output: %s",
	            errno ? strerror(errno) : "an earlier write failed");
	(void)command_complain(&err, EXIT_UNUSABLE);
	return false;
}
