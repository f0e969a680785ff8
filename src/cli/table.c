#include "table.h"

#include "values.h"

enum {
	WITH_CHECKS =
		VERB_AUDIT | VERB_LIST | VERB_EXPLAIN | VERB_LINT | VERB_TEST,
	WITH_PROFILE = VERB_AUDIT | VERB_LIST | VERB_EXPLAIN,
	WITH_SELECTION = VERB_AUDIT | VERB_LIST,
	WITH_DAEMON = VERB_AUDIT | VERB_FACTS,
	WITH_OUTPUT = VERB_AUDIT | VERB_FACTS,
	WITH_TERMINAL = VERB_AUDIT | VERB_EXPLAIN,
	WITH_ANY = ~0,
};

#define AT(member) offsetof(struct options, member)

/* In the order in which --help shows them. */
static const struct option table[] = {
	{ "profile", 'P', "NAME|FILE", "what to audit against", WITH_PROFILE,
	  OPTION_TEXT, AT(profile), NULL },
	{ "check", 'c', "LIST",
	  "only these: ids, prefixes (5), slugs, section names", WITH_SELECTION,
	  OPTION_LIST, AT(only), NULL },
	{ "skip", 'e', "LIST", "all but these", WITH_SELECTION, OPTION_LIST,
	  AT(skip), NULL },
	{ "checks-dir", 'D', "DIR", "more checks; one of the same id wins",
	  WITH_CHECKS, OPTION_LIST, AT(checks_dirs), NULL },
	{ "set", '\0', "NAME=VALUE", "set a parameter of the checks",
	  WITH_PROFILE, OPTION_LIST, AT(settings), NULL },

	{ "host", 'H', "URL", "the daemon: unix://PATH or tcp://HOST:PORT",
	  WITH_DAEMON, OPTION_TEXT, AT(docker.host), NULL },
	{ "context", '\0', "NAME", "the daemon of a Docker context",
	  WITH_DAEMON, OPTION_TEXT, AT(docker.context), NULL },
	{ "tls", '\0', NULL, "talk TLS, trust any server", WITH_DAEMON,
	  OPTION_FLAG, AT(docker.tls), NULL },
	{ "tlsverify", '\0', NULL, "talk TLS, verify the server", WITH_DAEMON,
	  OPTION_FLAG, AT(docker.tls_verify), NULL },
	{ "tlscacert", '\0', "FILE", "trust certificates of this CA",
	  WITH_DAEMON, OPTION_TEXT, AT(docker.tls_ca), NULL },
	{ "tlscert", '\0', "FILE", "the client's certificate", WITH_DAEMON,
	  OPTION_TEXT, AT(docker.tls_cert), NULL },
	{ "tlskey", '\0', "FILE", "the client's key", WITH_DAEMON, OPTION_TEXT,
	  AT(docker.tls_key), NULL },
	{ "timeout", '\0', "TIME", "of one request (30s, 500ms)", WITH_DAEMON,
	  OPTION_DURATION, AT(docker.timeout_ms), NULL },
	{ "total-timeout", '\0', "TIME", "of all requests (5m)", WITH_DAEMON,
	  OPTION_DURATION, AT(docker.total_ms), NULL },
	{ "facts", '\0', "FILE", "judge a snapshot instead; - is stdin",
	  VERB_AUDIT, OPTION_TEXT, AT(facts), NULL },

	{ "format", 'f', "FORMAT", "of standard output", VERB_AUDIT,
	  OPTION_TEXT, AT(format), NULL },
	{ "output", 'o', "[FORMAT=]FILE",
	  "write to a file; audit: repeatable, in several formats", WITH_OUTPUT,
	  OPTION_OTHER, 0, values_output },
	{ "mode", '\0', "OCTAL", "permissions of files written (0600)",
	  WITH_OUTPUT, OPTION_OTHER, 0, values_mode },
	{ "all-findings", '\0', NULL, "report the findings that pass, too",
	  VERB_AUDIT, OPTION_FLAG, AT(all_findings), NULL },
	{ "remediation", 'p', NULL, "text: show how to fix what failed",
	  VERB_AUDIT, OPTION_FLAG, AT(remediation), NULL },
	{ "quiet", 'q', NULL, "text: failures, errors and the summary only",
	  VERB_AUDIT, OPTION_FLAG, AT(quiet), NULL },
	{ "verbose", 'v', NULL, "text: every subject and every value",
	  VERB_AUDIT, OPTION_FLAG, AT(verbose), NULL },
	{ "color", '\0', "WHEN", "auto, always or never", WITH_TERMINAL,
	  OPTION_OTHER, 0, values_color },
	{ "width", '\0', "N", "columns of a text report", WITH_TERMINAL,
	  OPTION_OTHER, 0, values_width },

	{ "fail-under", '\0', "N", "exit 1 when the score is below N",
	  VERB_AUDIT, OPTION_OTHER, 0, values_fail_under },
	{ "fail-on", '\0', "SEVERITY",
	  "exit 1 when a control of it or above fails", VERB_AUDIT,
	  OPTION_OTHER, 0, values_fail_on },
	{ "fail-on-error", '\0', NULL,
	  "exit 4 when a control could not be judged", VERB_AUDIT, OPTION_FLAG,
	  AT(gates.fail_on_error), NULL },

	{ "paths", '\0', NULL, "print Normalized Paths instead of values",
	  VERB_QUERY, OPTION_FLAG, AT(paths), NULL },
	{ "help", 'h', NULL, "print this and exit", WITH_ANY, OPTION_FLAG,
	  AT(help), NULL },
};

enum { OPTIONS = sizeof(table) / sizeof(table[0]) };

_Static_assert((int)OPTIONS <= (int)TABLE_MAX, "TABLE_MAX is too small");

const struct option *table_option(size_t index)
{
	return index < OPTIONS ? &table[index] : NULL;
}

bool option_set(const struct option *option, struct options *options,
                const char *value, struct error *err)
{
	char *member = (char *)options + option->offset;

	switch (option->type) {
	case OPTION_FLAG:
		return *(bool *)member = true;
	case OPTION_TEXT:
		*(const char **)member = value;
		return true;
	case OPTION_LIST:
		return options_add((struct list *)member, option->name, value,
		                   err);
	case OPTION_DURATION:
		return values_duration((long *)member, option->name, value,
		                       err);
	case OPTION_OTHER:
		return option->set(options, value, err);
	}
	__builtin_unreachable();
}
