#include "flow.h"

#include "dockaudit/escape.h"
#include "dockaudit/text.h"

#include <stdbool.h>
#include <string.h>

enum { SHORT_REST = 16 }; /* too little room to begin a long word in */

/* Bytes of the character or colour at text, and its columns. */
static size_t glyph(const char *text, size_t length, size_t *ret_width)
{
	unsigned code;
	size_t bytes;

	if (text[0] == '\033') { /* ours: escaped text has none */
		const char *end = memchr(text, 'm', length);

		*ret_width = 0;
		return end ? (size_t)(end - text) + 1 : length;
	}
	bytes = text_utf8(text, length, &code);
	*ret_width = 1;
	if (bytes == 0 || text[0] == '\\') /* has been escaped once */
		return 1;
	*ret_width = escape_width(text, bytes);
	return bytes;
}

size_t flow_width(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t at = 0; at < length;) {
		size_t one;

		at += glyph(text + at, length - at, &one);
		width += one;
	}
	return width;
}

/* Where writing has come to. */
struct place {
	const struct flow *flow;
	size_t column;
	size_t start; /* the column that this line began at */
};

static void write_blanks(struct place *place, size_t count)
{
	fprintf(place->flow->out, "%*s", (int)count, "");
	place->column += count;
}

static void break_line(struct place *place)
{
	fputc('\n', place->flow->out);
	place->column = 0;
	write_blanks(place, place->flow->hang);
	place->start = place->column;
}

/* A word that is wider than what is left of the line, piece by piece. */
static void write_pieces(struct place *place, const char *word, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t width;
		size_t bytes = glyph(word + at, length - at, &width);

		if (place->column + width > place->flow->width &&
		    place->column > place->start)
			break_line(place);
		(void)fwrite(word + at, 1, bytes, place->flow->out);
		place->column += width;
		at += bytes;
	}
}

static void write_word(struct place *place, size_t blanks, const char *word,
                       size_t length)
{
	const struct flow *flow = place->flow;
	size_t width = flow_width(word, length);
	bool fits = place->column + blanks + width <= flow->width;
	bool fits_below = flow->hang + width <= flow->width;
	bool room = place->column + blanks + SHORT_REST <= flow->width;

	if (fits || (!fits_below && room))
		write_blanks(place, blanks);
	else if (place->column > place->start)
		break_line(place);
	write_pieces(place, word, length);
}

/* Blanks before the first word of all are an indent. */
static void write_indent(struct place *place, size_t blanks)
{
	const struct flow *flow = place->flow;

	write_blanks(place, blanks < flow->width / 2 ? blanks : flow->hang);
	place->start = place->column;
}

void flow_write(const struct flow *flow)
{
	struct place place = { .flow = flow };
	bool begun = false;
	size_t blanks = 0;
	size_t bytes;

	for (size_t at = 0; at < flow->length; at += bytes) {
		const char *text = flow->text + at;
		size_t left = flow->length - at;
		const char *blank = memchr(text, ' ', left);
		size_t width;

		bytes = blank ? (size_t)(blank - text) : left;
		if (bytes == 0) {
			bytes = 1;
			blanks++;
			continue;
		}
		if (*text == '\033') { /* colours are no part of the layout */
			bytes = glyph(text, left, &width);
			(void)fwrite(text, 1, bytes, flow->out);
			continue;
		}
		if (!begun)
			write_indent(&place, blanks);
		write_word(&place, begun ? blanks : 0, text, bytes);
		begun = true;
		blanks = 0;
	}
	fputc('\n', flow->out);
}
