#include "container.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <string.h>

/*
 * The reference without what Docker leaves out when it shows one, and with the
 * tag that it stands for: "docker.io/library/nginx" as "nginx:latest", the tag
 * of "nginx:1@sha256:…" dropped.  The caller frees it.
 */
static char *familiar(const char *reference)
{
	static const char *const prefixes[] = { "index.docker.io/",
		                                "docker.io/", "library/" };
	const char *digest = strchr(reference, '@');
	size_t length =
		digest ? (size_t)(digest - reference) : strlen(reference);
	const char *colon;
	char *name;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t skip = strlen(prefixes[i]);

		if (skip > length || !text_starts(reference, prefixes[i]))
			continue;
		reference += skip;
		length -= skip;
	}
	colon = memchr(reference, ':', length);
	while (colon &&
	       memchr(colon, '/', length - (size_t)(colon - reference)))
		colon = memchr(colon + 1, ':',
		               length - (size_t)(colon + 1 - reference));
	if (digest && colon)
		length = (size_t)(colon - reference);
	if (asprintf(&name, "%.*s%s", (int)length, reference,
	             digest ? digest : (colon ? "" : ":latest")) < 0)
		oom();
	return name;
}

static bool list_has(const cJSON *list, const char *name)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, list)
	{
		owned(release_string) char *form = NULL;

		if (!cJSON_IsString(entry))
			continue;
		form = familiar(entry->valuestring);
		if (strcmp(form, name) == 0)
			return true;
	}
	return false;
}

/* Whether reference is the beginning of an id, of 12 digits at least. */
static bool is_id(const char *reference)
{
	size_t length;

	if (text_starts(reference, "sha256:"))
		reference += strlen("sha256:");
	length = strlen(reference);
	return length >= 12 && length <= 64 &&
	       strspn(reference, "0123456789abcdef") == length;
}

/* Whether reference is the beginning of this id. */
static bool begins(const char *id, const char *reference)
{
	if (text_starts(id, "sha256:") && !text_starts(reference, "sha256:"))
		id += strlen("sha256:");
	return text_starts(id, reference);
}

static bool has_id(const cJSON *image, const char *reference)
{
	const char *id = json_text(image, "Id");

	return id && begins(id, reference);
}

/* The image that reference names now, or NULL. */
static const char *current_id(const cJSON *images, const char *reference)
{
	owned(release_string) char *name = familiar(reference);
	const cJSON *image;

	cJSON_ArrayForEach(image, images)
	{
		if (list_has(json_at(image, "RepoTags"), name) ||
		    list_has(json_at(image, "RepoDigests"), name))
			return json_text(image, "Id");
	}
	if (!is_id(reference))
		return NULL;
	cJSON_ArrayForEach(image, images)
	{
		if (has_id(image, reference))
			return json_text(image, "Id");
	}
	return NULL;
}

/* Whether no other image can ever be meant. */
static bool is_pinned(const char *reference, const char *id)
{
	if (strstr(reference, "@sha256:"))
		return true;
	/* An image may be called deadbeefcafe, too. */
	return is_id(reference) && begins(id, reference);
}

static void put_current(const struct container *container, cJSON *image,
                        const char *reference)
{
	const struct container_context *context = container->context;
	const char *id;

	if (context->images_failed) {
		container_unreadable(container, "image.current_id",
		                     context->images_failed, "");
		return;
	}
	if (!context->images)
		return; /* nobody asked for them */
	id = current_id(context->images, reference);
	json_put(image, "current_id",
	         id ? cJSON_CreateString(id) : cJSON_CreateNull());
	record_source(container->record, "derived.image.current_id",
	              "GET /images/json");
}

void container_image(const struct container *container)
{
	const cJSON *document = container->record->document;
	const char *reference = json_text(document, "Config.Image");
	const char *id = json_text(document, "Image");
	cJSON *image;

	if (!reference || !id) {
		container_unreadable(container, "image",
		                     "the daemon's answer has no Image or no "
		                     "Config.Image",
		                     "");
		return;
	}
	image = json_object();
	json_put_text(image, "reference", reference);
	json_put_bool(image, "by_digest", is_pinned(reference, id));
	json_put_text(image, "id", id);
	put_current(container, image, reference);
	container_put(container, "image", image, NULL);
}
