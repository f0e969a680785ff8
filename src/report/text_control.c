#include "text.h"

#include "dockaudit/escape.h"

#include <string.h>

/* What is worth knowing of a control besides its title. */
static void show_grade(struct page *page, const struct report_control *control,
                       const struct report_style *style)
{
	bool urgent = control->status == STATUS_FAIL ||
	              control->status == STATUS_ERROR;

	if (!urgent && !style->verbose)
		return;
	page_tint(page, TINT_FAINT);
	fprintf(page->line, " (%s", severity_name(control->severity));
	if (style->verbose && control->level)
		fprintf(page->line, ", level %u", control->level);
	if (style->verbose && control->assessment) {
		fputs(", ", page->line);
		page_text(page, control->assessment);
		fputs(" in the benchmark", page->line);
	}
	fputc(')', page->line);
	page_tint(page, TINT_NONE);
}

static void show_title(struct page *page, const struct report_control *control,
                       const struct report_style *style)
{
	unsigned hang;

	page_tint(page, text_tint(control->status));
	fputs(text_tag(control->status), page->line);
	page_tint(page, TINT_NONE);
	fputc(' ', page->line);
	page_text(page, control->id);
	fputs(" - ", page->line);
	hang = (unsigned)page_column(page);
	page_text(page, control->title);
	show_grade(page, control, style);
	page_end(page, hang > page->width / 2 ? TEXT_INDENT : hang);
}

static bool reason_needed(const struct report_control *control,
                          const struct report_control *above,
                          const struct report_style *style)
{
	if (!*control->reason ||
	    (control->status == STATUS_PASS && !style->verbose))
		return false;
	/* Half a section may not apply, for one reason. */
	if (above && control->status == STATUS_NOT_APPLICABLE &&
	    above->status == STATUS_NOT_APPLICABLE && !style->verbose &&
	    strcmp(above->reason, control->reason) == 0)
		return false;
	return !text_tells(control, control->reason, style);
}

/* "Fix: …": in the same line, or below when it has lines of its own. */
static void show_advice(struct page *page, const char *label, const char *text)
{
	size_t first_line = strcspn(text, "\n");

	if (!*text)
		return;
	text_indent(page, TEXT_INDENT);
	page_tint(page, TINT_STRONG);
	fputs(label, page->line);
	page_tint(page, TINT_NONE);
	if (text[first_line] && text[first_line + 1]) {
		page_end(page, TEXT_INDENT);
		page_paragraph(page, TEXT_INDENT + 2, text);
		return;
	}
	fputc(' ', page->line);
	escape_text(page->line, text, first_line);
	page_end_prose(page, TEXT_INDENT + 5);
}

static void show_remedy(struct page *page, const struct report_control *control,
                        const struct report_style *style)
{
	if (!style->remediation || control->status == STATUS_PASS ||
	    control->status == STATUS_WAIVED ||
	    control->status == STATUS_NOT_APPLICABLE)
		return;
	if (style->verbose)
		show_advice(page, "Why:", control->rationale);
	show_advice(page, "Fix:", control->remediation);
	for (size_t i = 0; style->verbose && i < control->reference_count; i++)
		show_advice(page, "See:", control->references[i]);
}

/* How many there are: of one, its own line says it. */
static void show_subjects(struct page *page, const struct tally *tally)
{
	size_t count = tally_total(tally);

	if (count < 2)
		return;
	text_indent(page, TEXT_INDENT);
	fprintf(page->line, "%zu subjects: ", count);
	text_tally(page, tally);
	page_end(page, TEXT_INDENT);
}

void text_control(struct page *page, const struct report_control *control,
                  const struct report_control *above,
                  const struct report_style *style)
{
	show_title(page, control, style);
	if (reason_needed(control, above, style)) {
		text_indent(page, TEXT_INDENT);
		page_text(page, control->reason);
		page_end_prose(page, TEXT_INDENT);
	}
	if (style->verbose)
		show_subjects(page, &control->subjects);
	text_findings(page, control, style);
	show_remedy(page, control, style);
}
