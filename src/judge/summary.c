#include "piles.h"

#include "score.h"

#include "dockaudit/arena.h"

#include <stdlib.h>
#include <string.h>

/* The most urgent first, then by check and by name: the order of a report
 * must not depend on the order in which the daemon answers. */
static int by_urgency(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;
	int order = (int)b->status - (int)a->status;

	if (order == 0)
		order = strcmp(a->check, b->check);
	if (order == 0)
		order = strcmp(a->subject->name, b->subject->name);
	return order ? order : strcmp(a->subject->id, b->subject->id);
}

static enum status worst(const struct tally *tally)
{
	for (int status = STATUS_ERROR; status > STATUS_NOT_APPLICABLE;
	     status--)
		if (tally->of[status] > 0)
			return (enum status)status;
	return STATUS_NOT_APPLICABLE;
}

/* What the subjects of a control are called; they may be of several kinds. */
static const char *subjects_name(const struct control *control, size_t count)
{
	enum kind kind = control->checks[0]->subject;

	for (size_t i = 1; i < control->check_count; i++)
		if (control->checks[i]->subject != kind)
			return count == 1 ? "subject" : "subjects";
	return count == 1 ? kind_name(kind) : kind_plural(kind);
}

/* "3 of 12 containers", "the daemon" */
static const char *share_of(struct arena *keep, const struct pile *pile,
                            enum status status)
{
	size_t total = tally_total(&pile->tally) -
	               pile->tally.of[STATUS_NOT_APPLICABLE];

	if (total == 1)
		return arena_printf(keep, "the %s", pile->applicable->kind);
	return arena_printf(keep, "%zu of %zu %s", pile->tally.of[status],
	                    total, subjects_name(pile->control, total));
}

/* Why nothing was applicable: what all findings say, or that there are none. */
static const char *nothing_applicable(const struct results *results,
                                      const struct pile *pile, bool complete)
{
	if (pile->count > 0)
		return pile->findings[0].message;
	return complete ? arena_printf(results->keep, "there is no %s",
	                               subjects_name(pile->control, 1))
	                : "the audit broke off before it was judged";
}

static const char *reason(const struct results *results,
                          const struct pile *pile, enum status status,
                          bool complete)
{
	struct arena *keep = results->keep;

	switch (status) {
	case STATUS_NOT_APPLICABLE:
		return nothing_applicable(results, pile, complete);
	case STATUS_PASS:
		return arena_printf(keep, "holds for %s",
		                    share_of(keep, pile, status));
	case STATUS_MANUAL:
		return arena_printf(keep, "a person has to judge %s",
		                    share_of(keep, pile, status));
	case STATUS_WAIVED:
		return arena_printf(keep, "waived for %s",
		                    share_of(keep, pile, status));
	case STATUS_FAIL:
		return arena_printf(keep, "does not hold for %s",
		                    share_of(keep, pile, status));
	case STATUS_ERROR:
		return pile->count > 0
		               ? arena_printf(keep, "could not be told for %s",
		                              share_of(keep, pile, status))
		               : nothing_applicable(results, pile, complete);
	}
	__builtin_unreachable();
}

static const char *const *check_ids(struct arena *keep,
                                    const struct control *control)
{
	const char **ids =
		arena_alloc(keep, control->check_count * sizeof(*ids));

	for (size_t i = 0; i < control->check_count; i++)
		ids[i] = control->checks[i]->id;
	return ids;
}

/* The check whose fix is the one to show: that of the most urgent finding. */
static const struct check *leading_check(const struct pile *pile)
{
	const struct control *control = pile->control;

	for (size_t i = 0; pile->count > 0 && i < control->check_count; i++) {
		if (strcmp(control->checks[i]->id, pile->findings[0].check) ==
		    0)
			return control->checks[i];
	}
	return control->checks[0];
}

static struct report_control report_on(const struct results *results,
                                       struct pile *pile, bool complete)
{
	const struct control *control = pile->control;
	enum status status = worst(&pile->tally);
	const struct check *leading;

	if (pile->count > 1)
		qsort(pile->findings, pile->count, sizeof(*pile->findings),
		      by_urgency);
	leading = leading_check(pile);
	/* Nothing was seen: only a complete audit knows that nothing is there.
	 */
	if (status == STATUS_NOT_APPLICABLE && pile->count == 0 && !complete)
		status = STATUS_ERROR;
	return (struct report_control){
		.id = control->id,
		.title = control->title,
		.level = control->level,
		.severity = control->severity,
		.assessment = control->assessment,
		.status = status,
		.reason = reason(results, pile, status, complete),
		.checks = check_ids(results->keep, control),
		.check_count = control->check_count,
		.subjects = pile->tally,
		.findings = pile->findings,
		.finding_count = pile->count,
		.rationale = leading->rationale,
		.remediation = leading->remediation,
		.references = leading->references,
		.reference_count = leading->reference_count,
	};
}

static struct report_section report_section(const struct results *results,
                                            const struct section *section,
                                            struct pile *piles, bool complete,
                                            struct scoring *total)
{
	struct report_control *controls = arena_alloc(
		results->keep, section->control_count * sizeof(*controls));
	struct scoring scoring = { 0 };

	for (size_t i = 0; i < section->control_count; i++) {
		controls[i] = report_on(results, &piles[i], complete);
		scoring_add(&scoring, controls[i].status, controls[i].severity);
	}
	scoring_sum(total, &scoring);
	return (struct report_section){
		.id = section->id,
		.title = section->title,
		.score = scoring_score(&scoring),
		.summary = scoring.controls,
		.controls = controls,
		.control_count = section->control_count,
	};
}

void results_report(const struct results *results, struct report *ret_report)
{
	const struct profile *profile = &results->policy->profile;
	struct report_section *sections = arena_alloc(
		results->keep, profile->section_count * sizeof(*sections));
	struct scoring total = { 0 };
	size_t seen = 0;

	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];

		sections[i] =
			report_section(results, section, &results->piles[seen],
		                       ret_report->complete, &total);
		seen += section->control_count;
	}
	ret_report->profile_id = profile->id;
	ret_report->profile_title = profile->title;
	ret_report->sections = sections;
	ret_report->section_count = profile->section_count;
	ret_report->summary = total.controls;
	ret_report->score = scoring_score(&total);
	ret_report->coverage = scoring_coverage(&total);
	ret_report->docker_bench_score = (long)total.controls.of[STATUS_PASS] -
	                                 (long)total.controls.of[STATUS_FAIL];
}
