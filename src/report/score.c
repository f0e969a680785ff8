#include "score.h"

#include <stdio.h>

void score_text(struct score score, char ret_text[SCORE_TEXT_SIZE])
{
	double percent = score.percent;

	ret_text[0] = '\0';
	if (!score.known)
		return;
	if (percent > 99.9)
		percent = percent < 100 ? 99.9 : 100;
	if (!(percent > 0)) /* nor is there a score of -0.0 or NaN */
		percent = 0;
	(void)snprintf(ret_text, SCORE_TEXT_SIZE, "%.1f", percent);
}
