#include "text.h"

#include "score.h"

#include "dockaudit/escape.h"

#include <string.h>

enum {
	INDENT = 2,
	GAP = 1,      /* between the columns of the table */
	GAP_WIDE = 2, /* where there is room */
	ROOMY = 76,   /* columns of a page that has it */
	NUMBER = 4,   /* digits that a column has room for at least */
	SCORE = 5,    /* "100.0" */
};

/* The table of sections. */
struct table {
	struct page *page;
	unsigned gap;   /* between two columns */
	unsigned title; /* columns up to the scores */
};

/* Columns of the counts of a status, with the gap before them. */
static int column(const struct table *table, enum status status)
{
	int word = (int)strlen(text_word(status));

	return (word > NUMBER ? word : NUMBER) + (int)table->gap;
}

static void table_numbers(const struct table *table, struct score score,
                          const struct tally *tally)
{
	FILE *line = table->page->line;
	char text[SCORE_TEXT_SIZE];

	score_text(score, text);
	fprintf(line, "%*s", SCORE, *text ? text : "-");
	for (size_t i = 0; i < STATUSES; i++) {
		enum status status = text_order(i);
		size_t count = tally->of[status];

		if (count)
			page_tint(table->page, text_tint(status));
		fprintf(line, "%*zu", column(table, status), count);
		if (count)
			page_tint(table->page, TINT_NONE);
	}
}

/* How much of a title fits its column: whole words, or what fits. */
static size_t title_part(const char *title, size_t columns)
{
	size_t good = 0;
	size_t length = strlen(title);

	if (escape_width(title, length) <= columns)
		return length;
	for (size_t i = 0; i < length; i++) {
		if (title[i] == ' ' && escape_width(title, i) <= columns)
			good = i;
	}
	return good ? good : length; /* one long word: let it stick out */
}

static void table_row(const struct table *table,
                      const struct report_section *section)
{
	struct page *page = table->page;
	const char *title = section->title;
	unsigned hang;
	unsigned room; /* a blank stays free before the numbers */
	size_t part;

	text_indent(page, INDENT);
	page_text(page, section->id);
	fputs("  ", page->line);
	hang = (unsigned)page_column(page);
	room = hang + 1 < table->title ? table->title - hang - 1 : 0;
	part = title_part(title, room);
	escape_text(page->line, title, part);
	if (page_column(page) < table->title)
		text_indent(page, table->title - (unsigned)page_column(page));
	table_numbers(table, section->score, &section->summary);
	page_end(page, hang);
	while (title[part] == ' ') {
		title += part + 1;
		part = title_part(title, room);
		text_indent(page, hang);
		escape_text(page->line, title, part);
		page_end(page, hang);
	}
}

static void table_head(const struct table *table)
{
	struct page *page = table->page;

	page_tint(page, TINT_STRONG);
	fprintf(page->line, "%-*s%*s", (int)table->title, "Summary", SCORE,
	        "score");
	for (size_t i = 0; i < STATUSES; i++)
		fprintf(page->line, "%*s", column(table, text_order(i)),
		        text_word(text_order(i)));
	page_tint(page, TINT_NONE);
	page_end(page, INDENT);
}

static void show_table(struct page *page, const struct report *report)
{
	struct table table = {
		.page = page,
		.gap = page_prose(page) < ROOMY ? GAP : GAP_WIDE,
		.title = page_prose(page) - SCORE,
	};

	for (size_t i = 0; i < STATUSES; i++)
		table.title -= (unsigned)column(&table, text_order(i));
	page_end(page, 0);
	table_head(&table);
	for (size_t i = 0; i < report->section_count; i++)
		table_row(&table, &report->sections[i]);
	text_indent(page, INDENT);
	fprintf(page->line, "%-*s", (int)(table.title - INDENT), "all");
	table_numbers(&table, report->score, &report->summary);
	page_end(page, INDENT);
}

static void show_counts(struct page *page, const struct report *report)
{
	size_t controls = tally_total(&report->summary);

	page_end(page, 0);
	fprintf(page->line, "%zu control%s", controls,
	        controls == 1 ? "" : "s");
	if (controls)
		fputs(": ", page->line);
	text_tally(page, &report->summary);
	page_end_prose(page, INDENT);
}

static void show_scores(struct page *page, const struct report *report)
{
	char score[SCORE_TEXT_SIZE];
	char coverage[SCORE_TEXT_SIZE];

	score_text(report->score, score);
	score_text(report->coverage, coverage);
	page_tint(page, TINT_STRONG);
	if (*score)
		fprintf(page->line, "score %s of 100", score);
	else
		fputs("no score: nothing could be decided", page->line);
	page_tint(page, TINT_NONE);
	if (*coverage)
		fprintf(page->line, "; %s %% of the controls could be judged",
		        coverage);
	page_end_prose(page, INDENT);
	fprintf(page->line,
	        "docker-bench-security would count %ld (passes minus fails)",
	        report->docker_bench_score);
	page_end_prose(page, INDENT);
}

static void show_notes(struct page *page, const struct report *report)
{
	for (size_t i = 0; i < report->note_count; i++) {
		fputs("note: ", page->line);
		page_text(page, report->notes[i]);
		page_end_prose(page, INDENT);
	}
	if (report->complete)
		return;
	page_end(page, 0);
	page_tint(page, TINT_ALARM);
	fputs("INCOMPLETE: ", page->line);
	page_text(page, report->incomplete && *report->incomplete
	                        ? report->incomplete
	                        : "the audit broke off");
	page_tint(page, TINT_NONE);
	page_end_prose(page, INDENT);
	fputs("Only what had been read by then was judged: this is not the "
	      "result of a whole audit.",
	      page->line);
	page_end_prose(page, INDENT);
}

static void show_gates(struct page *page, const struct report *report)
{
	/* Without a gate an audit that broke off has said enough. */
	if (report->gate_count == 0 && !report->complete)
		return;
	page_end(page, 0);
	for (size_t i = 0; i < report->gate_count; i++) {
		const struct report_gate *gate = &report->gates[i];

		fputs("gate ", page->line);
		page_text(page, gate->asked);
		fputs(": ", page->line);
		page_tint(page, gate->held ? TINT_GOOD : TINT_BAD);
		fputs(gate->held ? "held" : "NOT HELD", page->line);
		page_tint(page, TINT_NONE);
		if (*gate->reason) {
			fputs(": ", page->line);
			page_text(page, gate->reason);
		}
		page_end_prose(page, INDENT);
	}
	if (report->gate_count)
		return;
	fputs("No gate was set, so what was found does not change the exit "
	      "status (--fail-under and --fail-on set one).",
	      page->line);
	page_end_prose(page, 0);
}

void text_summary(struct page *page, const struct report *report)
{
	show_table(page, report);
	show_counts(page, report);
	show_scores(page, report);
	show_notes(page, report);
	show_gates(page, report);
}
