#include "container_world.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PRIVILEGED(profile)                                                    \
	"{\"HostConfig\":{\"Privileged\":true,\"SecurityOpt\":"                \
	"[\"seccomp=" profile "\"]}}"

static const struct row options[] = {
	{ "{}", "seccomp",
	  "{\"profile\":\"builtin\",\"default_allows\":false,"
	  "\"active\":true}" },
	{ OPTION("\"seccomp=unconfined\""), "seccomp.active", "false" },
	{ OPTION("\"seccomp:unconfined\""), "seccomp.active", "false" },
	{ OPTION("\"seccomp=unconfined\",\"seccomp=builtin\""),
	  "seccomp.profile", "\"builtin\"" },
	{ "{\"HostConfig\":{\"Privileged\":true}}", "seccomp.profile",
	  "\"unconfined\"" },
	{ PRIVILEGED("{\\\"defaultAction\\\":\\\"SCMP_ACT_ERRNO\\\"}"),
	  "seccomp",
	  "{\"profile\":\"unconfined\",\"default_allows\":false,"
	  "\"active\":false}" },
	{ OPTION("\"seccomp=\""), "seccomp.profile", "\"builtin\"" },
	{ OPTION("\"seccomp=p.json\""), "seccomp.default_allows",
	  "?where the profile p.json lies" },
	{ OPTION("\"seccomp={\\\"defaultAction\\\":"
	         "\\\"SCMP_ACT_ALLOW\\\"}\""),
	  "seccomp",
	  "{\"profile\":\"custom\",\"default_allows\":true,"
	  "\"active\":true}" },
	{ OPTION("\"seccomp={\\\"defaultAction\\\":"
	         "\\\"SCMP_ACT_LOG\\\"}\""),
	  "seccomp.default_allows", "true" },
	{ OPTION("\"seccomp={\\\"defaultAction\\\":"
	         "\\\"SCMP_ACT_ERRNO\\\"}\""),
	  "seccomp.default_allows", "false" },
	{ OPTION("\"seccomp={\\\"x\\\":1}\""), "seccomp.default_allows",
	  "?no JSON with a defaultAction" },
	{ OPTION("\"seccomp=/etc/p.json\""), "seccomp.default_allows",
	  "?another machine" },
	{ "{\"HostConfig\":{\"SecurityOpt\":\"-\"}}", "seccomp",
	  "?no SecurityOpt" },
	{ "{}", "no_new_privileges", "false" },
	{ OPTION("\"no-new-privileges\""), "no_new_privileges", "true" },
	{ OPTION("\"no-new-privileges=true\""), "no_new_privileges", "true" },
	{ OPTION("\"no-new-privileges:true\""), "no_new_privileges", "true" },
	{ OPTION("\"no-new-privileges:1\""), "no_new_privileges", "true" },
	{ OPTION("\"no-new-privileges=false\""), "no_new_privileges", "false" },
	{ OPTION("\"no-new-privileges:F\""), "no_new_privileges", "false" },
	{ OPTION("\"no-new-privileges\",\"no-new-privileges=false\""),
	  "no_new_privileges", "false" },
	{ OPTION("\"no-new-privileges=maybe\""), "no_new_privileges",
	  "?is no boolean" },
	{ OPTION("\"no-new-privileges-x\""), "no_new_privileges", "false" },
	{ "{\"HostConfig\":\"-\"}", "no_new_privileges", "?has no HostConfig" },
	{ "{}", "apparmor",
	  "{\"profile\":\"docker-default\",\"mode\":\"enforce\"}" },
	{ OPTION("\"apparmor=unconfined\""), "apparmor",
	  "{\"profile\":\"\",\"mode\":\"unconfined\"}" },
	{ OPTION("\"apparmor:unconfined\""), "apparmor.mode",
	  "\"unconfined\"" },
	{ OPTION("\"apparmor=mine\""), "apparmor.profile", "\"mine\"" },
	{ OPTION("\"apparmor=mine\""), "apparmor.mode", "?only the kernel" },
	/* What the daemon applied to a running one it tells itself. */
	{ "{\"State\":{\"Running\":true},\"AppArmorProfile\":\"unconfined\"}",
	  "apparmor", "{\"profile\":\"\",\"mode\":\"unconfined\"}" },
	{ "{\"State\":{\"Running\":true},\"AppArmorProfile\":\"mine\"}",
	  "apparmor.profile", "\"mine\"" },
	{ "{\"State\":{\"Running\":true},\"AppArmorProfile\":\"mine\"}",
	  "apparmor.mode", "?only the kernel" },
	{ "{\"State\":{\"Running\":true},\"AppArmorProfile\":"
	  "\"docker-default\"}",
	  "apparmor.mode", "\"enforce\"" },
	{ "{\"HostConfig\":{\"Privileged\":true}}", "apparmor.mode",
	  "\"unconfined\"" },
	{ "{}", "selinux",
	  "{\"label\":\"\",\"type\":\"\",\"disabled\":false}" },
	{ "{\"ProcessLabel\":"
	  "\"system_u:system_r:container_t:s0:c1,c2\"}",
	  "selinux.type", "\"container_t\"" },
	{ OPTION("\"label=disable\""), "selinux.disabled", "true" },
	{ OPTION("\"label:disable\""), "selinux.disabled", "true" },
	{ OPTION("\"label=type:x_t\""), "selinux.disabled", "false" },
	{ "{\"HostConfig\":{\"PidMode\":\"host\"}}", "selinux.disabled",
	  "true" },
	{ "{\"HostConfig\":{\"IpcMode\":\"host\"}}", "selinux.disabled",
	  "true" },
};

