#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "options.h"

/* Exit statuses, dockaudit(1).  Those of an audit: gates_exit_status(). */
enum {
	EXIT_OK = 0,
	EXIT_PROBLEMS = 1, /* lint, test: there were some */
	EXIT_USAGE = 2,
	EXIT_UNUSABLE = 3, /* the target, or a file to read or write */
};

/* Each runs one verb and returns the exit status; complaints go to stderr. */
int command_audit(const struct options *options);
int command_list(const struct options *options);
int command_explain(const struct options *options);
int command_facts(const struct options *options);
int command_query(const struct options *options);
int command_lint(const struct options *options);
int command_test(const struct options *options);
int command_schema(const struct options *options);
int command_version(const struct options *options);

/* Run the verb that the options name. */
int command_run(const struct options *options);

/* Say what went wrong, and return the status given. */
int command_complain(const struct error *err, int status);

/* Flush standard output; false when what was written did not arrive.  A
 * reader that closed the pipe has seen enough: that is no failure. */
bool command_flush(void);

#endif
