#include "control.h"

#include "fields.h"
#include "load.h"
#include "tree.h"

#include "dockaudit/arena.h"

struct draft {
	const char *id, *title;
	unsigned level, assessment;
	const struct tree *checks;
};

static const char *level_at(size_t index)
{
	static const char *const levels[] = { "1", "2", NULL };

	return levels[index];
}

static const char *assessment_at(size_t index)
{
	static const char *const labels[] = { "manual", "automated", NULL };

	return labels[index];
}

#define AT(member) offsetof(struct draft, member)

static const struct field rows[] = {
	{ "id", REQUIRED, FIELD_ID, AT(id), NULL },
	{ "checks", REQUIRED, FIELD_LIST, AT(checks), NULL },
	{ "title", OPTIONAL, FIELD_LINE, AT(title), NULL },
	{ "level", OPTIONAL, FIELD_CHOICE, AT(level), level_at },
	{ "assessment", OPTIONAL, FIELD_CHOICE, AT(assessment), assessment_at },
};

static const struct fields fields = { "a control", rows,
	                              sizeof(rows) / sizeof(rows[0]) };

/* The check that node names, or NULL with a complaint. */
static const struct check *find_check(struct load *load,
                                      const struct tree *node)
{
	const struct check *check = NULL;

	if (node->kind == TREE_SCALAR)
		check = load_check(load, node->text);
	if (check)
		return check;
	if (node->kind != TREE_SCALAR) {
		(void)complain(&load->complaints, node->at,
		               "'checks' must be a list of texts, not of %s",
		               tree_what(node));
	} else {
		(void)complain(&load->complaints, node->at,
		               "unknown check '%s'%s",
		               complain_quote(load->arena, node->text),
		               load_check_hint(load, node->text));
	}
	return NULL;
}

static bool contains(const struct check *const *checks, size_t count,
                     const struct check *check)
{
	for (size_t i = 0; i < count; i++)
		if (checks[i] == check)
			return true;
	return false;
}

static bool find_checks(struct load *load, const struct tree *list,
                        struct control *control)
{
	const struct check **checks = arena_alloc(
		load->arena, list->count * sizeof(const struct check *));
	size_t count = 0;
	bool ok = true;

	if (list->count == 0)
		return complain(&load->complaints, list->at,
		                "a control needs at least one check");
	for (const struct tree *node = list->first; node; node = node->next) {
		const struct check *check = find_check(load, node);

		if (!check)
			ok = false;
		else if (contains(checks, count, check)) {
			ok = complain(&load->complaints, node->at,
			              "the check '%s' is here twice",
			              check->id);
		} else {
			checks[count++] = check;
		}
	}
	control->checks = checks;
	control->check_count = count;
	return ok;
}

/* The greatest of its checks'. */
static enum severity severity_of(const struct control *control)
{
	enum severity severity = SEVERITY_LOW;

	for (size_t i = 0; i < control->check_count; i++)
		if (control->checks[i]->severity > severity)
			severity = control->checks[i]->severity;
	return severity;
}

static bool parse(struct load *load, const struct tree *node,
                  const char *section, struct control *control)
{
	struct draft draft = { 0 };
	bool ok = fields_fill(load, &fields, node, &draft);

	if (draft.checks && !find_checks(load, draft.checks, control))
		ok = false;
	if (!ok)
		return false;
	control->at = node->at;
	control->id = draft.id;
	control->title = draft.title ? draft.title : control->checks[0]->title;
	control->section = section;
	control->level = draft.level; /* the first choice is 1 */
	control->assessment =
		draft.assessment ? assessment_at(draft.assessment - 1) : NULL;
	control->severity = severity_of(control);
	return true;
}

bool control_parse_all(struct load *load, const struct tree *list,
                       struct section *section)
{
	struct control *controls =
		arena_alloc(load->arena, list->count * sizeof(*controls));
	size_t count = 0;
	bool ok = true;

	for (const struct tree *node = list->first; node; node = node->next)
		if (!parse(load, node, section->id, &controls[count++]))
			ok = false;
	section->controls = controls;
	section->control_count = count;
	return ok;
}
