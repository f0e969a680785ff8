#ifndef JSONPATH_PARSE_H
#define JSONPATH_PARSE_H

#include "syntax.h"

#include "dockaudit/error.h"

struct arena;

/* A query that was met, in the order in which they begin in the text. */
struct met {
	const struct query *query;
	bool inside; /* of a filter */
};

struct parser {
	struct arena *arena;
	struct error *err;
	const char *text;   /* valid UTF-8 */
	size_t at;          /* the next byte */
	unsigned depth;     /* of filters, parentheses and calls */
	unsigned filters;   /* of filters alone */
	size_t bad_pattern; /* byte behind which the first one is; 0: none */
	struct met *met;
	size_t met_count;
	size_t met_capacity;
};

/* lex.c and lex_string.c: what has no inner structure. */

/* The character, from 1, that the byte at belongs to. */
unsigned lex_column(const struct parser *p, size_t at);

/* Refuse the text because of the byte at.  Always false. */
bool lex_fail(struct parser *p, size_t at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Refuse the next character: what was expected in its place.  Always false. */
bool lex_expected(struct parser *p, const char *what);

/* Skip the blanks of the production S. */
void lex_blanks(struct parser *p);

/* Take the token if it comes next. */
bool lex_take(struct parser *p, const char *token);

/* The text from the byte start to here. */
char *lex_since(struct parser *p, size_t start);

bool lex_starts_integer(const struct parser *p);
bool lex_starts_string(const struct parser *p);
bool lex_integer(struct parser *p, int64_t *ret_integer);
bool lex_number(struct parser *p, double *ret_number);
bool lex_string(struct parser *p, char **ret_string);

/* member-name-shorthand; false without an error when none comes next. */
bool lex_name(struct parser *p, const char **ret_name);

/* function-name or a literal's; NULL when none comes next. */
const char *lex_word(struct parser *p);

/* parse.c: jsonpath-query and rel-query; $ or @ comes next. */
bool parse_query(struct parser *p, const struct query **ret_query);

/* Why a query is no singular-query, to stand behind its text. */
const char *parse_not_singular(const struct query *query);

/* One level of nesting deeper; false at the limit. */
bool parse_enter(struct parser *p);

/* condition.c: logical-expr. */
bool condition_parse(struct parser *p, struct expr **ret_condition);

/* A comparable or a function's argument, well-typed in itself. */
bool condition_operand(struct parser *p, struct operand *ret_operand);

/* Whether && || or a comparison comes next, after blanks. */
bool condition_goes_on(struct parser *p);

/* call.c: the rest of function-expr; "(" comes next, name began at start. */
bool call_parse(struct parser *p, const char *name, size_t start,
                const struct call **ret_call);

#endif
