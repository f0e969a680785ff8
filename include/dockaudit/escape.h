#ifndef DOCKAUDIT_ESCAPE_H
#define DOCKAUDIT_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/*
 * All escaping there is.  Whatever comes from outside (names, labels, paths,
 * messages of a daemon) goes through one of these on its way out.  All take
 * any bytes; what is not valid UTF-8 is shown byte by byte.
 */

/*
 * For people: no control character (C0, DEL, C1), no bidirectional or other
 * invisible formatting character, no line end reaches a terminal.  They are
 * shown as \n, \t, \x1b, \u{202e}, and a backslash as \\.
 */
void escape_text(FILE *out, const char *text, size_t length);

/* The inside of a JSON string (RFC 8259), always valid UTF-8, ASCII-safe
 * for line separators; the quotes are the caller's. */
void escape_json(FILE *out, const char *text, size_t length);

/*
 * JSON text that is complete already, for a terminal: what escape_text() would
 * not let through becomes an escape of JSON.
 */
void escape_json_text(FILE *out, const char *text, size_t length);

/*
 * XML 1.0 text or attribute value.  Characters that XML forbids, and the others
 * that escape_text() shows, are shown as it does; line ends and tabs become
 * character references.
 */
void escape_xml(FILE *out, const char *text, size_t length);

/* Columns that escape_text()'s output takes on a terminal (wide characters
 * count 2, combining ones 0). */
size_t escape_width(const char *text, size_t length);

/* As escape_text(), into at most size bytes with the NUL, cut with "…". */
void escape_copy(char *to, size_t size, const char *text, size_t length);

#endif
