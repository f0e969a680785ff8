#ifndef JUDGE_SCORE_H
#define JUDGE_SCORE_H

#include "dockaudit/report.h"

/*
 * Score and coverage are built up control by control.
 *
 * score    = 100 × Σ weight(pass) / Σ weight(pass + fail + error)
 * coverage = 100 × n(pass + fail + waived) / n(all but not applicable)
 *
 * both rounded down to a tenth.
 */
struct scoring {
	unsigned long passed, decided;    /* weights */
	unsigned long judged, applicable; /* controls */
	struct tally controls;
};

void scoring_add(struct scoring *scoring, enum status status,
                 enum severity severity);
void scoring_sum(struct scoring *total, const struct scoring *part);
struct score scoring_score(const struct scoring *scoring);
struct score scoring_coverage(const struct scoring *scoring);

#endif
