#include "compare.h"

#include "child.h"
#include "truth.h"
#include "value.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"

#include <string.h>

/* One deep comparison. */
struct depth {
	struct run *run;
	const char *query;
	unsigned depth;
};

static bool same_type(const cJSON *a, const cJSON *b)
{
	if (cJSON_IsBool(a))
		return cJSON_IsBool(b);
	return (a->type & 0xFF) == (b->type & 0xFF);
}

static enum truth of(bool truth)
{
	return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth equal(struct depth *at, const cJSON *a, const cJSON *b);

static enum truth equal_arrays(struct depth *at, const cJSON *a, const cJSON *b)
{
	enum truth all = TRUTH_TRUE;

	for (a = a->child, b = b->child; a && b; a = a->next, b = b->next) {
		enum truth one = equal(at, a, b);

		if (one == TRUTH_FALSE || at->run->stopped)
			return TRUTH_FALSE;
		if (one == TRUTH_UNKNOWN)
			all = TRUTH_UNKNOWN;
	}
	return a || b ? TRUTH_FALSE : all;
}

/*
 * Every member of a is in b with an equal value.  hint is where it likely
 * stands: members mostly come in the same order.  Of members of the same name
 * the first counts, as in queries.
 */
static enum truth contains(struct depth *at, const cJSON *b, const cJSON *a)
{
	const cJSON *hint = b->child;
	enum truth all = TRUTH_TRUE;

