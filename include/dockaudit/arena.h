#ifndef DOCKAUDIT_ARENA_H
#define DOCKAUDIT_ARENA_H

#include <stddef.h>

/*
 * Memory that lives and dies together.  There is no per-object free: one
 * arena holds the policy for the whole audit, another holds what evaluating
 * one subject needs and is reset before the next subject.
 */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */

/* Drop every object, keep the memory.  All pointers into the arena die. */
void arena_reset(struct arena *arena);

/* size bytes, zeroed and aligned for any type.  Never NULL: see oom(). */
void *arena_alloc(struct arena *arena, size_t size)
	__attribute__((malloc, returns_nonnull, alloc_size(2)));

/* A copy of text that lives as long as the arena. */
char *arena_strdup(struct arena *arena, const char *text);

/* A copy of the first length bytes of text, NUL-terminated. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);

/* Formatted text that lives as long as the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Room for one more element in an array that grows by doubling.  Returns the
 * array, moved if need be, with at least count + 1 elements of size bytes;
 * *capacity starts at 0.  The old block stays in the arena until it dies.
 */
void *arena_grow(struct arena *arena, void *array, size_t count,
                 size_t *capacity, size_t size);

/* For owned(): see owned.h. */
static inline void release_arena(struct arena **arena)
{
	arena_free(*arena);
}

#endif
