#ifndef POLICY_COMPLAIN_H
#define POLICY_COMPLAIN_H

#include "dockaudit/error.h"

#include <stddef.h>

struct arena;

/*
 * What is wrong with the policy files.  Loading goes on after a complaint
 * where it can, so that lint shows all of them; a load that is not lint gives
 * the first one.
 */
struct complaints {
	struct arena *arena;
	struct error **items;
	size_t count, capacity;
};

enum { COMPLAINTS_MAX = 1000 }; /* those beyond it are counted as one */

/*
 * Add one.  complain() is always false, as error_set() is; a macro, so that
 * compilers and analysers know it, too.
 */
void complain_add(struct complaints *complaints, struct where at,
                  const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define complain(...) (complain_add(__VA_ARGS__), false)

/* The same with what a function that failed says. */
bool complain_error(struct complaints *complaints, const struct error *err);

/* Put those from the from-th on into the order of their places. */
void complain_sort(struct complaints *complaints, size_t from);

/*
 * " (did you mean 'x'?)" for the nearest of names, or "".  A quoted word is at
 * most 64 characters of it.  Both live in arena.
 */
const char *complain_hint(struct arena *arena, const char *word,
                          const char *const names[], size_t count);
const char *complain_quote(struct arena *arena, const char *word);

#endif
