#include "table.h"

#include "dockaudit/text.h"

#include <string.h>

enum { ANY_NUMBER = OPTIONS_OPERANDS, COLUMN = 30 };

/* What may be typed first, in the order of --help. */
static const struct verb_row {
	enum verb verb;
	const char *name;
	const char *operands; /* as in a usage line; NULL: takes none */
	size_t least, most;   /* how many */
	const char *summary;
} verbs[] = {
	{ VERB_AUDIT, "audit", NULL, 0, 0,
	  "audit this host (what happens without a verb)" },
	{ VERB_LIST, "list", "[checks|profiles|params|formats]", 0, 1,
	  "list the controls of a profile, or what else there is" },
	{ VERB_EXPLAIN, "explain", "CONTROL...", 1, ANY_NUMBER,
	  "why a control matters, how it is judged, how to fix it" },
	{ VERB_FACTS, "facts", NULL, 0, 0,
	  "collect only: write a snapshot for --facts" },
	{ VERB_QUERY, "query", "QUERY [FILE]", 1, 2,
	  "evaluate a JSONPath query (RFC 9535) on a JSON file" },
	{ VERB_LINT, "lint", "[FILE...]", 0, ANY_NUMBER,
	  "check files of checks and profiles for mistakes" },
	{ VERB_TEST, "test", "[DIR]", 0, 1, "run the examples of the checks" },
	{ VERB_SCHEMA, "schema", "result", 1, 1,
	  "print the JSON Schema of the JSON report" },
	{ VERB_VERSION, "version", NULL, 0, 0, "print the version" },
	{ VERB_HELP, "help", "[VERB]", 0, 1, "explain a verb" },
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static const struct verb_row *row_of(enum verb verb)
{
	const struct verb_row *row = verbs;

	while (row->verb != verb)
		row++;
	return row;
}

bool options_verb(const char *name, enum verb *ret_verb)
{
	for (size_t i = 0; i < VERBS; i++) {
		if (strcmp(verbs[i].name, name) != 0)
			continue;
		*ret_verb = verbs[i].verb;
		return true;
	}
	return false;
}

const char *table_verb_name(enum verb verb)
{
	return row_of(verb)->name;
}

bool options_unknown_verb(const char *name, struct error *err)
{
	const char *names[VERBS];
	const char *nearest;

	for (size_t i = 0; i < VERBS; i++)
		names[i] = verbs[i].name;
	nearest = text_nearest(name, names, VERBS);
	return nearest ? error_plain(err,
	                             "no such verb: '%s' (did you mean "
	                             "'%s'?)",
	                             name, nearest)
	               : error_plain(err,
	                             "no such verb: '%s' (dockaudit help "
	                             "lists them)",
	                             name);
}

bool table_operands_fit(enum verb verb, size_t count, struct error *err)
{
	const struct verb_row *row = row_of(verb);

	if (count >= row->least && count <= row->most)
		return true;
	return error_plain(err, "usage: dockaudit %s%s%s [OPTION]...",
	                   row->name, row->operands ? " " : "",
	                   row->operands ? row->operands : "");
}

static void print_option(const struct option *option, FILE *out)
{
	char letter[] = { '-', option->letter, ',', '\0' };
	int used = fprintf(out, "  %3s --%s%s%s", option->letter ? letter : "",
	                   option->name, option->value ? " " : "",
	                   option->value ? option->value : "");

	fprintf(out, "%*s%s\n", used < COLUMN ? COLUMN - used : 2, "",
	        option->summary);
}

static void print_options(enum verb verb, FILE *out)
{
	const struct option *option;

	for (size_t i = 0; (option = table_option(i)); i++)
		if (option->verbs & (int)verb)
			print_option(option, out);
}

static void print_formats(FILE *out)
{
	const struct reporter *reporter;

	fputs("\nformats:\n", out);
	for (size_t i = 0; (reporter = reporter_at(i)); i++)
		fprintf(out, "  %-8s %s\n", reporter->name, reporter->summary);
}

static void print_exit_statuses(FILE *out)
{
	fputs("\nexit status:\n"
	      "  0  finished, every gate held (no gate: whatever was found)\n"
	      "  1  a gate failed\n"
	      "  2  wrong usage, or a mistake in checks or profile\n"
	      "  3  the target could not be audited, or a report not written\n"
	      "  4  a control could not be judged, with --fail-on-error\n",
	      out);
}

static void print_verbs(FILE *out)
{
	fputs("usage: dockaudit [VERB] [OPTION]...\n"
	      "\n"
	      "Audit a Docker host against the CIS Docker Benchmark.\n"
	      "\nverbs:\n",
	      out);
	for (size_t i = 0; i < VERBS; i++)
		fprintf(out, "  %-8s %s\n", verbs[i].name, verbs[i].summary);
	fputs("\noptions of an audit (dockaudit VERB --help: of the others):\n",
	      out);
	print_options(VERB_AUDIT, out);
	print_formats(out);
	print_exit_statuses(out);
}

void options_usage(enum verb verb, FILE *out)
{
	const struct verb_row *row = row_of(verb);

	if (verb == VERB_HELP || verb == VERB_AUDIT) {
		print_verbs(out);
		return;
	}
	fprintf(out, "usage: dockaudit %s%s%s [OPTION]...\n\n%s\n\noptions:\n",
	        row->name, row->operands ? " " : "",
	        row->operands ? row->operands : "", row->summary);
	print_options(verb, out);
}
