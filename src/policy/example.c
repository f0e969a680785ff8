#include "example.h"

#include "expression.h"
#include "fields.h"
#include "load.h"
#include "param.h"
#include "tree.h"
#include "value.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <string.h>

struct draft {
	const struct tree *documents[STATUSES]; /* one of them is set */
	const struct tree *context;
	const struct tree *params;
	const struct tree *unreadable;
};

#define DOCUMENT(status) offsetof(struct draft, documents[status])

static const struct field rows[] = {
	{ "pass", OPTIONAL, FIELD_MAP, DOCUMENT(STATUS_PASS), NULL },
	{ "fail", OPTIONAL, FIELD_MAP, DOCUMENT(STATUS_FAIL), NULL },
	{ "error", OPTIONAL, FIELD_MAP, DOCUMENT(STATUS_ERROR), NULL },
	{ "manual", OPTIONAL, FIELD_MAP, DOCUMENT(STATUS_MANUAL), NULL },
	{ "not-applicable", OPTIONAL, FIELD_MAP,
	  DOCUMENT(STATUS_NOT_APPLICABLE), NULL },
	{ "context", OPTIONAL, FIELD_MAP, offsetof(struct draft, context),
	  NULL },
	{ "params", OPTIONAL, FIELD_MAP, offsetof(struct draft, params), NULL },
	{ "unreadable", OPTIONAL, FIELD_LIST,
	  offsetof(struct draft, unreadable), NULL },
};

static const struct fields fields = { "an example", rows,
	                              sizeof(rows) / sizeof(rows[0]) };

/* A fact that an example cannot read. */
struct gap {
	const struct tree *path;
	const char *reason;
	const char *help;
};

static const struct field gap_rows[] = {
	{ "path", REQUIRED, FIELD_SCALAR, offsetof(struct gap, path), NULL },
	{ "reason", REQUIRED, FIELD_LINE, offsetof(struct gap, reason), NULL },
	{ "help", OPTIONAL, FIELD_LINE, offsetof(struct gap, help), NULL },
};

static const struct fields gap_fields = {
	"an unreadable fact", gap_rows, sizeof(gap_rows) / sizeof(gap_rows[0])
};

static bool document(struct load *load, const struct tree *node,
                     const cJSON **ret_document)
{
	cJSON *value = NULL;
	struct error err;

	if (!node)
		return true;
	if (!value_parse(node, &value, &err))
		return complain_error(&load->complaints, &err);
	*ret_document = load_own(load, value);
	return true;
}

static bool context(struct load *load, const struct tree *node,
                    const cJSON **ret_context)
{
	const char *names[] = { expression_root(0), expression_root(1),
		                expression_root(2) };
	bool ok = true;

	for (const struct tree *at = node ? node->first : NULL; at;
	     at = at->next) {
		const char *key = at->key->text;

		if (strcmp(key, names[0]) == 0 || strcmp(key, names[1]) == 0 ||
		    strcmp(key, names[2]) == 0)
			continue;
		ok = complain(&load->complaints, at->key->at,
		              "'%s' is no part of the context%s; there are: "
		              "%s, %s, %s",
		              complain_quote(load->arena, key),
		              complain_hint(load->arena, key, names, 3),
		              names[0], names[1], names[2]);
	}
	return document(load, node, ret_context) && ok;
}

static bool params(struct load *load, const struct tree *node,
                   const cJSON **ret_params)
{
	owned(release_json) cJSON *values = NULL;

	if (!node)
		return true;
	values = json_object();
	if (!param_assign(load, node, values))
		return false;
	*ret_params = load_own(load, take(values));
	return true;
}

static bool unreadable(struct load *load, const struct tree *list,
                       const cJSON **ret_unreadable)
{
	owned(release_json) cJSON *gaps = NULL;
	bool ok = true;

	if (!list)
		return true;
	gaps = json_array();
	for (const struct tree *node = list->first; node; node = node->next) {
		struct gap gap = { .help = "" };
		cJSON *entry;

		if (!fields_fill(load, &gap_fields, node, &gap)) {
			ok = false;
			continue;
		}
		entry = json_object();
		json_put_text(entry, "path", gap.path->text);
		json_put_text(entry, "reason", gap.reason);
		json_put_text(entry, "help", gap.help);
		json_push(gaps, entry);
	}
	if (ok)
		*ret_unreadable = load_own(load, take(gaps));
	return ok;
}

/* Which of its keys says what the example gives. */
static bool find_status(struct load *load, const struct draft *draft,
                        struct where at, enum status *ret_status)
{
	unsigned found = 0;

	for (unsigned i = 0; i < STATUSES; i++) {
		if (!draft->documents[i])
			continue;
		*ret_status = (enum status)i;
		found++;
	}
	return found == 1 ||
	       complain(&load->complaints, at,
	                "an example has exactly one of: pass, fail, error, "
	                "manual, not-applicable");
}

/* What this kind of check can never give. */
static bool check_possible(struct load *load, const struct example_rules *rules,
                           const struct example *example)
{
	const char *why = NULL;

	if (rules->manual && (example->expected == STATUS_PASS ||
	                      example->expected == STATUS_FAIL))
		why = "a manual check neither passes nor fails";
	else if (!rules->manual && example->expected == STATUS_MANUAL)
		why = "only a check with 'manual' is manual";
	else if (!rules->conditional &&
	         example->expected == STATUS_NOT_APPLICABLE)
		why = "without 'when' a check is always applicable";
	return !why || complain(&load->complaints, example->at, "%s", why);
}

static bool parse(struct load *load, const struct tree *node,
                  const struct example_rules *rules, struct example *example)
{
	struct draft draft = { 0 };
	bool ok;

	example->at = node->at;
	if (!fields_fill(load, &fields, node, &draft) ||
	    !find_status(load, &draft, node->at, &example->expected))
		return false;
	ok = check_possible(load, rules, example);
	if (!document(load, draft.documents[example->expected],
	              &example->document))
		ok = false;
	if (!context(load, draft.context, &example->context))
		ok = false;
	if (!params(load, draft.params, &example->params))
		ok = false;
	return unreadable(load, draft.unreadable, &example->unreadable) && ok;
}

static bool check_has(struct load *load, const struct tree *list,
                      const struct check *check, enum status status)
{
	for (size_t i = 0; i < check->example_count; i++)
		if (check->examples[i].expected == status)
			return true;
	return complain(&load->complaints, list->at,
	                "an example with '%s' is missing", status_name(status));
}

static bool check_complete(struct load *load, const struct tree *list,
                           const struct example_rules *rules,
                           const struct check *check)
{
	bool ok;

	if (rules->manual)
		return check_has(load, list, check, STATUS_MANUAL);
	ok = check_has(load, list, check, STATUS_PASS);
	if (!check_has(load, list, check, STATUS_FAIL))
		ok = false;
	if (rules->builtin && !check_has(load, list, check, STATUS_ERROR))
		ok = false;
	return ok;
}

bool example_parse_all(struct load *load, const struct tree *list,
                       const struct example_rules *rules, struct check *check)
{
	struct example *examples =
		arena_alloc(load->arena, list->count * sizeof(*examples));
	size_t count = 0;
	bool ok = true;

	for (const struct tree *node = list->first; node; node = node->next)
		if (!parse(load, node, rules, &examples[count++]))
			ok = false;
	check->examples = examples;
	check->example_count = count;
	/* A broken example may be the one that would be missed. */
	return ok && check_complete(load, list, rules, check);
}
