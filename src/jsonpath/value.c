#include "value.h"

#include "function.h"

static const cJSON *query_value(struct run *run, const struct query *query)
{
	const cJSON *node = select_single(run, query);

	if (!run->judging)
		return node;
	if (!node)
		(void)run_doubt(run, query->text, "selects nothing");
	else if (run_hidden(run, node))
		(void)run_unreadable(run, query->text, node);
	else
		return node;
	return NULL;
}

/* Evaluate the arguments that are values.  False: one is unknown. */
static bool begin_call(struct frame *frame, cJSON rooms[CALL_ARGUMENTS])
{
	const struct function *function = frame->call->function;

	for (size_t i = 0; i < function->arity; i++) {
		if (function->takes[i] != TYPE_VALUE)
			continue;
		frame->values[i] = value_of(
			frame->run, &frame->call->arguments[i], &rooms[i]);
		if (!frame->values[i] && frame->run->judging)
			return false;
	}
	return !frame->run->stopped;
}

static const cJSON *call_value(struct run *run, const struct call *call,
                               cJSON *room)
{
	struct frame frame = { .run = run, .call = call };
	cJSON rooms[CALL_ARGUMENTS] = { 0 };
	const cJSON *value = NULL;

	if (begin_call(&frame, rooms))
		value = call->function->value(&frame, room);
	/* It is a node, a literal, or in room; never in the frame. */
	/* cppcheck-suppress returnDanglingLifetime */
	return value;
}

enum truth value_test(struct run *run, const struct call *call)
{
	struct frame frame = { .run = run, .call = call };
	cJSON rooms[CALL_ARGUMENTS] = { 0 };

	if (!begin_call(&frame, rooms))
		return TRUTH_UNKNOWN;
	return call->function->test(&frame);
}

const cJSON *value_of(struct run *run, const struct operand *operand,
                      cJSON *room)
{
	switch (operand->kind) {
	case OPERAND_LITERAL:
		return operand->literal;
	case OPERAND_QUERY:
		return query_value(run, operand->query);
	case OPERAND_CALL:
		return call_value(run, operand->call, room);
	}
	__builtin_unreachable();
}

void value_each(struct walk *walk, const struct operand *operand)
{
	struct place place = { 0 };
	cJSON room = { 0 };

	if (operand->kind == OPERAND_QUERY && !operand->query->singular) {
		walk->query = operand->query;
		(void)select_walk(walk);
		return;
	}
	place.value = value_of(walk->run, operand, &room);
	if (place.value)
		(void)walk->found(walk, &place);
	else
		walk->incomplete |= walk->run->judging;
}