static void the_last_security_option_counts(void **state)
{
	struct world *world = world_new();

	(void)state;
	CHECK(world, options);
	world_free(world);
}

/* From engine 27.0 on a privileged container has the profile it asks for. */
static const struct row newer[] = {
	{ PRIVILEGED("{\\\"defaultAction\\\":\\\"SCMP_ACT_ERRNO\\\"}"),
	  "seccomp",
	  "{\"profile\":\"custom\",\"default_allows\":false,"
	  "\"active\":true}" },
	{ PRIVILEGED("unconfined"), "seccomp.profile", "\"unconfined\"" },
	{ PRIVILEGED(""), "seccomp.profile", "\"unconfined\"" },
	{ "{\"HostConfig\":{\"Privileged\":true}}", "seccomp.profile",
	  "\"unconfined\"" },
};

/* A profile of the daemon's that is named by a relative path. */
static const struct row relative[] = {
	{ "{}", "seccomp.profile", "\"strict.json\"" },
	{ "{}", "seccomp.default_allows", "?where the profile strict.json" },
};

static void profiles_depend_on_the_engine(void **state)
{
	struct world *world = world_new();
	owned(release_json) cJSON *info =
		world_parse("{\"ServerVersion\":\"27.0.1\",\"SecurityOptions\":"
	                    "[\"name=seccomp,profile=strict.json\"]}");

	(void)state;
	world->context.info = info;
	CHECK(world, newer);
	CHECK(world, relative);
	world_free(world);
}

static const struct row without_security[] = {
	{ "{}", "seccomp",
	  "{\"profile\":\"none\",\"default_allows\":false,"
	  "\"active\":false}" },
	{ OPTION("\"seccomp=builtin\""), "seccomp.active", "false" },
	{ OPTION("\"apparmor=mine\""), "apparmor",
	  "{\"profile\":\"\",\"mode\":\"unconfined\"}" },
};

static const struct row without_info[] = {
	{ "{}", "seccomp", "?info failed" },
	{ "{}", "apparmor", "?info failed" },
	{ "{}", "namespaces.user", "?info failed" },
	{ "{}", "no_new_privileges", "?does not tell the default" },
};

static void what_the_daemon_cannot_do_is_not_in_force(void **state)
{
	struct world *world = world_new();
	owned(release_json) cJSON *none =
		world_parse("{\"SecurityOptions\":[]}");

	(void)state;
	world->context.info = none;
	CHECK(world, without_security);
	cJSON_ReplaceItemInObjectCaseSensitive(none, "SecurityOptions",
	                                       cJSON_CreateNull());
	CHECK(world, without_security);
	world->context.info = NULL;
	world->context.info_failed = "info failed";
	world->context.settings = NULL;
	CHECK(world, without_info);
	world_free(world);
}

static const struct {
	const char *reference;
	const char *current; /* JSON */
	const char *by_digest;
} references[] = {
	{ "nginx", "\"sha256:0002\"", "false" },
	{ "nginx:latest", "\"sha256:0002\"", "false" },
	{ "docker.io/nginx", "\"sha256:0002\"", "false" },
	{ "docker.io/library/nginx:latest", "\"sha256:0002\"", "false" },
	{ "nginx:1.27", "null", "false" },
	{ "nginx@sha256:dd", "\"sha256:0002\"", "true" },
	{ "nginx:1.27@sha256:dd", "\"sha256:0002\"", "true" },
	{ "nginx@sha256:ee", "null", "true" },
	{ "registry.test:5000/app:1", "\"sha256:aabbccddeeff0011\"", "false" },
	{ "registry.test:5000/app", "null", "false" },
	{ "aabbccddeeff", "\"sha256:aabbccddeeff0011\"", "true" },
	{ "sha256:aabbccddeeff0011", "\"sha256:aabbccddeeff0011\"", "true" },
};

static const struct row absent_images[] = {
	{ "{\"Image\":\"-\"}", "image", "?no Image" },
	{ "{}", "image.id", "\"sha256:0001\"" },
	/* Looks like an id, and is not that of the container's image. */
	{ "{\"Config\":{\"Image\":\"aabbccddeeff\"}}", "image.by_digest",
	  "false" },
};

static void images_are_found_by_all_their_names(void **state)
{
	struct world *world = world_new();
	char change[160];

	(void)state;
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]);
	     i++) {
		(void)snprintf(change, sizeof(change),
		               "{\"Image\":\"sha256:aabbccddeeff0011\","
		               "\"Config\":{\"Image\":\"%s\"}}",
		               references[i].reference);
		world_check(world,
		            &(struct row){ change, "image.current_id",
		                           references[i].current },
		            1);
		world_check(world,
		            &(struct row){ change, "image.by_digest",
		                           references[i].by_digest },
		            1);
	}
	CHECK(world, absent_images);
	world->context.images = NULL;
	world->context.images_failed = "GET /images/json answered 500";
	world_check(world,
	            &(struct row){ "{}", "image.current_id", "?answered 500" },
	            1);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_security_option_counts),
		cmocka_unit_test(profiles_depend_on_the_engine),
		cmocka_unit_test(what_the_daemon_cannot_do_is_not_in_force),
		cmocka_unit_test(images_are_found_by_all_their_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
