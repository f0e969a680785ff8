#include "proc.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char *proc_line(const char **rest, size_t *ret_length)
{
	const char *line = *rest;

	if (*line == '\0')
		return NULL;
	*ret_length = strcspn(line, "\n");
	*rest = line + *ret_length + (line[*ret_length] == '\n');
	return line;
}

void proc_unescape(char *text)
{
	char *to = text;

	for (const char *at = text; *at; to++) {
		unsigned code;

		if (*at == '\\' && sscanf(at + 1, "%3o", &code) == 1 &&
		    strspn(at + 1, "01234567") >= 3) {
			*to = (char)code;
			at += 4;
		} else {
			*to = *at++;
		}
	}
	*to = '\0';
}

/* The text behind "Name:" of the line that starts with it, or NULL. */
static const char *field_value(const char *text, const char *name)
{
	size_t size = strlen(name), length;
	const char *line;

	while ((line = proc_line(&text, &length)) != NULL) {
		if (length > size && line[size] == ':' &&
		    strncmp(line, name, size) == 0)
			return line + size + 1;
	}
	return NULL;
}

bool proc_number(const char *text, const struct proc_field *field,
                 unsigned long long *ret_number)
{
	const char *at = field_value(text, field->name);
	unsigned long long number;
	char *end;

	for (unsigned i = 0; at && i < field->column; i++) {
		at += strspn(at, " \t");
		at += strcspn(at, " \t\n");
	}
	if (!at)
		return false;
	at += strspn(at, " \t");
	if (!isxdigit((unsigned char)*at))
		return false;
	errno = 0;
	number = strtoull(at, &end, field->base);
	if (errno || end == at || !strchr(" \t\n", *end))
		return false;
	*ret_number = number;
	return true;
}

bool proc_map_root(const char *uid_map, long *ret_uid)
{
	unsigned long inside, outside, count;
	const char *line;
	size_t length;

	while ((line = proc_line(&uid_map, &length)) != NULL) {
		if (sscanf(line, "%lu %lu %lu", &inside, &outside, &count) !=
		            3 ||
		    inside != 0 || count == 0)
			continue;
		*ret_uid = (long)outside;
		return true;
	}
	return false;
}

bool proc_map_inside(const char *uid_map, unsigned long outside, long *ret_uid)
{
	unsigned long inside, first, count;
	const char *line;
	size_t length;

	while ((line = proc_line(&uid_map, &length)) != NULL) {
		if (sscanf(line, "%lu %lu %lu", &inside, &first, &count) != 3 ||
		    outside < first || outside - first >= count)
			continue;
		*ret_uid = (long)(inside + (outside - first));
		return true;
	}
	return false;
}

static void put_limit(cJSON *object, const char *name, const char *word)
{
	char *end;
	unsigned long long number = strtoull(word, &end, 10);

	if (end != word && *end == '\0')
		json_put_number(object, name, (double)number);
	else
		json_put_text(object, name, "unlimited");
}

cJSON *proc_limit(const char *limits, const char *row)
{
	char soft[32], hard[32];
	const char *line;
	size_t length, size = strlen(row);
	cJSON *object;

	while ((line = proc_line(&limits, &length)) != NULL) {
		if (length <= size || strncmp(line, row, size) != 0 ||
		    sscanf(line + size, " %31s %31s", soft, hard) != 2)
			continue;
		object = json_object();
		put_limit(object, "soft", soft);
		put_limit(object, "hard", hard);
		return object;
	}
	return NULL;
}

const char *proc_variable(const struct buffer *variables, const char *name)
{
	size_t size = strlen(name);
	const char *at = variables->data;
	const char *end = at ? at + variables->used : NULL;

	/* buffer_append() keeps a NUL behind the last byte. */
	for (; at && at < end; at += strlen(at) + 1)
		if (strncmp(at, name, size) == 0 && at[size] == '=')
			return at + size + 1;
	return NULL;
}

