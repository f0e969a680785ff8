#ifndef DOCKAUDIT_JSON_H
#define DOCKAUDIT_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Short ways through cJSON documents that come from outside: every getter
 * accepts a NULL or ill-typed parent and answers "not there".
 */

/* Follow dotted member names ("HostConfig.Memory"); NULL when not there. */
const cJSON *json_at(const cJSON *document, const char *path);

const char *json_text(const cJSON *document, const char *path); /* or NULL */
bool json_true(const cJSON *document, const char *path);        /* is true */

/*
 * Parse one complete JSON text: one value of the type cJSON_Object,
 * cJSON_Array or cJSON_Invalid for any, nothing but white space after it, no
 * NUL.  NULL when it is not that.
 */
cJSON *json_parse(const char *text, size_t length, int type);

/* Add to an object or array, which takes item over; out of memory ends. */
void json_put(cJSON *object, const char *name, cJSON *item);
void json_push(cJSON *array, cJSON *item);
void json_put_text(cJSON *object, const char *name, const char *text);
void json_put_bool(cJSON *object, const char *name, bool value);
void json_put_number(cJSON *object, const char *name, double value);

/* New values; out of memory ends. */
cJSON *json_object(void);
cJSON *json_array(void);
cJSON *json_copy(const cJSON *item); /* deep, bounded by the document depth */

/* Write it as one line of NDJSON, as escape_json_text() does.  False when out
 * fails. */
bool json_write_line(const cJSON *item, FILE *out);

#endif
