#ifndef DOCKAUDIT_LIMITS_H
#define DOCKAUDIT_LIMITS_H

/*
 * Every input has a limit, and all limits are here.  Sizes are bytes, times
 * are milliseconds.  A limit that is reached is reported, never passed over.
 */
enum {
	/* Policy: files that an administrator wrote. */
	LIMIT_POLICY_FILE = 1 << 20,
	LIMIT_POLICY_FILES = 256,
	LIMIT_YAML_DEPTH = 32, /* libyaml 0.2.5 has no limit of its own */
	LIMIT_YAML_SCALAR = 64 << 10,
	LIMIT_YAML_NODES = 100000,

	/* JSONPath: expressions and what one run of them may cost. */
	LIMIT_QUERY_TEXT = 64 << 10,
	LIMIT_QUERY_DEPTH = 64,       /* nesting of an expression */
	LIMIT_QUERY_VISITS = 1 << 22, /* nodes one run may look at */
	LIMIT_DOCUMENT_DEPTH = 512,   /* nesting that a query descends into */
	LIMIT_REGEX_TEXT = 1024,      /* an I-Regexp */
	LIMIT_REGEX_SUBJECT = 64 << 10,

	/* The daemon's answers. */
	LIMIT_BODY_LIST = 64 << 20,
	LIMIT_BODY_ONE = 16 << 20,
	LIMIT_SUBJECTS = 100000, /* of one kind */
	LIMIT_REQUEST_MS = 30000,
	LIMIT_TOTAL_MS = 300000,

	/* Files of the host. */
	LIMIT_HOST_FILE = 1 << 20,
	LIMIT_PROCESSES = 4096, /* of one container */

	/* Snapshots. */
	LIMIT_RECORD = 64 << 20, /* one line */
	LIMIT_RECORDS = 1000000,
	LIMIT_RECORD_PARTS = 4096, /* in its sources; that are unreadable */

	/* Reports. */
	LIMIT_EVIDENCE_VALUE = 256, /* of one value as shown */
	LIMIT_EVIDENCE_ITEMS = 64,  /* of one finding */
};

#endif
