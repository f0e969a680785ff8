#include "dockaudit/arena.h"

#include "dockaudit/error.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, FIRST_CAPACITY = 8 };

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *newest;
};

static struct block *block_new(size_t at_least, struct block *next)
{
	size_t size = at_least > BLOCK_SIZE ? at_least : BLOCK_SIZE;
	struct block *block = NULL;

	if (size <= SIZE_MAX - sizeof(*block))
		block = malloc(sizeof(*block) + size);
	if (!block)
		oom();
	*block = (struct block){ .next = next, .size = size };
	return block;
}

static void free_blocks(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

struct arena *arena_new(void)
{
	struct arena *arena = malloc(sizeof(*arena));

	if (!arena)
		oom();
	arena->newest = block_new(0, NULL);
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free_blocks(arena->newest);
	free(arena);
}

/* A block of the usual size is kept; one huge subject is not remembered. */
void arena_reset(struct arena *arena)
{
	free_blocks(arena->newest->next);
	arena->newest->next = NULL;
	arena->newest->used = 0;
	if (arena->newest->size > BLOCK_SIZE) {
		free_blocks(arena->newest);
		arena->newest = block_new(0, NULL);
	}
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct block *block = arena->newest;
	size_t mask = alignof(max_align_t) - 1;
	void *object;

	if (size > SIZE_MAX - mask)
		oom();
	size = (size + mask) & ~mask;
	if (size > block->size - block->used)
		block = arena->newest = block_new(size, block);
	object = block->data + block->used;
	block->used += size;
	return memset(object, 0, size);
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	return length ? memcpy(copy, text, length) : copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_list again;
	char *text;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		oom();
	text = arena_alloc(arena, (size_t)length + 1);
	(void)vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void *arena_grow(struct arena *arena, void *array, size_t count,
                 size_t *capacity, size_t size)
{
	void *grown;

	if (count < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : FIRST_CAPACITY;
	if (*capacity > SIZE_MAX / size)
		oom();
	grown = arena_alloc(arena, *capacity * size);
	return count ? memcpy(grown, array, count * size) : grown;
}
