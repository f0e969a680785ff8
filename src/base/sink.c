#include "sink.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

/* Standard output may be non-blocking: another program shares it. */
static bool wait_until_writable(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };

	return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

/* For fopencookie(3): the bytes written, 0 for a failure. */
static ssize_t sink_write(void *cookie, const char *data, size_t length)
{
	struct sink *sink = cookie;
	size_t done = 0;

	if (sink->failed)
		return 0;
	while (done < length) {
		ssize_t count = write(sink->fd, data + done, length - done);

		if (count > 0) {
			done += (size_t)count;
			continue;
		}
		if (count == 0) /* never for a file; do not spin */
			errno = EIO;
		if (errno == EINTR ||
		    (errno == EAGAIN && wait_until_writable(sink->fd)))
			continue;
		sink->failed = errno;
		return 0;
	}
	return (ssize_t)done;
}

FILE *sink_open(struct sink *sink)
{
	return fopencookie(sink, "w",
	                   (cookie_io_functions_t){ .write = sink_write });
}
