#include "container_world.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char plain[] =
	"{\"Id\":\"aa11\",\"Name\":\"/web\",\"Image\":\"sha256:0001\","
	"\"State\":{\"Running\":false,\"Pid\":0},\"Mounts\":[],"
	"\"ProcessLabel\":\"\",\"AppArmorProfile\":\"\",\"ExecIDs\":null,"
	"\"Config\":{\"Image\":\"nginx\",\"Env\":null,\"Labels\":{}},"
	"\"NetworkSettings\":{\"Ports\":{},\"Networks\":{}},"
	"\"HostConfig\":{\"Privileged\":false,\"CapAdd\":null,"
	"\"CapDrop\":null,\"SecurityOpt\":null,\"NetworkMode\":\"default\","
	"\"PidMode\":\"\",\"IpcMode\":\"private\",\"UTSMode\":\"\","
	"\"UsernsMode\":\"\",\"CgroupnsMode\":\"private\","
	"\"CgroupParent\":\"\",\"PortBindings\":{},"
	"\"PublishAllPorts\":false,\"RestartPolicy\":{\"Name\":\"no\","
	"\"MaximumRetryCount\":0},\"Memory\":0,\"PidsLimit\":null}}";

static const char info[] =
	"{\"ServerVersion\":\"20.10.24\",\"CgroupVersion\":\"2\","
	"\"SecurityOptions\":[\"name=apparmor\","
	"\"name=seccomp,profile=default\"]}";

static const char networks[] =
	"[{\"Name\":\"bridge\",\"Id\":\"b1\",\"Options\":{"
	"\"com.docker.network.bridge.default_bridge\":\"true\","
	"\"com.docker.network.bridge.host_binding_ipv4\":\"127.0.0.1\"}},"
	"{\"Name\":\"web\",\"Id\":\"b2\",\"Options\":{}}]";

static const char volumes[] =
	"[{\"Name\":\"plain\",\"Driver\":\"local\",\"Options\":null},"
	"{\"Name\":\"bound\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"none\",\"o\":\"rw,bind\",\"device\":\"/etc\"}},"
	"{\"Name\":\"disk\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"ext4\",\"o\":\"ro\",\"device\":\"/dev/sdz1\"}},"
	"{\"Name\":\"over\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"overlay\",\"device\":\"overlay\","
	"\"o\":\"lowerdir=/etc:/usr,upperdir=/srv/u,workdir=/srv/w\"}},"
	"{\"Name\":\"nfs\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"nfs\",\"o\":\"addr=h\",\"device\":\":/export\"}},"
	"{\"Name\":\"cifs\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"cifs\",\"device\":\"//h/share\"}},"
	"{\"Name\":\"slashes\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"none\",\"o\":\"bind\",\"device\":\"//etc\"}},"
	"{\"Name\":\"relative\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"none\",\"o\":\"bind\",\"device\":\"etc/ssh\"}},"
	"{\"Name\":\"disk2\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"ext4\",\"device\":\"//dev/sdz2\"}},"
	"{\"Name\":\"tmpfs\",\"Driver\":\"local\",\"Options\":"
	"{\"type\":\"tmpfs\",\"o\":\"size=1m\",\"device\":\"tmpfs\"}}]";

static const char images[] =
	"[{\"Id\":\"sha256:0002\",\"RepoTags\":[\"nginx:latest\"],"
	"\"RepoDigests\":[\"nginx@sha256:dd\"]},"
	"{\"Id\":\"sha256:aabbccddeeff0011\",\"RepoTags\":"
	"[\"registry.test:5000/app:1\"],\"RepoDigests\":null}]";

cJSON *world_parse(const char *text)
{
	cJSON *item = json_parse(text, strlen(text), cJSON_Invalid);

	if (!item)
		fail_msg("not JSON: %s", text);
	return item;
}

/* Members of change replace those of target; "-" takes one away. */
static void merge(cJSON *target, const cJSON *change)
{
	const cJSON *member;

	cJSON_ArrayForEach(member, change)
	{
		cJSON *old = cJSON_GetObjectItemCaseSensitive(target,
		                                              member->string);

		if (cJSON_IsObject(member) && cJSON_IsObject(old) &&
		    member->child) {
			merge(old, member);
			continue;
		}
		cJSON_DeleteItemFromObjectCaseSensitive(target, member->string);
		if (!cJSON_IsString(member) ||
		    strcmp(member->valuestring, "-") != 0)
			json_put(target, member->string, json_copy(member));
	}
}

struct world *world_new(void)
{
	struct world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	world->info = world_parse(info);
	world->networks = world_parse(networks);
	world->volumes = world_parse(volumes);
	world->images = world_parse(images);
	world->settings = world_parse("{\"no-new-privileges\":false,"
	                              "\"default-ipc-mode\":\"private\"}");
	world->modes = modes_new();
	world->context = (struct container_context){
		.info = world->info,
		.networks = world->networks,
		.volumes = world->volumes,
		.images = world->images,
		.settings = world->settings,
		.modes = world->modes,
	};
	return world;
}

void world_free(struct world *world)
{
	cJSON_Delete(world->info);
	cJSON_Delete(world->networks);
	cJSON_Delete(world->volumes);
	cJSON_Delete(world->images);
	cJSON_Delete(world->settings);
	modes_free(world->modes);
	free(world);
}

/* The record of plain with the change. */
struct record world_derive(const struct world *world, const char *change)
{
	owned(release_json) cJSON *changes = world_parse(change);
	owned(release_json) cJSON *env = NULL;
	owned(release_json) cJSON *service =
		world->service ? world_parse(world->service) : NULL;
	cJSON *inspect = world_parse(plain);
	struct record record;
	struct container container = { .context = &world->context,
		                       .record = &record,
		                       .task = world->task,
		                       .task_failed = world->task_failed,
		                       .kernel = true,
		                       .service = service,
		                       .service_failed =
		                               world->service_failed };

	merge(inspect, changes);
	container_record(inspect, 0, &record, &env);
	container.env = env;
	container_derive(&container);
	return record;
}

const char *world_reason(const struct record *record, const char *path)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json_at(record->whole, "unreadable"))
	{
		if (strcmp(json_text(entry, "path"), path) == 0)
			return json_text(entry, "reason");
	}
	return NULL;
}

static void check_row(const struct world *world, const struct row *row)
{
	struct record record = world_derive(world, row->change);
	const cJSON *derived = json_at(record.document, "derived");
	const cJSON *value = json_at(derived, row->member);
	owned(release_string) char *text = NULL;
	char path[256] = "$['derived']";
	const char *reason;
	size_t used = strlen(path);

	for (const char *at = row->member; *at;
	     at += strcspn(at, "."), at += *at == '.')
		used += (size_t)snprintf(path + used, sizeof(path) - used,
		                         "['%.*s']", (int)strcspn(at, "."), at);
	reason = world_reason(&record, path);
	text = value ? cJSON_PrintUnformatted(value) : NULL;
	if (row->expected[0] == '?') {
		if (value || !reason || !strstr(reason, row->expected + 1))
			fail_msg("%s: %s is %s, unreadable: %s", row->change,
			         row->member, text ? text : "absent",
			         reason ? reason : "no");
	} else if (!text || reason || strcmp(text, row->expected) != 0) {
		fail_msg("%s: %s is %s, unreadable: %s", row->change,
		         row->member, text ? text : "absent",
		         reason ? reason : "no");
	}
	record_done(&record);
}

void world_check(const struct world *world, const struct row *rows,
                 size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(world, &rows[i]);
}
