#ifndef TESTS_SAMPLE_POLICY_H
#define TESTS_SAMPLE_POLICY_H

#include "dockaudit/arena.h"
#include "dockaudit/policy.h"

/*
 * A policy small enough to hold in the head, in place of the built-in one:
 * the checks alpha, beta, delta, epsilon and gamma (manual), a parameter of
 * every type, and the profile "sample":
 *
 *   1 host_configuration  1.1 beta     1.10 gamma
 *   5 container_runtime   5.1 alpha    5.5 alpha delta    5.5.1 delta
 */
extern const struct builtin sample_builtins[];

/* A directory of its own for a test, gone when it goes out of scope. */
struct sandbox {
	struct arena *arena;
	char dir[64];
	struct policy_options options; /* profile "sample", no settings */
};

void sandbox_open(struct sandbox *sandbox);
void release_sandbox(struct sandbox *sandbox);

/* Write a file below it, with the directories above; returns its path. */
const char *sandbox_write(const struct sandbox *sandbox, const char *name,
                          const char *text);

/* What policy_load() says of the options: "FILE:LINE:COLUMN: text" without
 * the sandbox's directory, or "" when it loads. */
const char *sandbox_complaint(const struct sandbox *sandbox);

/* The same with a file of these checks, without the file's name. */
const char *sandbox_check_complaint(const char *text, struct arena *arena);

/* Load a file with a check called "x", which is returned. */
const struct check *sandbox_load_check(const struct sandbox *sandbox,
                                       const char *text,
                                       struct policy *ret_policy);

/* What policy_lint() writes about path, with the number of complaints. */
const char *sandbox_lint(const struct sandbox *sandbox, const char *path,
                         size_t *ret_count);

#endif
