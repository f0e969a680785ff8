#include "endpoint.h"

#include "file.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void release_folder(DIR **folder)
{
	if (*folder)
		(void)closedir(*folder);
}

const char *endpoint_config(struct arena *arena)
{
	const char *folder = getenv("DOCKER_CONFIG");
	const char *home = getenv("HOME");

	if (folder && *folder)
		return arena_strdup(arena, folder);
	if (home && *home)
		return arena_printf(arena, "%s/.docker", home);
	return NULL;
}

/* A JSON object; *ret_object is NULL when there is no such file. */
static bool read_object(const char *path, cJSON **ret_object, struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	enum file_result got = file_read(path, &text, err);

	*ret_object = NULL;
	if (got != FILE_READ)
		return got == FILE_MISSING;
	*ret_object =
		json_parse(text.data ? text.data : "", text.used, cJSON_Object);
	return *ret_object || error_plain(err, "%s is not a JSON object", path);
}

bool endpoint_context_current(struct arena *arena, const char *folder,
                              const char **ret_name, struct error *err)
{
	owned(release_json) cJSON *config = NULL;
	const char *name;

	*ret_name = NULL;
	if (!folder)
		return true;
	if (!read_object(arena_printf(arena, "%s/config.json", folder), &config,
	                 err))
		return false;
	name = json_text(config, "currentContext");
	if (name && *name)
		*ret_name = arena_strdup(arena, name);
	return true;
}

/*
 * The folder below contexts/meta whose meta.json has that Name.  Its own name
 * is a digest, the same below contexts/tls.  Entries that cannot be read
 * belong to other contexts as far as anybody can tell.
 */
static cJSON *find_meta(struct arena *arena, const char *folder,
                        const char *name, const char **ret_digest)
{
	owned(release_folder) DIR *list = NULL;
	const struct dirent *entry;
	struct error ignored;

	list = opendir(arena_printf(arena, "%s/contexts/meta", folder));
	while (list && (entry = readdir(list))) {
		owned(release_json) cJSON *meta = NULL;
		const char *found;

		if (entry->d_name[0] == '.' ||
		    !read_object(arena_printf(arena,
		                              "%s/contexts/meta/%s/meta.json",
		                              folder, entry->d_name),
		                 &meta, &ignored))
			continue;
		found = json_text(meta, "Name");
		if (!found || strcmp(found, name) != 0)
			continue;
		*ret_digest = arena_strdup(arena, entry->d_name);
		return take(meta);
	}
	return NULL;
}

/* The path of a PEM file of the context, when it is there. */
static const char *pem(struct arena *arena, const char *folder,
                       const char *digest, const char *name)
{
	const char *path = arena_printf(arena, "%s/contexts/tls/%s/docker/%s",
	                                folder, digest, name);

	return access(path, F_OK) == 0 ? path : NULL;
}

bool endpoint_context(struct arena *arena, const char *folder, const char *name,
                      struct endpoint *ret_endpoint, struct error *err)
{
	owned(release_json) cJSON *meta = NULL;
	struct endpoint endpoint = { .origin = NULL };
	const char *digest = NULL;
	const char *host;

	endpoint.origin = arena_printf(arena, "context \"%s\"", name);
	if (folder)
		meta = find_meta(arena, folder, name, &digest);
	if (!meta)
		return error_plain(err, "there is no context \"%s\" in %s",
		                   name, folder ? folder : "~/.docker");
	host = json_text(meta, "Endpoints.docker.Host");
	if (!host)
		return error_plain(err, "%s names no Docker daemon",
		                   endpoint.origin);
	endpoint.ca = pem(arena, folder, digest, "ca.pem");
	endpoint.cert = pem(arena, folder, digest, "cert.pem");
	endpoint.key = pem(arena, folder, digest, "key.pem");
	endpoint.verify = !json_true(meta, "Endpoints.docker.SkipTLSVerify");
	endpoint.tls = !endpoint.verify || endpoint.ca || endpoint.cert ||
	               endpoint.key;
	if (!endpoint_address(arena, host, &endpoint, err))
		return false;
	*ret_endpoint = endpoint;
	return true;
}
