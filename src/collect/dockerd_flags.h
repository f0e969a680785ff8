#ifndef COLLECT_DOCKERD_FLAGS_H
#define COLLECT_DOCKERD_FLAGS_H

#include <cjson/cJSON.h>
#include <stddef.h>

/* What an option holds, and how its flag and its key in the file say it. */
enum dockerd_type {
	DOCKERD_BOOL,
	DOCKERD_TEXT,
	DOCKERD_NUMBER,
	DOCKERD_LIST,     /* of strings; a flag adds one */
	DOCKERD_MAP,      /* of strings; a flag adds one, "name=value" */
	DOCKERD_FEATURES, /* of booleans; "name" or "name=bool" */
	DOCKERD_ULIMITS,  /* "name=soft[:hard]" */
	DOCKERD_RUNTIMES, /* "name=path" */
	DOCKERD_POOLS,    /* list of objects; "base=cidr,size=n" */
};

/*
 * One option of dockerd, from 20.10 to 29: dockerd(8), `dockerd --help`, and
 * the flags that are hidden or were dropped in between.
 */
struct dockerd_option {
	const char *key;  /* in daemon.json; "" when it has none there */
	const char *flag; /* without "--" */
	char letter;      /* the short form, or '\0' */
	enum dockerd_type type;
};

/* By the key in daemon.json; NULL when there is none of that name. */
const struct dockerd_option *dockerd_flags_by_key(const char *key);

/*
 * The options of a command line, as an object by key ("" keys under their
 * flag's name): argv as in /proc/<pid>/cmdline, every argument followed by a
 * NUL, the first one the program's name.  Parsed as dockerd does it (the pflag
 * library): the last scalar wins, lists and maps collect, what makes no sense
 * is passed over.  The caller owns the object.
 */
cJSON *dockerd_flags_parse(const char *argv, size_t length);

/* A boolean as flags spell it: 1 t T TRUE true True 0 f F …; -1: none. */
int dockerd_flags_bool(const char *text);

#endif
