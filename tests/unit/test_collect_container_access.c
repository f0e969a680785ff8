#include "container_world.h"

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

static void limits_of_nothing_are_zero(void **state)
{
	struct world *world = world_new();

	(void)state;
	CHECK(world, limits);
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
		cmocka_unit_test(the_default_bridge_is_known_by_id_or_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
