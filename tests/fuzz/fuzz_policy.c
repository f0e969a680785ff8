/*
 * Any bytes at all, as a file of checks and as a profile: the policy is
 * loaded, or refused with a reason and, if a file is to blame, a place inside
 * of it; and what is loaded is complete.
 */
#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "dockaudit/policy.h"
#include "dockaudit/text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char checks[] =
	"- {param: days, type: number, default: 90, description: d}\n"
	"- {param: users, type: list of text, default: [a], description: d}\n"
	"- {param: table, type: any, default: {}, description: d}\n"
	"- id: alpha\n  title: A\n  subject: container\n  severity: low\n"
	"  pass: '@.a <= $.params.days'\n  rationale: r\n  remediation: r\n"
	"  examples: [pass: {a: 1}, fail: {a: 99}, error: {}]\n";

static const char profile[] =
	"id: p\ntitle: P\nsections:\n- id: 1\n  name: one\n  title: One\n"
	"  controls: [{id: 1.1, checks: [alpha]}]\n";

/* What the file that is tried is called, and what it says. */
struct tried {
	const char *name;
	const char *text;
	size_t length;
};

/* The place must be that of a character, or of the end, of the text. */
static bool is_inside(struct where at, const struct tried *tried)
{
	struct where here = { .line = 1, .column = 1 };
	size_t bom = tried->length >= 3 &&
	             memcmp(tried->text, "\xEF\xBB\xBF", 3) == 0;

	for (size_t i = 3 * bom; i < tried->length && here.line <= at.line;
	     i++) {
		char c = tried->text[i];
		bool crlf = c == '\r' && i + 1 < tried->length &&
		            tried->text[i + 1] == '\n';

		if (here.line == at.line && here.column == at.column)
			return true;
		if (c == '\n' || (c == '\r' && !crlf))
			here = (struct where){ NULL, here.line + 1, 1 };
		else if (((unsigned char)c & 0xC0) != 0x80)
			here.column++;
	}
	return here.line == at.line && here.column == at.column;
}

static void check_refusal(const struct error *err, const struct tried *tried)
{
	if (err->text[0] == '\0')
		__builtin_trap();
	if (!err->at.file) /* the selection: nothing is left */
		return;
	if (strcmp(err->at.file, tried->name) != 0 ||
	    !is_inside(err->at, tried))
		__builtin_trap();
}

static void check_loaded(const struct policy *policy)
{
	if (!policy->values || policy->profile.section_count == 0)
		__builtin_trap();
	for (size_t i = 0; i < policy->check_count; i++) {
		const struct check *check = policy->checks[i];

		if (!check->id || !check->title || !check->rationale ||
		    !check->pass == !check->manual ||
		    check->example_count == 0 ||
		    policy_check(policy, check->id) != check)
			__builtin_trap();
	}
}

static void try(const struct tried *as_checks, const struct tried *as_profile,
                const struct tried *tried)
{
	const struct builtin table[] = {
		{ "checks/a.yaml", checks, sizeof(checks) - 1 },
		{ as_checks->name, as_checks->text, as_checks->length },
		{ as_profile->name, as_profile->text, as_profile->length },
		{ 0 },
	};
	const struct policy_options options = { .profile = "x",
		                                .config_dir = "/nonexistent",
		                                .builtins = table };
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_policy) struct policy policy = { 0 };
	struct error err = { 0 };

	if (policy_load(arena, &options, &policy, &err))
		check_loaded(&policy);
	else
		check_refusal(&err, tried);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tried no_checks = { "checks/b.yaml", "[]", 2 };
	const struct tried good = { "profiles/x.yaml", profile,
		                    sizeof(profile) - 1 };
	const struct tried own = { "checks/b.yaml", (const char *)data, size };
	const struct tried bad = { "profiles/x.yaml", (const char *)data,
		                   size };

	try(&own, &good, &own);
	try(&no_checks, &bad, &bad);
	return 0;
}
