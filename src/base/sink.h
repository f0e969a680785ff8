#ifndef BASE_SINK_H
#define BASE_SINK_H

#include <stdio.h>

/*
 * A stream to a file descriptor that remembers why writing failed first:
 * stdio tells only that it did.
 */
struct sink {
	int fd;     /* borrowed */
	int failed; /* errno of the first failure, or 0 */
};

/*
 * A stream to write to; fclose() it to know sink->failed, which leaves fd
 * open.  NULL with errno set.
 */
FILE *sink_open(struct sink *sink);

#endif
