#include "dockaudit/source.h"

#include "dockaudit/error.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"
#include "dockaudit/version.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { SNAPSHOT_FORMAT = 1 };

struct snapshot {
	struct source source; /* first: see source.h */
	const char *path;     /* borrowed */
	FILE *file;           /* owned; NULL: standard input is read */
	FILE *in;             /* borrowed */
	char *line;
	size_t line_size;
	unsigned line_number;
	size_t records;
};

static void release_snapshot(struct snapshot **snapshot)
{
	if (!*snapshot)
		return;
	release_file(&(*snapshot)->file);
	free((*snapshot)->line);
	free(*snapshot);
}

static struct where here(const struct snapshot *snapshot)
{
	return (struct where){ .file = snapshot->path,
		               .line = snapshot->line_number,
		               .column = 1 };
}

/* Grow the line, up to LIMIT_RECORD.  False when that is reached. */
static bool room_for(struct snapshot *s, size_t used)
{
	size_t size = s->line_size ? s->line_size * 2 : 4096;
	char *grown;

	if (used + 1 < s->line_size)
		return true;
	if (used >= LIMIT_RECORD)
		return false;
	grown = realloc(s->line, size);
	if (!grown)
		oom();
	s->line = grown;
	s->line_size = size;
	return true;
}

enum line { LINE_READ, LINE_END, LINE_ERROR };

/* The next line without its end: getline(3), but with a limit. */
static enum line read_line(struct snapshot *s, size_t *ret_length,
                           struct error *err)
{
	size_t used = 0;
	int c;

	s->line_number++;
	while ((c = getc_unlocked(s->in)) != EOF && c != '\n') {
		if (!room_for(s, used)) {
			error_set(err, here(s), "a line is over %d MiB",
			          LIMIT_RECORD >> 20);
			return LINE_ERROR;
		}
		s->line[used++] = (char)c;
	}
	if (ferror(s->in)) {
		error_set(err, here(s), "%s", strerror(errno));
		return LINE_ERROR;
	}
	if (c == EOF && used == 0)
		return LINE_END;
	if (!room_for(s, used)) /* an empty first line */
		return LINE_ERROR;
	s->line[used] = '\0';
	*ret_length = used;
	return LINE_READ;
}

static void copy_text(char *to, size_t size, const cJSON *from,
                      const char *member)
{
	const char *text = json_text(from, member);

	(void)snprintf(to, size, "%s", text ? text : "");
}

static bool read_header(struct snapshot *s, struct target *ret_target,
                        struct error *err)
{
	owned(release_json) cJSON *header = NULL;
	const cJSON *format;
	const char *time;
	size_t length;

	switch (read_line(s, &length, err)) {
	case LINE_ERROR:
		return false;
	case LINE_END:
		return error_set(err, here(s), "the snapshot is empty");
	case LINE_READ:
		break;
	}
	header = json_parse(s->line, length, cJSON_Object);
	format = json_at(header, "dockaudit_facts");
	time = json_text(header, "started");
	if (!cJSON_IsNumber(format) || !time ||
	    !text_to_time(time, &ret_target->started))
		return error_set(err, here(s),
		                 "not a snapshot of dockaudit facts");
	if (format->valueint != SNAPSHOT_FORMAT) {
		return error_set(err, here(s),
		                 "facts of format %d; this program reads %d",
		                 format->valueint, SNAPSHOT_FORMAT);
	}
	copy_text(ret_target->host, sizeof(ret_target->host), header, "host");
	copy_text(ret_target->engine, sizeof(ret_target->engine), header,
	          "engine");
	copy_text(ret_target->api, sizeof(ret_target->api), header, "api");
	copy_text(ret_target->address, sizeof(ret_target->address), header,
	          "address");
	ret_target->rootless = json_true(header, "rootless");
	ret_target->source = "snapshot";
	return true;
}

/* The last line: proof that nothing was cut off. */
static enum source_next read_end(struct snapshot *s, const cJSON *end,
                                 struct error *err)
{
	const cJSON *records = json_at(end, "records");
	const char *time = json_text(end, "finished");

