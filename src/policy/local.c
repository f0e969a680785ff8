#include "local.h"

#include "control.h"
#include "load.h"
#include "profile.h"
#include "words.h"

#include "dockaudit/arena.h"

#include <string.h>

static bool control_names(const struct control *control,
                          const struct check *check)
{
	for (size_t i = 0; i < control->check_count; i++)
		if (control->checks[i] == check)
			return true;
	return false;
}

static bool is_named(const struct profile *profile, const struct check *check)
{
	for (size_t i = 0; i < profile->section_count; i++) {
		for (size_t j = 0; j < profile->sections[i].control_count;
		     j++) {
			if (control_names(&profile->sections[i].controls[j],
			                  check))
				return true;
		}
	}
	return false;
}

static struct control control_of(struct load *load, const struct check *check)
{
	const struct check **checks =
		arena_alloc(load->arena, sizeof(const struct check *));

	checks[0] = check;
	return (struct control){
		.at = check->at,
		.id = check->id,
		.title = check->title,
		.section = PROFILE_LOCAL,
		.severity = check->severity,
		.checks = checks,
		.check_count = 1,
	};
}

static void append(struct load *load, const struct section *section,
                   struct profile *profile)
{
	struct section *sections = arena_alloc(
		load->arena, (profile->section_count + 1) * sizeof(*sections));

	if (profile->section_count)
		memcpy(sections, profile->sections,
		       profile->section_count * sizeof(*sections));
	sections[profile->section_count++] = *section;
	profile->sections = sections;
}

void local_add(struct load *load, const struct words *wanted,
               struct profile *profile)
{
	struct control *controls =
		arena_alloc(load->arena, load->check_count * sizeof(*controls));
	struct section section = {
		.at = profile->at,
		.id = PROFILE_LOCAL,
		.name = PROFILE_LOCAL,
		.title = "Checks that the profile does not name",
		.controls = controls,
	};

	for (size_t i = 0; i < load->check_count; i++) {
		const struct check *check = load->checks[i];

		if (check->builtin && !words_contain(wanted, check->id))
			continue;
		if (!is_named(profile, check))
			controls[section.control_count++] =
				control_of(load, check);
	}
	if (section.control_count)
		append(load, &section, profile);
}
