#include "command.h"

#include "dockaudit/version.h"

#include <string.h>

int command_schema(const struct options *options)
{
	struct error err;

	if (strcmp(options->operands[0], "result") != 0) {
		error_plain(&err, "no schema of '%s' (there is: result)",
		            options->operands[0]);
		return command_complain(&err, EXIT_USAGE);
	}
	fputs(report_schema, stdout);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}

int command_version(const struct options *options)
{
	(void)options;
	puts("dockaudit " DOCKAUDIT_VERSION);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}
