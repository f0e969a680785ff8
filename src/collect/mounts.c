#include "mounts.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/owned.h"
#include "proc.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One mount: the part of a file system below root, shown at point. */
struct mount {
	const char *device; /* "8:1" */
	const char *root;
	const char *point;
};

struct mounts {
	struct arena *arena; /* owned: of all that follows */
	struct mount *items; /* as the kernel lists them: the later hides */
	size_t count, capacity;
};

/* id parent major:minor root point options … */
static void add_line(struct mounts *mounts, const char *line, size_t length)
{
	char *copy = arena_strndup(mounts->arena, line, length);
	char *fields[5];
	char *rest;

	for (size_t i = 0; i < 5; i++) {
		fields[i] = strtok_r(i == 0 ? copy : NULL, " ", &rest);
		if (!fields[i])
			return;
	}
	proc_unescape(fields[3]);
	proc_unescape(fields[4]);
	/* Those of namespaces have roots like "net:[4026531840]". */
	if (fields[3][0] != '/' || fields[4][0] != '/')
		return;
	mounts->items = arena_grow(mounts->arena, mounts->items, mounts->count,
	                           &mounts->capacity, sizeof(*mounts->items));
	mounts->items[mounts->count++] = (struct mount){
		.device = fields[2],
		.root = fields[3],
		.point = fields[4],
	};
}

struct mounts *mounts_parse(const char *mountinfo)
{
	struct mounts *mounts = calloc(1, sizeof(*mounts));
	const char *line;
	size_t length;

	if (!mounts)
		oom();
	mounts->arena = arena_new();
	while ((line = proc_line(&mountinfo, &length)) != NULL)
		add_line(mounts, line, length);
	return mounts;
}

struct mounts *mounts_read(void)
{
	owned(buffer_done) struct buffer text = { .limit = 16 << 20 };
	struct error ignored;

	if (file_read("/proc/self/mountinfo", &text, &ignored) != FILE_READ)
		return NULL;
	return mounts_parse(text.data);
}

void mounts_free(struct mounts *mounts)
{
	if (!mounts)
		return;
	arena_free(mounts->arena);
	free(mounts);
}

/* What follows the directory in a path at or below it: "", "/x"; or NULL. */
static const char *below(const char *directory, const char *path)
{
	size_t length = strcmp(directory, "/") == 0 ? 0 : strlen(directory);

	if (strncmp(directory, path, length) != 0 ||
	    (path[length] != '/' && path[length] != '\0'))
		return NULL;
	return strcmp(path + length, "/") == 0 ? "" : path + length;
}

/* False when the path is too long to be one. */
static bool join(const char *directory, const char *rest,
                 char ret_path[PATH_MAX])
{
	bool top = strcmp(directory, "/") == 0;
	int used = snprintf(ret_path, PATH_MAX, "%s%s",
	                    top && *rest ? "" : directory, rest);

	return used > 0 && used < PATH_MAX;
}

/* The mount that a path is on, or NULL. */
static const struct mount *covering(const struct mounts *mounts,
                                    const char *path)
{
	const struct mount *found = NULL;

	for (size_t i = 0; i < mounts->count; i++) {
		const struct mount *mount = &mounts->items[i];

		if (below(mount->point, path) &&
		    (!found || strlen(mount->point) >= strlen(found->point)))
			found = mount;
	}
	return found;
}

static void push_once(cJSON *paths, const char *path)
{
	const cJSON *known;

	cJSON_ArrayForEach(known, paths)
	{
		if (strcmp(known->valuestring, path) == 0)
			return;
	}
	json_push(paths, cJSON_CreateString(path));
}

/* Whether an earlier mount shows the same, and is to be seen itself. */
static bool is_repeated(const struct mounts *mounts, const struct mount *mount)
{
	for (const struct mount *one = mounts->items; one < mount; one++) {
		if (strcmp(one->device, mount->device) == 0 &&
		    strcmp(one->root, mount->root) == 0 &&
		    covering(mounts, one->point) == one)
			return true;
	}
	return false;
}

cJSON *mounts_aliases(const struct mounts *mounts, const char *path)
{
	cJSON *aliases = json_array();
	const struct mount *own = covering(mounts, path);
	const char *on_it = own ? below(own->point, path) : NULL;
	char inner[PATH_MAX], alias[PATH_MAX];

	/* The path inside of the file system. */
	if (*path != '/' || !on_it || !join(own->root, on_it, inner))
		return aliases;
	for (size_t i = 0; i < mounts->count; i++) {
		const struct mount *other = &mounts->items[i];
		const char *rest = below(other->root, inner);

		if (rest && strcmp(other->device, own->device) == 0 &&
		    strlen(other->root) <= strlen(own->root) &&
		    join(other->point, rest, alias) &&
		    strcmp(alias, path) != 0 &&
		    covering(mounts, alias) == other &&
		    !is_repeated(mounts, other))
			push_once(aliases, alias);
	}
	return aliases;
}
