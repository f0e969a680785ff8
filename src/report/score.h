#ifndef REPORT_SCORE_H
#define REPORT_SCORE_H

#include "dockaudit/report.h"

enum { SCORE_TEXT_SIZE = 16 };

/*
 * A score with one decimal, "71.4"; "" when there is none.  Rounded, but never
 * up to 100.0: that is said only where nothing at all is missing.
 */
void score_text(struct score score, char ret_text[SCORE_TEXT_SIZE]);

#endif
