#include "container_world.h"

#include "../../src/collect/mounts.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BIND(rest) "{\"Mounts\":[{\"Type\":\"bind\"," rest "}]}"
#define VOLUME(name, rw)                                                       \
	"{\"Mounts\":[{\"Type\":\"volume\",\"Name\":\"" name                   \
	"\",\"Driver\":\"local\",\"Source\":\"/var/lib/x\","                   \
	"\"Destination\":\"/d\",\"RW\":" rw ",\"Propagation\":\"\"}]}"
#define SHOWN(source, cleaned, writable, kind)                                 \
	"{\"source\":\"" source "\",\"paths\":[\"" cleaned                     \
	"\"],\"destination\":\"/d\",\"writable\":" writable                    \
	",\"kind\":\"" kind "\",\"propagation\":\"\"}"

static const struct row mounts[] = {
	{ "{}", "host_paths", "[]" },
	{ "{\"Mounts\":null}", "host_paths", "[]" },
	{ BIND("\"Source\":\"/\",\"Destination\":\"/d\",\"RW\":false"),
	  "host_paths", "[" SHOWN("/", "/", "false", "bind") "]" },
	{ BIND("\"Source\":\"//etc/../etc/./ssh/\","
	       "\"Destination\":\"/d\""),
	  "host_paths",
	  "[" SHOWN("//etc/../etc/./ssh/", "/etc/ssh", "true", "bind") "]" },
	{ BIND("\"Source\":\"/../..\",\"Destination\":\"/d\""), "host_paths",
	  "[" SHOWN("/../..", "/", "true", "bind") "]" },
	{ VOLUME("plain", "true"), "host_paths", "[]" },
	{ VOLUME("nfs", "true"), "host_paths", "[]" },
	{ VOLUME("cifs", "true"), "host_paths", "[]" },
	{ VOLUME("slashes", "true"), "host_paths",
	  "[" SHOWN("//etc", "/etc", "true", "bind") "]" },
	{ VOLUME("relative", "true"), "host_paths",
	  "[" SHOWN("etc/ssh", "/etc/ssh", "true", "bind") "]" },
	{ VOLUME("disk2", "true"), "host_paths",
	  "[" SHOWN("//dev/sdz2", "/dev/sdz2", "true", "device") "]" },
	{ VOLUME("tmpfs", "true"), "host_paths", "[]" },
	{ VOLUME("bound", "true"), "host_paths",
	  "[" SHOWN("/etc", "/etc", "true", "bind") "]" },
	{ VOLUME("bound", "false"), "host_paths",
	  "[" SHOWN("/etc", "/etc", "false", "bind") "]" },
	{ VOLUME("disk", "true"), "host_paths",
	  "[" SHOWN("/dev/sdz1", "/dev/sdz1", "false", "device") "]" },
	{ VOLUME("over", "true"), "host_paths",
	  "[" SHOWN("/etc", "/etc", "true", "bind") "," SHOWN(
		  "/usr", "/usr", "true",
		  "bind") "," SHOWN("/srv/u", "/srv/u", "true", "bind") "]" },
	{ VOLUME("unlisted", "true"), "host_paths",
	  "?does not list the volume unlisted" },
	{ "{\"Mounts\":[{\"Type\":\"tmpfs\",\"Source\":\"/etc\"}]}",
	  "host_paths", "[]" },
	{ BIND("\"Destination\":\"/d\""), "host_paths",
	  "?bind without a Source" },
	{ "{\"Mounts\":[{}]}", "host_paths", "?without a Type" },
	{ "{\"Mounts\":\"-\"}", "host_paths", "?has no Mounts" },
};

static const struct row mounts_without_volumes[] = {
	{ VOLUME("bound", "true"), "host_paths", "?answered 500" },
	{ "{}", "host_paths", "[]" },
};

static void host_paths_are_binds_and_volumes_that_hide_one(void **state)
{
	struct world *world = world_new();

	(void)state;
	CHECK(world, mounts);
	world->context.volumes = NULL;
	world->context.volumes_failed = "GET /volumes answered 500";
	CHECK(world, mounts_without_volumes);
	world_free(world);
}

#define PORT(ip, port, any, loopback)                                          \
	"[{\"container_port\":80,\"protocol\":\"tcp\",\"host_ip\":\"" ip       \
	"\",\"host_port\":" port ",\"any_address\":" any                       \
	",\"loopback\":" loopback "}]"
