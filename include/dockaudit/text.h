#ifndef DOCKAUDIT_TEXT_H
#define DOCKAUDIT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The name among candidates[0..count) that the user most likely meant by word,
 * or NULL when none is near (more than a third of the letters differ).
 */
const char *text_nearest(const char *word, const char *const candidates[],
                         size_t count);

bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/*
 * The length of the UTF-8 character at text[0..length), 1 to 4, or 0 where the
 * bytes there are not valid UTF-8 (RFC 3629: no surrogates, no overlong forms,
 * nothing above U+10FFFF).  *ret_code is its code point.
 */
size_t text_utf8(const char *text, size_t length, unsigned *ret_code);

/* Characters in the first length bytes of valid UTF-8. */
size_t text_characters(const char *text, size_t length);

/* Seconds since 1970 of an RFC 3339 date; false when text is not one. */
bool text_to_time(const char *text, long long *ret_seconds);

/* Write seconds since 1970 as RFC 3339 UTC, "2026-01-02T03:04:05Z". */
enum { TEXT_TIME_SIZE = 32 };
void text_from_time(long long seconds, char ret_text[TEXT_TIME_SIZE]);

#endif
