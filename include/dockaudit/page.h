#ifndef DOCKAUDIT_PAGE_H
#define DOCKAUDIT_PAGE_H

#include "dockaudit/report.h"

/*
 * A page of a terminal: lines are put together in page->line, and broken to
 * the page's width when they end.  Nothing is ever cut off.
 */
struct page {
	FILE *line; /* the line so far; what comes from outside is escaped */
	FILE *out;  /* borrowed */
	char *text;
	size_t size;
	unsigned width; /* columns */
	bool colour;
};

enum tint {
	TINT_NONE,
	TINT_STRONG,
	TINT_FAINT,
	TINT_GOOD,
	TINT_BAD,
	TINT_ALARM,
	TINT_CARE,
	TINT_AWARE,
};

/* To be closed with page_close(). */
void page_open(struct page *ret_page, const struct report_style *style,
               FILE *out);
void page_close(struct page *page);

/* Append text, escaped. */
void page_text(struct page *page, const char *text);

/* Append a JSON value as page_text() does, but without doubling the
 * backslashes that JSON has put into it already, and with blanks where a long
 * one may be broken. */
void page_json(struct page *page, const char *value);

/* Colour what follows, up to TINT_NONE. */
void page_tint(struct page *page, enum tint tint);

/* Columns of the line so far. */
size_t page_column(struct page *page);

/* End the line.  Where it is too long, it goes on below, hang columns in. */
void page_end(struct page *page, unsigned hang);

/* The columns that prose and tables take: longer lines are hard to read. */
unsigned page_prose(const struct page *page);

/* As page_end(), for prose. */
void page_end_prose(struct page *page, unsigned hang);

/*
 * A text with lines of its own (a paragraph, then a command, then another),
 * indented by indent, each line broken where it is too long.
 */
void page_paragraph(struct page *page, unsigned indent, const char *text);

#endif
