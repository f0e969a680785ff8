#include "cgroup.h"

#include "proc.h"

#include <stdio.h>
#include <string.h>

enum { ID_LENGTH = 64 };

static const char hex[] = "0123456789abcdef";

/* Whether word is one of the comma-separated words of a list. */
static bool listed(const char *list, size_t length, const char *word)
{
	size_t size = strlen(word);

	for (size_t at = 0; at <= length;) {
		const char *comma = memchr(list + at, ',', length - at);
		size_t end = comma ? (size_t)(comma - list) : length;

		if (end - at == size && memcmp(list + at, word, size) == 0)
			return true;
		at = end + 1;
	}
	return false;
}

bool cgroup_path(const char *text, const char *controller,
                 char ret_path[CGROUP_PATH])
{
	const char *line;
	size_t length;

	while ((line = proc_line(&text, &length)) != NULL) {
		const char *first = memchr(line, ':', length);
		const char *end = line + length;
		const char *second;

		if (!first)
			continue;
		second = memchr(first + 1, ':', (size_t)(end - first - 1));
		if (!second || end - second > CGROUP_PATH ||
		    !listed(first + 1, (size_t)(second - first - 1),
		            controller))
			continue;
		memcpy(ret_path, second + 1, (size_t)(end - second - 1));
		ret_path[end - second - 1] = '\0';
		return true;
	}
	return false;
}

bool cgroup_mentions(const char *text, const char *id)
{
	size_t size = strlen(id);
	const char *at = text;

	if (size == 0)
		return false;
	while ((at = strstr(at, id)) != NULL) {
		bool starts = at == text || !strchr(hex, at[-1]);

		if (starts && (at[size] == '\0' || !strchr(hex, at[size])))
			return true;
		at++;
	}
	return false;
}

bool cgroup_contained(const char *text)
{
	while (*text) {
		size_t run = strspn(text, hex);

		if (run == ID_LENGTH)
			return true;
		text += run;
		text += strcspn(text, hex);
	}
	return false;
}

/* id parent major:minor root point options … - type source superoptions */
static bool mount_line(const char *line, const char *controller,
                       struct cgroup_mount *ret_mount)
{
	struct cgroup_mount mount;
	char type[32], options[1024];
	const char *dash = strstr(line, " - ");

	if (!dash || sscanf(dash, " - %31s %*s %1023s", type, options) != 2 ||
	    sscanf(line, "%*s %*s %*s %4095s %4095s", mount.root,
	           mount.point) != 2)
		return false;
	mount.unified = strcmp(type, "cgroup2") == 0;
	if (mount.unified != (*controller == '\0') ||
	    (!mount.unified && (strcmp(type, "cgroup") != 0 ||
	                        !listed(options, strlen(options), controller))))
		return false;
	proc_unescape(mount.root);
	proc_unescape(mount.point);
	*ret_mount = mount;
	return true;
}

bool cgroup_mount(const char *mountinfo, const char *controller,
                  struct cgroup_mount *ret_mount)
{
	char copy[2 * CGROUP_PATH];
	const char *line;
	size_t length;

	while ((line = proc_line(&mountinfo, &length)) != NULL) {
		if (length >= sizeof(copy))
			continue;
		memcpy(copy, line, length);
		copy[length] = '\0';
		if (mount_line(copy, controller, ret_mount))
			return true;
	}
	return false;
}

bool cgroup_directory(const struct cgroup_mount *mount, const char *path,
                      char ret_directory[CGROUP_PATH])
{
	size_t shown = strcmp(mount->root, "/") == 0 ? 0 : strlen(mount->root);
	int used;

	if (strncmp(path, mount->root, shown) != 0 ||
	    (path[shown] != '/' && path[shown] != '\0') ||
	    strstr(path, "/../") || strncmp(path, "/..", 3) == 0)
		return false;
	used = snprintf(ret_directory, CGROUP_PATH, "%s%s", mount->point,
	                path + shown);
	return used > 0 && used < CGROUP_PATH;
}
