#include "sample_policy.h"

#include "dockaudit/owned.h"
#include "dockaudit/text.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define WORDS " rationale: r\n  remediation: r\n"

#define CHECKS                                                                 \
	"- {param: days, type: number, default: 90, description: d}\n"         \
	"- {param: users, type: list of text, default: [root], description: "  \
	"d}\n"                                                                 \
	"- {param: ports, type: list of number, default: [], description: "    \
	"d}\n"                                                                 \
	"- {param: registry, type: text, default: \"\", description: d}\n"     \
	"- {param: strict, type: bool, default: false, description: d}\n"      \
	"- {param: table, type: any, default: {a: 1}, description: d}\n"       \
	"- id: alpha\n  title: Alpha\n  subject: container\n"                  \
	"  severity: critical\n  pass: '@.a == true'\n " WORDS                 \
	"  examples: [pass: {a: true}, fail: {a: false}, error: {}]\n"         \
	"- id: beta\n  title: Beta\n  subject: host\n  severity: low\n"        \
	"  pass: '@.age <= $.params.days'\n " WORDS                            \
	"  examples: [pass: {age: 1}, fail: {age: 91}, error: {}]\n"           \
	"- id: delta\n  title: Delta\n  subject: container\n"                  \
	"  severity: medium\n  pass: '@.d == 1'\n " WORDS                      \
	"  examples: [pass: {d: 1}, fail: {d: 2}, error: {}]\n"                \
	"- id: epsilon\n  title: Epsilon\n  subject: image\n"                  \
	"  severity: high\n  pass: '@.e == 1'\n " WORDS                        \
	"  examples: [pass: {e: 1}, fail: {e: 2}, error: {}]\n"                \
	"- id: gamma\n  title: Gamma\n  subject: daemon\n  severity: low\n"    \
	"  manual: look\n " WORDS "  examples: [manual: {}]\n"

#define PROFILE                                                                \
	"id: sample\ntitle: Sample\nparams: {days: 30}\nsections:\n"           \
	"- id: 1\n  name: host_configuration\n  title: The Host\n"             \
	"  controls:\n"                                                        \
	"  - {id: 1.1, checks: [beta], level: 1, assessment: manual}\n"        \
	"  - {id: 1.10, checks: [gamma], title: Own title}\n"                  \
	"- id: 5\n  name: container_runtime\n  title: Running Containers\n"    \
	"  controls:\n"                                                        \
	"  - {id: 5.1, checks: [alpha], level: 2}\n"                           \
	"  - {id: 5.5, checks: [delta, alpha]}\n"                              \
	"  - {id: 5.5.1, checks: [delta]}\n"

const struct builtin sample_builtins[] = {
	{ "checks/sample.yaml", CHECKS, sizeof(CHECKS) - 1 },
	{ "profiles/sample.yaml", PROFILE, sizeof(PROFILE) - 1 },
	{ 0 },
};

void sandbox_open(struct sandbox *sandbox)
{
	*sandbox = (struct sandbox){ .arena = arena_new(),
		                     .dir = "/tmp/dockaudit-test-XXXXXX" };
	assert_non_null(mkdtemp(sandbox->dir));
	sandbox->options = (struct policy_options){
		.profile = "sample",
		.config_dir =
			arena_printf(sandbox->arena, "%s/etc", sandbox->dir),
		.builtins = sample_builtins,
	};
}

static int drop(const char *path, const struct stat *status, int type,
                struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

void release_sandbox(struct sandbox *sandbox)
{
	(void)nftw(sandbox->dir, drop, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(sandbox->arena);
}

/* Make the directories that path is in, for their owner only. */
static void make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
}

const char *sandbox_write(const struct sandbox *sandbox, const char *name,
                          const char *text)
{
	char *path = arena_printf(sandbox->arena, "%s/%s", sandbox->dir, name);
	owned(release_file) FILE *file = NULL;

	make_parents(path);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fchmod(fileno(file), 0600), 0);
	assert_true(fputs(text, file) >= 0);
	return path;
}

/* file:line:column without the directory that dir is. */
static const char *shown(struct arena *arena, const struct error *err,
                         const char *dir)
{
	const char *file = err->at.file ? err->at.file : "";

	if (text_starts(file, dir))
		file += strlen(dir) + 1;
	if (err->at.line)
		return arena_printf(arena, "%s:%u:%u: %s", file, err->at.line,
		                    err->at.column, err->text);
	return arena_printf(arena, "%s%s%s", file, *file ? ": " : "",
	                    err->text);
}

const char *sandbox_complaint(const struct sandbox *sandbox)
{
	owned(release_policy) struct policy policy = { 0 };
	struct error err;

	if (policy_load(sandbox->arena, &sandbox->options, &policy, &err))
		return "";
	return shown(sandbox->arena, &err, sandbox->dir);
}

const char *sandbox_check_complaint(const char *text, struct arena *arena)
{
	owned(release_sandbox) struct sandbox sandbox;
	const char *path;
	const char *complaint;

	sandbox_open(&sandbox);
	path = sandbox_write(&sandbox, "x.yaml", text);
	sandbox.options.check_dirs = &path;
	sandbox.options.check_dir_count = 1;
	complaint = sandbox_complaint(&sandbox);
	if (text_starts(complaint, "x.yaml:"))
		complaint += strlen("x.yaml:");
	return arena_strdup(arena, complaint);
}

const struct check *sandbox_load_check(const struct sandbox *sandbox,
                                       const char *text,
                                       struct policy *ret_policy)
{
	const char *path = sandbox_write(sandbox, "x.yaml", text);
	struct policy_options options = sandbox->options;
	struct error err;

	options.check_dirs = &path;
	options.check_dir_count = 1;
	assert_true(policy_load(sandbox->arena, &options, ret_policy, &err));
	assert_non_null(policy_check(ret_policy, "x"));
	return policy_check(ret_policy, "x");
}

const char *sandbox_lint(const struct sandbox *sandbox, const char *path,
                         size_t *ret_count)
{
	owned(release_string) char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	policy_lint(path, &sandbox->options, out, ret_count);
	assert_int_equal(fclose(out), 0);
	return arena_strdup(sandbox->arena, text);
}
