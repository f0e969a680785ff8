#include "command.h"

#include "dockaudit/arena.h"
#include "dockaudit/buffer.h"
#include "dockaudit/escape.h"
#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum { CHUNK = 64 * 1024 };

static bool slurp(FILE *in, const char *name, struct buffer *text,
                  struct error *err)
{
	const struct where at = { .file = name };
	char chunk[CHUNK];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), in)) > 0) {
		if (!buffer_append(text, chunk, got))
			return error_set(err, at, "over %d MiB",
			                 LIMIT_RECORD >> 20);
	}
	return !ferror(in) || error_set(err, at, "%s", strerror(errno));
}

/* Read and parse a document; NULL or "-": standard input. */
static cJSON *read_document(const char *path, struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_RECORD };
	owned(release_file) FILE *file = NULL;
	bool from_stdin = !path || strcmp(path, "-") == 0;
	const char *name = from_stdin ? "standard input" : path;
	cJSON *document;

	if (!from_stdin && !(file = fopen(path, "re"))) {
		error_set(err, (struct where){ .file = path }, "%s",
		          strerror(errno));
		return NULL;
	}
	if (!slurp(from_stdin ? stdin : file, name, &text, err))
		return NULL;
	document = text.used ? json_parse(text.data, text.used, cJSON_Invalid)
	                     : NULL;
	if (!document)
		error_set(err, (struct where){ .file = name },
		          "not one complete JSON text");
	return document;
}

static void print_path(const struct jsonpath_node *node, struct arena *scratch)
{
	const char *path = jsonpath_path(node, scratch);

	fputc('"', stdout);
	escape_json(stdout, path, strlen(path));
	fputc('"', stdout);
}

static void print_value(const cJSON *value)
{
	char *text = cJSON_PrintUnformatted(value);

	if (!text)
		oom();
	escape_json_text(stdout, text, strlen(text));
	cJSON_free(text);
}

/* The nodelist as one JSON array, a node a line. */
static void print_nodes(const struct jsonpath_nodes *nodes, bool paths,
                        struct arena *scratch)
{
	fputc('[', stdout);
	for (size_t i = 0; i < nodes->count; i++) {
		fputs(i ? ",\n " : "", stdout);
		if (paths)
			print_path(&nodes->items[i], scratch);
		else
			print_value(nodes->items[i].value);
	}
	fputs("]\n", stdout);
}

int command_query(const struct options *options)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_json) cJSON *document = NULL;
	const struct jsonpath *query;
	struct jsonpath_nodes nodes;
	struct error err;

	if (!jsonpath_compile(arena, JSONPATH_QUERY, options->operands[0],
	                      &query, &err)) {
		err.at.file = "query";
		return command_complain(&err, EXIT_USAGE);
	}
	document = read_document(
		options->operand_count > 1 ? options->operands[1] : NULL, &err);
	if (!document)
		return command_complain(&err, EXIT_UNUSABLE);
	if (!jsonpath_select(query,
	                     &(struct jsonpath_scope){ .root = document,
	                                               .now = time(NULL) },
	                     arena, &nodes, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	print_nodes(&nodes, options->paths, arena);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}
