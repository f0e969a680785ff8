#include "dockaudit/page.h"

#include "flow.h"

#include "dockaudit/error.h"
#include "dockaudit/escape.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDTH_DEFAULT = 80,
	WIDTH_LEAST = 40,
	PROSE_MOST = 100,
};

static unsigned columns(const struct report_style *style)
{
	if (style->width == 0)
		return WIDTH_DEFAULT;
	return style->width < WIDTH_LEAST ? WIDTH_LEAST : style->width;
}

void page_open(struct page *ret_page, const struct report_style *style,
               FILE *out)
{
	*ret_page = (struct page){
		.out = out,
		.width = columns(style),
		.colour = style->colour,
	};
	ret_page->line = open_memstream(&ret_page->text, &ret_page->size);
	if (!ret_page->line)
		oom();
}

void page_close(struct page *page)
{
	(void)fclose(page->line);
	free(page->text);
}

void page_text(struct page *page, const char *text)
{
	escape_text(page->line, text, strlen(text));
}

void page_json(struct page *page, const char *value)
{
	bool quoted = false;

	for (;;) {
		size_t length = strcspn(value, "\\\",:");

		escape_text(page->line, value, length);
		value += length;
		if (!*value)
			return;
		fputc(*value, page->line);
		if (*value == '"')
			quoted = !quoted;
		else if (*value == '\\' && value[1])
			fputc(*++value, page->line);
		else if (!quoted)
			fputc(' ', page->line);
		value++;
	}
}

void page_tint(struct page *page, enum tint tint)
{
	static const char *const codes[] = {
		[TINT_NONE] = "0",  [TINT_STRONG] = "1", [TINT_FAINT] = "2",
		[TINT_GOOD] = "32", [TINT_BAD] = "1;31", [TINT_ALARM] = "1;35",
		[TINT_CARE] = "33", [TINT_AWARE] = "36",
	};

	if (page->colour)
		fprintf(page->line, "\033[%sm", codes[tint]);
}

/* Bytes of the line so far, in page->text. */
static size_t line_length(struct page *page)
{
	long length;

	if (fflush(page->line) != 0 || ferror(page->line) ||
	    (length = ftell(page->line)) < 0)
		oom(); /* nothing else can happen to a stream in memory */
	return (size_t)length;
}

size_t page_column(struct page *page)
{
	size_t length = line_length(page);

	return flow_width(page->text, length);
}

static void end(struct page *page, unsigned hang, unsigned width)
{
	size_t length = line_length(page);

	flow_write(&(struct flow){ .out = page->out,
	                           .text = page->text,
	                           .length = length,
	                           .hang = hang,
	                           .width = width });
	rewind(page->line);
}

void page_end(struct page *page, unsigned hang)
{
	end(page, hang, page->width);
}

unsigned page_prose(const struct page *page)
{
	return page->width < PROSE_MOST ? page->width : PROSE_MOST;
}

void page_end_prose(struct page *page, unsigned hang)
{
	end(page, hang, page_prose(page));
}

void page_paragraph(struct page *page, unsigned indent, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		unsigned inner = (unsigned)strspn(text, " ");

		if (inner >= length || inner > page->width / 4)
			inner = 0;
		if (length)
			fprintf(page->line, "%*s", (int)indent, "");
		escape_text(page->line, text, length);
		page_end_prose(page, indent + inner);
		text += length;
		if (*text)
			text++;
	}
}
