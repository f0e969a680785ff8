#include "container.h"

#include "file.h"

#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <stdlib.h>
#include <string.h>

enum { PROFILE_SIZE = 256, SECCOMP_FILTER = 2 };

/* A profile: its short name, and its rules where they are at hand. */
struct profile {
	char name[PROFILE_SIZE]; /* "builtin", "unconfined", "none", a path */
	const char *rules;       /* of "custom": the JSON; or NULL */
};

static void set_name(struct profile *profile, const char *name)
{
	(void)snprintf(profile->name, sizeof(profile->name), "%s", name);
}

/* What the daemon applies to a container that names none. */
static bool of_daemon(const struct container *container,
                      struct profile *ret_profile, struct error *err)
{
	if (!container_security_known(container)) {
		return error_plain(
			err, "%s",
			container->context->info_failed
				? container->context->info_failed
				: "GET /info has no SecurityOptions");
	}
	if (!container_security(container, "seccomp", "profile",
	                        ret_profile->name, PROFILE_SIZE))
		set_name(ret_profile, "none");
	else if (!*ret_profile->name ||
	         strcmp(ret_profile->name, "default") == 0)
		set_name(ret_profile, "builtin"); /* engines before 23 */
	return true;
}

/* What the option of the container says. */
static void of_option(const char *option, struct profile *ret_profile)
{
	if (*option == '{') {
		ret_profile->rules = option;
		set_name(ret_profile, "custom");
	} else {
		set_name(ret_profile, option);
	}
}

/* Docker before 27.0 runs privileged containers without any profile. */
static bool ignores_option(const struct container *container)
{
	const char *version =
		json_text(container->context->info, "ServerVersion");

	return !container->context->podman &&
	       (!version || strtol(version, NULL, 10) < 27);
}

/*
 * The profile in force by the engine's rule: the last option, none for a
 * privileged container, else the daemon's.  Nothing can be in force where the
 * daemon has no seccomp.
 */
static bool find_profile(const struct container *container,
                         struct profile *ret_profile, struct error *err)
{
	const char *option;
	bool privileged;

	if (!container_option(container, NULL, "seccomp", &option) ||
	    !container_bool(container, NULL, "Privileged", &privileged)) {
		return error_plain(err,
		                   "HostConfig in the daemon's answer has no "
		                   "SecurityOpt or no Privileged");
	}
	if (container_security_known(container) &&
	    !container_security(container, "seccomp", NULL, NULL, 0))
		set_name(ret_profile, "none");
	else if (privileged &&
	         (!option || !*option || ignores_option(container)))
		set_name(ret_profile, "unconfined");
	else if (option && *option) /* "seccomp=" is none */
		of_option(option, ret_profile);
	else
		return of_daemon(container, ret_profile, err);
	return true;
}

/* Whether rules let pass what they do not name. */
static bool allows(const char *rules, size_t length, bool *ret_allows)
{
	owned(release_json) cJSON *profile =
		json_parse(rules, length, cJSON_Object);
	const char *action = json_text(profile, "defaultAction");

	if (!action)
		return false;
	*ret_allows = strcmp(action, "SCMP_ACT_ALLOW") == 0 ||
	              strcmp(action, "SCMP_ACT_LOG") == 0;
	return true;
}

/* The same of a file; false with the reason when it cannot be read. */
static bool file_allows(const struct container *container, const char *path,
                        bool *ret_allows, struct error *err)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };

	if (!container->context->local)
		return error_plain(err, "the daemon runs on another machine");
	if (file_read(path, &text, err) != FILE_READ)
		return false;
	return allows(text.data ? text.data : "", text.used, ret_allows) ||
	       error_plain(err, "%.160s is no seccomp profile", path);
}

/* Names of what is no profile of the site's own. */
static bool is_word(const char *name)
{
	static const char *const words[] = { "builtin", "unconfined", "none" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(name, words[i]) == 0)
			return true;
	return false;
}

static void put_default(const struct container *container, cJSON *seccomp,
                        const struct profile *profile)
{
	struct error why;
	bool told = true;
	bool found = false;

	if (profile->rules) {
		told = allows(profile->rules, strlen(profile->rules), &found) ||
		       error_plain(&why, "the profile is no JSON with a "
		                         "defaultAction");
	} else if (profile->name[0] == '/') {
		told = file_allows(container, profile->name, &found, &why);
	} else if (!is_word(profile->name)) {
		told = error_plain(&why,
		                   "where the profile %.80s lies is not "
		                   "known",
		                   profile->name);
	}
	if (told)
		json_put_bool(seccomp, "default_allows", found);
	else
		container_unreadable(container, "seccomp.default_allows",
		                     why.text, "");
}

static bool filters(const struct profile *profile)
{
	return strcmp(profile->name, "unconfined") != 0 &&
	       strcmp(profile->name, "none") != 0;
}

void container_seccomp(const struct container *container)
{
	struct profile profile = { .rules = NULL };
	char from[CONTAINER_PROC_SIZE];
	cJSON *seccomp;
	struct error why;
	bool told = find_profile(container, &profile, &why);

	if (!told && !container->task) {
		container_unreadable(container, "seccomp", why.text, "");
		return;
	}
	seccomp = json_object();
	if (told) {
		json_put_text(seccomp, "profile", profile.name);
		put_default(container, seccomp, &profile);
	} else {
		container_unreadable(container, "seccomp.profile", why.text,
		                     "");
		container_unreadable(container, "seccomp.default_allows",
		                     why.text, "");
	}
	json_put_bool(seccomp, "active",
	              container->task
	                      ? container->task->seccomp == SECCOMP_FILTER
	                      : filters(&profile));
	container_put(container, "seccomp", seccomp, NULL);
	if (container->task)
		record_source(container->record, "derived.seccomp.active",
		              container_proc(container, "status", from));
}
