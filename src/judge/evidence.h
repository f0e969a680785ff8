#ifndef JUDGE_EVIDENCE_H
#define JUDGE_EVIDENCE_H

#include "dockaudit/jsonpath.h"
#include "dockaudit/judge.h"

/* Fill in the values that decided a finding: what the check's evidence
 * queries, or else the queries of its condition, select. */
void evidence_gather(const struct check *check,
                     const struct jsonpath_scope *scope,
                     const struct judge_context *context,
                     const struct judge_subject *subject,
                     struct finding *finding);

#endif
