#include "dockaudit/buffer.h"

#include "dockaudit/error.h"

#include <stdlib.h>
#include <string.h>

bool buffer_append(struct buffer *buffer, const char *data, size_t length)
{
	if (length > buffer->limit - buffer->used)
		return false;
	if (buffer->used + length + 1 > buffer->size) {
		size_t size = (buffer->used + length + 1) * 2;
		char *grown = realloc(buffer->data, size);

		if (!grown)
			oom();
		buffer->data = grown;
		buffer->size = size;
	}
	if (length)
		memcpy(buffer->data + buffer->used, data, length);
	buffer->used += length;
	buffer->data[buffer->used] = '\0';
	return true;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->used = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

void buffer_done(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){ .limit = buffer->limit };
}
