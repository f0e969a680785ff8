#include "function.h"
#include "parse.h"

#include "dockaudit/arena.h"

#include <string.h>

/* The order matters: no token begins with an earlier one. */
static const struct {
	const char *token;
	enum comparison comparison;
} comparisons[] = {
	{ "==", COMPARISON_EQUAL },   { "!=", COMPARISON_NOT_EQUAL },
	{ "<=", COMPARISON_AT_MOST }, { ">=", COMPARISON_AT_LEAST },
	{ "<", COMPARISON_LESS },     { ">", COMPARISON_GREATER },
};

enum { COMPARISONS = sizeof(comparisons) / sizeof(comparisons[0]) };

static bool take_comparison(struct parser *p, enum comparison *ret_comparison)
{
	size_t resume = p->at;

	lex_blanks(p);
	for (size_t i = 0; i < COMPARISONS; i++) {
		if (!lex_take(p, comparisons[i].token))
			continue;
		*ret_comparison = comparisons[i].comparison;
		return true;
	}
	p->at = resume;
	return false;
}

bool condition_goes_on(struct parser *p)
{
	size_t resume = p->at;
	enum comparison ignored;
	bool on = take_comparison(p, &ignored);

	lex_blanks(p);
	on = on || lex_take(p, "&&") || lex_take(p, "||");
	p->at = resume;
	return on;
}

/* true, false, null or a call. */
static bool parse_word(struct parser *p, struct operand *operand,
                       cJSON *literal)
{
	static const struct {
		const char *word;
		int type;
	} literals[] = { { "true", cJSON_True },
		         { "false", cJSON_False },
		         { "null", cJSON_NULL } };
	const char *word = lex_word(p);

	if (!word)
		return lex_expected(p, "a query, a function or a literal");
	if (p->text[p->at] == '(') {
		operand->kind = OPERAND_CALL;
		return call_parse(p, word, operand->at, &operand->call);
	}
	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++) {
		if (strcmp(literals[i].word, word) != 0)
			continue;
		literal->type = literals[i].type;
		return true;
	}
	if (function_find(word))
		return lex_expected(p, "'('");
	return lex_fail(p, operand->at,
	                "unknown word '%s': text stands in quotes", word);
}

static bool parse_operand(struct parser *p, struct operand *operand)
{
	char next = p->text[p->at];
	cJSON *literal;

	if (next == '$' || next == '@') {
		operand->kind = OPERAND_QUERY;
		return parse_query(p, &operand->query);
	}
	literal = arena_alloc(p->arena, sizeof(*literal));
	operand->kind = OPERAND_LITERAL;
	operand->literal = literal;
	if (lex_starts_string(p)) {
		literal->type = cJSON_String;
		return lex_string(p, &literal->valuestring);
	}
	if (lex_starts_integer(p)) {
		literal->type = cJSON_Number;
		return lex_number(p, &literal->valuedouble);
	}
	return parse_word(p, operand, literal);
}

bool condition_operand(struct parser *p, struct operand *ret_operand)
{
	*ret_operand = (struct operand){ .at = p->at };
	if (!parse_operand(p, ret_operand))
		return false;
	ret_operand->text = lex_since(p, ret_operand->at);
	return true;
}

static bool check_comparable(struct parser *p, const struct operand *operand)
{
	if (operand->kind == OPERAND_QUERY && !operand->query->singular) {
		return lex_fail(p, operand->at, "%s %s: it cannot be compared",
		                operand->text,
		                parse_not_singular(operand->query));
	}
	if (operand->kind == OPERAND_CALL &&
	    operand->call->function->result != TYPE_VALUE) {
		return lex_fail(p, operand->at,
		                "%s() is true or false by itself: it cannot be "
		                "compared",
		                operand->call->function->name);
	}
	return true;
}

static bool check_test(struct parser *p, const struct operand *operand)
{
	if (operand->kind == OPERAND_LITERAL)
		return lex_fail(p, operand->at,
		                "a literal must be compared with something");
	if (operand->kind == OPERAND_CALL &&
	    operand->call->function->result != TYPE_LOGICAL) {
		return lex_fail(p, operand->at,
		                "%s() gives a value: it must be compared",
		                operand->call->function->name);
	}
	return true;
}

/* comparison-expr, or test-expr without its "!". */
static bool parse_comparison(struct parser *p, bool negated, struct expr *expr)
{
	size_t after;

	if (!condition_operand(p, &expr->left))
		return false;
	after = p->at;
	if (!take_comparison(p, &expr->comparison)) {
		expr->kind = EXPR_TEST;
		return check_test(p, &expr->left);
	}
	if (negated)
		return lex_fail(p, after,
		                "a comparison after '!' needs parentheses");
	expr->kind = EXPR_COMPARE;
	lex_blanks(p);
	return check_comparable(p, &expr->left) &&
	       condition_operand(p, &expr->right) &&
	       check_comparable(p, &expr->right);
}

static bool parse_parentheses(struct parser *p, struct expr **ret_inner)
{
	lex_blanks(p);
	if (!parse_enter(p) || !condition_parse(p, ret_inner))
		return false;
	p->depth--;
	lex_blanks(p);
	return lex_take(p, ")") || lex_expected(p, "')'");
}

/* basic-expr. */
static bool parse_basic(struct parser *p, struct expr **ret_expr)
{
	bool negated = lex_take(p, "!");
	struct expr *expr;

	if (negated)
		lex_blanks(p);
	if (lex_take(p, "(")) {
		if (!parse_parentheses(p, &expr))
			return false;
	} else {
		expr = arena_alloc(p->arena, sizeof(*expr));
		if (!parse_comparison(p, negated, expr))
			return false;
	}
	*ret_expr = expr;
	if (negated) {
		*ret_expr = arena_alloc(p->arena, sizeof(**ret_expr));
		(*ret_expr)->kind = EXPR_NOT;
		(*ret_expr)->first = expr;
	}
	return true;
}

/* Terms of one kind with an operator between them. */
struct chain {
	enum expr_kind kind;
	const char *token;
	bool (*term)(struct parser *p, struct expr **ret_term);
};

static bool take_token(struct parser *p, const char *token)
{
	size_t resume = p->at;

	lex_blanks(p);
	if (lex_take(p, token)) {
		lex_blanks(p);
		return true;
	}
	p->at = resume;
	return false;
}

static bool parse_chain(struct parser *p, const struct chain *chain,
                        struct expr **ret_expr)
{
	struct expr *expr;
	struct expr *last;

	if (!chain->term(p, &last))
		return false;
	*ret_expr = last;
	if (!take_token(p, chain->token))
		return true;
	expr = arena_alloc(p->arena, sizeof(*expr));
	expr->kind = chain->kind;
	expr->first = last;
	do {
		if (!chain->term(p, &last->next))
			return false;
		last = last->next;
	} while (take_token(p, chain->token));
	*ret_expr = expr;
	return true;
}

static bool parse_and(struct parser *p, struct expr **ret_expr)
{
	static const struct chain chain = { EXPR_AND, "&&", parse_basic };

	return parse_chain(p, &chain, ret_expr);
}

bool condition_parse(struct parser *p, struct expr **ret_condition)
{
	static const struct chain chain = { EXPR_OR, "||", parse_and };

	return parse_chain(p, &chain, ret_condition);
}
