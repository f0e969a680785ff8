#include "compare.h"
#include "function.h"
#include "value.h"

struct membership {
	struct walk walk;
	const cJSON *value;
	const char *query;
	enum truth found;
};

static bool note_member(struct walk *walk, const struct place *place)
{
	struct membership *in = (struct membership *)walk;
	enum truth equal =
		compare_equal(walk->run, in->query, in->value, place->value);

	if (equal == TRUTH_FALSE)
		return true;
	in->found = place->maybe ? TRUTH_UNKNOWN : equal;
	return in->found != TRUTH_TRUE;
}

enum truth function_member_in(const struct frame *frame)
{
	struct membership in = {
		.walk = { .run = frame->run, .found = note_member },
		.value = frame->values[0],
		.query = frame->call->text,
		.found = TRUTH_FALSE,
	};

	if (!in.value)
		return TRUTH_FALSE;
	value_each(&in.walk, &frame->call->arguments[1]);
	if (in.found == TRUTH_FALSE && in.walk.incomplete)
		return TRUTH_UNKNOWN;
	return in.found;
}
