#include "dockaudit/record.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

enum { PATH_SIZE = 512, NAME_SIZE = 128 };

/* The members of whole, which never change once it is made. */
static void borrow(struct record *record)
{
	record->id = json_text(record->whole, "id");
	record->name = json_text(record->whole, "name");
	record->source = json_text(record->whole, "source");
	record->time = json_text(record->whole, "time");
	record->document =
		cJSON_GetObjectItemCaseSensitive(record->whole, "document");
}

void record_init(struct record *ret_record, const struct record_head *head,
                 cJSON *document)
{
	struct record record = { .whole = json_object(), .kind = head->kind };
	char time[TEXT_TIME_SIZE];

	text_from_time(head->time, time);
	json_put_text(record.whole, "kind", kind_name(head->kind));
	json_put_text(record.whole, "id", head->id);
	json_put_text(record.whole, "name", head->name);
	json_put_text(record.whole, "source", head->source);
	json_put_text(record.whole, "time", time);
	json_put(record.whole, "document",
	         document ? document : cJSON_CreateNull());
	borrow(&record);
	*ret_record = record;
}

/* "derived.process" as "$['derived']['process']"; "" as "$". */
static void normalized(char to[PATH_SIZE], const char *dotted)
{
	int used = snprintf(to, PATH_SIZE, "$");

	while (*dotted && used + NAME_SIZE < PATH_SIZE) {
		int length = (int)strcspn(dotted, ".");

		used += snprintf(to + used, NAME_SIZE, "['%.*s']", length,
		                 dotted);
		dotted += length + (dotted[length] == '.');
	}
}

/* The envelope's member of that name, made when it is not there yet. */
static cJSON *envelope(struct record *record, const char *name, bool list)
{
	cJSON *member = cJSON_GetObjectItemCaseSensitive(record->whole, name);

	if (member)
		return member;
	member = list ? json_array() : json_object();
	json_put(record->whole, name, member);
	return member;
}

void record_source(struct record *record, const char *path, const char *source)
{
	char at[PATH_SIZE];
	cJSON *sources = envelope(record, "sources", false);

	normalized(at, path);
	cJSON_DeleteItemFromObjectCaseSensitive(sources, at);
	json_put_text(sources, at, source);
}

void record_unreadable(struct record *record, const char *path,
                       const char *reason, const char *help)
{
	char at[PATH_SIZE];
	cJSON *entry = json_object();

	normalized(at, path);
	json_put_text(entry, "path", at);
	json_put_text(entry, "reason", reason);
	json_put_text(entry, "help", help);
	json_push(envelope(record, "unreadable", true), entry);
}

static bool sources_well_formed(const cJSON *sources)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, sources)
	{
		if (!cJSON_IsString(entry))
			return false;
	}
	return !sources || cJSON_IsObject(sources);
}

static bool unreadable_well_formed(const cJSON *unreadable)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, unreadable)
	{
		const char *path = json_text(entry, "path");

		if (!path || path[0] != '$' || !json_text(entry, "reason") ||
		    !json_text(entry, "help"))
			return false;
	}
	return !unreadable || cJSON_IsArray(unreadable);
}

static bool well_formed(const struct record *record)
{
	const cJSON *unreadable = json_at(record->whole, "unreadable");
	long long when;

	/* Without the time that dates are compared with, ages are unknown. */
	if (!record->id || !record->name || !record->source || !record->time ||
	    !text_to_time(record->time, &when))
		return false;
	if (!sources_well_formed(json_at(record->whole, "sources")) ||
	    !unreadable_well_formed(unreadable))
		return false;
	/* Nothing was read and nothing says why: that is not a fact. */
	return cJSON_IsObject(record->document) ||
	       (cJSON_IsNull(record->document) &&
	        cJSON_GetArraySize(unreadable) > 0);
}

/* Each part is looked up among all the others. */
static bool within_limits(const cJSON *whole)
{
	return cJSON_GetArraySize(json_at(whole, "sources")) <=
	               LIMIT_RECORD_PARTS &&
	       cJSON_GetArraySize(json_at(whole, "unreadable")) <=
	               LIMIT_RECORD_PARTS;
}

bool record_parse(const char *line, size_t length, struct record *ret_record,
                  struct error *err)
{
	owned(release_record) struct record record = {
		.whole = json_parse(line, length, cJSON_Object)
	};
	const char *kind = json_text(record.whole, "kind");

	if (!record.whole)
		return error_plain(err, "not a JSON object");
	if (!kind)
		return error_plain(err, "not a record: it has no kind");
	if (!within_limits(record.whole)) {
		return error_plain(err,
		                   "a record with more than %d sources or "
		                   "unreadable parts",
		                   LIMIT_RECORD_PARTS);
	}
	borrow(&record);
	if (!kind_find(kind, &record.kind) || !well_formed(&record))
		return error_plain(err, "not a record: a member is missing or "
		                        "ill-typed");
	*ret_record = record;
	record.whole = NULL; /* given away */
	return true;
}

bool record_write(const struct record *record, FILE *out)
{
	return json_write_line(record->whole, out);
}

const char *record_source_of(const struct record *record, const char *path)
{
	const char *best = record->source;
	size_t best_length = 0;
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(record->whole, "sources"))
	{
		size_t length = strlen(entry->string);

		if (length <= best_length ||
		    strncmp(path, entry->string, length) != 0 ||
		    (path[length] != '\0' && path[length] != '['))
			continue;
		best = entry->valuestring;
		best_length = length;
	}
	return best;
}

void record_done(struct record *record)
{
	cJSON_Delete(record->whole);
	*record = (struct record){ 0 };
}
