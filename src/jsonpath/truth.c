#include "truth.h"

#include "compare.h"
#include "select.h"
#include "value.h"

enum truth truth_not(enum truth truth)
{
	switch (truth) {
	case TRUTH_FALSE:
		return TRUTH_TRUE;
	case TRUTH_UNKNOWN:
		return TRUTH_UNKNOWN;
	case TRUTH_TRUE:
		return TRUTH_FALSE;
	}
	__builtin_unreachable();
}

/* All of && or ||: one term that decides is enough, wherever it stands. */
static enum truth chain(struct run *run, const struct expr *expr,
                        enum truth decides)
{
	enum truth all = truth_not(decides);

	for (const struct expr *t = expr->first; t; t = t->next) {
		enum truth term = truth_of(run, t);

		if (term == decides || run->stopped)
			return term;
		if (term == TRUTH_UNKNOWN)
			all = TRUTH_UNKNOWN;
	}
	return all;
}

struct existence {
	struct walk walk;
	enum truth exists;
};

static bool note_existence(struct walk *walk, const struct place *place)
{
	struct existence *existence = (struct existence *)walk;

	existence->exists = place->maybe ? TRUTH_UNKNOWN : TRUTH_TRUE;
	return place->maybe;
}

static enum truth exists(struct run *run, const struct query *query)
{
	struct existence existence = {
		.walk = { .run = run, .query = query, .found = note_existence },
		.exists = TRUTH_FALSE,
	};
	const cJSON *node;

	if (query->singular) {
		node = select_single(run, query);
		if (node && run_hidden(run, node))
			return run_unreadable(run, query->text, node);
		return node ? TRUTH_TRUE : TRUTH_FALSE;
	}
	(void)select_walk(&existence.walk);
	if (existence.exists == TRUTH_FALSE && existence.walk.incomplete)
		return TRUTH_UNKNOWN;
	return existence.exists;
}

static enum truth evaluate(struct run *run, const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_OR:
		return chain(run, expr, TRUTH_TRUE);
	case EXPR_AND:
		return chain(run, expr, TRUTH_FALSE);
	case EXPR_NOT:
		return truth_not(truth_of(run, expr->first));
	case EXPR_COMPARE:
		return compare_operands(run, expr);
	case EXPR_TEST:
		if (expr->left.kind == OPERAND_QUERY)
			return exists(run, expr->left.query);
		return value_test(run, expr->left.call);
	}
	__builtin_unreachable();
}

enum truth truth_of(struct run *run, const struct expr *expr)
{
	const struct jsonpath_doubt before = run->doubt;
	enum truth truth = evaluate(run, expr);

	if (truth != TRUTH_UNKNOWN && !run->stopped)
		run->doubt = before;
	return truth;
}