#define RUNNING(ip, port)                                                      \
	"{\"State\":{\"Running\":true},\"NetworkSettings\":{\"Ports\":{"       \
	"\"80/tcp\":[{\"HostIp\":\"" ip "\",\"HostPort\":\"" port "\"}]}}}"
#define CONFIGURED(mode, ip, port)                                             \
	"{\"HostConfig\":{\"NetworkMode\":\"" mode "\",\"PortBindings\":{"     \
	"\"80/tcp\":[{\"HostIp\":\"" ip "\",\"HostPort\":\"" port "\"}]}}}"

#define EXPOSED(mode, bindings)                                                \
	"{\"Config\":{\"ExposedPorts\":{\"80/tcp\":{}}},\"HostConfig\":{"      \
	"\"PublishAllPorts\":true,\"NetworkMode\":\"" mode                     \
	"\",\"PortBindings\":" bindings "}}"

static const struct row ports[] = {
	{ RUNNING("0.0.0.0", "81"), "ports",
	  PORT("0.0.0.0", "81", "true", "false") },
	{ RUNNING("", "81"), "ports", PORT("0.0.0.0", "81", "true", "false") },
	{ RUNNING("::", "81"), "ports", PORT("::", "81", "true", "false") },
	{ RUNNING("[::]", "81"), "ports", PORT("[::]", "81", "true", "false") },
	{ RUNNING("0:0:0:0:0:0:0:0", "81"), "ports",
	  PORT("0:0:0:0:0:0:0:0", "81", "true", "false") },
	{ RUNNING("::ffff:0.0.0.0", "81"), "ports",
	  PORT("::ffff:0.0.0.0", "81", "true", "false") },
	{ RUNNING("::1", "81"), "ports", PORT("::1", "81", "false", "true") },
	{ RUNNING("127.9.9.9", "81"), "ports",
	  PORT("127.9.9.9", "81", "false", "true") },
	{ RUNNING("192.0.2.1", "0"), "ports",
	  PORT("192.0.2.1", "0", "false", "false") },
	{ RUNNING("localhost", "81"), "ports", "?makes no sense" },
	{ RUNNING("::1", "x"), "ports", "?makes no sense" },
	{ RUNNING("::1", "70000"), "ports", "?makes no sense" },
	{ CONFIGURED("default", "", "81"), "ports",
	  PORT("127.0.0.1", "81", "false", "true") },
	{ CONFIGURED("web", "", ""), "ports",
	  PORT("0.0.0.0", "0", "true", "false") },
	{ CONFIGURED("b2", "", "8000-8010"), "ports",
	  PORT("0.0.0.0", "8000", "true", "false") },
	{ "{\"NetworkSettings\":{\"Ports\":{\"80/tcp\":[{\"HostIp\":"
	  "\"::\",\"HostPort\":\"1\"}]}}}",
	  "ports", "[]" },
	{ "{\"State\":{\"Running\":true,\"Restarting\":true},"
	  "\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"\","
	  "\"HostPort\":\"81\"}]}}}",
	  "ports", PORT("127.0.0.1", "81", "false", "true") },
	{ CONFIGURED("host", "", "81"), "ports", "[]" },
	{ CONFIGURED("none", "", "81"), "ports", "[]" },
	{ EXPOSED("web", "null"), "ports",
	  PORT("0.0.0.0", "0", "true", "false") },
	{ EXPOSED("web", "{\"80/tcp\":[]}"), "ports",
	  PORT("0.0.0.0", "0", "true", "false") },
	{ EXPOSED("web", "{\"80/tcp\":[{\"HostIp\":\"::1\","
	                 "\"HostPort\":\"81\"}]}"),
	  "ports", PORT("::1", "81", "false", "true") },
	{ EXPOSED("host", "null"), "ports", "[]" },
	{ "{\"State\":{\"Running\":true},\"NetworkSettings\":"
	  "{\"Ports\":{\"80/tcp\":null,\"53/udp\":[]}}}",
	  "ports", "[]" },
	{ "{\"State\":{\"Running\":true},\"NetworkSettings\":"
	  "{\"Ports\":null}}",
	  "ports", "[]" },
	{ "{\"State\":{\"Running\":true},\"NetworkSettings\":\"-\"}", "ports",
	  "?has no NetworkSettings.Ports" },
	{ "{\"HostConfig\":\"-\"}", "ports",
	  "?has no HostConfig.PortBindings" },
	{ "{\"HostConfig\":{\"PublishAllPorts\":true}}", "publish_all",
	  "true" },
	{ "{\"HostConfig\":{\"PublishAllPorts\":\"-\"}}", "publish_all",
	  "?is missing" },
};

