#include "dockaudit/report.h"

#include "score.h"

#include "dockaudit/escape.h"
#include "dockaudit/text.h"

#include <string.h>

/*
 * The shape that both schemas in use accept, Ant's and that of Jenkins' xunit
 * plugin: see tests/schema.  One suite a section and one case a control,
 * whatever was found, because Jenkins and GitLab compare runs by name.
 */

enum {
	SUBJECTS_SHOWN = 100, /* of one case: consumers cut at 64 KiB */
	EVIDENCE_SHOWN = 10,  /* of one subject */
	LINE_SIZE = 2048,     /* of a name or a message */
};

struct suite {
	FILE *out;
	const struct report *report;
	const struct report_section *section;
	size_t number;
};

static void put(FILE *out, const char *text)
{
	escape_xml(out, text, strlen(text));
}

/*
 * What comes from outside, on one line: a line end would come back as one from
 * the parser, and a name could forge the lines that follow.
 */
static void put_line(FILE *out, const char *text)
{
	char line[LINE_SIZE];

	escape_copy(line, sizeof(line), text, strlen(text));
	put(out, line);
}

static void attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	put(out, value);
	fputc('"', out);
}

static void property(FILE *out, const char *name, const char *value)
{
	fputs("\t\t\t<property", out);
	attribute(out, "name", name);
	attribute(out, "value", value);
	fputs("/>\n", out);
}

static void score_property(FILE *out, const char *name, struct score score)
{
	char text[SCORE_TEXT_SIZE];

	score_text(score, text);
	property(out, name, *text ? text : "unknown");
}

/* The first that says something. */
static const char *either(const char *text, const char *otherwise)
{
	return *text ? text : otherwise;
}

static const char *subject_name(const struct subject *subject)
{
	return either(subject->name, either(subject->id, subject->kind));
}

/* What a skipped, failed or undecided case is about, in one line. */
static void reason(FILE *out, const struct report_control *control)
{
	const struct finding *first = control->findings;

	if (control->status != STATUS_FAIL && control->status != STATUS_ERROR)
		fprintf(out, "%s: ", status_name(control->status));
	if (*control->reason || control->finding_count == 0) {
		put_line(out, either(control->reason, control->title));
		return;
	}
	put_line(out, subject_name(first->subject));
	fputs(": ", out);
	put_line(out, either(first->message, first->check));
	if (control->finding_count > 1)
		fprintf(out, " (and %zu more)", control->finding_count - 1);
}

static void evidence_text(FILE *out, const struct finding *finding)
{
	size_t shown = finding->evidence_count;
	size_t hidden;

	if (shown > EVIDENCE_SHOWN)
		shown = EVIDENCE_SHOWN;
	for (size_t i = 0; i < shown; i++) {
		const struct evidence *evidence = &finding->evidence[i];

		fputs("  ", out);
		put(out, evidence->path);
		fputs(" = ", out);
		put(out, evidence->value);
		fputs(" (", out);
		put_line(out, evidence->source);
		fputs(")\n", out);
	}
	hidden = finding->evidence_count - shown + finding->evidence_cut;
	if (hidden)
		fprintf(out, "  and %zu more values\n", hidden);
}

static void finding_text(FILE *out, const struct finding *finding)
{
	fprintf(out, "* %s ", status_name(finding->status));
	put(out, finding->subject->kind);
	fputc(' ', out);
	put_line(out, subject_name(finding->subject));
	fputs(": ", out);
	put_line(out, either(finding->message, finding->check));
	fputc('\n', out);
	evidence_text(out, finding);
}

/* Whether somebody has to do something. */
static bool actionable(const struct report_control *control)
{
	return control->status == STATUS_FAIL ||
	       control->status == STATUS_ERROR ||
	       control->status == STATUS_MANUAL;
}

static bool unremarkable(const struct finding *finding)
{
	return finding->status == STATUS_PASS ||
	       finding->status == STATUS_NOT_APPLICABLE;
}

/* The text of the element, for people who have nothing but their CI. */
static void details(FILE *out, const struct report_control *control)
{
	size_t shown = 0;
	size_t hidden;

	reason(out, control);
	fprintf(out, "\nseverity: %s\n", severity_name(control->severity));
	for (size_t i = 0; i < control->finding_count; i++) {
		if (unremarkable(&control->findings[i]))
			continue;
		if (shown < SUBJECTS_SHOWN)
			finding_text(out, &control->findings[i]);
		shown++;
	}
	hidden = shown > SUBJECTS_SHOWN ? shown - SUBJECTS_SHOWN : 0;
	if (hidden)
		fprintf(out, "and %zu more: see the JSON report\n", hidden);
	if (actionable(control) && *control->remediation) {
		fputs("fix: ", out);
		put(out, control->remediation);
		fputc('\n', out);
	}
}

static void outcome(FILE *out, const struct report_control *control,
                    const char *element, const char *type)
{
	fprintf(out, ">\n\t\t\t<%s message=\"", element);
	reason(out, control);
	fputc('"', out);
	if (type)
		attribute(out, "type", type);
	fputc('>', out);
	details(out, control);
	fprintf(out, "</%s>\n\t\t</testcase>\n", element);
}

