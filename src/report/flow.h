#ifndef REPORT_FLOW_H
#define REPORT_FLOW_H

#include <stddef.h>
#include <stdio.h>

/* One line of text, to be broken where it passes width. */
struct flow {
	FILE *out;
	const char *text; /* as escape_text() writes it, and colours */
	size_t length;
	unsigned hang; /* columns that the lines after the first are indented */
	unsigned width;
};

/*
 * Write it, with line ends.  It is broken between words; a word longer than a
 * line is broken wherever the line ends.  What is written is all there is of
 * the text but the blanks at the breaks.
 */
void flow_write(const struct flow *flow);

/* Columns that length bytes of such text take. */
size_t flow_width(const char *text, size_t length);

#endif
