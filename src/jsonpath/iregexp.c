#include "iregexp.h"

#include "dockaudit/arena.h"
#include "dockaudit/error.h"
#include "dockaudit/limits.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

enum {
	MATCH_LIMIT = 1 << 18, /* steps: some milliseconds */
	DEPTH_LIMIT = 1 << 17, /* of backtracking */
	HEAP_LIMIT_KIB = 32 << 10,
};

struct iregexp {
	pcre2_code *code;            /* NULL: refused */
	enum iregexp_result refused; /* why */
};

struct iregexp_matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	/* The last pattern that was not a literal, and what it is. */
	char pattern[LIMIT_REGEX_TEXT + 1];
	bool whole;
	bool used; /* there was one */
	struct iregexp compiled;
};

static void *from_arena(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

/* The arena frees it. */
static void leave(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

/* Ranges and counts that are the wrong way round are no I-Regexp either. */
static enum iregexp_result refusal(int error)
{
	return error == PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER ||
	                       error == PCRE2_ERROR_CLASS_RANGE_ORDER
	               ? IREGEXP_BAD_PATTERN
	               : IREGEXP_PATTERN_LIMIT;
}

static struct iregexp compile(pcre2_general_context *memory,
                              const char *pattern, bool whole)
{
	const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
	                         PCRE2_NO_AUTO_CAPTURE |
	                         PCRE2_NEVER_BACKSLASH_C;
	const uint32_t anchors = PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	char translated[IREGEXP_GROWTH * LIMIT_REGEX_TEXT + 1];
	pcre2_compile_context *context;
	struct iregexp compiled = { .refused = IREGEXP_BAD_PATTERN };
	PCRE2_SIZE offset;
	int error = 0;

	if (strlen(pattern) > LIMIT_REGEX_TEXT) {
		compiled.refused = IREGEXP_PATTERN_LIMIT;
		return compiled;
	}
	if (!iregexp_translate(pattern, translated))
		return compiled;
	context = pcre2_compile_context_create(memory);
	if (!context)
		oom();
	compiled.code = pcre2_compile(
		(PCRE2_SPTR)translated, PCRE2_ZERO_TERMINATED,
		whole ? options | anchors : options, &error, &offset, context);
	pcre2_compile_context_free(context);
	if (!compiled.code)
		compiled.refused = refusal(error);
	return compiled;
}

const struct iregexp *iregexp_new(struct arena *arena, const char *pattern,
                                  bool whole)
{
	struct iregexp *iregexp = arena_alloc(arena, sizeof(*iregexp));
	pcre2_general_context *memory =
		pcre2_general_context_create(from_arena, leave, arena);

	*iregexp = compile(memory, pattern, whole);
	return iregexp;
}

static struct iregexp_matcher *matcher_new(void)
{
	struct iregexp_matcher *matcher = calloc(1, sizeof(*matcher));

	if (!matcher)
		oom();
	matcher->context = pcre2_match_context_create(NULL);
	matcher->data = pcre2_match_data_create(1, NULL);
	if (!matcher->context || !matcher->data)
		oom();
	(void)pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
	(void)pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
	(void)pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
	return matcher;
}

void iregexp_matcher_free(struct iregexp_matcher *matcher)
{
	if (!matcher)
		return;
	pcre2_code_free(matcher->compiled.code);
	pcre2_match_data_free(matcher->data);
	pcre2_match_context_free(matcher->context);
	free(matcher);
}

bool iregexp_taken(const struct iregexp *iregexp)
{
	return iregexp->code != NULL;
}

enum iregexp_result iregexp_match(struct iregexp_matcher **matcher,
                                  const struct iregexp *iregexp,
                                  const char *subject)
{
	size_t length = strlen(subject);
	int found;

	if (!iregexp->code)
		return iregexp->refused;
	if (length > LIMIT_REGEX_SUBJECT)
		return IREGEXP_SUBJECT_LIMIT;
	if (!*matcher)
		*matcher = matcher_new();
	found = pcre2_match(iregexp->code, (PCRE2_SPTR)subject, length, 0, 0,
	                    (*matcher)->data, (*matcher)->context);
	if (found >= 0)
		return IREGEXP_MATCH;
	if (found == PCRE2_ERROR_NOMATCH)
		return IREGEXP_NO_MATCH;
	if (found <= PCRE2_ERROR_UTF8_ERR1 && found >= PCRE2_ERROR_UTF8_ERR21)
		return IREGEXP_BAD_SUBJECT;
	return IREGEXP_MATCH_LIMIT;
}

enum iregexp_result iregexp_match_text(struct iregexp_matcher **matcher,
                                       const char *pattern, bool whole,
                                       const char *subject)
{
	struct iregexp_matcher *m;

	if (strlen(pattern) > LIMIT_REGEX_TEXT)
		return IREGEXP_PATTERN_LIMIT;
	if (!*matcher)
		*matcher = matcher_new();
	m = *matcher;
	if (!m->used || m->whole != whole || strcmp(m->pattern, pattern) != 0) {
		pcre2_code_free(m->compiled.code);
		(void)stpcpy(m->pattern, pattern);
		m->whole = whole;
		m->used = true;
		m->compiled = compile(NULL, pattern, whole);
	}
	return iregexp_match(matcher, &m->compiled, subject);
}
