#include "container.h"

#include <string.h>

enum { PROFILE_SIZE = 256 };

static const char unconfined[] = "unconfined";

/* mode NULL: it is not known, for the reason given. */
static void put(const struct container *container, const char *profile,
                const char *mode, const char *from)
{
	cJSON *apparmor = json_object();

	json_put_text(apparmor, "profile", profile);
	if (mode)
		json_put_text(apparmor, "mode", mode);
	container_put(container, "apparmor", apparmor, from);
}

/*
 * What the kernel says: "docker-default (enforce)", "unconfined", or a stack
 * of profiles.  proc(5), attr/current.
 */
static void by_kernel(const struct container *container)
{
	char profile[PROFILE_SIZE];
	char mode[PROFILE_SIZE] = "unconfined";
	char from[CONTAINER_PROC_SIZE];
	const char *open;

	(void)snprintf(profile, sizeof(profile), "%s", container->task->label);
	open = strrchr(profile, '(');
	if (open && open > profile) {
		(void)snprintf(mode, sizeof(mode), "%.*s",
		               (int)strcspn(open + 1, ")"), open + 1);
		profile[open - profile - (open[-1] == ' ')] = '\0';
	} else {
		profile[0] = '\0';
	}
	put(container, profile, mode,
	    container_proc(container, "attr/current", from));
}

/* The rule for a container that does not run and names no profile. */
static void by_default(const struct container *container)
{
	const char *last =
		json_text(container->record->document, "AppArmorProfile");
	bool privileged;

	if (!container_bool(container, "apparmor", "Privileged", &privileged))
		return;
	if (privileged)
		put(container, "", unconfined, NULL);
	else if (!container->context->podman)
		put(container, "docker-default", "enforce", NULL);
	else if (last && *last)
		put(container, last, "enforce", NULL);
	else {
		container_unreadable(container, "apparmor",
		                     "podman tells the profile of running "
		                     "containers only",
		                     "");
	}
}

/* A profile of this name, not looked at by the kernel's word. */
static void by_name(const struct container *container, const char *name)
{
	if (strcmp(name, unconfined) == 0) {
		put(container, "", unconfined, NULL);
		return;
	}
	put(container, name,
	    strcmp(name, "docker-default") == 0 ? "enforce" : NULL, NULL);
	if (strcmp(name, "docker-default") != 0) {
		container_unreadable(container, "apparmor.mode",
		                     "only the kernel knows the mode of a "
		                     "profile of one's own",
		                     container->running
		                             ? container_help(container)
		                             : "start the container");
	}
}

void container_apparmor(const struct container *container)
{
	const char *applied =
		json_text(container->record->document, "AppArmorProfile");
	const char *option;

	if (!container_security_known(container)) {
		container_unreadable(
			container, "apparmor",
			container->context->info_failed
				? container->context->info_failed
				: "GET /info has no SecurityOptions",
			"");
		return;
	}
	if (!container_security(container, "apparmor", NULL, NULL, 0)) {
		put(container, "", unconfined, NULL); /* options do nothing */
		return;
	}
	if (container->task) {
		by_kernel(container);
		return;
	}
	if (container->running && applied && *applied) {
		by_name(container, applied);
		return;
	}
	if (!container_option(container, "apparmor", "apparmor", &option))
		return;
	if (option)
		by_name(container, option);
	else
		by_default(container);
}
