#include "check.h"

#include "example.h"
#include "expression.h"
#include "fields.h"
#include "load.h"
#include "tree.h"

#include "dockaudit/arena.h"

/* A check as its mapping says it. */
struct draft {
	const char *id, *title, *otherwise, *manual, *message;
	const char *rationale, *remediation;
	unsigned subject, severity;
	const struct tree *when, *pass, *evidence, *examples;
	struct lines references;
};

static const char *subject_at(size_t index)
{
	return index < KINDS ? kind_name((enum kind)index) : NULL;
}

static const char *severity_at(size_t index)
{
	return index < SEVERITIES ? severity_name((enum severity)index) : NULL;
}

#define AT(member) offsetof(struct draft, member)

static const struct field rows[] = {
	{ "id", REQUIRED, FIELD_SLUG, AT(id), NULL },
	{ "title", REQUIRED, FIELD_LINE, AT(title), NULL },
	{ "subject", REQUIRED, FIELD_CHOICE, AT(subject), subject_at },
	{ "severity", REQUIRED, FIELD_CHOICE, AT(severity), severity_at },
	{ "when", OPTIONAL, FIELD_SCALAR, AT(when), NULL },
	{ "otherwise", OPTIONAL, FIELD_LINE, AT(otherwise), NULL },
	{ "pass", OPTIONAL, FIELD_SCALAR, AT(pass), NULL },
	{ "manual", OPTIONAL, FIELD_TEXT, AT(manual), NULL },
	{ "evidence", OPTIONAL, FIELD_ANY, AT(evidence), NULL },
	{ "message", OPTIONAL, FIELD_LINE, AT(message), NULL },
	{ "rationale", REQUIRED, FIELD_TEXT, AT(rationale), NULL },
	{ "remediation", REQUIRED, FIELD_TEXT, AT(remediation), NULL },
	{ "references", OPTIONAL, FIELD_LINES, AT(references), NULL },
	{ "examples", REQUIRED, FIELD_LIST, AT(examples), NULL },
};

static const struct fields fields = { "a check", rows,
	                              sizeof(rows) / sizeof(rows[0]) };

static struct check checked(const struct draft *draft, struct where at)
{
	return (struct check){
		.at = at,
		.id = draft->id,
		.title = draft->title,
		.subject = (enum kind)(draft->subject - 1),
		.severity = (enum severity)(draft->severity - 1),
		.otherwise = draft->otherwise,
		.manual = draft->manual,
		.message = draft->message,
		.rationale = draft->rationale,
		.remediation = draft->remediation,
		.references = draft->references.items,
		.reference_count = draft->references.count,
	};
}

/* Keys that need or exclude one another. */
static bool check_keys(struct load *load, const struct tree *mapping)
{
	const struct tree *manual = tree_member(mapping, "manual");
	const struct tree *otherwise = tree_member(mapping, "otherwise");
	const struct tree *pass = tree_member(mapping, "pass");
	bool ok = true;

	if (!pass && !manual) {
		ok = complain(&load->complaints, mapping->at,
		              "missing key 'pass' (or 'manual', when a person "
		              "must judge)");
	}
	if (pass && manual)
		ok = complain(&load->complaints, manual->key->at,
		              "a check has either 'pass' or 'manual'");
	if (otherwise && !tree_member(mapping, "when"))
		ok = complain(&load->complaints, otherwise->key->at,
		              "'otherwise' needs 'when'");
	return ok;
}

/* One query, or a list of them. */
static bool compile_evidence(struct load *load, const struct tree *node,
                             struct check *check)
{
	bool is_list = node->kind == TREE_SEQUENCE;
	size_t count = is_list ? node->count : 1;
	const struct jsonpath **queries = arena_alloc(
		load->arena, count * sizeof(const struct jsonpath *));
	const struct tree *at = is_list ? node->first : node;
	bool ok = true;

	for (size_t i = 0; i < count; i++) {
		if (!expression_compile(load, JSONPATH_REFERENCE, at,
		                        &queries[i]))
			ok = false;
		at = at->next;
	}
	check->evidence = queries;
	check->evidence_count = count;
	return ok;
}

static bool compile(struct load *load, const struct draft *draft,
                    struct check *check)
{
	bool ok = true;

	if (draft->when && !expression_compile(load, JSONPATH_CONDITION,
	                                       draft->when, &check->when))
		ok = false;
	if (draft->pass && !expression_compile(load, JSONPATH_CONDITION,
	                                       draft->pass, &check->pass))
		ok = false;
	if (draft->evidence && !compile_evidence(load, draft->evidence, check))
		ok = false;
	return ok;
}

/* What is wrong with one part does not hide what is wrong with another. */
bool check_parse(struct load *load, const struct tree *mapping, bool builtin,
                 struct check *ret_check)
{
	struct draft draft = { 0 };
	struct example_rules rules = { .builtin = builtin };
	struct check check;
	bool ok = fields_fill(load, &fields, mapping, &draft);

	if (mapping->kind != TREE_MAPPING)
		return false;
	check = checked(&draft, mapping->at);
	check.builtin = builtin;
	if (!check_keys(load, mapping))
		ok = false;
	if (!compile(load, &draft, &check))
		ok = false;
	rules.manual = !tree_member(mapping, "pass");
	rules.conditional = tree_member(mapping, "when") != NULL;
	if (draft.examples &&
	    !example_parse_all(load, draft.examples, &rules, &check))
		ok = false;
	if (ok)
		*ret_check = check;
	return ok;
}
