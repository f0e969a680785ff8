#ifndef POLICY_FIELDS_H
#define POLICY_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

struct load;
struct tree;

/* What a key's value is, and the member that it fills. */
enum field_type {
	FIELD_ID,     /* const char *: a-z A-Z 0-9 . _ -, "cis-docker-1.8.0" */
	FIELD_SLUG,   /* const char *: a-z 0-9 -, "icc-disabled" */
	FIELD_NAME,   /* const char *: a-z 0-9 _, "max_age_days" */
	FIELD_LINE,   /* const char *: one line of text */
	FIELD_TEXT,   /* const char *: text; line ends at its end are cut */
	FIELD_LINES,  /* struct lines: a list of lines */
	FIELD_CHOICE, /* unsigned: which of the row's choices, from 1 */
	FIELD_SCALAR, /* const struct tree *: text, looked at by the caller */
	FIELD_LIST,   /* const struct tree *: a sequence */
	FIELD_MAP,    /* const struct tree *: a mapping */
	FIELD_ANY,    /* const struct tree *: whatever stands there */
};

enum { FIELD_NAME_MAX = 64 }; /* characters of an id, slug or name */

struct lines {
	const char *const *items;
	size_t count;
};

enum need { OPTIONAL, REQUIRED };

/* A key that a mapping may have.  A key without a row is an error. */
struct field {
	const char *key;
	enum need need;
	enum field_type type;
	size_t offset;                       /* of the member */
	const char *(*choice)(size_t index); /* FIELD_CHOICE: NULL past last */
};

struct fields {
	const char *what; /* "a check": in complaints */
	const struct field *rows;
	size_t count;
};

/*
 * Fill the struct at to, which is zeroed, from a mapping.  Complains about
 * every key that is unknown, missing or of another type; false if there was
 * one.  Members whose key is absent stay zero.
 */
bool fields_fill(struct load *load, const struct fields *fields,
                 const struct tree *mapping, void *to);

#endif
