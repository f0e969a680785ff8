#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "options.h"

/*
 * How to show text on standard output: in colour where a person looks at it
 * and did not say no (NO_COLOR, CLICOLOR_FORCE, TERM=dumb: no-color.org,
 * bixense.com/clicolors), as wide as the terminal is.
 */
struct report_style terminal_style(const struct options *options);

/* The same for a file. */
struct report_style terminal_style_elsewhere(const struct options *options);

#endif
