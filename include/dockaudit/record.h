#ifndef DOCKAUDIT_RECORD_H
#define DOCKAUDIT_RECORD_H

#include "dockaudit/error.h"
#include "dockaudit/kind.h"

#include <cjson/cJSON.h>

/*
 * One subject as it was found: the only thing that passes from collecting to
 * judging, and one line of a snapshot (dockaudit-facts(5)):
 *
 *   {"kind":"container","id":"4f…","name":"web",
 *    "source":"GET /containers/{id}/json","time":"2026-01-02T03:04:05Z",
 *    "document":{…},
 *    "sources":{"$['derived']['process']":"/proc/812/status"},
 *    "unreadable":[{"path":"$['derived']['selinux']","reason":"…","help":"…"}]}
 *
 * document is what the daemon answered, with what was found beside it under
 * "derived".  sources says where parts of it were read that do not come from
 * source.  unreadable names what should be there and could not be read; a
 * document that could not be read at all is null, with the path "$".
 */
struct record {
	cJSON *whole; /* owned: the line as JSON */
	enum kind kind;
	/* The rest is borrowed from whole; never NULL in a complete record. */
	const char *id;
	const char *name;
	const char *source;
	const char *time;
	cJSON *document; /* owned by whole; to be filled in by a source */
};

/* What a record says of itself, to make one. */
struct record_head {
	enum kind kind;
	const char *id;     /* stable while the subject lives; "" is allowed */
	const char *name;   /* what people call it; survives a recreation */
	const char *source; /* where the document was read */
	long long time;     /* when, in seconds since 1970 */
};

/* Make a record around document, which it takes over (NULL: JSON null). */
void record_init(struct record *ret_record, const struct record_head *head,
                 cJSON *document);

/*
 * Say where a part of the document was read.  path is dotted member names
 * from the document's root: "derived.process", "settings.log-level".
 */
void record_source(struct record *record, const char *path, const char *source);

/*
 * Say that a part of the document could not be read: why, and what would help
 * ("" when nothing is known).  path as above; "" is the whole document.
 */
void record_unreadable(struct record *record, const char *path,
                       const char *reason, const char *help);

/* Parse one line of a snapshot.  False when it is not a complete record. */
bool record_parse(const char *line, size_t length, struct record *ret_record,
                  struct error *err);

/* Write it as one line.  False when out fails. */
bool record_write(const struct record *record, FILE *out);

/* Where the node at a Normalized Path was read.  Borrowed from the record. */
const char *record_source_of(const struct record *record, const char *path);

/* Release what it owns. */
void record_done(struct record *record);

/* For owned(): see owned.h. */
static inline void release_record(struct record *record)
{
	record_done(record);
}

#endif
