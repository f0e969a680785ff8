#include "score.h"

void scoring_add(struct scoring *scoring, enum status status,
                 enum severity severity)
{
	unsigned weight = severity_weight(severity);

	scoring->controls.of[status]++;
	switch (status) {
	case STATUS_NOT_APPLICABLE:
		return;
	case STATUS_PASS:
		scoring->passed += weight;
		scoring->decided += weight;
		scoring->judged++;
		break;
	case STATUS_FAIL:
		scoring->decided += weight;
		scoring->judged++;
		break;
	case STATUS_ERROR: /* counts as not passed */
		scoring->decided += weight;
		break;
	case STATUS_WAIVED:
		scoring->judged++;
		break;
	case STATUS_MANUAL:
		break;
	}
	scoring->applicable++;
}

void scoring_sum(struct scoring *total, const struct scoring *part)
{
	total->passed += part->passed;
	total->decided += part->decided;
	total->judged += part->judged;
	total->applicable += part->applicable;
	for (size_t i = 0; i < STATUSES; i++)
		total->controls.of[i] += part->controls.of[i];
}

/* Rounded down to a tenth, so that what is shown is what gates compare. */
static struct score share(unsigned long part, unsigned long whole)
{
	unsigned long tenths;

	if (whole == 0)
		return (struct score){ .known = false };
	tenths = 1000 * part / whole;
	return (struct score){ .known = true, .percent = (double)tenths / 10 };
}

struct score scoring_score(const struct scoring *scoring)
{
	return share(scoring->passed, scoring->decided);
}

struct score scoring_coverage(const struct scoring *scoring)
{
	return share(scoring->judged, scoring->applicable);
}
