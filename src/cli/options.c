#include "options.h"

#include "table.h"

#include "dockaudit/limits.h"
#include "dockaudit/text.h"

#include <string.h>

enum {
	MODE_DEFAULT = 0600,
	NAME_SIZE = 64, /* no option has a longer name */
};

/* Where the parse stands. */
struct parse {
	struct options options;
	int argc;
	char *const *argv;
	int next;                 /* the argument to look at */
	int seen_verbs;           /* verbs that all options so far go with */
	const char *last;         /* the option that narrowed them, as typed */
	const char *about_daemon; /* an option that says how to reach it */
	bool verb_typed;
};

/* name: its first length bytes, without a value behind "=". */
static bool unknown(const char *typed, const char *name, size_t length,
                    struct error *err)
{
	const char *names[TABLE_MAX];
	char word[NAME_SIZE];
	const char *nearest = NULL;
	size_t count = 0;

	for (const struct option *o; (o = table_option(count)); count++)
		names[count] = o->name;
	if (length < sizeof(word)) {
		memcpy(word, name, length);
		word[length] = '\0';
		nearest = text_nearest(word, names, count);
	}
	return nearest ? error_plain(err,
	                             "unknown option %s (did you mean --%s?)",
	                             typed, nearest)
	               : error_plain(err, "unknown option %s", typed);
}

static const struct option *by_name(const char *name, size_t length)
{
	const struct option *o;

	for (size_t i = 0; (o = table_option(i)); i++) {
		if (strlen(o->name) == length &&
		    strncmp(o->name, name, length) == 0)
			return o;
	}
	return NULL;
}

static const struct option *by_letter(char letter)
{
	const struct option *o;

	for (size_t i = 0; (o = table_option(i)); i++)
		if (o->letter == letter)
			return o;
	return NULL;
}

/* value: what stands behind it; NULL: take the next argument if need be. */
static bool apply(struct parse *p, const struct option *option,
                  const char *typed, const char *value, struct error *err)
{
	if (option->value && !value && p->next < p->argc)
		value = p->argv[p->next++];
	if (option->value && !value)
		return error_plain(err, "%s needs a value: --%s %s", typed,
		                   option->name, option->value);
	if ((p->seen_verbs & option->verbs) != p->seen_verbs) {
		p->seen_verbs &= option->verbs;
		p->last = typed;
	}
	if (option->offset >= offsetof(struct options, docker) &&
	    option->offset < offsetof(struct options, docker) +
	                             sizeof(p->options.docker))
		p->about_daemon = typed;
	return option_set(option, &p->options, value, err);
}

static bool parse_long(struct parse *p, const char *argument, struct error *err)
{
	const char *name = argument + 2;
	size_t length = strcspn(name, "=");
	const char *value = name[length] ? name + length + 1 : NULL;
	const struct option *option = by_name(name, length);

	if (!option)
		return unknown(argument, name, length, err);
	if (value && !option->value)
		return error_plain(err, "--%s takes no value", option->name);
	return apply(p, option, argument, value, err);
}

/* "-qp", "-c5.5", "-c 5.5" */
static bool parse_letters(struct parse *p, const char *argument,
                          struct error *err)
{
	for (const char *at = argument + 1; *at; at++) {
		const struct option *option = by_letter(*at);
		const char *rest = at[1] ? at + 1 : NULL;

		if (!option)
			return error_plain(err, "unknown option -%c in %s", *at,
			                   argument);
		if (!apply(p, option, argument, option->value ? rest : NULL,
		           err))
			return false;
		if (option->value)
			break;
	}
	return true;
}

static bool parse_operand(struct parse *p, const char *argument,
                          struct error *err)
{
	struct options *o = &p->options;

	if (!p->verb_typed && options_verb(argument, &o->verb))
		return p->verb_typed = true;
	if (!p->verb_typed)
		return options_unknown_verb(argument, err);
	if (o->operand_count == OPTIONS_OPERANDS)
		return error_plain(err, "more than %d arguments",
		                   OPTIONS_OPERANDS);
	o->operands[o->operand_count++] = argument;
	return true;
}

static bool parse_all(struct parse *p, struct error *err)
{
	bool options_ended = false;

	while (p->next < p->argc) {
		const char *argument = p->argv[p->next++];
		bool ok;

		if (!options_ended && strcmp(argument, "--") == 0) {
			options_ended = true;
			continue;
		}
		if (options_ended || argument[0] != '-' || !argument[1])
			ok = parse_operand(p, argument, err);
		else if (argument[1] == '-')
			ok = parse_long(p, argument, err);
		else
			ok = parse_letters(p, argument, err);
		if (!ok)
			return false;
	}
	return true;
}

/* What goes together and what does not. */
static bool consistent(const struct parse *p, struct error *err)
{
	const struct options *o = &p->options;

	if (!o->help && !(p->seen_verbs & (int)o->verb))
		return error_plain(err, "%s does not go with '%s'", p->last,
		                   table_verb_name(o->verb));
	if (o->facts && p->about_daemon) {
		return error_plain(err,
		                   "--facts replays a snapshot: %s does not go "
		                   "with it",
		                   p->about_daemon);
	}
	if (o->quiet && o->verbose)
		return error_plain(err, "--quiet and --verbose exclude each "
		                        "other");
	return o->help || table_operands_fit(o->verb, o->operand_count, err);
}

bool options_parse(int argc, char *const argv[], struct options *ret_options,
                   struct error *err)
{
	struct parse p = {
		.options = { .verb = VERB_AUDIT,
		             .mode = MODE_DEFAULT,
		             .docker = { .timeout_ms = LIMIT_REQUEST_MS,
		                         .total_ms = LIMIT_TOTAL_MS } },
		.argc = argc,
		.argv = argv,
		.next = 1,
		.seen_verbs = ~0,
	};

	if (!parse_all(&p, err) || !consistent(&p, err))
		return false;
	*ret_options = p.options;
	return true;
}

bool options_add(struct list *list, const char *name, const char *value,
                 struct error *err)
{
	if (list->count == OPTIONS_LIST)
		return error_plain(err, "--%s more than %d times", name,
		                   OPTIONS_LIST);
	list->items[list->count++] = value;
	return true;
}

struct policy_options options_policy(const struct options *options)
{
	return (struct policy_options){
		.profile = options->profile,
		.check_dirs = options->checks_dirs.items,
		.check_dir_count = options->checks_dirs.count,
		.settings = options->settings.items,
		.setting_count = options->settings.count,
		.only = options->only.items,
		.only_count = options->only.count,
		.skip = options->skip.items,
		.skip_count = options->skip.count,
	};
}