static const struct row ports_without_networks[] = {
	{ CONFIGURED("web", "", "81"), "ports", "?networks failed" },
	{ CONFIGURED("web", "::1", "81"), "ports",
	  PORT("::1", "81", "false", "true") },
};

static void ports_know_the_address_they_are_bound_to(void **state)
{
	struct world *world = world_new();

	(void)state;
	CHECK(world, ports);
	world->context.networks = NULL;
	world->context.networks_failed = "networks failed";
	CHECK(world, ports_without_networks);
	world_free(world);
}

static const struct row limits[] = {
	{ "{}", "pids_limit", "0" },
	{ "{\"HostConfig\":{\"PidsLimit\":0}}", "pids_limit", "0" },
	{ "{\"HostConfig\":{\"PidsLimit\":-1}}", "pids_limit", "0" },
	{ "{\"HostConfig\":{\"PidsLimit\":200}}", "pids_limit", "200" },
	{ "{\"HostConfig\":{\"PidsLimit\":\"200\"}}", "pids_limit",
	  "?of another type" },
	{ "{\"HostConfig\":{\"PidsLimit\":\"-\"}}", "pids_limit", "?missing" },
	{ "{\"HostConfig\":{\"Memory\":67108864}}", "memory_limit",
	  "67108864" },
	{ "{\"HostConfig\":{\"Memory\":-1}}", "memory_limit", "0" },
	{ "{\"HostConfig\":\"-\"}", "memory_limit", "?has no HostConfig" },
};

#define PARENT(more) "\"HostConfig\":{\"CgroupParent\":\"/p\"" more "}"

/* Of a container without a process that can be looked at. */
static const struct row limits_above[] = {
	{ "{" PARENT("") "}", "pids_limit", "?while it runs only" },
	{ "{" PARENT("") "}", "memory_limit", "?while it runs only" },
	{ "{" PARENT(",\"PidsLimit\":5") "}", "pids_limit", "5" },
	{ "{" PARENT(",\"Memory\":5") "}", "memory_limit", "5" },
	{ "{" PARENT(",\"Memory\":5") "}", "pids_limit", "?while it runs" },
};

static const struct row limits_hidden[] = {
	{ "{\"State\":{\"Running\":true}," PARENT("") "}", "pids_limit",
	  "?hidden" },
	{ "{\"State\":{\"Running\":true}," PARENT("") "}", "memory_limit",
	  "?hidden" },
	{ "{\"State\":{\"Running\":true}}", "memory_limit", "0" },
};

/* The daemon's own cgroup-parent is set. */
static const struct row limits_below_all[] = {
	{ "{\"State\":{\"Running\":true}}", "memory_limit", "?hidden" },
	{ "{\"State\":{\"Running\":true}}", "pids_limit", "?hidden" },
	{ "{\"State\":{\"Running\":true},\"HostConfig\":{\"Memory\":5}}",
	  "memory_limit", "5" },
};

static const struct row limits_unreadable[] = {
	{ "{\"State\":{\"Running\":true}," PARENT("") "}", "pids_limit",
	  "?cannot read /nonexistent/" },
};

static void limits_of_nothing_are_zero(void **state)
{
	const struct task task = { .proc = "/nonexistent", .pid = 812 };
	struct world *world = world_new();

	(void)state;
	CHECK(world, limits);
	CHECK(world, limits_above);
	world->task_failed = "hidden";
	CHECK(world, limits_hidden);
	json_put_text(world->settings, "cgroup-parent", "/all");
	CHECK(world, limits_below_all);
	cJSON_DeleteItemFromObjectCaseSensitive(world->settings,
	                                        "cgroup-parent");
	world->task_failed = NULL;
	world->task = &task;
	CHECK(world, limits_unreadable);
	world_free(world);
}

#define MOUNTED(type)                                                          \
	"{\"State\":{\"Running\":true},\"Mounts\":[{\"Type\":\"" type          \
	"\",\"Source\":\"/x\",\"Destination\":\"/d\"}]}"

