#include "text.h"

#include "score.h"

#include "dockaudit/text.h"

#include <string.h>

enum {
	HEAD_INDENT = 2,
	HEAD_HANG = 11, /* where the values of the head begin */
	GAP = 2,        /* between a heading and its counts, at least */
};

/* "2026-01-02 03:04:05 UTC" */
static void show_time(struct page *page, long long seconds)
{
	char time[TEXT_TIME_SIZE];

	text_from_time(seconds, time);
	fprintf(page->line, "%.10s %.8s UTC", time,
	        time + strlen("YYYY-mm-ddT"));
}

static void head_name(struct page *page, const char *name)
{
	text_indent(page, HEAD_INDENT);
	page_tint(page, TINT_FAINT);
	fprintf(page->line, "%-*s", HEAD_HANG - HEAD_INDENT, name);
	page_tint(page, TINT_NONE);
}

static void head_line(struct page *page, const char *name, const char *value)
{
	if (!*value)
		return;
	head_name(page, name);
	page_text(page, value);
	page_end(page, HEAD_HANG);
}

static void engine_line(struct page *page, const struct report_target *target)
{
	head_name(page, "engine");
	page_text(page, *target->engine ? target->engine : "unknown");
	if (*target->api) {
		fputs(", API ", page->line);
		page_text(page, target->api);
	}
	if (target->rootless)
		fputs(", rootless", page->line);
	page_end(page, HEAD_HANG);
}

static void audited_line(struct page *page, const struct report *report)
{
	/* The clock may have been set meanwhile. */
	long long took = report->finished > report->started
	                         ? report->finished - report->started
	                         : 0;

	head_name(page, "audited");
	show_time(page, report->started);
	fprintf(page->line, ", %zu subject%s", report->subject_count,
	        report->subject_count == 1 ? "" : "s");
	if (took)
		fprintf(page->line, " in %lld s", took);
	if (strcmp(report->target.source, "live") != 0) {
		fputs(", from ", page->line);
		page_text(page, report->target.source);
	}
	page_end(page, HEAD_HANG);
}

/* Who audited what, and when. */
static void show_head(struct page *page, const struct report *report,
                      const struct report_style *style)
{
	page_tint(page, TINT_STRONG);
	fputs("dockaudit ", page->line);
	page_text(page, report->tool_version);
	page_tint(page, TINT_NONE);
	fputs(" - ", page->line);
	page_text(page, report->profile_title);
	page_end(page, HEAD_HANG);
	head_line(page, "host", report->target.host);
	if (style->quiet)
		return;
	engine_line(page, &report->target);
	head_line(page, "daemon", report->target.address);
	audited_line(page, report);
}

static bool shown(const struct report_control *control,
                  const struct report_style *style)
{
	return !style->quiet || control->status == STATUS_FAIL ||
	       control->status == STATUS_ERROR;
}

/* The counts of a section: at the right margin, or below when too long. */
static void heading_counts(struct page *page,
                           const struct report_section *section)
{
	unsigned width = page_prose(page);
	size_t left = page_column(page);
	char score[SCORE_TEXT_SIZE];
	struct page counts;
	size_t right;

	page_open(&counts, &(struct report_style){ .width = width }, page->out);
	score_text(section->score, score);
	if (*score)
		fprintf(counts.line, "score %s   ", score);
	text_tally(&counts, &section->summary);
	right = page_column(&counts);
	if (left + GAP + right > width) {
		page_end(page, HEAD_INDENT);
		text_indent(page, HEAD_INDENT);
	} else {
		text_indent(page, (unsigned)(width - left - right));
	}
	page_text(page, counts.text);
	page_close(&counts);
}

/* A heading, and the controls below it. */
static void show_section(struct page *page,
                         const struct report_section *section,
                         const struct report_style *style)
{
	const struct report_control *above = NULL;

	for (size_t i = 0; i < section->control_count; i++) {
		const struct report_control *control = &section->controls[i];

		if (!shown(control, style))
			continue;
		if (!above) {
			page_end(page, 0);
			page_tint(page, TINT_STRONG);
			page_text(page, section->id);
			fputs(" - ", page->line);
			page_text(page, section->title);
			page_tint(page, TINT_NONE);
			heading_counts(page, section);
			page_end(page, HEAD_INDENT);
		}
		text_control(page, control, above, style);
		above = control;
	}
}

static void text_write(const struct report *report,
                       const struct report_style *style, FILE *out)
{
	struct page page;

	page_open(&page, style, out);
	show_head(&page, report, style);
	for (size_t i = 0; i < report->section_count; i++)
		show_section(&page, &report->sections[i], style);
	text_summary(&page, report);
	page_close(&page);
}

const struct reporter reporter_text = {
	.name = "text",
	.summary = "for people, as wide as the terminal",
	.write = text_write,
};
