#ifndef JSONPATH_SELECT_H
#define JSONPATH_SELECT_H

#include "run.h"

/* A node that was found. */
struct place {
	const cJSON *value;
	const struct jsonpath_step *path; /* where paths are wanted */
	bool maybe; /* when judging: a filter on the way is unknown */
};

/*
 * A query on its way through a document.  All zero but run, query and found,
 * and what found needs; a struct walk may be the first member of another one.
 */
struct walk {
	struct run *run;
	const struct query *query;
	/* Told of every node, in the order of the RFC.  False: enough. */
	bool (*found)(struct walk *walk, const struct place *place);
	bool paths;
	/*
	 * When judging: there may be more than was found, because of a node
	 * that is unreadable, of which found is not told.  The doubt is noted.
	 */
	bool incomplete;
	unsigned depth;
};

/* False when found had enough or the run stopped. */
bool select_walk(struct walk *walk);

/*
 * The node that a singular query selects, or NULL.  When judging, a node on
 * the way that is unreadable: see run_hidden.
 */
const cJSON *select_single(struct run *run, const struct query *query);

#endif
