#include "cli/command.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/*
 * A report must not land in a file that got the number of a closed standard
 * stream: open what is missing before anything else is opened.
 */
static bool standard_streams_open(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
			return false;
	return true;
}

int main(int argc, char *argv[])
{
	struct options options;
	struct error err;

	if (!standard_streams_open())
		return EXIT_UNUSABLE;
	/* A reader that goes away is seen as EPIPE, not as a death. */
	(void)signal(SIGPIPE, SIG_IGN);
	if (!options_parse(argc, argv, &options, &err))
		return command_complain(&err, EXIT_USAGE);
	return command_run(&options);
}
