#ifndef COLLECT_PROC_H
#define COLLECT_PROC_H

#include "dockaudit/error.h"
#include "file.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Texts of proc(5).  proc is the directory where it is mounted, "/proc"; tests
 * have their own.
 */

/*
 * The next line of a text: *rest moves behind it, its length is set.  NULL at
 * the end.  A last line without "\n" counts.
 */
const char *proc_line(const char **rest, size_t *ret_length);

/* Undo \040 and the like: proc(5) writes space, tab, "\n" and "\" so. */
void proc_unescape(char *text);

/*
 * One number of a "Name:\tvalue value …" line, as in /proc/<pid>/status: the
 * column'th value, counted from 0, in the base given.
 */
struct proc_field {
	const char *name;
	unsigned column;
	int base;
};
bool proc_number(const char *text, const struct proc_field *field,
                 unsigned long long *ret_number);

/* The user that uid 0 of a /proc/<pid>/uid_map is outside; false: unmapped. */
bool proc_map_root(const char *uid_map, long *ret_uid);

/* What a user is called within that map; false: it is not mapped. */
bool proc_map_inside(const char *uid_map, unsigned long outside, long *ret_uid);

/* One row of /proc/<pid>/limits as {"soft":n|"unlimited","hard":…}, or NULL. */
cJSON *proc_limit(const char *limits, const char *row);

/* The value of a variable among NUL-separated NAME=value texts, or NULL. */
const char *proc_variable(const struct buffer *variables, const char *name);

/* Bytes of a process as a JSON string: what is not UTF-8 becomes U+FFFD. */
cJSON *proc_string(const char *bytes, size_t length);

/* Read <proc>/<pid>/<what> into text, whose limit is set. */
enum file_result proc_read(const char *proc, long pid, const char *what,
                           struct buffer *text, struct error *err);

/*
 * The target of the link <proc>/<pid>/<what>, with a NUL.  False with errno
 * when it cannot be read or is size bytes or longer.
 */
bool proc_link(const char *proc, long pid, const char *what, char *ret_target,
               size_t size);

/*
 * When a process started, by its stat: nanoseconds since 1970, to a tick of
 * the clock, as the clock stands now.
 */
bool proc_started(const char *proc, long pid, long long *ret_started,
                  struct error *err);

/* The file name of an exe link: "dockerd" for "/usr/bin/dockerd (deleted)". */
void proc_exe_name(const char *exe, char *ret_name, size_t size);

/*
 * Every process there is to see, in no order.  The caller frees *ret_pids.
 */
bool proc_pids(const char *proc, long **ret_pids, size_t *ret_count,
               struct error *err);

#endif
