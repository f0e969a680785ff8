#ifndef DOCKAUDIT_RESULTS_H
#define DOCKAUDIT_RESULTS_H

#include "dockaudit/finding.h"
#include "dockaudit/policy.h"
#include "dockaudit/report.h"

struct arena;

/*
 * Findings on their way to a report: sorted into the controls that they
 * decide, counted, and kept unless they are passes that nobody asked for.
 */
struct results;

/* All borrowed; both must outlive the results and the report. */
struct results *results_new(struct arena *keep, const struct policy *policy,
                            bool keep_passes);

/* The checks of that kind of subject that the chosen controls name, each
 * once; *ret_count of them. */
const struct check *const *results_checks(const struct results *results,
                                          enum kind kind, size_t *ret_count);

/*
 * Take in one finding of a check.  Those on one subject come one after the
 * other, and share the subject by its address.
 */
void results_add(struct results *results, const struct check *check,
                 const struct finding *finding);

/*
 * Fill in what follows from the findings: sections, controls, counts, score,
 * coverage.  A control without any finding is not applicable where the audit
 * is complete (ret_report->complete), and an error where it broke off.
 */
void results_report(const struct results *results, struct report *ret_report);

/* The gates that the user asked for. */
struct gates {
	bool fail_under_asked;
	double fail_under;
	bool fail_on_asked;
	enum severity fail_on;
	bool fail_on_error;
};

/* Judge them on a report that is otherwise complete, and add them to it. */
void gates_judge(const struct gates *gates, struct arena *keep,
                 struct report *report);

/*
 * The exit status that a report deserves (dockaudit(1)): 0 every gate held, 1
 * a gate failed, 3 the target could not be audited, 4 incomplete where
 * --fail-on-error asked.
 */
int gates_exit_status(const struct report *report);

#endif
