#ifndef REPORT_JSON_OUT_H
#define REPORT_JSON_OUT_H

#include "dockaudit/report.h"

/*
 * JSON as a stream, indented by two spaces.  A key of NULL stands for an
 * element of an array.  All zero but out: at the beginning.
 */
struct json_out {
	FILE *out; /* borrowed */
	unsigned depth;
	bool inside; /* something stands in the open object or array */
};

void json_out_open(struct json_out *json, const char *key, char bracket);
void json_out_close(struct json_out *json, char bracket);

void json_out_text(struct json_out *json, const char *key, const char *text);
void json_out_bool(struct json_out *json, const char *key, bool value);
void json_out_integer(struct json_out *json, const char *key, long long value);
void json_out_null(struct json_out *json, const char *key);

/* One decimal, or null when there is none. */
void json_out_score(struct json_out *json, const char *key, struct score score);

/* RFC 3339, UTC. */
void json_out_time(struct json_out *json, const char *key, long long seconds);

/*
 * A value that is JSON text already.  Bytes that are no UTF-8 and characters
 * that should not reach a terminal are escaped; what is not JSON after all
 * becomes a string.
 */
void json_out_raw(struct json_out *json, const char *key, const char *value);

/* An array of strings. */
void json_out_texts(struct json_out *json, const char *key,
                    const char *const *texts, size_t count);

#endif