static void test_case(const struct suite *suite,
                      const struct report_control *control)
{
	FILE *out = suite->out;

	fputs("\t\t<testcase name=\"", out);
	put(out, control->id);
	fputc(' ', out);
	put(out, control->title);
	fputs("\" classname=\"dockaudit.", out);
	put(out, suite->report->profile_id);
	fputc('.', out);
	put(out, suite->section->id);
	fputs("\" time=\"0.000\"", out); /* what one costs is not known */
	switch (control->status) {
	case STATUS_PASS:
		fputs("/>\n", out);
		return;
	case STATUS_FAIL:
		outcome(out, control, "failure", "FAIL");
		return;
	case STATUS_ERROR:
		outcome(out, control, "error", "ERROR");
		return;
	case STATUS_NOT_APPLICABLE:
	case STATUS_MANUAL:
	case STATUS_WAIVED:
		outcome(out, control, "skipped", NULL);
		return;
	}
	__builtin_unreachable();
}

/* Ant wants neither a zone nor a fraction. */
static void suite_time(const struct suite *suite)
{
	const struct report *report = suite->report;
	char started[TEXT_TIME_SIZE];
	long long took = 0;

	/* Only of the whole: consumers add the suites up. */
	if (suite->number == 0 && report->finished > report->started)
		took = report->finished - report->started;
	text_from_time(report->started, started);
	started[strcspn(started, "Z")] = '\0';
	attribute(suite->out, "timestamp", started);
	fprintf(suite->out, " time=\"%lld.000\"", took);
}

static void suite_head(const struct suite *suite, const char *id,
                       const char *title)
{
	FILE *out = suite->out;

	fprintf(out, "\t<testsuite id=\"%zu\" name=\"", suite->number);
	put(out, id);
	fputc(' ', out);
	put(out, title);
	fputs("\" package=\"dockaudit.", out);
	put(out, suite->report->profile_id);
	fputc('"', out);
	attribute(out, "hostname",
	          either(suite->report->target.host, "unknown"));
	suite_time(suite);
}

static void suite_counts(FILE *out, const struct report_section *section)
{
	struct tally tally = { 0 };

	for (size_t i = 0; i < section->control_count; i++)
		tally.of[section->controls[i].status]++;
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
	        section->control_count, tally.of[STATUS_FAIL],
	        tally.of[STATUS_ERROR]);
	fprintf(out, " skipped=\"%zu\">\n",
	        tally.of[STATUS_MANUAL] + tally.of[STATUS_WAIVED] +
	                tally.of[STATUS_NOT_APPLICABLE]);
}

static void suite_properties(const struct suite *suite, struct score score)
{
	FILE *out = suite->out;

	fputs("\t\t<properties>\n", out);
	score_property(out, "score", score);
	score_property(out, "total-score", suite->report->score);
	score_property(out, "coverage", suite->report->coverage);
	property(out, "complete", suite->report->complete ? "true" : "false");
	fputs("\t\t</properties>\n", out);
}

static void suite_tail(FILE *out)
{
	fputs("\t\t<system-out></system-out>\n"
	      "\t\t<system-err></system-err>\n"
	      "\t</testsuite>\n",
	      out);
}

static void section_suite(const struct suite *suite)
{
	const struct report_section *section = suite->section;

	suite_head(suite, section->id, section->title);
	suite_counts(suite->out, section);
	suite_properties(suite, section->score);
	for (size_t i = 0; i < section->control_count; i++)
		test_case(suite, &section->controls[i]);
	suite_tail(suite->out);
}

/* An audit that broke off must not look like one that passed. */
static void incomplete_suite(const struct suite *suite)
{
	const struct report *report = suite->report;
	const char *why = either(report->incomplete ? report->incomplete : "",
	                         "the audit broke off");

	suite_head(suite, "dockaudit", "the audit itself");
	fputs(" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n",
	      suite->out);
	suite_properties(suite, report->score);
	fputs("\t\t<testcase name=\"the audit is complete\" "
	      "classname=\"dockaudit.",
	      suite->out);
	put(suite->out, report->profile_id);
	fputs("\" time=\"0.000\">\n\t\t\t<error type=\"ERROR\"", suite->out);
	attribute(suite->out, "message", why);
	fputc('>', suite->out);
	put(suite->out, why);
	fputs("</error>\n\t\t</testcase>\n", suite->out);
	suite_tail(suite->out);
}

static void junit_write(const struct report *report,
                        const struct report_style *style, FILE *out)
{
	struct suite suite = { .out = out, .report = report };

	(void)style;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n",
	      out);
	for (size_t i = 0; i < report->section_count; i++) {
		suite.section = &report->sections[i];
		if (suite.section->control_count == 0)
			continue; /* Jenkins drops an empty one anyway */
		section_suite(&suite);
		suite.number++;
	}
	if (!report->complete)
		incomplete_suite(&suite);
	fputs("</testsuites>\n", out);
}

const struct reporter reporter_junit = {
	.name = "junit",
	.summary = "JUnit XML, for CI systems",
	.write = junit_write,
};
