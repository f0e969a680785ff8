#include "text.h"

#include "path.h"

#include "dockaudit/escape.h"

#include <string.h>

enum {
	SUBJECTS_SHOWN = 10, /* of one control */
	EVIDENCE_SHOWN = 5,  /* of one subject */
	PATH_ALIGNED = 36,   /* columns: longer paths are not lined up */
	SOURCE_GAP = 3,
};

/* The findings of one control, on their way to the page. */
struct listing {
	struct page *page;
	const struct report_control *control;
	const struct report_style *style;
	size_t room;        /* subjects that may still be shown */
	const char *source; /* said last; NULL: none yet */
};

static bool listed(const struct finding *finding,
                   const struct report_style *style)
{
	switch (finding->status) {
	case STATUS_ERROR:
	case STATUS_FAIL:
		return true;
	case STATUS_WAIVED:
	case STATUS_MANUAL:
		return !style->quiet || style->verbose;
	case STATUS_PASS:
	case STATUS_NOT_APPLICABLE:
		return style->verbose;
	}
	__builtin_unreachable();
}

bool text_tells(const struct report_control *control, const char *message,
                const struct report_style *style)
{
	for (size_t i = 0; i < control->finding_count; i++) {
		if (listed(&control->findings[i], style) &&
		    strcmp(control->findings[i].message, message) == 0)
			return true;
	}
	return false;
}

static bool same_answer(const struct finding *a, const struct finding *b)
{
	return a->status == b->status && strcmp(a->check, b->check) == 0 &&
	       strcmp(a->message, b->message) == 0;
}

static bool same_evidence(const struct finding *a, const struct finding *b)
{
	if (a->evidence_count != b->evidence_count ||
	    a->evidence_cut != b->evidence_cut)
		return false;
	for (size_t i = 0; i < a->evidence_count; i++) {
		if (strcmp(a->evidence[i].path, b->evidence[i].path) != 0 ||
		    strcmp(a->evidence[i].value, b->evidence[i].value) != 0 ||
		    strcmp(a->evidence[i].source, b->evidence[i].source) != 0)
			return false;
	}
	return true;
}

/* The columns that the paths of a finding are lined up in. */
static size_t path_columns(const struct finding *finding, size_t count)
{
	size_t widest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t columns = path_show(NULL, finding->evidence[i].path);

		if (columns > widest && columns <= PATH_ALIGNED)
			widest = columns;
	}
	return widest;
}

/* Where the value was read: beside it, or below when there is no room or when
 * it is the source of several values. */
static void show_source(struct listing *list, const char *source, bool beside)
{
	struct page *page = list->page;
	size_t columns = escape_width(source, strlen(source)) + SOURCE_GAP + 2;

	if (beside && page_column(page) + columns <= page->width) {
		text_indent(page, SOURCE_GAP);
	} else {
		page_end(page, TEXT_INDENT + 2);
		text_indent(page, TEXT_INDENT);
	}
	page_tint(page, TINT_FAINT);
	fputc('(', page->line);
	page_text(page, source);
	fputc(')', page->line);
	page_tint(page, TINT_NONE);
	list->source = source;
}

static bool said(const struct listing *list, const char *source)
{
	return !*source || (list->source && strcmp(list->source, source) == 0);
}

static void show_value(struct page *page, const struct evidence *evidence,
                       size_t aligned)
{
	size_t columns;

	text_indent(page, TEXT_INDENT);
	columns = path_show(page->line, evidence->path);
	if (columns < aligned)
		text_indent(page, (unsigned)(aligned - columns));
	fputs(" = ", page->line);
	page_json(page, evidence->value);
}

static void show_rest(struct page *page, size_t hidden, size_t cut)
{
	if (hidden) {
		text_indent(page, TEXT_INDENT);
		fprintf(page->line, "… and %zu more values (-v shows all)",
		        hidden);
		page_end(page, TEXT_INDENT);
	}
	if (cut) {
		text_indent(page, TEXT_INDENT);
		fprintf(page->line, "… and %zu more values, not recorded", cut);
		page_end(page, TEXT_INDENT);
	}
}

