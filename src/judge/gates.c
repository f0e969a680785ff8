#include "dockaudit/arena.h"
#include "dockaudit/results.h"

enum { GATES_MAX = 3 };

enum {
	EXIT_HELD = 0,
	EXIT_GATE_FAILED = 1,
	EXIT_NOT_AUDITED = 3,
	EXIT_INCOMPLETE = 4,
};

static const char fail_under_name[] = "fail-under";
static const char fail_on_name[] = "fail-on";
static const char fail_on_error_name[] = "fail-on-error";

/* No score is no proof: the gate does not hold. */
static struct report_gate fail_under(double wanted, struct arena *keep,
                                     const struct report *report)
{
	double got = report->score.percent;
	bool known = report->score.known;
	bool held = known && got >= wanted;

	return (struct report_gate){
		.name = fail_under_name,
		.asked = arena_printf(keep, "%s %g", fail_under_name, wanted),
		.wanted = arena_printf(keep, "%g", wanted),
		.got = known ? arena_printf(keep, "%.1f", got) : "null",
		.held = held,
		.reason = known ? arena_printf(keep, "score %.1f is %s %g", got,
		                               held ? "not under" : "under",
		                               wanted)
		                : "nothing could be decided: there is no score",
	};
}

/* What --fail-on looks at. */
struct failures {
	const struct report_control *worst; /* that failed; NULL: none did */
	size_t untold; /* of that severity or above, not judged */
};

static struct failures failures_of(const struct report *report,
                                   enum severity wanted)
{
	struct failures found = { 0 };

	for (size_t i = 0; i < report->section_count; i++) {
		const struct report_section *section = &report->sections[i];

		for (size_t j = 0; j < section->control_count; j++) {
			const struct report_control *control =
				&section->controls[j];

			if (control->subjects.of[STATUS_ERROR] > 0 &&
			    control->severity >= wanted)
				found.untold++;
			/* An error on one subject must not hide the failure of
			 * another. */
			if (control->subjects.of[STATUS_FAIL] > 0 &&
			    (!found.worst ||
			     control->severity > found.worst->severity))
				found.worst = control;
		}
	}
	return found;
}

static const char *held_reason(enum severity wanted, size_t untold,
                               struct arena *keep)
{
	const char *none =
		arena_printf(keep, "no control of severity %s or above failed",
	                     severity_name(wanted));

	return untold == 0 ? none
	                   : arena_printf(keep,
	                                  "%s, but %zu could not be judged "
	                                  "(--fail-on-error)",
	                                  none, untold);
}

static struct report_gate fail_on(enum severity wanted, struct arena *keep,
                                  const struct report *report)
{
	const struct failures found = failures_of(report, wanted);
	const struct report_control *worst = found.worst;
	bool held = !worst || worst->severity < wanted;

	return (struct report_gate){
		.name = fail_on_name,
		.asked = arena_printf(keep, "%s %s", fail_on_name,
		                      severity_name(wanted)),
		.wanted = arena_printf(keep, "\"%s\"", severity_name(wanted)),
		.got = worst ? arena_printf(keep, "\"%s\"",
		                            severity_name(worst->severity))
		             : "null",
		.held = held,
		.reason = held ? held_reason(wanted, found.untold, keep)
		               : arena_printf(keep,
		                              "%s failed, its severity is %s",
		                              worst->id,
		                              severity_name(worst->severity)),
	};
}

static struct report_gate fail_on_error(struct arena *keep,
                                        const struct report *report)
{
	size_t errors = report->summary.of[STATUS_ERROR];

	return (struct report_gate){
		.name = fail_on_error_name,
		.asked = fail_on_error_name,
		.wanted = "0",
		.got = arena_printf(keep, "%zu", errors),
		.held = errors == 0,
		.reason = errors == 0 ? "every control could be judged"
		                      : arena_printf(
						keep,
						"%zu control%s could not be "
						"judged",
						errors, errors == 1 ? "" : "s"),
	};
}

void gates_judge(const struct gates *gates, struct arena *keep,
                 struct report *report)
{
	struct report_gate *all = arena_alloc(keep, GATES_MAX * sizeof(*all));
	size_t count = 0;

	if (gates->fail_under_asked)
		all[count++] = fail_under(gates->fail_under, keep, report);
	if (gates->fail_on_asked)
		all[count++] = fail_on(gates->fail_on, keep, report);
	if (gates->fail_on_error)
		all[count++] = fail_on_error(keep, report);
	report->gates = all;
	report->gate_count = count;
}

int gates_exit_status(const struct report *report)
{
	int status = EXIT_HELD;

	if (!report->complete)
		return EXIT_NOT_AUDITED;
	for (size_t i = 0; i < report->gate_count; i++) {
		if (report->gates[i].held)
			continue;
		if (report->gates[i].name != fail_on_error_name)
			return EXIT_GATE_FAILED;
		status = EXIT_INCOMPLETE;
	}
	return status;
}