/* A container that runs, and cannot be looked into. */
static const struct row sockets[] = {
	{ MOUNTED("bind"), "sockets", "?hidden" },
	{ MOUNTED("volume"), "sockets", "?hidden" },
	{ MOUNTED("tmpfs"), "sockets", "[]" },
	{ "{\"State\":{\"Running\":true}}", "sockets", "[]" },
	{ "{\"State\":{\"Running\":true},\"Mounts\":\"-\"}", "sockets",
	  "?has no Mounts" },
};

static const struct row sockets_of_task[] = {
	{ MOUNTED("bind"), "sockets", "?cannot open /nonexistent/812/root" },
	{ "{\"State\":{\"Running\":true}}", "sockets", "[]" },
};

static void sockets_in_what_cannot_be_seen_are_unreadable(void **state)
{
	const struct task task = { .proc = "/nonexistent", .pid = 812 };
	owned(release_json) cJSON *control = json_array();
	struct world *world = world_new();
	struct record stopped;

	(void)state;
	world->context.control = control;
	world->task_failed = "hidden";
	CHECK(world, sockets);
	world->task_failed = NULL;
	stopped = world_derive(world, BIND("\"Destination\":\"/d\","
	                                   "\"Source\":\"/x\""));
	assert_null(json_at(stopped.document, "derived.sockets"));
	assert_null(world_reason(&stopped, "$['derived']['sockets']"));
	record_done(&stopped);
	world->task = &task;
	CHECK(world, sockets_of_task);
	world_free(world);
}

static const char mountinfo[] = "1 0 8:1 / / rw - ext4 d rw\n"
				"2 1 8:1 /etc /srv/x rw - ext4 d rw\n";

static const struct row aliases[] = {
	{ BIND("\"Source\":\"/srv/x/ssh/\",\"Destination\":\"/d\""),
	  "host_paths",
	  "[" SHOWN("/srv/x/ssh/", "/srv/x/ssh\",\"/etc/ssh", "true",
	            "bind") "]" },
};

static void host_paths_are_known_by_all_their_names(void **state)
{
	struct world *world = world_new();
	struct mounts *of_host = mounts_parse(mountinfo);

	(void)state;
	world->context.mounts = of_host;
	CHECK(world, aliases);
	mounts_free(of_host);
	world_free(world);
}

static const struct row bridges[] = {
	{ "{}", "default_bridge", "false" },
	{ "{\"NetworkSettings\":{\"Networks\":{\"bridge\":"
	  "{\"NetworkID\":\"b1\"}}}}",
	  "default_bridge", "true" },
	{ "{\"NetworkSettings\":{\"Networks\":{\"bridge\":"
	  "{\"NetworkID\":\"\"}}}}",
	  "default_bridge", "true" },
	/* The id that the bridge had before the daemon was restarted. */
	{ "{\"NetworkSettings\":{\"Networks\":{\"bridge\":"
	  "{\"NetworkID\":\"b0\"}}}}",
	  "default_bridge", "true" },
	{ "{\"NetworkSettings\":{\"Networks\":{\"alias\":"
	  "{\"NetworkID\":\"b1\"}}}}",
	  "default_bridge", "true" },
	{ "{\"NetworkSettings\":{\"Networks\":{\"web\":"
	  "{\"NetworkID\":\"b2\"}}}}",
	  "default_bridge", "false" },
	{ "{\"NetworkSettings\":{\"Networks\":null}}", "default_bridge",
	  "false" },
	{ "{\"NetworkSettings\":{\"Networks\":\"-\"}}", "default_bridge",
	  "?has no NetworkSettings.Networks" },
};

static void the_default_bridge_is_known_by_id_or_name(void **state)
{
	struct world *world = world_new();

	(void)state;
	CHECK(world, bridges);
	world->context.networks = NULL;
	world->context.networks_failed = "GET /networks answered 500";
	world_check(world,
	            &(struct row){ "{}", "default_bridge", "?answered 500" },
	            1);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			host_paths_are_binds_and_volumes_that_hide_one),
		cmocka_unit_test(ports_know_the_address_they_are_bound_to),
		cmocka_unit_test(limits_of_nothing_are_zero),
		cmocka_unit_test(sockets_in_what_cannot_be_seen_are_unreadable),
		cmocka_unit_test(host_paths_are_known_by_all_their_names),
		cmocka_unit_test(the_default_bridge_is_known_by_id_or_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
