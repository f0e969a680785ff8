#include "container_world.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct row capabilities[] = {
	{ "{}", "capabilities",
	  "[\"AUDIT_WRITE\",\"CHOWN\",\"DAC_OVERRIDE\",\"FOWNER\","
	  "\"FSETID\",\"KILL\",\"MKNOD\",\"NET_BIND_SERVICE\","
	  "\"NET_RAW\",\"SETFCAP\",\"SETGID\",\"SETPCAP\",\"SETUID\","
	  "\"SYS_CHROOT\"]" },
	{ "{\"HostConfig\":{\"CapDrop\":[\"ALL\"]}}", "capabilities", "[]" },
	{ "{\"HostConfig\":{\"CapDrop\":[\"all\"],\"CapAdd\":"
	  "[\"cap_net_admin\",\"sYs_AdMiN\",\"CAP_CHOWN\","
	  "\"CHOWN\"]}}",
	  "capabilities", "[\"CHOWN\",\"NET_ADMIN\",\"SYS_ADMIN\"]" },
	{ "{\"HostConfig\":{\"CapDrop\":[\"ALL\"],\"CapAdd\":"
	  "[\"FUTURE_CAP\"]}}",
	  "capabilities", "[\"FUTURE_CAP\"]" },
	{ "{\"HostConfig\":{\"CapDrop\":[\"AUDIT_WRITE\",\"CHOWN\","
	  "\"DAC_OVERRIDE\",\"FOWNER\",\"FSETID\",\"KILL\",\"MKNOD\","
	  "\"NET_BIND_SERVICE\",\"NET_RAW\",\"SETFCAP\",\"SETGID\","
	  "\"SETPCAP\",\"SETUID\",\"SYS_CHROOT\"]}}",
	  "capabilities", "[]" },
	{ "{\"HostConfig\":{\"CapAdd\":\"ALL\"}}", "capabilities",
	  "?HostConfig.CapAdd in the daemon's answer is of another" },
	{ "{\"HostConfig\":{\"Privileged\":\"-\"}}", "capabilities",
	  "?HostConfig.Privileged in the daemon's answer is missing" },
	{ "{\"HostConfig\":\"-\"}", "capabilities", "?has no HostConfig" },
};

static void capabilities_follow_the_rule_of_the_engine(void **state)
{
	struct world *world = world_new();
	struct record all;

	(void)state;
	CHECK(world, capabilities);
	all = world_derive(world, "{\"HostConfig\":{\"Privileged\":true,"
	                          "\"CapDrop\":[\"ALL\"]}}");
	assert_true(cJSON_GetArraySize(json_at(all.document,
	                                       "derived.capabilities")) >= 41);
	record_done(&all);
	all = world_derive(world, "{\"HostConfig\":{\"CapAdd\":[\"All\"],"
	                          "\"CapDrop\":[\"SYS_ADMIN\"]}}");
	assert_true(cJSON_GetArraySize(json_at(all.document,
	                                       "derived.capabilities")) >= 40);
	record_done(&all);
	world_free(world);
}

static void add_mode(struct modes *modes, const char *id, const char *name,
                     const char *host_config)
{
	owned(release_json) cJSON *inspect = json_object();

	modes_add(modes, id, name);
	if (!host_config)
		return;
	json_put(inspect, "HostConfig", world_parse(host_config));
	modes_set(modes, modes_count(modes) - 1, inspect);
}

