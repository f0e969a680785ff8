#ifndef DOCKAUDIT_JSONPATH_H
#define DOCKAUDIT_JSONPATH_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * JSONPath, RFC 9535, on cJSON documents, with I-Regexp (RFC 9485) for match()
 * and search(), and the extension functions of dockaudit-checks(5).  Compile
 * once, run as often as needed, on any number of documents.
 */
struct jsonpath;

enum jsonpath_form {
	JSONPATH_QUERY,     /* jsonpath-query: begins with $ */
	JSONPATH_REFERENCE, /* the same, or a rel-query: begins with @ */
	JSONPATH_CONDITION, /* logical-expr: what may stand behind ? */
};

/*
 * Compile text.  The result lives as long as arena.  On failure err->at.line
 * is 1 and err->at.column is the character of text that is to blame, from 1.
 */
bool jsonpath_compile(struct arena *arena, enum jsonpath_form form,
                      const char *text, const struct jsonpath **ret_compiled,
                      struct error *err);

/* The text it was compiled from.  Lives as long as the arena. */
const char *jsonpath_text(const struct jsonpath *compiled);

/* What one run looks at, and may cost.  All borrowed. */
struct jsonpath_scope {
	const cJSON *root;    /* $ */
	const cJSON *current; /* @ outside of any filter; NULL: the root */
	int64_t now;          /* for age_days(): seconds since 1970 */
	size_t max_visits;    /* nodes looked at; 0: LIMIT_QUERY_VISITS */
};

/* A location, from the node up to the root.  NULL stands for the root. */
struct jsonpath_step {
	const struct jsonpath_step *parent;
	const char *name; /* of a member; NULL for an element */
	size_t index;     /* of an element */
};

struct jsonpath_node {
	const cJSON *value;
	const struct jsonpath_step *path;
	bool from_root; /* the path begins at $; otherwise at @ */
};

struct jsonpath_nodes {
	struct jsonpath_node *items;
	size_t count;
};

/*
 * The nodes that a query selects, in the order of RFC 9535.  To the letter of
 * the RFC: a comparison with nothing is decided as section 2.3.5.2.2 says.
 * The nodelist lives in scratch.  Fails when a limit is reached.
 */
bool jsonpath_select(const struct jsonpath *query,
                     const struct jsonpath_scope *scope, struct arena *scratch,
                     struct jsonpath_nodes *ret_nodes, struct error *err);

/*
 * The Normalized Path of a node (RFC 9535 section 2.7), such as
 * "$['HostConfig']['Binds'][0]".  Lives in scratch.
 */
const char *jsonpath_path(const struct jsonpath_node *node,
                          struct arena *scratch);

/* Kleene's three values. */
enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE };

/* Why a condition could not be decided. */
struct jsonpath_doubt {
	const char *query;  /* the query that could not be answered */
	const char *reason; /* "selects nothing", "is a string, not a …" */
	const char *help;   /* what would help; NULL when nothing is known */
};

/*
 * Judge a condition in three values.  On top of RFC 9535: a comparison or a
 * function's value argument whose query selects nothing, or whose operands are
 * of different types (null apart, which equals only null), is unknown; unknown
 * goes through &&, || and ! by Kleene's rules, and through a filter into the
 * existence test, count() or membership that stands on it.  An existence test
 * of a query without an unknown filter is true or false.
 *
 * A cJSON_Raw node stands for a fact that could not be read (see
 * jsonpath_unreadable): a query that selects it or passes through it is
 * unknown, an existence test included, unless that query surely selects some
 * other node as well.
 *
 * For the same reason a limit that is reached makes the condition unknown.
 * *ret_doubt is set when TRUTH_UNKNOWN is returned: the first cause, in
 * scratch.
 */
enum truth jsonpath_judge(const struct jsonpath *condition,
                          const struct jsonpath_scope *scope,
                          struct arena *scratch,
                          struct jsonpath_doubt *ret_doubt);

/*
 * A node that stands for a fact that could not be read: why, and what would
 * help ("" when nothing is known).  The caller owns it, as any cJSON item.
 */
cJSON *jsonpath_unreadable(const char *reason, const char *help);

/*
 * The queries of a condition that begin at its own @ or at $: what it reads,
 * left to right, without those inside of filters.  *ret_count of them.
 */
const struct jsonpath *const *
jsonpath_operands(const struct jsonpath *condition, size_t *ret_count);

/* Whether any name selector in it, filters included, is this name. */
bool jsonpath_mentions(const struct jsonpath *compiled, const char *name);

/*
 * Whether it reads members that it does not name: it has a wildcard, a filter
 * or a descendant segment where the subject's own members or those of its
 * "derived" stand, or selects one of the two as a whole.
 */
bool jsonpath_wild(const struct jsonpath *compiled);

/*
 * The column of the first literal pattern of match() or search() that is not
 * an I-Regexp, from 1; 0 when there is none.  Such a query is valid, but its
 * match never holds when selecting and is unknown when judging.
 */
unsigned jsonpath_bad_pattern(const struct jsonpath *compiled);

/*
 * The name that follows "$.parent." in the index-th absolute query of compiled
 * (filters included) that begins so, or NULL when there is no such one left:
 * jsonpath_member(c, "params", 0), (…, 1), … lists the parameters it reads.
 */
const char *jsonpath_member(const struct jsonpath *compiled, const char *parent,
                            size_t index);

#endif
