#ifndef POLICY_CHARS_H
#define POLICY_CHARS_H

#include "dockaudit/error.h"

#include <stddef.h>

struct tree_text;

/*
 * Why a character is refused in a policy's text, or NULL: control characters
 * but tab and line feed, and those that reorder text on a screen (Unicode
 * Standard Annex 9, table of explicit formatting characters) or end a line for
 * some readers only.
 */
const char *chars_refusal(unsigned code);

/*
 * Refuse a file before YAML is looked at: bytes that are no UTF-8, UTF-16,
 * refused characters, %TAG directives (of which libyaml 0.2.5 compares each
 * with all others).  A byte order mark at the start and CR LF are fine.
 * *ret_end is the place behind the last character.
 */
bool chars_check(const struct tree_text *text, struct where *ret_end,
                 struct error *err);

/* The length of a UTF-8 byte order mark at the start of text: 3 or 0. */
size_t chars_bom(const struct tree_text *text);

#endif
