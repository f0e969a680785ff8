#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool coloured(const struct options *options)
{
	const char *no_color = getenv("NO_COLOR");
	const char *force = getenv("CLICOLOR_FORCE");
	const char *term = getenv("TERM");

	switch (options->colour) {
	case COLOUR_ALWAYS:
		return true;
	case COLOUR_NEVER:
		return false;
	case COLOUR_AUTO:
		break;
	}
	if (no_color && *no_color)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

/* Where there is no terminal, lines are left whole: for grep and diff. */
static unsigned columns(const struct options *options)
{
	struct winsize size;

	if (options->width)
		return options->width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return OPTIONS_WIDTH_MOST;
	return size.ws_col < OPTIONS_WIDTH_LEAST ? OPTIONS_WIDTH_LEAST
	                                         : size.ws_col;
}

struct report_style terminal_style_elsewhere(const struct options *options)
{
	return (struct report_style){
		.width = options->width ? options->width : OPTIONS_WIDTH_MOST,
		.remediation = options->remediation,
		.quiet = options->quiet,
		.verbose = options->verbose,
	};
}

struct report_style terminal_style(const struct options *options)
{
	struct report_style style = terminal_style_elsewhere(options);

	style.colour = coloured(options);
	style.width = columns(options);
	return style;
}
