#include "container_world.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct row restarts[] = {
	{ "{}", "restart", "{\"policy\":\"no\",\"maximum\":0}" },
	{ "{\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"always\","
	  "\"MaximumRetryCount\":3}}}",
	  "restart", "{\"policy\":\"always\",\"maximum\":0}" },
	{ "{\"HostConfig\":{\"RestartPolicy\":{\"Name\":"
	  "\"on-failure\",\"MaximumRetryCount\":5}}}",
	  "restart", "{\"policy\":\"on-failure\",\"maximum\":5}" },
	{ "{\"HostConfig\":{\"RestartPolicy\":\"-\"}}", "restart",
	  "?no HostConfig.RestartPolicy" },
};

static const struct {
	const char *service;
	const char *expected;
} services[] = {
	{ "{\"Spec\":{\"TaskTemplate\":{}}}",
	  "{\"policy\":\"always\",\"maximum\":0}" },
	{ "{\"Spec\":{\"TaskTemplate\":{\"RestartPolicy\":"
	  "{\"Condition\":\"none\"}}}}",
	  "{\"policy\":\"no\",\"maximum\":0}" },
	{ "{\"Spec\":{\"TaskTemplate\":{\"RestartPolicy\":"
	  "{\"Condition\":\"any\",\"MaxAttempts\":5}}}}",
	  "{\"policy\":\"on-failure\",\"maximum\":5}" },
	{ "{\"Spec\":{\"TaskTemplate\":{\"RestartPolicy\":"
	  "{\"Condition\":\"any\",\"MaxAttempts\":6}}}}",
	  "{\"policy\":\"on-failure\",\"maximum\":6}" },
	{ "{\"Spec\":{\"TaskTemplate\":{\"RestartPolicy\":"
	  "{\"Condition\":\"on-failure\"}}}}",
	  "{\"policy\":\"on-failure\",\"maximum\":0}" },
	{ "{\"Spec\":{\"TaskTemplate\":{},"
	  "\"Mode\":{\"ReplicatedJob\":{}}}}",
	  "{\"policy\":\"on-failure\",\"maximum\":0}" },
	{ "{}", "?has no Spec" },
};

static void restart_attempts_are_those_in_force(void **state)
{
	struct row task = { "{\"Config\":{\"Labels\":"
		            "{\"com.docker.swarm.service.id\":\"s1\"}}}",
		            "restart", "?only a manager" };
	struct world *world = world_new();

	(void)state;
	CHECK(world, restarts);
	world->service_failed = "only a manager of the swarm tells";
	world_check(world, &task, 1);
	world->service_failed = NULL;
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++) {
		world->service = services[i].service;
		task.expected = services[i].expected;
		world_check(world, &task, 1);
	}
	world_free(world);
}

#define MESH(ports) "{\"Endpoint\":{\"Ports\":" ports "}}"

static const struct {
	const char *service;
	const char *expected;
} meshes[] = {
	{ "{\"Endpoint\":{\"Spec\":{}}}", "[]" },
	{ MESH("null"), "[]" },
	{ MESH("[{\"Protocol\":\"tcp\",\"TargetPort\":80,"
	       "\"PublishedPort\":8080,\"PublishMode\":\"host\"}]"),
	  "[]" },
	{ MESH("[{\"Protocol\":\"udp\",\"TargetPort\":80,"
	       "\"PublishedPort\":8080,\"PublishMode\":\"ingress\"}]"),
	  "[{\"container_port\":80,\"protocol\":\"udp\","
	  "\"host_ip\":\"0.0.0.0\",\"host_port\":8080,"
	  "\"any_address\":true,\"loopback\":false}]" },
	{ MESH("[{\"TargetPort\":80,\"PublishedPort\":8080}]"),
	  "[{\"container_port\":80,\"protocol\":\"tcp\","
	  "\"host_ip\":\"0.0.0.0\",\"host_port\":8080,"
	  "\"any_address\":true,\"loopback\":false}]" },
	{ MESH("[{\"PublishMode\":\"ingress\"}]"), "?has no number" },
	{ MESH("1"), "?has no Endpoint" },
	{ "{}", "?has no Endpoint" },
};

