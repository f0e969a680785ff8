#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "dockaudit/page.h"

/* The parts of the text report: text.c puts them together. */

/*
 * One control: its line, why, the subjects and what was seen of them.  above:
 * the control shown before it in the section, or NULL.
 */
void text_control(struct page *page, const struct report_control *control,
                  const struct report_control *above,
                  const struct report_style *style);

/* The subjects of a control, with the evidence. */
void text_findings(struct page *page, const struct report_control *control,
                   const struct report_style *style);

/* Whether the findings of a control tell this message in this style. */
bool text_tells(const struct report_control *control, const char *message,
                const struct report_style *style);

/* Counts, scores, notes and gates. */
void text_summary(struct page *page, const struct report *report);

/* "[FAIL]", and its colour: greppers rely on the tags. */
const char *text_tag(enum status status);
enum tint text_tint(enum status status);

/* As in a sentence: "fail", "n/a". */
const char *text_word(enum status status);

/* In which order counts stand in a line. */
enum status text_order(size_t index);

/* Append "9 pass, 1 fail", leaving out what there is none of. */
void text_tally(struct page *page, const struct tally *tally);

enum {
	TEXT_BULLET = 5, /* columns before a "* " */
	TEXT_INDENT = 7, /* columns before what belongs to a control */
};

/* Append blanks. */
void text_indent(struct page *page, unsigned columns);

#endif
