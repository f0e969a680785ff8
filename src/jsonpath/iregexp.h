#ifndef JSONPATH_IREGEXP_H
#define JSONPATH_IREGEXP_H

#include <stdbool.h>

struct arena;

/*
 * I-Regexp, RFC 9485: checked by its own grammar, then run by PCRE2.  As in
 * the mappings of its section 5, ^ and $ are handed through, and so are the
 * ends of the text.
 */
struct iregexp;

/*
 * Compile pattern, to match whole texts or anywhere in them.  Lives in the
 * arena.  Never NULL: a pattern that is refused matches as it was refused.
 */
const struct iregexp *iregexp_new(struct arena *arena, const char *pattern,
                                  bool whole);

/* Whether it was taken: an I-Regexp, within the limits. */
bool iregexp_taken(const struct iregexp *iregexp);

enum iregexp_result {
	IREGEXP_MATCH,
	IREGEXP_NO_MATCH,
	IREGEXP_BAD_PATTERN,   /* not an I-Regexp */
	IREGEXP_BAD_SUBJECT,   /* not UTF-8 */
	IREGEXP_PATTERN_LIMIT, /* too long or too large when compiled */
	IREGEXP_SUBJECT_LIMIT, /* too long */
	IREGEXP_MATCH_LIMIT,   /* too much time or memory */
};

/* What a match needs besides, to be used for many. */
struct iregexp_matcher;

/* Released with iregexp_matcher_free; *matcher is NULL at first. */
enum iregexp_result iregexp_match(struct iregexp_matcher **matcher,
                                  const struct iregexp *iregexp,
                                  const char *subject);

/* The same with a pattern that is known only now; the last one is kept. */
enum iregexp_result iregexp_match_text(struct iregexp_matcher **matcher,
                                       const char *pattern, bool whole,
                                       const char *subject);

void iregexp_matcher_free(struct iregexp_matcher *matcher); /* NULL: fine */

/*
 * iregexp_syntax.c: write the pattern as PCRE2 has it.  False when it is not
 * an I-Regexp.  ret_translated has room for IREGEXP_GROWTH bytes for each of
 * pattern's, and the NUL.
 */
enum { IREGEXP_GROWTH = 5 };
bool iregexp_translate(const char *pattern, char *ret_translated);

#endif
