#ifndef JSONPATH_SYNTAX_H
#define JSONPATH_SYNTAX_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a text is compiled to.  Everything lives in the arena it was compiled
 * into, and is never written to again.  Texts are NUL-terminated UTF-8; a
 * U+0000 that a query writes as an escape is held as the bytes C0 80, which
 * no valid text contains, so that it equals nothing in a document.
 */
struct expr;
struct function;
struct iregexp;

enum selector_kind {
	SELECTOR_NAME,
	SELECTOR_WILDCARD,
	SELECTOR_INDEX,
	SELECTOR_SLICE,
	SELECTOR_FILTER,
};

struct slice {
	int64_t start;
	int64_t end;
	int64_t step;
	bool has_start;
	bool has_end;
};

struct selector {
	enum selector_kind kind;
	union {
		const char *name;
		int64_t index;
		struct slice slice;
		const struct expr *filter;
	};
};

struct segment {
	struct selector *selectors;
	size_t count;
	bool descends; /* written with ".." */
};

struct query {
	const char *text; /* as it was written */
	struct segment *segments;
	size_t count;
	bool from_root; /* begins with $, not with @ */
	bool singular;  /* the production singular-query derives it, */
	bool spaced;    /* or would, without blanks in its brackets */
};

enum operand_kind { OPERAND_LITERAL, OPERAND_QUERY, OPERAND_CALL };

/* A comparable, or an argument of a function. */
struct operand {
	enum operand_kind kind;
	const char *text; /* as it was written */
	size_t at;        /* where: a byte of the whole text, from 0 */
	union {
		const cJSON *literal;
		const struct query *query;
		const struct call *call;
	};
};

enum { CALL_ARGUMENTS = 2 };

struct call {
	const char *text; /* as it was written */
	const struct function *function;
	struct operand arguments[CALL_ARGUMENTS];
	const struct iregexp *pattern; /* when it is a literal; else NULL */
};

enum comparison {
	COMPARISON_EQUAL,
	COMPARISON_NOT_EQUAL,
	COMPARISON_AT_MOST,
	COMPARISON_AT_LEAST,
	COMPARISON_LESS,
	COMPARISON_GREATER,
};

enum expr_kind { EXPR_OR, EXPR_AND, EXPR_NOT, EXPR_COMPARE, EXPR_TEST };

struct expr {
	enum expr_kind kind;
	struct expr *first; /* OR, AND: their terms; NOT: its one */
	struct expr *next;  /* the next term of what this is a term of */
	enum comparison comparison;
	struct operand left; /* TEST: the query or the call */
	struct operand right;
};

#endif
