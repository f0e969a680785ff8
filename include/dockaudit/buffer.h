#ifndef DOCKAUDIT_BUFFER_H
#define DOCKAUDIT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/* Text that grows, up to a limit its owner sets.  All zero but limit: empty. */
struct buffer {
	char *data; /* NUL-terminated once anything was appended */
	size_t used;
	size_t size;
	size_t limit; /* bytes; appending past it fails */
};

/* False when the limit would be passed; the buffer is then unchanged. */
bool buffer_append(struct buffer *buffer, const char *data, size_t length);

/* Empty it, keeping its memory. */
void buffer_clear(struct buffer *buffer);

/* Release its memory. */
void buffer_done(struct buffer *buffer);

#endif