cJSON *proc_string(const char *bytes, size_t length)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	char *clean = malloc(length * 3 + 1);
	size_t used = 0;
	cJSON *string;

	if (!clean)
		oom();
	for (size_t at = 0; at < length && bytes[at] != '\0';) {
		unsigned code;
		size_t step = text_utf8(bytes + at, length - at, &code);
		const char *from = step ? bytes + at : replacement;
		size_t size = step ? step : sizeof(replacement) - 1;

		memcpy(clean + used, from, size);
		used += size;
		at += step ? step : 1;
	}
	clean[used] = '\0';
	string = cJSON_CreateString(clean);
	free(clean);
	if (!string)
		oom();
	return string;
}

enum file_result proc_read(const char *proc, long pid, const char *what,
                           struct buffer *text, struct error *err)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%ld/%s", proc, pid, what);
	return file_read(path, text, err);
}

bool proc_link(const char *proc, long pid, const char *what, char *ret_target,
               size_t size)
{
	char path[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), "%s/%ld/%s", proc, pid, what);
	length = readlink(path, ret_target, size);
	if (length < 0)
		return false;
	if ((size_t)length >= size) {
		errno = ENAMETOOLONG;
		return false;
	}
	ret_target[length] = '\0';
	return true;
}

/* Field 22 of a /proc/<pid>/stat; the name in field 2 may hold anything. */
static bool start_ticks(const char *text, unsigned long long *ret_ticks)
{
	const char *name_end = strrchr(text, ')');

	return name_end && sscanf(name_end + 1,
	                          " %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
	                          "%*s %*s %*s %*s %*s %*s %*s %*s %*s %llu",
	                          ret_ticks) == 1;
}

static long long nanoseconds(clockid_t clock)
{
	struct timespec now = { 0 };

	(void)clock_gettime(clock, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

bool proc_started(const char *proc, long pid, long long *ret_started,
                  struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	unsigned long long ticks;
	long a_second = sysconf(_SC_CLK_TCK);

	if (proc_read(proc, pid, "stat", &text, err) != FILE_READ)
		return false;
	if (!start_ticks(text.data, &ticks) || a_second <= 0) {
		return error_plain(err,
		                   "%s/%ld/stat does not say when it started",
		                   proc, pid);
	}
	/* btime of proc(5) is the same, but in whole seconds. */
	*ret_started =
		nanoseconds(CLOCK_REALTIME) - nanoseconds(CLOCK_BOOTTIME) +
		(long long)(ticks * (1000000000ULL / (unsigned long)a_second));
	return true;
}

void proc_exe_name(const char *exe, char *ret_name, size_t size)
{
	static const char deleted[] = " (deleted)";
	const char *slash = strrchr(exe, '/');

	snprintf(ret_name, size, "%s", slash ? slash + 1 : exe);
	/* An upgrade replaced the file while the daemon went on. */
	if (text_ends(ret_name, deleted))
		ret_name[strlen(ret_name) - strlen(deleted)] = '\0';
}

/* Room for one more; the room doubles. */
static long *grown(long *pids, size_t count, size_t *room)
{
	if (count < *room)
		return pids;
	*room = *room ? *room * 2 : 256;
	pids = reallocarray(pids, *room, sizeof(*pids));
	if (!pids)
		oom();
	return pids;
}

bool proc_pids(const char *proc, long **ret_pids, size_t *ret_count,
               struct error *err)
{
	owned(release_directory) DIR *directory = opendir(proc);
	const struct dirent *entry;
	size_t count = 0, room = 0;
	long *pids = NULL;

	if (!directory)
		return error_plain(err, "cannot list %s: %s", proc,
		                   strerror(errno));
	while ((entry = file_next(directory)) != NULL) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		pids = grown(pids, count, &room);
		pids[count++] = strtol(entry->d_name, NULL, 10);
	}
	if (errno != 0) {
		free(pids);
		return error_plain(err, "cannot list %s: %s", proc,
		                   strerror(errno));
	}
	*ret_pids = pids;
	*ret_count = count;
	return true;
}