	if (!cJSON_IsNumber(records) || !time ||
	    records->valuedouble != (double)s->records ||
	    !text_to_time(time, &s->source.finished)) {
		error_set(err, here(s),
		          "the snapshot was changed: it holds %zu records, "
		          "its end speaks of another number",
		          s->records);
		return SOURCE_ERROR;
	}
	if (getc_unlocked(s->in) != EOF) {
		s->line_number++;
		error_set(err, here(s),
		          "the snapshot goes on after its end: two in one?");
		return SOURCE_ERROR;
	}
	copy_text(s->source.note, sizeof(s->source.note), end, "note");
	return SOURCE_END;
}

static enum source_next snapshot_next(struct source *source,
                                      struct record *ret_record,
                                      struct error *err)
{
	struct snapshot *s = (struct snapshot *)source;
	owned(release_json) cJSON *end = NULL;
	struct error reason;
	size_t length;

	switch (read_line(s, &length, err)) {
	case LINE_ERROR:
		return SOURCE_ERROR;
	case LINE_END:
		error_set(err, here(s),
		          "the snapshot was cut off: its last line is missing");
		return SOURCE_ERROR;
	case LINE_READ:
		break;
	}
	if (text_starts(s->line, "{\"end\":")) {
		end = json_parse(s->line, length, cJSON_Object);
		return read_end(s, end, err);
	}
	if (++s->records > LIMIT_RECORDS) {
		error_set(err, here(s), "more than %d records", LIMIT_RECORDS);
		return SOURCE_ERROR;
	}
	if (!record_parse(s->line, length, ret_record, &reason)) {
		error_set(err, here(s), "%s", reason.text);
		return SOURCE_ERROR;
	}
	return SOURCE_RECORD;
}

static void snapshot_close(struct source *source)
{
	struct snapshot *snapshot = (struct snapshot *)source;

	release_snapshot(&snapshot);
}

static const struct source_operations snapshot_operations = {
	.next = snapshot_next,
	.close = snapshot_close,
};

static bool is_directory(FILE *in)
{
	struct stat status;

	return fstat(fileno(in), &status) == 0 && S_ISDIR(status.st_mode);
}

bool source_snapshot_open(const char *path, struct source **ret_source,
                          struct target *ret_target, struct error *err)
{
	owned(release_snapshot) struct snapshot *s = calloc(1, sizeof(*s));
	struct target target = { 0 };

	if (!s)
		oom();
	s->source.operations = &snapshot_operations;
	s->path = path;
	if (strcmp(path, "-") != 0 && !(s->file = fopen(path, "re")))
		return error_set(err, (struct where){ .file = path }, "%s",
		                 strerror(errno));
	s->in = s->file ? s->file : stdin;
	if (is_directory(s->in))
		return error_set(err, (struct where){ .file = path },
		                 "a directory, not a snapshot");
	if (!read_header(s, &target, err))
		return false;
	*ret_target = target;
	*ret_source = (struct source *)take(s); /* its beginning: source.h */
	return true;
}

bool snapshot_begin(FILE *out, const struct target *target)
{
	owned(release_json) cJSON *header = json_object();
	char started[TEXT_TIME_SIZE];

	text_from_time(target->started, started);
	json_put_number(header, "dockaudit_facts", SNAPSHOT_FORMAT);
	json_put_text(header, "version", DOCKAUDIT_VERSION);
	json_put_text(header, "started", started);
	json_put_text(header, "host", target->host);
	json_put_text(header, "engine", target->engine);
	json_put_text(header, "api", target->api);
	json_put_bool(header, "rootless", target->rootless);
	json_put_text(header, "address", target->address);
	return json_write_line(header, out);
}

bool snapshot_end(FILE *out, const struct source *source, size_t records)
{
	owned(release_json) cJSON *end = json_object();
	char finished[TEXT_TIME_SIZE];

	text_from_time(source->finished, finished);
	json_put_bool(end, "end", true);
	json_put_number(end, "records", (double)records);
	json_put_text(end, "finished", finished);
	json_put_text(end, "note", source->note);
	return json_write_line(end, out);
}