static const struct row namespaces[] = {
	{ "{}", "namespaces.network",
	  "{\"mode\":\"private\",\"host\":false,\"via\":[]}" },
	{ "{\"HostConfig\":{\"NetworkMode\":\"host\"}}", "namespaces.network",
	  "{\"mode\":\"host\",\"host\":true,\"via\":[]}" },
	{ "{\"HostConfig\":{\"NetworkMode\":\"none\"}}", "namespaces.network",
	  "{\"mode\":\"none\",\"host\":false,\"via\":[]}" },
	{ "{\"HostConfig\":{\"NetworkMode\":\"hostel\"}}", "namespaces.network",
	  "{\"mode\":\"private\",\"host\":false,\"via\":[]}" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:deep\"}}", "namespaces.pid",
	  "{\"mode\":\"host\",\"host\":true,"
	  "\"via\":[\"deep\",\"middle\",\"root\"]}" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:33aa\"}}", "namespaces.pid",
	  "{\"mode\":\"host\",\"host\":true,"
	  "\"via\":[\"deep\",\"middle\",\"root\"]}" },
	{ "{\"HostConfig\":{\"IpcMode\":\"container:deep\"}}", "namespaces.ipc",
	  "{\"mode\":\"shareable\",\"host\":false,"
	  "\"via\":[\"deep\"]}" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:33\"}}", "namespaces.pid",
	  "?cannot be told from others" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:gone\"}}", "namespaces.pid",
	  "?does not exist any more" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:\"}}", "namespaces.pid",
	  "?does not exist any more" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:ring1\"}}",
	  "namespaces.pid", "?joined containers that joined it" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:broken\"}}",
	  "namespaces.pid", "?could not be inspected" },
	{ "{\"HostConfig\":{\"NetworkMode\":\"container:mute\"}}",
	  "namespaces.network", "?does not say what the container" },
	{ "{\"HostConfig\":{\"PidMode\":\"ns:/proc/1/ns/pid\"}}",
	  "namespaces.pid", "?behind a path" },
	{ "{\"HostConfig\":{\"UTSMode\":\"host\"}}", "namespaces.uts",
	  "{\"mode\":\"host\",\"host\":true,\"via\":[]}" },
	{ "{\"HostConfig\":{\"CgroupnsMode\":\"host\"}}", "namespaces.cgroup",
	  "{\"mode\":\"host\",\"host\":true,\"via\":[]}" },
	{ "{\"HostConfig\":{\"CgroupnsMode\":\"\"}}", "namespaces.cgroup",
	  "{\"mode\":\"host\",\"host\":true,\"via\":[]}" },
	{ "{}", "namespaces.user",
	  "{\"mode\":\"host\",\"host\":true,\"via\":[]}" },
	{ "{\"HostConfig\":{\"IpcMode\":\"\"}}", "namespaces.ipc",
	  "{\"mode\":\"private\",\"host\":false,\"via\":[]}" },
	{ "{\"HostConfig\":{\"PidMode\":null}}", "namespaces.pid",
	  "?HostConfig.PidMode in the daemon's answer is no text" },
	{ "{\"HostConfig\":\"-\"}", "namespaces.pid",
	  "?HostConfig.PidMode in the daemon's answer is missing" },
};

static void namespaces_are_followed_to_their_root(void **state)
{
	struct world *world = world_new();

	(void)state;
	add_mode(world->modes, "11aa", "root", "{\"PidMode\":\"host\"}");
	add_mode(world->modes, "22aa", "middle",
	         "{\"PidMode\":\"container:root\"}");
	add_mode(world->modes, "33aa", "deep",
	         "{\"PidMode\":\"container:22aa\","
	         "\"IpcMode\":\"shareable\"}");
	add_mode(world->modes, "33bb", "ring1",
	         "{\"PidMode\":\"container:ring2\"}");
	add_mode(world->modes, "44aa", "ring2",
	         "{\"PidMode\":\"container:ring1\"}");
	add_mode(world->modes, "55aa", "mute", "{}");
	add_mode(world->modes, "66aa", "broken", NULL);
	modes_set_state(world->modes, 6, MODES_FAILED);
	CHECK(world, namespaces);
	world_free(world);
}

static void join(struct modes *modes, const char *name, const char *mode,
                 enum modes_bridge bridge)
{
	char host_config[128];

	(void)snprintf(host_config, sizeof(host_config),
	               "{\"NetworkMode\":\"%s\"}", mode);
	add_mode(modes, name, name, host_config);
	modes_set_bridge(modes, modes_count(modes) - 1, bridge);
}

#define JOINS(name) "{\"HostConfig\":{\"NetworkMode\":\"container:" name "\"}}"

static const struct row joined[] = {
	{ JOINS("on"), "default_bridge", "true" },
	{ JOINS("via"), "default_bridge", "true" },
	{ JOINS("off"), "default_bridge", "false" },
	{ JOINS("mute"), "default_bridge", "?mute that it joined are not" },
	{ JOINS("failed"), "default_bridge", "?could not be inspected" },
	{ JOINS("left"), "default_bridge", "false" },
	{ JOINS("never"), "default_bridge", "false" },
	{ JOINS("ring1"), "default_bridge", "?joined containers that" },
	{ JOINS("ring"), "default_bridge", "?cannot be told" },
};

static void the_default_bridge_is_that_of_the_container_joined(void **state)
{
	struct world *world = world_new();

	(void)state;
	world_check(world,
	            &(struct row){ JOINS("x"), "default_bridge", "false" }, 1);
	join(world->modes, "on", "default", MODES_BRIDGE_YES);
	join(world->modes, "via", "container:on", MODES_BRIDGE_NO);
	join(world->modes, "off", "web", MODES_BRIDGE_NO);
	join(world->modes, "mute", "web", MODES_BRIDGE_UNKNOWN);
	join(world->modes, "ring1", "container:ring2", MODES_BRIDGE_NO);
	join(world->modes, "ring2", "container:ring1", MODES_BRIDGE_NO);
	join(world->modes, "failed", "web", MODES_BRIDGE_YES);
	modes_set_state(world->modes, 6, MODES_FAILED);
	join(world->modes, "left", "web", MODES_BRIDGE_YES);
	modes_set_state(world->modes, 7, MODES_GONE);
	CHECK(world, joined);
	world_free(world);
}

