#include "select.h"

#include "load.h"
#include "local.h"
#include "words.h"

#include "dockaudit/arena.h"

#include <string.h>

static bool names_check(const struct control *control, const char *slug)
{
	for (size_t i = 0; i < control->check_count; i++)
		if (strcmp(control->checks[i]->id, slug) == 0)
			return true;
	return false;
}

static bool matches(const struct control *control, const struct word *word)
{
	return words_begin_id(word, control->id) ||
	       names_check(control, word->typed);
}

static size_t total(const struct profile *profile)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->section_count; i++)
		count += profile->sections[i].control_count;
	return count;
}

/*
 * Mark what word matches; false when that is nothing.  There is a mark for
 * each control, counted through the sections.
 */
static bool mark(struct load *load, const struct profile *profile,
                 const struct word *word, bool marks[])
{
	bool found = false;

	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];
		bool all = words_name_section(load->arena, word, section);

		for (size_t j = 0; j < section->control_count; j++) {
			if (!all && !matches(&section->controls[j], word))
				continue;
			marks[j] = true;
			found = true;
		}
		marks += section->control_count;
	}
	return found;
}

/* Everything that could have been meant by a word. */
static const char *hint(struct load *load, const struct profile *profile,
                        const char *word)
{
	size_t count = 0;
	const char **names =
		arena_alloc(load->arena, (load->check_count + total(profile) +
	                                  2 * profile->section_count) *
	                                         sizeof(*names));

	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];

		names[count++] = section->id;
		names[count++] = section->name;
		for (size_t j = 0; j < section->control_count; j++)
			names[count++] = section->controls[j].id;
	}
	for (size_t i = 0; i < load->check_count; i++)
		names[count++] = load->checks[i]->id;
	return complain_hint(load->arena, word, names, count);
}

static bool no_match(struct load *load, const struct profile *profile,
                     const char *option, const struct word *word,
                     struct error *err)
{
	return error_plain(err,
	                   "%s %s: no such control, check or section in "
	                   "profile %s%s",
	                   option, complain_quote(load->arena, word->typed),
	                   profile->id, hint(load, profile, word->id));
}

static bool mark_only(struct load *load, const struct profile *profile,
                      const struct words *only, bool marks[], struct error *err)
{
	for (size_t i = 0; i < only->count; i++) {
		if (!mark(load, profile, &only->items[i], marks))
			return no_match(load, profile, "-c", &only->items[i],
			                err);
	}
	return true;
}

/* To skip a check that is not in this profile is no mistake. */
static bool mark_skip(struct load *load, const struct profile *profile,
                      const struct words *skip, bool marks[], struct error *err)
{
	for (size_t i = 0; i < skip->count; i++) {
		if (!mark(load, profile, &skip->items[i], marks) &&
		    !load_check(load, skip->items[i].typed))
			return no_match(load, profile, "-e", &skip->items[i],
			                err);
	}
	return true;
}

/* A copy of section with the controls to keep. */
static struct section filtered(struct load *load, const struct section *section,
                               const bool keep[])
{
	struct control *controls = arena_alloc(
		load->arena, section->control_count * sizeof(*controls));
	struct section kept = *section;

	kept.controls = controls;
	kept.control_count = 0;
	for (size_t i = 0; i < section->control_count; i++)
		if (keep[i])
			controls[kept.control_count++] = section->controls[i];
	return kept;
}

static void filter(struct load *load, struct profile *profile,
                   const bool keep[])
{
	struct section *sections = arena_alloc(
		load->arena, profile->section_count * sizeof(*sections));
	size_t count = 0;

	for (size_t i = 0; i < profile->section_count; i++) {
		const struct section *section = &profile->sections[i];

		sections[count] = filtered(load, section, keep);
		keep += section->control_count;
		count += sections[count].control_count > 0;
	}
	profile->sections = sections;
	profile->section_count = count;
}

static bool choose(struct load *load, const struct words *only,
                   const struct words *skip, struct profile *profile,
                   struct error *err)
{
	size_t count = total(profile);
	bool *keep = arena_alloc(load->arena, count * sizeof(*keep));
	bool *drop = arena_alloc(load->arena, count * sizeof(*drop));

	if (!mark_only(load, profile, only, keep, err) ||
	    !mark_skip(load, profile, skip, drop, err))
		return false;
	for (size_t i = 0; i < count; i++)
		keep[i] = (only->count == 0 || keep[i]) && !drop[i];
	filter(load, profile, keep);
	return profile->section_count > 0 ||
	       error_plain(err, "no control of profile %s is left to audit",
	                   profile->id);
}

bool select_controls(struct load *load, const struct policy_options *options,
                     struct profile *profile, struct error *err)
{
	const struct word_lists keep = { "-c", options->only,
		                         options->only_count };
	const struct word_lists drop = { "-e", options->skip,
		                         options->skip_count };
	struct words only = { 0 };
	struct words skip = { 0 };

	if (!words_split(load->arena, &keep, &only, err) ||
	    !words_split(load->arena, &drop, &skip, err))
		return false;
	local_add(load, &only, profile);
	return choose(load, &only, &skip, profile, err);
}
