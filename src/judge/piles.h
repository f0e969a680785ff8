#ifndef JUDGE_PILES_H
#define JUDGE_PILES_H

#include "dockaudit/results.h"

/* The findings of one control, as they come. */
struct pile {
	const struct control *control;
	struct tally tally; /* subjects, by the worst that was found on each */
	const struct subject *latest;
	enum status of_latest;
	const struct subject *applicable; /* the latest that it is about */
	struct finding *findings;
	size_t count, capacity;
};

/* A chosen check, and the piles of the controls that it decides. */
struct chosen {
	const struct check *check;
	struct pile **piles;
	size_t count, capacity;
};

struct results {
	struct arena *keep;
	const struct policy *policy;
	bool keep_passes;
	struct pile *piles; /* in the order of the profile */
	size_t pile_count;
	struct chosen *chosen;
	size_t chosen_count, chosen_capacity;
	const struct check **of_kind[KINDS];
	size_t of_kind_count[KINDS];
};

#endif
