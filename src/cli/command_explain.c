#include "command.h"

#include "terminal.h"

#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"
#include "dockaudit/page.h"
#include "dockaudit/text.h"

#include <string.h>

enum { INDENT = 4, PARAMS_MAX = 32 };

static void heading(struct page *page, const char *text)
{
	page_end(page, 0);
	page_tint(page, TINT_STRONG);
	page_text(page, text);
	page_tint(page, TINT_NONE);
	page_end(page, 0);
}

static void paragraph(struct page *page, const char *title, const char *text)
{
	if (!text)
		return;
	heading(page, title);
	page_paragraph(page, INDENT, text);
}

/* "  pass when  @.x == 1" */
static void expression(struct page *page, const char *label,
                       const struct jsonpath *compiled)
{
	if (!compiled)
		return;
	page_text(page, "    ");
	page_text(page, label);
	page_text(page, jsonpath_text(compiled));
	page_end(page, 2 * INDENT);
}

static void references(struct page *page, const struct check *check)
{
	if (check->reference_count == 0)
		return;
	heading(page, "References");
	for (size_t i = 0; i < check->reference_count; i++) {
		page_text(page, "    ");
		page_text(page, check->references[i]);
		page_end(page, INDENT);
	}
}

static void param(struct page *page, const struct policy *policy,
                  const char *name)
{
	char *value = cJSON_PrintUnformatted(
		cJSON_GetObjectItemCaseSensitive(policy->values, name));

	if (!value)
		oom();
	page_text(page, "    ");
	page_text(page, name);
	page_text(page, " = ");
	page_json(page, value);
	page_end(page, 2 * INDENT);
	cJSON_free(value);
}

/* The parameters that a check reads, each once. */
static size_t params_of(const struct check *check,
                        const char *ret_names[PARAMS_MAX])
{
	const struct jsonpath *const read[] = { check->when, check->pass };
	size_t count = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *name;

		for (size_t j = 0;
		     read[i] && count < PARAMS_MAX &&
		     (name = jsonpath_member(read[i], "params", j));
		     j++) {
			size_t k = 0;

			while (k < count && strcmp(ret_names[k], name) != 0)
				k++;
			if (k == count)
				ret_names[count++] = name;
		}
	}
	return count;
}

static void judged(struct page *page, const struct policy *policy,
                   const struct check *check)
{
	const char *names[PARAMS_MAX];
	size_t count = params_of(check, names);

	heading(page, "How it is judged");
	page_text(page, "    each ");
	page_text(page, kind_name(check->subject));
	page_text(page, ", severity ");
	page_text(page, severity_name(check->severity));
	page_end(page, INDENT);
	expression(page, "applies when  ", check->when);
	expression(page, "passes when   ", check->pass);
	if (!check->pass)
		page_paragraph(page, INDENT, check->manual);
	for (size_t i = 0; i < count; i++)
		param(page, policy, names[i]);
}

static void explain_check(struct page *page, const struct policy *policy,
                          const struct check *check)
{
	page_tint(page, TINT_STRONG);
	page_text(page, check->id);
	page_tint(page, TINT_NONE);
	page_text(page, " - ");
	page_text(page, check->title);
	page_end(page, INDENT);
	paragraph(page, "Why it matters", check->rationale);
	judged(page, policy, check);
	paragraph(page, "How to fix it", check->remediation);
	references(page, check);
}

static void explain_control(struct page *page, const struct policy *policy,
                            const struct control *control)
{
	page_tint(page, TINT_STRONG);
	page_text(page, control->id);
	page_text(page, " - ");
	page_text(page, control->title);
	page_tint(page, TINT_NONE);
	page_end(page, INDENT);
	page_text(page, policy->profile.title);
	if (control->level == 1 || control->level == 2)
		page_text(page,
		          control->level == 1 ? ", level 1" : ", level 2");
	if (control->assessment) {
		page_text(page, ", labelled ");
		page_text(page, control->assessment);
	}
	page_end(page, 0);
	for (size_t i = 0; i < control->check_count; i++) {
		page_end(page, 0);
		explain_check(page, policy, control->checks[i]);
	}
}

static const struct control *find_control(const struct policy *policy,
                                          const char *id)
{
	for (size_t i = 0; i < policy->profile.section_count; i++) {
		const struct section *section = &policy->profile.sections[i];

		for (size_t j = 0; j < section->control_count; j++)
			if (strcmp(section->controls[j].id, id) == 0)
				return &section->controls[j];
	}
	return NULL;
}

/* Whatever could have been meant, for the error. */
static bool unknown(const struct policy *policy, const char *word,
                    struct arena *arena, struct error *err)
{
	size_t most = policy->check_count;
	const char **names;
	const char *nearest;
	size_t count = 0;

	for (size_t i = 0; i < policy->profile.section_count; i++)
		most += policy->profile.sections[i].control_count;
	names = arena_alloc(arena, most * sizeof(*names));
	for (size_t i = 0; i < policy->check_count; i++)
		names[count++] = policy->checks[i]->id;
	for (size_t i = 0; i < policy->profile.section_count; i++) {
		const struct section *section = &policy->profile.sections[i];

		for (size_t j = 0; j < section->control_count; j++)
			names[count++] = section->controls[j].id;
	}
	nearest = text_nearest(word, names, count);
	return error_plain(err, "no control or check is called '%s'%s%s%s",
	                   word, nearest ? " (did you mean '" : "",
	                   nearest ? nearest : "", nearest ? "'?)" : "");
}

static bool explain(struct page *page, const struct policy *policy,
                    const char *word, struct arena *arena, struct error *err)
{
	const struct control *control = find_control(policy, word);
	const struct check *check = policy_check(policy, word);

	if (control)
		explain_control(page, policy, control);
	else if (check)
		explain_check(page, policy, check);
	else
		return unknown(policy, word, arena, err);
	return true;
}

int command_explain(const struct options *options)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	const struct policy_options wanted = options_policy(options);
	const struct report_style style = terminal_style(options);
	struct page page;
	struct error err;
	bool known = true;

	if (!policy_load(arena, &wanted, &policy, &err))
		return command_complain(&err, EXIT_USAGE);
	page_open(&page, &style, stdout);
	for (size_t i = 0; known && i < options->operand_count; i++) {
		if (i > 0)
			page_end(&page, 0);
		known = explain(&page, &policy, options->operands[i], arena,
		                &err);
	}
	page_close(&page);
	if (!command_flush())
		return EXIT_UNUSABLE;
	return known ? EXIT_OK : command_complain(&err, EXIT_USAGE);
}
