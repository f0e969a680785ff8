#include "container.h"

#include "mounts.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Whether word is one of the comma-separated words of list. */
static bool has_word(const char *list, const char *word)
{
	size_t wanted = strlen(word);

	while (list && *list) {
		size_t length = strcspn(list, ",");

		if (length == wanted && strncmp(list, word, length) == 0)
			return true;
		list += length + (list[length] == ',');
	}
	return false;
}

/* Add each path of "key=/a:/b" in the options of an overlay. */
static void add_layers(const char *list, const char *key, cJSON *paths)
{
	size_t key_length = strlen(key);

	while (*list) {
		const char *end = list + strcspn(list, ",");

		if (strncmp(list, key, key_length) == 0)
			list += key_length;
		else
			list = end;
		while (list < end) {
			size_t length = strcspn(list, ":,");
			char *path = strndup(list, length);

			if (!path)
				oom();
			if (*path == '/')
				json_push(paths, cJSON_CreateString(path));
			free(path);
			list += length + (list[length] == ':');
		}
		list = end + (*end == ',');
	}
}

/*
 * Whether device is a path of this host.  //server/share belongs to another
 * machine with these types; for everything else it is /server/share.  A bind
 * may be relative, to the daemon's directory, which is / under an init system.
 */
static bool is_local(const char *device, const char *type, bool bind)
{
	static const char *const shares[] = { "cifs", "smb3", "smbfs" };

	if (bind)
		return *device != '\0';
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		if (type && strcmp(type, shares[i]) == 0)
			return false;
	return *device == '/';
}

cJSON *container_mount_volume(const cJSON *volume, const char **ret_kind)
{
	const char *driver = json_text(volume, "Driver");
	const char *device = json_text(volume, "Options.device");
	const char *type = json_text(volume, "Options.type");
	const char *options = json_text(volume, "Options.o");
	cJSON *paths = json_array();
	bool bind = has_word(options, "bind") || has_word(options, "rbind");

	*ret_kind = bind ? "bind" : "device";
	if (!driver || strcmp(driver, "local") != 0)
		return paths;
	if (type && strcmp(type, "overlay") == 0 && options) {
		*ret_kind = "bind";
		add_layers(options, "lowerdir=", paths);
		add_layers(options, "upperdir=", paths);
	} else if (device && is_local(device, type, bind)) {
		json_push(paths, cJSON_CreateString(device));
	}
	return paths;
}

/*
 * The path without "//", "/./" and "/../", by its text alone: as Go's
 * path.Clean does.  The caller frees it.
 */
static char *clean(const char *path)
{
	char *cleaned = malloc(strlen(path) + 2);
	size_t used = 0;

	if (!cleaned)
		oom();
	while (*path) {
		size_t length = strcspn(path, "/");

		if (length == 2 && strncmp(path, "..", 2) == 0) {
			while (used > 0 && cleaned[--used] != '/')
				;
		} else if (length > 0 && !(length == 1 && *path == '.')) {
			cleaned[used++] = '/';
			memcpy(cleaned + used, path, length);
			used += length;
		}
		path += length + (path[length] == '/');
	}
	if (used == 0)
		cleaned[used++] = '/';
	cleaned[used] = '\0';
	return cleaned;
}

/* Add what else a path on this host is called, by mounts of a part of it. */
static void add_aliases(const struct container *container, const char *path,
                        cJSON *forms)
{
	owned(release_json) cJSON *aliases = NULL;
	const cJSON *alias;

	if (!container->context->mounts)
		return;
	aliases = mounts_aliases(container->context->mounts, path);
	cJSON_ArrayForEach(alias, aliases)
	{
		json_push(forms, json_copy(alias));
	}
}

/*
 * Where a clean absolute path leads on this host; the end that does not exist
 * stays as it is.  NULL when its links cannot be followed.  The caller frees
 * it.
 */
static char *resolve(const char *path)
{
	char there[PATH_MAX], resolved[PATH_MAX];
	size_t length = strlen(path);
	char *whole = NULL;
	struct stat link;

	if (*path != '/' || length >= sizeof(there))
		return NULL;
	memcpy(there, path, length + 1);
	resolved[0] = '\0';
	while (length > 0 && !realpath(there, resolved)) {
		if ((errno != ENOENT && errno != ENOTDIR) ||
		    lstat(there, &link) == 0)
			return NULL;
		length = (size_t)(strrchr(there, '/') - there);
		there[length] = '\0';
		resolved[0] = '\0';
	}
	if (strcmp(resolved, "/") == 0)
		resolved[0] = '\0';
	if (asprintf(&whole, "%s%s", resolved,
	             *resolved || path[length] ? path + length : "/") < 0)
		oom();
	return whole;
}