static const struct row remapped[] = {
	{ "{}", "namespaces.user.host", "false" },
	{ "{\"HostConfig\":{\"UsernsMode\":\"host\"}}", "namespaces.user.host",
	  "true" },
};

static void a_remapping_daemon_gives_user_namespaces(void **state)
{
	struct world *world = world_new();

	(void)state;
	json_push(cJSON_GetObjectItem(world->info, "SecurityOptions"),
	          cJSON_CreateString("name=userns"));
	CHECK(world, remapped);
	world_free(world);
}

static const struct row of_podman[] = {
	{ "{\"HostConfig\":{\"CapAdd\":[\"SYS_TIME\"],\"CapDrop\":["
	  "\"CHOWN\",\"DAC_OVERRIDE\",\"FOWNER\",\"FSETID\",\"KILL\","
	  "\"NET_BIND_SERVICE\",\"SETFCAP\",\"SETGID\",\"SETPCAP\","
	  "\"SETUID\",\"SYS_CHROOT\"]}}",
	  "capabilities", "[\"SYS_TIME\"]" },
	{ "{\"HostConfig\":{\"IpcMode\":\"shareable\"}}", "namespaces.ipc",
	  "?podman before 5" },
	{ "{\"HostConfig\":{\"CgroupnsMode\":\"\"}}", "namespaces.cgroup.mode",
	  "\"private\"" },
	{ "{\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"\"}}}", "restart",
	  "{\"policy\":\"no\",\"maximum\":0}" },
	{ "{}", "apparmor", "?running containers only" },
	{ "{}", "no_new_privileges", "false" },
	{ OPTION("\"no-new-privileges\""), "no_new_privileges", "true" },
	{ "{\"NetworkSettings\":{\"Networks\":{\"podman\":"
	  "{\"NetworkID\":\"podman\"}}}}",
	  "default_bridge", "true" },
	{ "{\"HostConfig\":{\"PortBindings\":{\"80/tcp\":"
	  "[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}}}",
	  "ports",
	  "[{\"container_port\":80,\"protocol\":\"tcp\","
	  "\"host_ip\":\"0.0.0.0\",\"host_port\":8080,"
	  "\"any_address\":true,\"loopback\":false}]" },
	{ "{\"HostConfig\":{\"CapAdd\":[],\"CapDrop\":["
	  "\"AUDIT_WRITE\",\"CHOWN\",\"DAC_OVERRIDE\",\"FOWNER\","
	  "\"FSETID\",\"KILL\",\"MKNOD\",\"NET_BIND_SERVICE\","
	  "\"NET_RAW\",\"SETFCAP\",\"SETGID\",\"SETPCAP\","
	  "\"SETUID\",\"SYS_CHROOT\"]}}",
	  "capabilities", "[]" },
	{ "{\"Config\":{\"Image\":\"docker.io/library/nginx:latest\"}}",
	  "image.current_id", "\"sha256:0002\"" },
};

static void podman_is_not_taken_at_its_word(void **state)
{
	struct world *world = world_new();

	(void)state;
	world->context.podman = true;
	world->context.settings = NULL;
	cJSON_ReplaceItemInObjectCaseSensitive(world->info, "ServerVersion",
	                                       cJSON_CreateString("4.3.1"));
	CHECK(world, of_podman);
	world_free(world);
}

static const struct row of_running_podman[] = {
	{ "{}", "capabilities",
	  "[\"CHOWN\",\"DAC_OVERRIDE\",\"FOWNER\",\"FSETID\",\"KILL\","
	  "\"MKNOD\",\"NET_BIND_SERVICE\",\"SETFCAP\",\"SETGID\","
	  "\"SETPCAP\",\"SETUID\",\"SYS_CHROOT\"]" },
};

/* Which of Docker's set podman gives, the kernel knows: here MKNOD. */
static void podman_gives_what_the_kernel_says(void **state)
{
	const struct task task = { .proc = "/nonexistent",
		                   .pid = 812,
		                   .capbnd = 1 << 27 };
	struct world *world = world_new();

	(void)state;
	world->context.podman = true;
	world->task = &task;
	CHECK(world, of_running_podman);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(capabilities_follow_the_rule_of_the_engine),
		cmocka_unit_test(namespaces_are_followed_to_their_root),
		cmocka_unit_test(
			the_default_bridge_is_that_of_the_container_joined),
		cmocka_unit_test(a_remapping_daemon_gives_user_namespaces),
		cmocka_unit_test(podman_is_not_taken_at_its_word),
		cmocka_unit_test(podman_gives_what_the_kernel_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
