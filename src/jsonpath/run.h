#ifndef JSONPATH_RUN_H
#define JSONPATH_RUN_H

#include "syntax.h"

#include "dockaudit/jsonpath.h"

struct arena;
struct iregexp_matcher;

/* One jsonpath_select or jsonpath_judge. */
struct run {
	const cJSON *root;
	const cJSON *current; /* @, here */
	int64_t now;
	struct arena *scratch;
	bool judging;    /* in three values; otherwise RFC 9535 to the letter */
	size_t visits;   /* that are left */
	unsigned nested; /* calls of walks, filters within filters included */
	/*
	 * Set at a limit after which nothing is known any more: everything
	 * returns as soon as it can, and what it returns is not used.
	 */
	bool stopped;
	/* The first cause of what is unknown so far; reason NULL: none. */
	struct jsonpath_doubt doubt;
	struct iregexp_matcher *matcher; /* owned */
};

/*
 * What query stands for cannot be told.  When judging, TRUTH_UNKNOWN, and the
 * cause is noted; otherwise TRUTH_FALSE, as RFC 9535 wants it.
 */
enum truth run_doubt(struct run *run, const char *query, const char *reason);

/* The same because of a node that jsonpath_unreadable made. */
enum truth run_unreadable(struct run *run, const char *query,
                          const cJSON *node);

/* A limit is reached: doubt when judging, otherwise the run stops. */
enum truth run_limit(struct run *run, const char *query, const char *reason);

/* Look at one more node; false, and stopped, when that is one too many. */
bool run_visit(struct run *run, const char *query);

/* Whether the node stands for one that could not be read, when judging. */
static inline bool run_hidden(const struct run *run, const cJSON *node)
{
	return run->judging && (node->type & 0xFF) == cJSON_Raw;
}

/* "a string", "a number", … */
const char *run_type(const cJSON *node);

#endif