	for (const cJSON *m = a->child; m; m = m->next) {
		const cJSON *other = hint;
		enum truth one;

		if (!other || strcmp(m->string, other->string) != 0)
			other = child_member(at->run, at->query, b, m->string);
		if (!other)
			return TRUTH_FALSE;
		hint = other->next;
		one = equal(at, m, other);
		if (one == TRUTH_FALSE || at->run->stopped)
			return TRUTH_FALSE;
		if (one == TRUTH_UNKNOWN)
			all = TRUTH_UNKNOWN;
	}
	return all;
}

static enum truth equal_objects(struct depth *at, const cJSON *a,
                                const cJSON *b)
{
	size_t length = 0;
	size_t other = 0;

	for (const cJSON *m = a->child; m; m = m->next)
		length++;
	for (const cJSON *m = b->child; m; m = m->next)
		other++;
	return length == other ? contains(at, b, a) : TRUTH_FALSE;
}

static enum truth equal_children(struct depth *at, const cJSON *a,
                                 const cJSON *b)
{
	enum truth truth;

	if (at->depth >= LIMIT_DOCUMENT_DEPTH)
		return run_limit(at->run, at->query,
		                 "compares values that are nested too deep");
	at->depth++;
	truth = cJSON_IsArray(a) ? equal_arrays(at, a, b)
	                         : equal_objects(at, a, b);
	at->depth--;
	return truth;
}

static enum truth equal(struct depth *at, const cJSON *a, const cJSON *b)
{
	if (!run_visit(at->run, at->query))
		return TRUTH_FALSE;
	if (run_hidden(at->run, a))
		return run_unreadable(at->run, at->query, a);
	if (run_hidden(at->run, b))
		return run_unreadable(at->run, at->query, b);
	if ((a->type & 0xFF) != (b->type & 0xFF))
		return TRUTH_FALSE;
	switch (a->type & 0xFF) {
	case cJSON_Number:
		return of(!(a->valuedouble < b->valuedouble) &&
		          !(a->valuedouble > b->valuedouble));
	case cJSON_String:
		return of(strcmp(a->valuestring, b->valuestring) == 0);
	case cJSON_Array:
	case cJSON_Object:
		return equal_children(at, a, b);
	case cJSON_Raw:
		return TRUTH_FALSE;
	}
	return TRUTH_TRUE;
}

enum truth compare_equal(struct run *run, const char *query, const cJSON *a,
                         const cJSON *b)
{
	return equal(&(struct depth){ run, query, 0 }, a, b);
}

/* Only numbers and strings are ordered; UTF-8 sorts as its characters do. */
static bool less(const cJSON *a, const cJSON *b)
{
	if (cJSON_IsNumber(a) && cJSON_IsNumber(b))
		return a->valuedouble < b->valuedouble;
	if (cJSON_IsString(a) && cJSON_IsString(b))
		return strcmp(a->valuestring, b->valuestring) < 0;
	return false;
}

/* Of two values that are there. */
static enum truth compare_values(struct run *run, const struct expr *expr,
                                 const cJSON *a, const cJSON *b)
{
	const char *query = expr->left.kind == OPERAND_LITERAL
	                            ? expr->right.text
	                            : expr->left.text;

	switch (expr->comparison) {
	case COMPARISON_EQUAL:
		return compare_equal(run, query, a, b);
	case COMPARISON_NOT_EQUAL:
		return truth_not(compare_equal(run, query, a, b));
	case COMPARISON_AT_MOST:
		if (less(a, b))
			return TRUTH_TRUE;
		return compare_equal(run, query, a, b);
	case COMPARISON_AT_LEAST:
		if (less(b, a))
			return TRUTH_TRUE;
		return compare_equal(run, query, a, b);
	case COMPARISON_LESS:
		return of(less(a, b));
	case COMPARISON_GREATER:
		return of(less(b, a));
	}
	__builtin_unreachable();
}

/* RFC 9535 section 2.3.5.2.2: Nothing equals nothing but Nothing. */
static enum truth compare_nothing(enum comparison comparison, bool both)
{
	switch (comparison) {
	case COMPARISON_EQUAL:
	case COMPARISON_AT_MOST:
	case COMPARISON_AT_LEAST:
		return of(both);
	case COMPARISON_NOT_EQUAL:
		return of(!both);
	case COMPARISON_LESS:
	case COMPARISON_GREATER:
		return TRUTH_FALSE;
	}
	__builtin_unreachable();
}

static bool is_order(enum comparison comparison)
{
	return comparison != COMPARISON_EQUAL &&
	       comparison != COMPARISON_NOT_EQUAL;
}

/* Two values that no answer can be given for: say so of the one not literal. */
static enum truth doubt_types(struct run *run, const struct expr *expr,
                              const cJSON *a, const cJSON *b)
{
	bool turned = expr->left.kind == OPERAND_LITERAL;
	const cJSON *blamed = turned ? b : a;
	const char *query = turned ? expr->right.text : expr->left.text;

	if (same_type(a, b)) {
		return run_doubt(run, query,
		                 arena_printf(run->scratch,
		                              "is %s, which has no order",
		                              run_type(blamed)));
	}
	return run_doubt(run, query,
	                 arena_printf(run->scratch, "is %s, compared with %s",
	                              run_type(blamed),
	                              run_type(turned ? a : b)));
}

/* Whether a judgement can be made of these two. */
static bool is_comparable(enum comparison comparison, const cJSON *a,
                          const cJSON *b)
{
	if (cJSON_IsNull(a) || cJSON_IsNull(b))
		return true;
	if (!same_type(a, b))
		return false;
	return !is_order(comparison) ||
	       !(cJSON_IsArray(a) || cJSON_IsObject(a));
}

enum truth compare_operands(struct run *run, const struct expr *expr)
{
	cJSON rooms[2] = { 0 };
	const cJSON *a = value_of(run, &expr->left, &rooms[0]);
	const cJSON *b = value_of(run, &expr->right, &rooms[1]);

	if (run->stopped)
		return TRUTH_UNKNOWN;
	if (!a || !b) {
		return run->judging
		               ? TRUTH_UNKNOWN
		               : compare_nothing(expr->comparison, !a && !b);
	}
	if (run->judging && !is_comparable(expr->comparison, a, b))
		return doubt_types(run, expr, a, b);
	return compare_values(run, expr, a, b);
}
