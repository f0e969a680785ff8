#include "dockaudit/audit.h"
#include "dockaudit/jsonpath.h"

#include <stddef.h>

/*
 * The details that are looked up beside a subject's own document, by the
 * member of `derived` that a check reads (dockaudit-facts(5)).
 */
static const struct detail {
	const char *member;
	size_t offset;
} details[] = {
	{ "execs", offsetof(struct needs, execs) },
	{ "processes", offsetof(struct needs, processes) },
	{ "kernel", offsetof(struct needs, kernel) },
	{ "capabilities", offsetof(struct needs, kernel) },
	{ "namespaces", offsetof(struct needs, kernel) },
	{ "seccomp", offsetof(struct needs, kernel) },
	{ "no_new_privileges", offsetof(struct needs, kernel) },
	{ "apparmor", offsetof(struct needs, kernel) },
	{ "selinux", offsetof(struct needs, kernel) },
	{ "sockets", offsetof(struct needs, kernel) },
	{ "memory_limit", offsetof(struct needs, kernel) },
	{ "pids_limit", offsetof(struct needs, kernel) },
	{ "image", offsetof(struct needs, images) },
	{ "host_paths", offsetof(struct needs, volumes) },
	{ "restart", offsetof(struct needs, services) },
	{ "ports", offsetof(struct needs, services) },
};

enum { DETAILS = sizeof(details) / sizeof(details[0]) };

static bool *detail(struct needs *needs, size_t index)
{
	return (bool *)((char *)needs + details[index].offset);
}

static void add_query(struct needs *needs, const struct jsonpath *query)
{
	bool wild;

	if (!query)
		return;
	/* It reads members that it does not name: any detail may be one. */
	wild = jsonpath_wild(query);
	for (size_t i = 0; i < DETAILS; i++)
		if (wild || jsonpath_mentions(query, details[i].member))
			*detail(needs, i) = true;
	if (jsonpath_mentions(query, "daemon") ||
	    jsonpath_mentions(query, "swarm"))
		needs->kinds[KIND_DAEMON] = true;
	if (jsonpath_mentions(query, "host"))
		needs->kinds[KIND_HOST] = true;
}

static void add_check(struct needs *needs, const struct check *check)
{
	needs->kinds[check->subject] = true;
	add_query(needs, check->when);
	add_query(needs, check->pass);
	for (size_t i = 0; i < check->evidence_count; i++)
		add_query(needs, check->evidence[i]);
}

static void add_section(struct needs *needs, const struct section *section)
{
	for (size_t i = 0; i < section->control_count; i++) {
		const struct control *control = &section->controls[i];

		for (size_t j = 0; j < control->check_count; j++)
			add_check(needs, control->checks[j]);
	}
}

struct needs audit_needs(const struct policy *policy)
{
	struct needs needs = { 0 };

	for (size_t i = 0; i < policy->profile.section_count; i++)
		add_section(&needs, &policy->profile.sections[i]);
	return needs;
}
