#include "evidence.h"

#include "dockaudit/arena.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <stdio.h>
#include <string.h>

enum {
	PRINT_SIZE =
		LIMIT_EVIDENCE_VALUE + 64, /* cJSON asks for room to spare */
	CUT_SIZE = LIMIT_EVIDENCE_VALUE - 48,
	UTF8_MAX = 4, /* bytes of a character */
};

/* Where the members of $ come from that were not read from the host. */
static const char from_policy[] = "policy";

static bool part_unreadable(const cJSON *value, unsigned depth)
{
	const cJSON *child;

	if (cJSON_IsRaw(value) || depth > LIMIT_DOCUMENT_DEPTH)
		return true;
	cJSON_ArrayForEach(child, value)
	{
		if (part_unreadable(child, depth + 1))
			return true;
	}
	return false;
}

/* How much of text to show: at most size bytes, no character torn. */
static size_t cut_at(const char *text, size_t size)
{
	size_t used = 0;
	unsigned code;

	while (text[used]) {
		size_t length = text_utf8(
			text + used, strnlen(text + used, UTF8_MAX), &code);

		length = length ? length : 1;
		if (used + length > size)
			break;
		used += length;
	}
	return used;
}

/* The beginning of a text as a JSON string, with its whole size; NULL when
 * that is still too long. */
static const char *cut_to(const char *text, size_t size, struct arena *keep)
{
	char print[2 * PRINT_SIZE];
	char words[PRINT_SIZE];
	cJSON said = { .type = cJSON_String, .valuestring = words };

	(void)snprintf(words, sizeof(words), "%.*s… (%zu bytes)",
	               (int)cut_at(text, size), text, strlen(text));
	if (!cJSON_PrintPreallocated(&said, print, sizeof(print), false) ||
	    strlen(print) > LIMIT_EVIDENCE_VALUE)
		return NULL;
	return arena_strdup(keep, print);
}

/* A value too long to be shown: what it begins with, as a JSON string. */
static const char *cut(const cJSON *value, struct arena *keep)
{
	owned(release_string) char *whole = NULL;
	const char *text = value->valuestring;
	const char *shown = NULL;

	if (!cJSON_IsString(value)) {
		whole = cJSON_PrintUnformatted(value);
		if (!whole)
			oom();
		text = whole;
	}
	for (size_t size = CUT_SIZE; size > 0 && !shown; size /= 2)
		shown = cut_to(text, size, keep);
	return shown ? shown : "\"(too long to be shown)\"";
}

/* JSON text of a value, cut to LIMIT_EVIDENCE_VALUE.  Lives in keep. */
static const char *value_text(const cJSON *value, struct arena *keep)
{
	char print[PRINT_SIZE];
	cJSON copy = *value;

	if (part_unreadable(value, 0))
		return "\"(partly unreadable)\"";
	if (!cJSON_PrintPreallocated(&copy, print, sizeof(print), false) ||
	    strlen(print) > LIMIT_EVIDENCE_VALUE)
		return cut(value, keep);
	return arena_strdup(keep, print);
}

/* The rest of a path below a member of $: "$['daemon']['info']" is
 * "['info']" below daemon; NULL when it is not there. */
static const char *below(const char *path, const char *member)
{
	size_t length = strlen(member);

	return strncmp(path, "$['", 3) == 0 &&
	                       strncmp(path + 3, member, length) == 0 &&
	                       strncmp(path + 3 + length, "']", 2) == 0
	               ? path + 3 + length + 2
	               : NULL;
}

static const char *source_below(const struct record *record, const char *rest,
                                struct arena *scratch)
{
	return record_source_of(record, arena_printf(scratch, "$%s", rest));
}

/* Where a node was read: its own record's word, or that of the context. */
static const char *read_from(const struct jsonpath_node *node, const char *path,
                             const struct judge_context *context,
                             const struct judge_subject *subject)
{
	const char *rest;

	if (!node->from_root)
		return record_source_of(subject->record, path);
	if (context->daemon && (rest = below(path, "daemon")))
		return source_below(context->daemon, rest, subject->scratch);
	if (context->host && (rest = below(path, "host")))
		return source_below(context->host, rest, subject->scratch);
	if (context->daemon && below(path, "swarm"))
		return context->daemon->source;
	return from_policy;
}

struct gathering {
	struct evidence *items;
	size_t count;
	size_t capacity;
	size_t cut;
};

/*
 * Where a value stands, as reports write it: from the root of the subject's
 * own document, or from that of the context, whose members no subject has.
 */
static const char *place(const struct jsonpath_node *node,
                         const struct judge_subject *subject)
{
	const char *path = jsonpath_path(node, subject->scratch);

	return arena_printf(subject->scratch, "$%s", path + 1);
}

/* A condition may read the same value twice. */
static bool gathered(const struct gathering *all, const char *path)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->items[i].path, path) == 0)
			return true;
	return false;
}

static void gather(struct gathering *all, const struct jsonpath_nodes *nodes,
                   const struct judge_context *context,
                   const struct judge_subject *subject)
{
	for (size_t i = 0; i < nodes->count; i++) {
		const struct jsonpath_node *node = &nodes->items[i];
		const char *path = place(node, subject);

		if (cJSON_IsRaw(node->value) || gathered(all, path))
			continue;
		if (all->count == LIMIT_EVIDENCE_ITEMS) {
			all->cut++;
			continue;
		}
		all->items = arena_grow(subject->keep, all->items, all->count,
		                        &all->capacity, sizeof(*all->items));
		all->items[all->count++] = (struct evidence){
			.path = arena_strdup(subject->keep, path),
			.value = value_text(node->value, subject->keep),
			.source = arena_strdup(
				subject->keep,
				read_from(node, path, context, subject)),
		};
	}
}

void evidence_gather(const struct check *check,
                     const struct jsonpath_scope *scope,
                     const struct judge_context *context,
                     const struct judge_subject *subject,
                     struct finding *finding)
{
	const struct jsonpath *const *queries = NULL;
	struct gathering all = { 0 };
	size_t count = 0;

	if (check->evidence) {
		queries = check->evidence;
		count = check->evidence_count;
	} else if (check->pass) {
		queries = jsonpath_operands(check->pass, &count);
	}
	for (size_t i = 0; i < count; i++) {
		struct jsonpath_nodes nodes;
		struct error unused;

		/* Evidence beside the verdict: what cannot be selected within
		 * the limits is not shown, the verdict stands without it. */
		if (jsonpath_select(queries[i], scope, subject->scratch, &nodes,
		                    &unused))
			gather(&all, &nodes, context, subject);
	}
	finding->evidence = all.items;
	finding->evidence_count = all.count;
	finding->evidence_cut = all.cut;
}
