#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "options.h"

#include <stddef.h>

enum { TABLE_MAX = 64 };

/* How an option's value is kept in struct options. */
enum option_type {
	OPTION_FLAG,     /* bool: set to true */
	OPTION_TEXT,     /* const char *: the value */
	OPTION_LIST,     /* struct list: one more */
	OPTION_DURATION, /* long: milliseconds, of "30", "30s", "500ms", "5m" */
	OPTION_OTHER,    /* what set() makes of it */
};

/* Parsing, --help and the check of the manual all come from these rows. */
struct option {
	const char *name;    /* without the dashes */
	char letter;         /* '\0': none */
	const char *value;   /* its name in --help; NULL: takes no value */
	const char *summary; /* one line for --help */
	int verbs;           /* those it goes with, as bits */
	enum option_type type;
	size_t offset; /* in struct options; of other types: 0 */
	bool (*set)(struct options *options, const char *value,
	            struct error *err);
};

/* The index-th option, or NULL past the last. */
const struct option *table_option(size_t index);

/* Keep a value that was typed. */
bool option_set(const struct option *option, struct options *options,
                const char *value, struct error *err);

const char *table_verb_name(enum verb verb);

/* Whether the verb takes that many operands; if not, say what it takes. */
bool table_operands_fit(enum verb verb, size_t count, struct error *err);

#endif
