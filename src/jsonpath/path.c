#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"

#include <stdio.h>
#include <string.h>

/* A text; its length.  out NULL: count only. */
static size_t put_text(const char *text, char *out)
{
	size_t length = 0;

	for (; text[length]; length++)
		if (out)
			out[length] = text[length];
	return length;
}

/* One character of a name, escaped; its length.  out NULL: count only. */
static size_t put_character(char c, char *out)
{
	static const char special[] = "\b\t\n\f\r'\\";
	static const char letters[] = "btnfr'\\";
	char text[8] = { c };
	const char *found = c ? strchr(special, c) : NULL;

	if (found) {
		(void)snprintf(text, sizeof(text), "\\%c",
		               letters[found - special]);
	} else if ((unsigned char)c < 0x20) {
		(void)snprintf(text, sizeof(text), "\\u%04x", (unsigned char)c);
	}
	return put_text(text, out);
}

/* ['name'] or [0]; its length.  out NULL: count only. */
static size_t put_step(const struct jsonpath_step *step, char *out)
{
	char index[32];
	size_t used;

	if (!step->name) {
		(void)snprintf(index, sizeof(index), "[%zu]", step->index);
		return put_text(index, out);
	}
	used = put_text("['", out);
	for (const char *c = step->name; *c; c++)
		used += put_character(*c, out ? out + used : NULL);
	return used + put_text("']", out ? out + used : NULL);
}

const char *jsonpath_path(const struct jsonpath_node *node,
                          struct arena *scratch)
{
	size_t end = 1;
	char *text;

	for (const struct jsonpath_step *s = node->path; s; s = s->parent)
		end += put_step(s, NULL);
	text = arena_alloc(scratch, end + 1);
	for (const struct jsonpath_step *s = node->path; s; s = s->parent) {
		end -= put_step(s, NULL);
		(void)put_step(s, text + end);
	}
	*text = node->from_root ? '$' : '@';
	return text;
}
