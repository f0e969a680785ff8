#ifndef DOCKAUDIT_JUDGE_H
#define DOCKAUDIT_JUDGE_H

#include "dockaudit/finding.h"
#include "dockaudit/policy.h"
#include "dockaudit/record.h"

struct arena;

/*
 * Make a record's document ready for judging: every part that the record calls
 * unreadable becomes a node that jsonpath_judge() knows.  The record must not
 * be written after that.
 */
void judge_prepare(struct record *record);

/* What a check sees as $.  All borrowed. */
struct judge_context {
	const cJSON *root;           /* {"host", "daemon", "swarm", "params"} */
	const struct record *host;   /* where values below $.host were read; */
	const struct record *daemon; /* NULL: not known */
};

/* What is judged, and where the finding is to live.  All borrowed. */
struct judge_subject {
	const struct record *record; /* judge_prepare() was called */
	const struct subject *subject;
	struct arena *scratch; /* reset before the next subject */
	struct arena *keep;    /* what the finding points to */
	bool explain_passes;   /* a pass gets evidence as well */
};

/*
 * Answer one check for one subject.  A function of its arguments alone: no
 * I/O, no clock (dates are compared with the record's own time), so a finding
 * can be replayed from a snapshot.  Cannot fail: facts that do not allow an
 * answer give STATUS_ERROR.
 */
struct finding judge(const struct check *check,
                     const struct judge_context *context,
                     const struct judge_subject *subject);

/*
 * Run a check's examples against the policy's parameters.  Writes a line to
 * out for each that does not give what it says; returns how many did not.
 */
size_t judge_examples(const struct check *check, const struct policy *policy,
                      FILE *out);

#endif
