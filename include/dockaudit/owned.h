#ifndef DOCKAUDIT_OWNED_H
#define DOCKAUDIT_OWNED_H

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The variable owns what it points to: released on every way out of scope. */
#define owned(release) __attribute__((cleanup(release)))

/* Pass ownership on: yields the pointer and leaves NULL behind. */
#define take(ptr)                                                              \
	__extension__({                                                        \
		__typeof__(ptr) *place_ = &(ptr);                              \
		__typeof__(ptr) value_ = *place_;                              \
		*place_ = NULL;                                                \
		value_;                                                        \
	})

static inline void release_json(cJSON **document)
{
	cJSON_Delete(*document);
}

static inline void release_file(FILE **file)
{
	if (*file)
		(void)fclose(*file);
}

static inline void release_directory(DIR **directory)
{
	if (*directory)
		(void)closedir(*directory);
}

/* A descriptor; -1 is none. */
static inline void release_fd(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static inline void release_string(char **text)
{
	free(*text);
}

#endif
