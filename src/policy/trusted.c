#include "trusted.h"

#include "dockaudit/arena.h"
#include "dockaudit/buffer.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 16 << 10 };

const char *trusted_distrust(const struct stat *status, uid_t euid,
                             uid_t caller)
{
	if (euid != 0)
		return NULL;
	if (status->st_uid != 0 && status->st_uid != caller)
		return "it does not belong to root, and dockaudit runs as "
		       "root: chown root";
	if (status->st_mode & (S_IWGRP | S_IWOTH))
		return "others than its owner can write it, and dockaudit "
		       "runs as root: chmod go-w";
	return NULL;
}

static bool check_status(int fd, const char *path, enum trust trust,
                         struct stat *ret_status, struct error *err)
{
	const struct where at = { .file = path };
	const char *why;

	if (fstat(fd, ret_status) != 0)
		return error_set(err, at, "%s", strerror(errno));
	why = trusted_distrust(ret_status, geteuid(), getuid());
	if (why && trust == TRUST_CHECKED)
		return error_set(err, at, "%s %s", why, path);
	return true;
}

/* Open path and look at what was opened. */
static bool open_status(const char *path, enum trust trust, int *ret_fd,
                        struct stat *ret_status, struct error *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0) {
		return error_set(err, (struct where){ .file = path }, "%s",
		                 strerror(errno));
	}
	if (!check_status(fd, path, trust, ret_status, err)) {
		(void)close(fd);
		return false;
	}
	*ret_fd = fd;
	return true;
}

static bool read_all(int fd, const char *path, struct buffer *text,
                     struct error *err)
{
	const struct where at = { .file = path };
	char chunk[CHUNK];
	ssize_t got;

	do {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno != EINTR)
			return error_set(err, at, "%s", strerror(errno));
		if (got > 0 && !buffer_append(text, chunk, (size_t)got))
			return error_set(err, at, "larger than %d bytes",
			                 LIMIT_POLICY_FILE);
	} while (got != 0);
	return true;
}

bool trusted_read(const char *path, enum trust trust, struct buffer *text,
                  struct error *err)
{
	const struct where at = { .file = path };
	owned(release_fd) int fd = -1;
	struct stat status = { 0 };

	if (!open_status(path, trust, &fd, &status, err))
		return false;
	if (S_ISDIR(status.st_mode))
		return error_set(err, at, "is a directory");
	if (!S_ISREG(status.st_mode))
		return error_set(err, at, "is not a regular file");
	text->limit = LIMIT_POLICY_FILE;
	return read_all(fd, path, text, err);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_policy_name(const char *name)
{
	return name[0] != '.' &&
	       (text_ends(name, ".yaml") || text_ends(name, ".yml"));
}

static bool list_dir(struct arena *arena, const char *path, DIR *dir,
                     struct trusted_names *ret_names, struct error *err)
{
	const struct where at = { .file = path };
	const char **items = NULL;
	size_t count = 0;
	size_t capacity = 0;
	const struct dirent *entry;

	errno = 0;
	while ((entry = readdir(dir))) {
		if (!is_policy_name(entry->d_name))
			continue;
		if (count == LIMIT_POLICY_FILES)
			return error_set(err, at, "more than %d files",
			                 LIMIT_POLICY_FILES);
		items = arena_grow(arena, items, count, &capacity,
		                   sizeof(*items));
		items[count++] = arena_printf(arena, "%s%s%s", path,
		                              text_ends(path, "/") ? "" : "/",
		                              entry->d_name);
	}
	if (errno != 0)
		return error_set(err, at, "%s", strerror(errno));
	if (count)
		qsort(items, count, sizeof(*items), by_name);
	*ret_names = (struct trusted_names){ items, count };
	return true;
}

bool trusted_list(struct arena *arena, const char *path, enum trust trust,
                  struct trusted_names *ret_names, struct error *err)
{
	owned(release_fd) int fd = -1;
	owned(release_directory) DIR *dir = NULL;
	struct stat status = { 0 };
	const char **one;

	if (!open_status(path, trust, &fd, &status, err))
		return false;
	if (!S_ISDIR(status.st_mode)) {
		one = arena_alloc(arena, sizeof(*one));
		one[0] = arena_strdup(arena, path);
		*ret_names = (struct trusted_names){ one, 1 };
		return true;
	}
	dir = fdopendir(fd);
	if (!dir)
		return error_set(err, (struct where){ .file = path }, "%s",
		                 strerror(errno));
	fd = -1; /* closed with dir */
	return list_dir(arena, path, dir, ret_names, err);
}

bool trusted_is_there(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 || errno != ENOENT;
}

bool trusted_is_same(const char *path, const char *other)
{
	struct stat a;
	struct stat b;

	return stat(path, &a) == 0 && stat(other, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}
