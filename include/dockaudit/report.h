#ifndef DOCKAUDIT_REPORT_H
#define DOCKAUDIT_REPORT_H

#include "dockaudit/error.h"
#include "dockaudit/finding.h"

/*
 * The result of an audit, as reporters see it: complete, sorted, and on its
 * own (no pointer into policy or facts), so that a stored JSON report can be
 * turned back into one.  All strings live in one arena; none is NULL unless
 * it says so.
 */

struct report_control {
	const char *id;
	const char *title;
	unsigned level; /* 0: none */
	enum severity severity;
	const char *assessment; /* NULL: none */
	enum status status;
	const char *reason; /* one line: why it has this status; may be "" */
	const char *const *checks;
	size_t check_count;
	struct tally subjects; /* by the worst that was found on each */
	/* Sorted by urgency (error, fail, …), check, name.  Passes only where
	 * the report was asked for them. */
	const struct finding *findings;
	size_t finding_count;
	const char *rationale;
	const char *remediation;
	const char *const *references;
	size_t reference_count;
};

/* A score in percent.  Nothing could be decided: there is none. */
struct score {
	bool known;
	double percent; /* 0 to 100 */
};

struct report_section {
	const char *id;
	const char *title;
	struct score score;
	struct tally summary; /* controls by status */
	const struct report_control *controls;
	size_t control_count;
};

struct report_gate {
	const char *name;   /* "fail-under" */
	const char *asked;  /* as it was typed: "fail-under 80" */
	const char *wanted; /* JSON: 80, "high", 0 */
	const char *got;    /* JSON: 71.4, "critical", 3, null */
	bool held;
	const char *reason; /* for people: "score 71.4 is under 80" */
};

struct report_target {
	const char *host;
	const char *engine;
	const char *api;
	bool rootless;
	const char *source;  /* "live", "snapshot" */
	const char *address; /* "unix:///var/run/docker.sock" */
};

struct report {
	const char *tool_version;
	const char *profile_id;
	const char *profile_title;
	struct report_target target;
	long long started, finished; /* seconds since 1970 */
	bool complete;
	const char *incomplete; /* why; NULL when complete */
	struct score score;
	struct score coverage;   /* share of what could be judged, in percent */
	long docker_bench_score; /* passes minus fails */
	struct tally summary;    /* controls by status */
	size_t subject_count;
	const char *const *notes; /* what happened on the way */
	size_t note_count;
	const struct report_section *sections;
	size_t section_count;
	const struct report_gate *gates;
	size_t gate_count;
};

/* How to show it; only what concerns presentation. */
struct report_style {
	bool colour;      /* text: ANSI colours */
	unsigned width;   /* text: columns; 0: 80 */
	bool remediation; /* -p: text shows the fix */
	bool quiet;       /* -q: text shows failures, errors and the summary */
	bool verbose;     /* -v: text shows every finding and every value */
};

/*
 * A way to write a report down: one file, and a row in report.c.  Reporters
 * never decide the exit status.  Failures of out are found by report_save().
 */
struct reporter {
	const char *name;    /* what --format takes */
	const char *summary; /* one line for --help */
	void (*write)(const struct report *report,
	              const struct report_style *style, FILE *out);
};

extern const struct reporter reporter_text;
extern const struct reporter reporter_json;
extern const struct reporter reporter_junit;

/* The reporter of that name, or NULL. */
const struct reporter *reporter_find(const char *name);

/* The index-th reporter, or NULL past the last; the first is the default. */
const struct reporter *reporter_at(size_t index);

/* JSON Schema (draft 2020-12) of the JSON report. */
extern const char report_schema[];

/* One report to be written.  All borrowed. */
struct report_output {
	const struct report *report;
	const struct reporter *reporter;
	const struct report_style *style;
	const char *path; /* "-": standard output */
	unsigned mode;    /* permission bits; the umask applies */
};

/* Write it as save_file() does: the old report or the new one, never a torn
 * one. */
bool report_save(const struct report_output *output, struct error *err);

#endif
