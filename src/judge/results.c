#include "piles.h"

#include "dockaudit/arena.h"

static struct chosen *find(const struct results *results,
                           const struct check *check)
{
	for (size_t i = 0; i < results->chosen_count; i++)
		if (results->chosen[i].check == check)
			return &results->chosen[i];
	return NULL;
}

static void choose(struct results *results, const struct check *check,
                   struct pile *pile)
{
	struct chosen *chosen = find(results, check);

	if (!chosen) {
		results->chosen = arena_grow(
			results->keep, results->chosen, results->chosen_count,
			&results->chosen_capacity, sizeof(*results->chosen));
		chosen = &results->chosen[results->chosen_count++];
		*chosen = (struct chosen){ .check = check };
	}
	chosen->piles = arena_grow(results->keep, chosen->piles, chosen->count,
	                           &chosen->capacity, sizeof(*chosen->piles));
	chosen->piles[chosen->count++] = pile;
}

static void list_by_kind(struct results *results)
{
	for (size_t kind = 0; kind < KINDS; kind++) {
		const struct check **list = arena_alloc(
			results->keep, results->chosen_count * sizeof(*list));
		size_t count = 0;

		for (size_t i = 0; i < results->chosen_count; i++)
			if (results->chosen[i].check->subject == kind)
				list[count++] = results->chosen[i].check;
		results->of_kind[kind] = list;
		results->of_kind_count[kind] = count;
	}
}

static size_t count_controls(const struct profile *profile)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->section_count; i++)
		count += profile->sections[i].control_count;
	return count;
}

static void add_section(struct results *results, const struct section *section)
{
	for (size_t i = 0; i < section->control_count; i++) {
		const struct control *control = &section->controls[i];
		struct pile *pile = &results->piles[results->pile_count++];

		pile->control = control;
		for (size_t j = 0; j < control->check_count; j++)
			choose(results, control->checks[j], pile);
	}
}

struct results *results_new(struct arena *keep, const struct policy *policy,
                            bool keep_passes)
{
	const struct profile *profile = &policy->profile;
	struct results *results = arena_alloc(keep, sizeof(*results));

	results->keep = keep;
	results->policy = policy;
	results->keep_passes = keep_passes;
	results->piles = arena_alloc(keep, count_controls(profile) *
	                                           sizeof(*results->piles));
	for (size_t i = 0; i < profile->section_count; i++)
		add_section(results, &profile->sections[i]);
	list_by_kind(results);
	return results;
}

const struct check *const *results_checks(const struct results *results,
                                          enum kind kind, size_t *ret_count)
{
	*ret_count = results->of_kind_count[kind];
	return results->of_kind[kind];
}

/* All findings on a subject come one after the other: judging drops it then. */
static void count(struct pile *pile, const struct finding *finding)
{
	if (pile->latest == finding->subject) {
		pile->tally.of[pile->of_latest]--;
		if (finding->status > pile->of_latest)
			pile->of_latest = finding->status;
	} else {
		pile->latest = finding->subject;
		pile->of_latest = finding->status;
	}
	pile->tally.of[pile->of_latest]++;
	if (finding->status != STATUS_NOT_APPLICABLE)
		pile->applicable = finding->subject;
}

static void pile_on(struct results *results, struct pile *pile,
                    const struct finding *finding)
{
	count(pile, finding);
	if (finding->status == STATUS_PASS && !results->keep_passes)
		return;
	pile->findings = arena_grow(results->keep, pile->findings, pile->count,
	                            &pile->capacity, sizeof(*pile->findings));
	pile->findings[pile->count++] = *finding;
}

void results_add(struct results *results, const struct check *check,
                 const struct finding *finding)
{
	const struct chosen *chosen = find(results, check);

	for (size_t i = 0; chosen && i < chosen->count; i++)
		pile_on(results, chosen->piles[i], finding);
}