static void a_task_of_a_swarm_has_the_ports_of_its_service(void **state)
{
	struct row task = { "{\"Config\":{\"Labels\":"
		            "{\"com.docker.swarm.service.id\":\"s1\"}}}",
		            "ports", "?only a manager" };
	struct world *world = world_new();

	(void)state;
	world->service_failed = "only a manager of the swarm tells";
	world_check(world, &task, 1);
	world->service_failed = NULL;
	for (size_t i = 0; i < sizeof(meshes) / sizeof(meshes[0]); i++) {
		world->service = meshes[i].service;
		task.expected = meshes[i].expected;
		world_check(world, &task, 1);
	}
	world_free(world);
}

static const struct row of_kernel[] = {
	{ "{}", "seccomp.active", "false" },
	{ "{}", "seccomp.profile", "\"builtin\"" },
	{ OPTION("\"no-new-privileges=false\""), "no_new_privileges", "true" },
	{ "{}", "apparmor", "{\"profile\":\"mine\",\"mode\":\"complain\"}" },
	{ "{\"HostConfig\":{\"CapDrop\":[\"ALL\"]}}", "capabilities",
	  "[\"DAC_OVERRIDE\"]" },
	{ "{\"HostConfig\":\"-\"}", "capabilities", "[\"DAC_OVERRIDE\"]" },
	{ "{}", "namespaces.network.host", "true" },
	{ "{\"HostConfig\":{\"PidMode\":\"container:gone\"}}",
	  "namespaces.pid.host", "false" },
	{ "{}", "namespaces.user.host", "false" },
	{ "{}", "kernel.pid", "812" },
};

/* Where the kernel can be asked its word counts, whatever the daemon says. */
static void the_kernel_has_the_last_word(void **state)
{
	const struct task task = { .proc = "/nonexistent",
		                   .pid = 812,
		                   .no_new_privs = 1,
		                   .capbnd = 1 << 1,
		                   .label = "mine (complain)",
		                   .namespaces_readable = true,
		                   .host_namespace = { true } };
	struct world *world = world_new();
	char change[256];

	(void)state;
	world->task = &task;
	for (size_t i = 0; i < sizeof(of_kernel) / sizeof(of_kernel[0]); i++) {
		(void)snprintf(change, sizeof(change),
		               "{\"State\":{\"Running\":true}%s%s",
		               of_kernel[i].change[1] == '}' ? "" : ",",
		               of_kernel[i].change + 1);
		world_check(world,
		            &(struct row){ change, of_kernel[i].member,
		                           of_kernel[i].expected },
		            1);
	}
	world_free(world);
}

static void values_and_facts_of_others_do_not_get_in(void **state)
{
	struct world *world = world_new();
	struct record record = world_derive(
		world,
		"{\"derived\":{\"canary\":1},\"Config\":{\"Env\":"
		"[\"A=canary\"]},\"HostConfig\":{\"LogConfig\":{\"Config\":"
		"{\"splunk-token\":\"canary\"}}},\"Path\":\"|1\",\"Args\":"
		"[\"A=canary\"],\"State\":{\"Health\":{\"Log\":[{\"Output\":"
		"\"canary\"}]}}}");
	owned(release_string) char *text = cJSON_PrintUnformatted(record.whole);

	(void)state;
	assert_null(strstr(text, "canary"));
	assert_non_null(strstr(text, "\"Env\":[\"A\"]"));
	record_done(&record);
	record = world_derive(world,
	                      "{\"Config\":{\"Env\":{\"A\":\"canary\"}}}");
	assert_null(json_at(record.document, "Config.Env"));
	assert_non_null(world_reason(&record, "$['derived']['env']"));
	record_done(&record);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(restart_attempts_are_those_in_force),
		cmocka_unit_test(
			a_task_of_a_swarm_has_the_ports_of_its_service),
		cmocka_unit_test(the_kernel_has_the_last_word),
		cmocka_unit_test(values_and_facts_of_others_do_not_get_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