/* The path, and where it leads on this host when that is elsewhere. */
static cJSON *path_forms(const struct container *container, const char *cleaned,
                         const char *resolved)
{
	cJSON *forms = json_array();

	json_push(forms, cJSON_CreateString(cleaned));
	if (resolved && strcmp(resolved, cleaned) != 0)
		json_push(forms, cJSON_CreateString(resolved));
	add_aliases(container, resolved ? resolved : cleaned, forms);
	return forms;
}

/* A host path that the container sees. */
struct shown {
	const char *source;
	const char *kind;
	const cJSON *mount; /* the element of Mounts */
	bool read_only;     /* for another reason than the mount's own RW */
};

static void add_path(const struct container *container, cJSON *paths,
                     const struct shown *shown)
{
	const char *destination = json_text(shown->mount, "Destination");
	const char *propagation = json_text(shown->mount, "Propagation");
	/* A mount without RW is writable. */
	bool writable = !cJSON_IsFalse(json_at(shown->mount, "RW")) &&
	                !shown->read_only;
	owned(release_string) char *cleaned = clean(shown->source);
	owned(release_string) char *resolved = NULL;
	cJSON *path = json_object();

	if (container->context->local)
		resolved = resolve(cleaned);
	json_put_text(path, "source", shown->source);
	json_put(path, "paths", path_forms(container, cleaned, resolved));
	if (resolved)
		json_put_text(path, "resolved", resolved);
	json_put_text(path, "destination", destination ? destination : "");
	json_put_bool(path, "writable", writable);
	json_put_text(path, "kind", shown->kind);
	json_put_text(path, "propagation", propagation ? propagation : "");
	json_push(paths, path);
}

static const cJSON *find_volume(const cJSON *volumes, const char *name)
{
	const cJSON *volume;

	cJSON_ArrayForEach(volume, volumes)
	{
		const char *found = json_text(volume, "Name");

		if (found && name && strcmp(found, name) == 0)
			return volume;
	}
	return NULL;
}

/* A mounted volume; false with the reason when it is not known what it is. */
static bool add_volume(const struct container *container, cJSON *paths,
                       const cJSON *mount, struct error *err)
{
	owned(release_json) cJSON *sources = NULL;
	const char *driver = json_text(mount, "Driver");
	const char *name = json_text(mount, "Name");
	const cJSON *volume = find_volume(container->context->volumes, name);
	struct shown shown = { .mount = mount };
	const cJSON *source;

	if (driver && *driver && strcmp(driver, "local") != 0)
		return true;
	if (container->context->volumes_failed)
		return error_plain(err, "%s",
		                   container->context->volumes_failed);
	if (!container->context->volumes)
		return true; /* nobody asked for them */
	if (!volume) {
		return error_plain(err,
		                   "GET /volumes does not list the "
		                   "volume %.64s",
		                   name ? name : "without a name");
	}
	sources = container_mount_volume(volume, &shown.kind);
	shown.read_only = has_word(json_text(volume, "Options.o"), "ro");
	cJSON_ArrayForEach(source, sources)
	{
		shown.source = source->valuestring;
		add_path(container, paths, &shown);
	}
	return true;
}

static bool add_mount(const struct container *container, cJSON *paths,
                      const cJSON *mount, struct error *err)
{
	const char *type = json_text(mount, "Type");
	struct shown shown = { .source = json_text(mount, "Source"),
		               .kind = "bind",
		               .mount = mount };

	if (!type)
		return error_plain(err, "Mounts in the daemon's answer has an "
		                        "element without a Type");
	if (strcmp(type, "volume") == 0)
		return add_volume(container, paths, mount, err);
	if (strcmp(type, "bind") != 0)
		return true; /* tmpfs, image, cluster: nothing of the host */
	if (!shown.source)
		return error_plain(err, "Mounts in the daemon's answer has a "
		                        "bind without a Source");
	add_path(container, paths, &shown);
	return true;
}

void container_mount(const struct container *container)
{
	owned(release_json) cJSON *paths = json_array();
	const cJSON *mounts = json_at(container->record->document, "Mounts");
	const cJSON *mount;
	struct error why;

	if (!cJSON_IsArray(mounts) && !cJSON_IsNull(mounts)) {
		container_unreadable(container, "host_paths",
		                     "the daemon's answer has no Mounts", "");
		return;
	}
	cJSON_ArrayForEach(mount, mounts)
	{
		if (add_mount(container, paths, mount, &why))
			continue;
		container_unreadable(container, "host_paths", why.text, "");
		return;
	}
	container_put(container, "host_paths", take(paths), NULL);
	if (cJSON_IsArray(container->context->volumes))
		record_source(container->record, "derived.host_paths",
		              "GET /containers/{id}/json, GET /volumes");
}
