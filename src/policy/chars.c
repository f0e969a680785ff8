#include "chars.h"

#include "tree.h"

#include "dockaudit/text.h"

#include <string.h>

struct range {
	unsigned first;
	unsigned last;
	const char *what;
};

static const struct range refused[] = {
	{ 0x0000, 0x0008, "a control character" },
	{ 0x000B, 0x001F, "a control character" },
	{ 0x007F, 0x009F, "a control character" },
	{ 0x061C, 0x061C, "a character that reorders text" },
	{ 0x200E, 0x200F, "a character that reorders text" },
	{ 0x2028, 0x2029, "a line separator" },
	{ 0x202A, 0x202E, "a character that reorders text" },
	{ 0x2066, 0x2069, "a character that reorders text" },
	{ 0xFEFF, 0xFEFF, "a byte order mark" },
};

enum { RANGES = sizeof(refused) / sizeof(refused[0]) };

const char *chars_refusal(unsigned code)
{
	if (code >= 0x20 && code < 0x7F)
		return NULL;
	for (size_t i = 0; i < RANGES; i++)
		if (code >= refused[i].first && code <= refused[i].last)
			return refused[i].what;
	return NULL;
}

size_t chars_bom(const struct tree_text *text)
{
	return text->length >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0
	               ? 3
	               : 0;
}

static bool is_utf16(const struct tree_text *text)
{
	return text->length >= 2 && (memcmp(text->data, "\xFF\xFE", 2) == 0 ||
	                             memcmp(text->data, "\xFE\xFF", 2) == 0);
}

/* Whether the line that begins at data is one libyaml must not see. */
static bool is_tag_directive(const char *data, size_t left)
{
	return left >= 4 && memcmp(data, "%TAG", 4) == 0;
}

/* One character, a line end included; *ret_length of it in bytes. */
static bool check_one(const char *data, size_t left, struct where at,
                      size_t *ret_length, struct error *err)
{
	unsigned code = 0;
	size_t length = text_utf8(data, left, &code);
	const char *what;

	if (length == 0)
		return error_set(err, at, "the byte 0x%02x is not UTF-8 text",
		                 (unsigned char)data[0]);
	if (at.column == 1 && is_tag_directive(data, left)) {
		return error_set(err, at,
		                 "%%TAG is not allowed: a policy has "
		                 "no tags");
	}
	what = code == '\r' ? NULL : chars_refusal(code);
	if (what)
		return error_set(err, at, "%s (U+%04X) is not allowed", what,
		                 code);
	*ret_length = length;
	return true;
}

bool chars_check(const struct tree_text *text, struct where *ret_end,
                 struct error *err)
{
	struct where at = { .file = text->file, .line = 1, .column = 1 };
	size_t length = 0;

	if (is_utf16(text))
		return error_set(err, at, "UTF-16: save the file as UTF-8");
	for (size_t i = chars_bom(text); i < text->length; i += length) {
		const char *here = text->data + i;
		size_t left = text->length - i;
		bool ends_line =
			here[0] == '\n' ||
			(here[0] == '\r' && (left == 1 || here[1] != '\n'));

		if (!check_one(here, left, at, &length, err))
			return false;
		at.column = ends_line ? 1 : at.column + 1;
		at.line += ends_line;
	}
	*ret_end = at;
	return true;
}
