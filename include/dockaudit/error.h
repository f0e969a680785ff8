#ifndef DOCKAUDIT_ERROR_H
#define DOCKAUDIT_ERROR_H

#include <stdbool.h>
#include <stdio.h>

/* A place in a text the user wrote.  line 0: the text as a whole. */
struct where {
	const char *file; /* borrowed; NULL when no file is to blame */
	unsigned line;    /* counted from 1 */
	unsigned column;  /* counted from 1, in characters */
};

/*
 * The one error type.  A plain value: the caller declares it, nobody
 * allocates or frees it, and it is written only by the function that fails.
 */
struct error {
	struct where at;
	char text[512];
};

/*
 * Record what went wrong.  Always returns false, so that the place that
 * detects an error also leaves:  return error_set(err, at, "...");
 */
bool error_set(struct error *err, struct where at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same without a place. */
#define error_plain(err, ...) error_set((err), (struct where){ 0 }, __VA_ARGS__)

/*
 * Write "file:line:column: text\n", leaving out the parts that are unknown.
 * What the text quotes from outside is escaped for a terminal.
 */
void error_print(const struct error *err, FILE *out);

/* Out of memory: say so and end with status 3.  The only exit but main's. */
_Noreturn void oom(void);

#endif
