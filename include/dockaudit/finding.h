#ifndef DOCKAUDIT_FINDING_H
#define DOCKAUDIT_FINDING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What is known about one check on one subject, or about a control.  "Could
 * not tell" is its own answer: never folded into pass or fail.  From the least
 * to the most urgent: a control takes the greatest of its findings.
 */
enum status {
	STATUS_NOT_APPLICABLE, /* the check is not about this subject */
	STATUS_PASS,
	STATUS_MANUAL, /* a person has to look */
	STATUS_WAIVED, /* accepted, with a reason and an expiry date */
	STATUS_FAIL,
	STATUS_ERROR, /* the facts could not be read */
};

enum { STATUSES = STATUS_ERROR + 1 };

/* As reports write it: "not-applicable". */
const char *status_name(enum status status);

enum severity {
	SEVERITY_LOW,
	SEVERITY_MEDIUM,
	SEVERITY_HIGH,
	SEVERITY_CRITICAL,
};

enum { SEVERITIES = SEVERITY_CRITICAL + 1 };

const char *severity_name(enum severity severity);
bool severity_find(const char *name, enum severity *ret_severity);

/* How much a control of this severity weighs in the score: 1, 2, 4, 8. */
unsigned severity_weight(enum severity severity);

/* How many there are of each status. */
struct tally {
	size_t of[STATUSES];
};

size_t tally_total(const struct tally *tally);

/* A value that decided a finding. */
struct evidence {
	/* Normalized Path from the root of the subject's document,
	 * "$['HostConfig']['Privileged']", or from that of the context, whose
	 * members no document has: "$['daemon']['info']". */
	const char *path;
	const char *value;  /* JSON text, never longer than LIMIT_EVIDENCE_VALUE
	                       (a cut one is a JSON string that says so) */
	const char *source; /* where it was read */
};

/* The thing that was judged.  Strings live as long as the findings. */
struct subject {
	const char *kind; /* "container" */
	const char *id;
	const char *name;
};

enum { FINGERPRINT_SIZE = 17 }; /* 16 hex digits and the NUL */

/* One answer.  Everything lives in the arena that the findings share. */
struct finding {
	const char *check; /* slug */
	enum status status;
	const struct subject *subject; /* shared by all findings on it */
	const char *message;           /* why, for a person; never NULL */
	const struct evidence *evidence;
	size_t evidence_count;
	size_t evidence_cut;                /* how many more there were */
	char fingerprint[FINGERPRINT_SIZE]; /* of check, kind and name */
};

#endif