static void show_evidence(struct listing *list, const struct finding *finding)
{
	size_t count = finding->evidence_count;
	size_t aligned;
	bool alone = true; /* the first value of its source */

	/* "1 more" would take the line that the value itself needs. */
	if (!list->style->verbose && count > EVIDENCE_SHOWN + 1)
		count = EVIDENCE_SHOWN;
	aligned = path_columns(finding, count);
	for (size_t i = 0; i < count; i++) {
		const struct evidence *item = &finding->evidence[i];
		bool last = i + 1 == count ||
		            strcmp(item->source, item[1].source) != 0;

		show_value(list->page, item, aligned);
		if (last && !said(list, item->source))
			show_source(list, item->source, alone);
		page_end(list->page, TEXT_INDENT + 2);
		alone = last;
	}
	show_rest(list->page, finding->evidence_count - count,
	          finding->evidence_cut);
}

/* A control fails as a whole although some of it may be waived. */
static void show_status(const struct listing *list,
                        const struct finding *finding)
{
	if (finding->status != list->control->status)
		fprintf(list->page->line, " (%s)", text_word(finding->status));
}

static void show_check(const struct listing *list,
                       const struct finding *finding)
{
	if (!list->style->verbose)
		return;
	fputs(" (", list->page->line);
	page_text(list->page, finding->check);
	fputc(')', list->page->line);
}

static void show_subject(struct listing *list, const struct finding *finding,
                         bool alone)
{
	const struct subject *subject = finding->subject;
	struct page *page = list->page;

	text_indent(page, TEXT_BULLET);
	fputs("* ", page->line);
	if (*subject->name || *subject->id)
		page_text(page, *subject->name ? subject->name : subject->id);
	else
		page_text(page, subject->kind);
	if (alone) {
		show_status(list, finding);
		if (*finding->message) {
			fputs(": ", page->line);
			page_text(page, finding->message);
		}
		show_check(list, finding);
	}
	page_end(page, TEXT_INDENT);
}

/* What all the findings of a group have in common. */
static void show_common(struct listing *list, const struct finding *finding)
{
	struct page *page = list->page;

	text_indent(page, TEXT_BULLET);
	page_text(page, *finding->message ? finding->message : "no message");
	show_status(list, finding);
	show_check(list, finding);
	page_end(page, TEXT_INDENT);
}

static void show_group(struct listing *list, const struct finding *group,
                       size_t count)
{
	size_t shown = count < list->room ? count : list->room;
	bool same = count > 1;

	for (size_t i = 1; i < count && same; i++)
		same = same_evidence(&group[0], &group[i]);
	if (shown && count > 1)
		show_common(list, group);
	if (shown && same)
		show_evidence(list, group);
	for (size_t i = 0; i < shown; i++) {
		show_subject(list, &group[i], count == 1);
		if (!same)
			show_evidence(list, &group[i]);
	}
	list->room -= shown;
}

void text_findings(struct page *page, const struct report_control *control,
                   const struct report_style *style)
{
	struct listing list = {
		.page = page,
		.control = control,
		.style = style,
		.room = style->verbose ? control->finding_count
		                       : SUBJECTS_SHOWN,
	};
	size_t hidden = 0;
	size_t next;

	for (size_t i = 0; i < control->finding_count; i = next) {
		const struct finding *first = &control->findings[i];
		size_t room = list.room;

		next = i + 1;
		while (next < control->finding_count &&
		       same_answer(first, &control->findings[next]))
			next++;
		if (!listed(first, style))
			continue;
		show_group(&list, first, next - i);
		hidden += next - i - (room - list.room);
	}
	if (hidden) {
		text_indent(page, TEXT_BULLET);
		fprintf(page->line, "… and %zu more (-v shows all)", hidden);
		page_end(page, TEXT_INDENT);
	}
}
