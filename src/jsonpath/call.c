#include "function.h"
#include "iregexp.h"
#include "parse.h"

#include "dockaudit/arena.h"

/* The well-typedness of RFC 9535 section 2.4.3. */
static bool check_value(struct parser *p, const char *name,
                        const struct operand *argument)
{
	if (argument->kind == OPERAND_QUERY && !argument->query->singular) {
		return lex_fail(
			p, argument->at, "%s() takes a value, and %s %s", name,
			argument->text, parse_not_singular(argument->query));
	}
	if (argument->kind == OPERAND_CALL &&
	    argument->call->function->result != TYPE_VALUE) {
		return lex_fail(p, argument->at,
		                "%s() takes a value, and %s() is a condition",
		                name, argument->call->function->name);
	}
	return true;
}

/* Where a query belongs. */
static bool refuse_value(struct parser *p, const char *name,
                         const struct operand *argument)
{
	bool condition = argument->kind == OPERAND_CALL &&
	                 argument->call->function->result == TYPE_LOGICAL;

	return lex_fail(p, argument->at, "%s() takes a query, not a %s", name,
	                condition ? "condition" : "value");
}

static bool check_argument(struct parser *p, const struct function *function,
                           size_t index, const struct operand *argument)
{
	bool query = argument->kind == OPERAND_QUERY;

	if (index >= function->arity)
		return true; /* the number of arguments is refused later */
	switch (function->takes[index]) {
	case TYPE_VALUE:
		return check_value(p, function->name, argument);
	case TYPE_PAIR:
		return query || check_value(p, function->name, argument);
	case TYPE_NODES:
		return query || refuse_value(p, function->name, argument);
	case TYPE_LOGICAL:
		break; /* no function takes one */
	}
	__builtin_unreachable();
}

static bool refuse_condition(struct parser *p, const struct function *function)
{
	return lex_fail(p, p->at, "%s() takes a %s, not a condition",
	                function->name,
	                function->takes[0] == TYPE_NODES ? "query" : "value");
}

static bool parse_argument(struct parser *p, struct call *call, size_t index)
{
	struct operand argument;
	char next = p->text[p->at];

	if (next == '!' || next == '(')
		return refuse_condition(p, call->function);
	if (!condition_operand(p, &argument))
		return false;
	if (condition_goes_on(p))
		return refuse_condition(p, call->function);
	if (index < CALL_ARGUMENTS)
		call->arguments[index] = argument;
	return check_argument(p, call->function, index, &argument);
}

static bool parse_arguments(struct parser *p, struct call *call,
                            size_t *ret_count)
{
	*ret_count = 0;
	lex_blanks(p);
	if (lex_take(p, ")"))
		return true;
	do {
		lex_blanks(p);
		if (!parse_argument(p, call, (*ret_count)++))
			return false;
		lex_blanks(p);
	} while (lex_take(p, ","));
	return lex_take(p, ")") || lex_expected(p, "',' or ')'");
}

static bool refuse_name(struct parser *p, const char *name, size_t start)
{
	const char *nearest = function_nearest(name);

	if (nearest) {
		return lex_fail(p, start,
		                "unknown function '%s' (did you mean '%s'?)",
		                name, nearest);
	}
	return lex_fail(p, start, "unknown function '%s'", name);
}

/* A pattern that is a literal is compiled once. */
static void prepare_pattern(struct parser *p, struct call *call)
{
	const struct operand *pattern = &call->arguments[1];

	if (call->function->pattern != PATTERN_NONE &&
	    pattern->kind == OPERAND_LITERAL &&
	    cJSON_IsString(pattern->literal)) {
		call->pattern =
			iregexp_new(p->arena, pattern->literal->valuestring,
		                    call->function->pattern == PATTERN_WHOLE);
		if (!p->bad_pattern && !iregexp_taken(call->pattern))
			p->bad_pattern = pattern->at + 1;
	}
}

bool call_parse(struct parser *p, const char *name, size_t start,
                const struct call **ret_call)
{
	struct call *call = arena_alloc(p->arena, sizeof(*call));
	size_t count;

	call->function = function_find(name);
	if (!call->function)
		return refuse_name(p, name, start);
	(void)lex_take(p, "(");
	if (!parse_enter(p) || !parse_arguments(p, call, &count))
		return false;
	p->depth--;
	if (count != call->function->arity) {
		return lex_fail(p, start, "%s() takes %zu argument%s, not %zu",
		                name, call->function->arity,
		                call->function->arity == 1 ? "" : "s", count);
	}
	call->text = lex_since(p, start);
	prepare_pattern(p, call);
	*ret_call = call;
	return true;
}
