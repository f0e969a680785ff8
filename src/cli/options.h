#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "dockaudit/error.h"
#include "dockaudit/policy.h"
#include "dockaudit/report.h"
#include "dockaudit/results.h"
#include "dockaudit/source.h"

enum {
	OPTIONS_LIST = 64,    /* values of one repeatable option */
	OPTIONS_OUTPUTS = 16, /* -o */
	OPTIONS_OPERANDS = 1024,
	OPTIONS_WIDTH_LEAST = 60, /* --width, columns */
	OPTIONS_WIDTH_MOST = 1000,
};

/* The verbs, as bits: each option says which it goes with. */
enum verb {
	VERB_AUDIT = 1 << 0,
	VERB_LIST = 1 << 1,
	VERB_EXPLAIN = 1 << 2,
	VERB_FACTS = 1 << 3,
	VERB_QUERY = 1 << 4,
	VERB_LINT = 1 << 5,
	VERB_TEST = 1 << 6,
	VERB_SCHEMA = 1 << 7,
	VERB_VERSION = 1 << 8,
	VERB_HELP = 1 << 9,
};

struct list {
	const char *items[OPTIONS_LIST];
	size_t count;
};

/* -o [FORMAT=]FILE */
struct output {
	const struct reporter *reporter; /* NULL: that of -f, or by name */
	const char *path;
};

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* What the user typed.  All strings borrowed from argv. */
struct options {
	enum verb verb;
	bool help;

	const char *profile;
	struct list checks_dirs, settings, only, skip;

	struct source_docker_options docker;
	const char *facts; /* --facts */

	const char *format; /* -f as typed; verbs name their own formats */
	struct output outputs[OPTIONS_OUTPUTS];
	size_t output_count;
	unsigned mode;
	bool all_findings;
	bool remediation, quiet, verbose;
	enum colour colour;
	unsigned width; /* 0: ask the terminal */

	struct gates gates;

	bool paths; /* query --paths */
	const char *operands[OPTIONS_OPERANDS];
	size_t operand_count;
};

/* Parse the command line.  On failure *err says what is wrong with it. */
bool options_parse(int argc, char *const argv[], struct options *ret_options,
                   struct error *err);

/* The verb's usage and its options; VERB_HELP: all verbs. */
void options_usage(enum verb verb, FILE *out);

/* The verb of that name; false when there is none. */
bool options_verb(const char *name, enum verb *ret_verb);

/* One more value of a repeatable option; false when there are too many. */
bool options_add(struct list *list, const char *name, const char *value,
                 struct error *err);

/* Say that there is no such verb, and which is near.  Returns false. */
bool options_unknown_verb(const char *name, struct error *err);

/* What a command needs to load the policy that the user asked for. */
struct policy_options options_policy(const struct options *options);

#endif
