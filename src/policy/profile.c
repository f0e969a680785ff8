#include "profile.h"

#include "control.h"
#include "fields.h"
#include "load.h"
#include "tree.h"
#include "unique.h"

#include "dockaudit/arena.h"

#include <string.h>

struct draft {
	const char *id, *title;
	const struct tree *sections, *params;
};

static const struct field rows[] = {
	{ "id", REQUIRED, FIELD_ID, offsetof(struct draft, id), NULL },
	{ "title", REQUIRED, FIELD_LINE, offsetof(struct draft, title), NULL },
	{ "sections", REQUIRED, FIELD_LIST, offsetof(struct draft, sections),
	  NULL },
	{ "params", OPTIONAL, FIELD_MAP, offsetof(struct draft, params), NULL },
};

static const struct fields fields = { "a profile", rows,
	                              sizeof(rows) / sizeof(rows[0]) };

struct section_draft {
	const char *id, *name, *title;
	const struct tree *controls;
};

#define SECTION(member) offsetof(struct section_draft, member)

static const struct field section_rows[] = {
	{ "id", REQUIRED, FIELD_ID, SECTION(id), NULL },
	{ "name", REQUIRED, FIELD_NAME, SECTION(name), NULL },
	{ "title", REQUIRED, FIELD_LINE, SECTION(title), NULL },
	{ "controls", REQUIRED, FIELD_LIST, SECTION(controls), NULL },
};

static const struct fields section_fields = { "a section", section_rows,
	                                      sizeof(section_rows) /
	                                              sizeof(section_rows[0]) };

static bool parse_section(struct load *load, const struct tree *node,
                          struct section *section)
{
	struct section_draft draft = { 0 };
	bool ok = fields_fill(load, &section_fields, node, &draft);

	*section = (struct section){
		.at = node->at,
		.id = draft.id,
		.name = draft.name,
		.title = draft.title,
	};
	if (draft.controls && !control_parse_all(load, draft.controls, section))
		ok = false;
	if ((draft.id && strcmp(draft.id, PROFILE_LOCAL) == 0) ||
	    (draft.name && strcmp(draft.name, PROFILE_LOCAL) == 0)) {
		ok = complain(&load->complaints, node->at,
		              "'" PROFILE_LOCAL "' is kept for checks that no "
		              "control names");
	}
	return ok;
}

/* Collect the scalars of that key in a list of mappings. */
static size_t collect(const struct tree *list, const char *key,
                      const struct tree *scalars[])
{
	size_t count = 0;

	for (const struct tree *node = list->first; node; node = node->next)
		scalars[count++] = tree_member(node, key);
	return count;
}

static bool check_unique(struct load *load, const struct tree *scalars[],
                         size_t count, const char *what)
{
	const struct tree *earlier = NULL;
	const struct tree *twice = unique_find(scalars, count, &earlier);

	return !twice || complain(&load->complaints, twice->at,
	                          "the %s '%s' is here twice, first on line %u",
	                          what, twice->text, earlier->at.line);
}

/* Ids by which -c, -e and reports tell sections and controls apart. */
static bool check_ids(struct load *load, const struct tree *sections)
{
	size_t count = sections->count;
	size_t controls = 0;
	const struct tree **scalars;
	bool ok;

	for (const struct tree *at = sections->first; at; at = at->next)
		controls += tree_member(at, "controls")->count;
	if (controls > count)
		count = controls;
	scalars = arena_alloc(load->arena, count * sizeof(const struct tree *));
	ok = check_unique(load, scalars, collect(sections, "id", scalars),
	                  "section");
	if (!check_unique(load, scalars, collect(sections, "name", scalars),
	                  "section name"))
		ok = false;
	count = 0;
	for (const struct tree *at = sections->first; at; at = at->next)
		count += collect(tree_member(at, "controls"), "id",
		                 scalars + count);
	return check_unique(load, scalars, count, "control") && ok;
}

static bool parse_sections(struct load *load, const struct tree *list,
                           struct profile *profile)
{
	struct section *sections =
		arena_alloc(load->arena, list->count * sizeof(*sections));
	size_t count = 0;
	bool ok = true;

	for (const struct tree *node = list->first; node; node = node->next)
		if (!parse_section(load, node, &sections[count++]))
			ok = false;
	profile->sections = sections;
	profile->section_count = count;
	return ok && check_ids(load, list);
}

bool profile_parse(struct load *load, const struct tree *root,
                   struct profile *ret_profile)
{
	struct draft draft = { 0 };
	struct profile profile = { .at = root->at };
	size_t before = load->complaints.count;
	bool ok = fields_fill(load, &fields, root, &draft);

	profile.id = draft.id;
	profile.title = draft.title;
	if (draft.sections && !parse_sections(load, draft.sections, &profile))
		ok = false;
	complain_sort(&load->complaints, before);
	if (!ok)
		return false;
	*ret_profile = profile;
	return true;
}
