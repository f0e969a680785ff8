#include "dockaudit/escape.h"

#include "escape_width.h"

#include "dockaudit/text.h"

#include <stdbool.h>
#include <string.h>

enum { SHOWN_SIZE = 16 }; /* the longest: "\ud83d\ude00" and the NUL */

/* A step through a text: a character, or a byte that belongs to none. */
struct piece {
	size_t length; /* bytes of the text */
	unsigned code; /* the code point, or the byte */
	bool character;
};

/* Write what stands for a piece and return its length; 0: it may stand as it
 * is. */
typedef size_t instead_of(char shown[SHOWN_SIZE], const struct piece *piece);

static struct piece next_piece(const char *text, size_t length)
{
	struct piece piece = { .character = true };

	piece.length = text_utf8(text, length, &piece.code);
	if (piece.length == 0)
		piece = (struct piece){ 1, (unsigned char)text[0], false };
	return piece;
}

/*
 * Characters that steer a terminal or an editor, or that nobody sees: their
 * only use in a name is to make it look like another one.
 */
static bool hidden(unsigned code)
{
	static const struct {
		unsigned first, last;
	} ranges[] = {
		{ 0x00, 0x1F },       { 0x7F, 0x9F },     /* C0, DEL, C1 */
		{ 0xAD, 0xAD },       { 0x34F, 0x34F },   /* soft hyphen, CGJ */
		{ 0x61C, 0x61C },     { 0x115F, 0x1160 }, /* Hangul fillers */
		{ 0x17B4, 0x17B5 },   { 0x180B, 0x180F },
		{ 0x200B, 0x200F },   { 0x2028, 0x202E }, /* zero width, bidi */
		{ 0x2060, 0x206F },   { 0x3164, 0x3164 },
		{ 0xFDD0, 0xFDEF },   { 0xFEFF, 0xFEFF }, /* byte order mark */
		{ 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFB },
		{ 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
		{ 0xE0000, 0xE0FFF }, /* tags, more variation selectors */
	};

	if (code >= 0x20 && code < 0x7F)
		return false;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	}
	return (code & 0xFFFE) == 0xFFFE; /* noncharacters */
}

/* The letter of a C escape, or NUL. */
static char short_escape(unsigned code)
{
	switch (code) {
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static size_t show_text(char shown[SHOWN_SIZE], const struct piece *piece)
{
	char letter = short_escape(piece->code);

	if (!piece->character)
		return (size_t)sprintf(shown, "\\x%02x", piece->code & 0xFFu);
	if (letter)
		return (size_t)sprintf(shown, "\\%c", letter);
	if (!hidden(piece->code))
		return 0;
	if (piece->code < 0x80)
		return (size_t)sprintf(shown, "\\x%02x", piece->code & 0xFFu);
	return (size_t)sprintf(shown, "\\u{%x}", piece->code & 0x1FFFFFu);
}

static size_t show_json(char shown[SHOWN_SIZE], const struct piece *piece)
{
	char letter = short_escape(piece->code);

	if (!piece->character)
		return (size_t)sprintf(shown, "\\\\x%02x", piece->code & 0xFFu);
	if (piece->code == '"')
		letter = '"';
	if (letter)
		return (size_t)sprintf(shown, "\\%c", letter);
	if (!hidden(piece->code))
		return 0;
	if (piece->code < 0x10000)
		return (size_t)sprintf(shown, "\\u%04x", piece->code & 0xFFFFu);
	return (size_t)sprintf(shown, "\\u%04x\\u%04x",
	                       0xD7C0u + (piece->code >> 10 & 0x7FFu),
	                       0xDC00u + (piece->code & 0x3FFu));
}

/* Where quotes and backslashes are JSON's own. */
static size_t show_json_text(char shown[SHOWN_SIZE], const struct piece *piece)
{
	if (piece->character && piece->code && piece->code < 0x80 &&
	    strchr("\"\\\n\r\t", (int)piece->code))
		return 0;
	return show_json(shown, piece);
}

static size_t show_xml(char shown[SHOWN_SIZE], const struct piece *piece)
{
	if (piece->character && piece->code == '\\')
		return 0;
	if (piece->character && piece->code && piece->code < 0x80 &&
	    strchr("&<>\"'\n\r\t", (int)piece->code))
		return (size_t)sprintf(shown, "&#%u;", piece->code & 0x7Fu);
	return show_text(shown, piece);
}

static void put(FILE *out, const char *text, size_t length, instead_of *show)
{
	size_t at = 0;
	size_t written = 0;

	while (at < length) {
		struct piece piece = next_piece(text + at, length - at);
		char shown[SHOWN_SIZE];
		size_t instead = show(shown, &piece);

		if (instead) {
			(void)fwrite(text + written, 1, at - written, out);
			(void)fwrite(shown, 1, instead, out);
			written = at + piece.length;
		}
		at += piece.length;
	}
	(void)fwrite(text + written, 1, at - written, out);
}

void escape_text(FILE *out, const char *text, size_t length)
{
	put(out, text, length, show_text);
}

void escape_json(FILE *out, const char *text, size_t length)
{
	put(out, text, length, show_json);
}

void escape_json_text(FILE *out, const char *text, size_t length)
{
	put(out, text, length, show_json_text);
}

void escape_xml(FILE *out, const char *text, size_t length)
{
	put(out, text, length, show_xml);
}

size_t escape_width(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t at = 0; at < length;) {
		struct piece piece = next_piece(text + at, length - at);
		char shown[SHOWN_SIZE];
		size_t instead = show_text(shown, &piece);

		width += instead ? instead : escape_width_of(piece.code);
		at += piece.length;
	}
	return width;
}

/* A text that is cut where it becomes too long. */
struct copy {
	char *to;
	size_t size;
	size_t used;
	size_t fits; /* up to where the mark of a cut can follow */
};

static const char more[] = "…";

enum { MARK = sizeof(more) - 1 };

/* False when there is no room for that and the NUL. */
static bool copy_bytes(struct copy *copy, const char *bytes, size_t count)
{
	if (copy->used + count >= copy->size)
		return false;
	memcpy(copy->to + copy->used, bytes, count);
	copy->used += count;
	if (copy->used + MARK < copy->size)
		copy->fits = copy->used;
	return true;
}

static void cut(struct copy *copy)
{
	copy->used = copy->fits;
	(void)copy_bytes(copy, more, MARK);
}

void escape_copy(char *to, size_t size, const char *text, size_t length)
{
	struct copy copy = { .to = to, .size = size };
	bool room = true;

	if (size == 0)
		return;
	while (length && room) {
		struct piece piece = next_piece(text, length);
		char shown[SHOWN_SIZE];
		size_t instead = show_text(shown, &piece);

		room = copy_bytes(&copy, instead ? shown : text,
		                  instead ? instead : piece.length);
		text += piece.length;
		length -= piece.length;
	}
	if (!room)
		cut(&copy);
	to[copy.used] = '\0';
}
