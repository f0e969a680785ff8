#include "docker_run.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct needs containers = { .kinds = { [KIND_CONTAINER] = true },
	                                 .execs = true,
	                                 .services = true };

static const char many[] =
	"[" ENTRY("a1", "ok1") "," ENTRY("a2", "broken") "," ENTRY("a3", "gone") "," ENTRY(
		"a4",
		"other") "," ENTRY("a5",
                                   "hung") "," ENTRY("a6",
                                                     "torn") "," ENTRY("a7",
                                                                       "ok2") "]";

static void one_bad_container_costs_only_itself(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		NETWORKS,
		{ "/containers/json?all=1", many, 0, FAKE_KEEP, 0 },
		CONTAINER("a1", ""),
		{ "/containers/a2/json", "{\"message\":\"boom\"}", 500,
		  FAKE_KEEP, 0 },
		INSPECT("a4", "{\"Id\":\"ff\"}"),
		{ "/containers/a5/json", "\1", 0, FAKE_HANG, 0 },
		{ "/containers/a6/json",
		  "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"Id\"", 0,
		  FAKE_CLOSE, 0 },
		CONTAINER("a7", ""),
		END,
	};
	struct run run = docker_run(replies, &containers);
	owned(release_string) char *text = docker_run_summary(&run);

	(void)state;
	assert_string_equal(text, "a1:na1 a2:broken! a4:other! a5:hung! "
	                          "a6:torn! a7:na7");
	assert_string_equal(docker_run_why(&run, 1),
	                    "GET /containers/{id}/json answered 500: boom");
	assert_non_null(strstr(docker_run_why(&run, 2), "another container"));
	assert_non_null(
		strstr(docker_run_why(&run, 3), "was not answered in 0.3 s"));
	assert_non_null(strstr(run.note, "1 of what the daemon listed"));
	docker_run_done(&run);
}

static const char five[] =
	"[" ENTRY("b1", "x1") "," ENTRY("b2", "x2") "," ENTRY(
		"b3", "x3") "," ENTRY("b4", "x4") "," ENTRY("b5", "x5") "]";

static void a_daemon_that_died_is_not_asked_for_ever(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		NETWORKS,
		{ "/containers/json?all=1", five, 0, FAKE_KEEP, 0 },
		CONTAINER("b1", ""),
		{ "/containers/b2/json", "\1", 0, FAKE_DIE, 0 },
		END,
	};
	struct run run = docker_run(replies, &containers);
	owned(release_string) char *text = docker_run_summary(&run);

	(void)state;
	assert_string_equal(text, "b1:nb1 b2:x2! b3:x3! b4:x4! b5:x5!");
	assert_non_null(strstr(docker_run_why(&run, 4), "connection refused"));
	docker_run_done(&run);
}

static void a_list_that_fails_is_one_record(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		{ "/networks", "{\"message\":\"no\"}", 500, FAKE_KEEP, 0 },
		{ "/volumes", "[]", 0, FAKE_KEEP, 0 },
		{ "/containers/json?all=1", "{}", 0, FAKE_KEEP, 0 },
		{ "/images/json", "[{\"Id\":", 0, FAKE_KEEP, 0 },
		END,
	};
	static const struct needs all = { .kinds = { [KIND_CONTAINER] = true,
		                                     [KIND_NETWORK] = true,
		                                     [KIND_VOLUME] = true,
		                                     [KIND_IMAGE] = true } };
	struct run run = docker_run(replies, &all);
	owned(release_string) char *text = docker_run_summary(&run);

	(void)state;
	assert_string_equal(text, ":networks! :volumes! :containers! :images!");
	assert_string_equal(docker_run_why(&run, 0),
	                    "GET /networks answered 500: no");
	docker_run_done(&run);
}

static const char joined[] =
	"[" ENTRY("c1", "x") "," ENTRY("c2", "y") "," ENTRY(
		"c3", "z") "," ENTRY("c4", "r1") "," ENTRY("c5", "r2") "]";

static void a_container_waits_for_the_one_it_joined(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		NETWORKS,
		{ "/containers/json?all=1", joined, 0, FAKE_KEEP, 0 },
		CONTAINER("c1", ",\"HostConfig\":{\"PidMode\":"
		                "\"container:c3\"}"),
		CONTAINER("c2", ",\"HostConfig\":{\"PidMode\":\"\"}"),
		CONTAINER("c3", ",\"HostConfig\":{\"PidMode\":\"host\"}"),
		CONTAINER("c4", ",\"HostConfig\":{\"PidMode\":"
		                "\"container:c5\"}"),
		CONTAINER("c5", ",\"HostConfig\":{\"PidMode\":"
		                "\"container:c4\"}"),
		END,
	};
	struct run run = docker_run(replies, &containers);
	owned(release_string) char *text = docker_run_summary(&run);
	const cJSON *first;

	(void)state;
	assert_string_equal(text, "c3:nc3 c1:nc1 c2:nc2 c5:nc5 c4:nc4");
	first = cJSON_GetArrayItem(run.records, 1);
	assert_true(json_true(first, "document.derived.namespaces.pid.host"));
	assert_null(json_at(cJSON_GetArrayItem(run.records, 3),
	                    "document.derived.namespaces.pid"));
	/* Each was inspected once. */
	assert_null(strstr(
		strstr(fake_server_log(run.server), "/containers/c3/json") + 1,
		"/containers/c3/json"));
	docker_run_done(&run);
}

static void a_container_has_the_network_of_the_one_it_joined(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		{ "/networks",
		  "[{\"Name\":\"bridge\",\"Id\":\"b1\",\"Options\":{"
		  "\"com.docker.network.bridge.default_bridge\":\"true\"}}]",
		  0, FAKE_KEEP, 0 },
		LIST(ENTRY("c1", "x") "," ENTRY("c2", "y")),
		CONTAINER("c1", ",\"HostConfig\":{\"NetworkMode\":"
		                "\"container:c2\"},\"NetworkSettings\":{"
		                "\"Networks\":{}}"),
		CONTAINER("c2", ",\"HostConfig\":{\"NetworkMode\":"
		                "\"default\"},\"NetworkSettings\":{"
		                "\"Networks\":{\"bridge\":{\"NetworkID\":"
		                "\"b1\"}}}"),
		END,
	};
	struct run run = docker_run(replies, &containers);
	owned(release_string) char *text = docker_run_summary(&run);

	(void)state;
	assert_string_equal(text, "c2:nc2 c1:nc1");
	assert_true(json_true(cJSON_GetArrayItem(run.records, 1),
	                      "document.derived.default_bridge"));
	docker_run_done(&run);
}

static void sessions_and_services_are_asked_for(void **state)
{
	static const char task[] =
		"{\"Id\":\"d1\",\"Name\":\"/t\",\"State\":{\"Running\":true,"
		"\"Pid\":0},\"ExecIDs\":[\"e1\",\"e2\"],\"Config\":{"
		"\"Labels\":{\"com.docker.swarm.service.id\":\"s1\"}}}";
	static const char other[] =
		"{\"Id\":\"d2\",\"Name\":\"/u\",\"State\":{\"Running\":true,"
		"\"Pid\":0},\"ExecIDs\":[\"e3\"],\"Config\":{"
		"\"Labels\":{\"com.docker.swarm.service.id\":\"s1\"}}}";
	const struct fake_reply replies[] = {
		VERSION,
		INFO,
		NETWORKS,
		LIST(ENTRY("d1", "t") "," ENTRY("d2", "u")),
		INSPECT("d1", task),
		INSPECT("d2", other),
		{ "/exec/e1/json",
		  "{\"ID\":\"e1\",\"Running\":true,\"Pid\":0,"
		  "\"ProcessConfig\":{\"privileged\":true,\"user\":\"root\"}}",
		  0, FAKE_KEEP, 0 },
		{ "/exec/e3/json", "{\"message\":\"x\"}", 500, FAKE_KEEP, 0 },
		{ "/services/s1",
		  "{\"Spec\":{\"TaskTemplate\":{\"RestartPolicy\":"
		  "{\"Condition\":\"none\"}}}}",
		  0, FAKE_KEEP, 0 },
		END,
	};
	struct run run = docker_run(replies, &containers);
	const cJSON *first = cJSON_GetArrayItem(run.records, 0);
	const cJSON *second = cJSON_GetArrayItem(run.records, 1);
	owned(release_string) char *execs = cJSON_PrintUnformatted(
		json_at(first, "document.derived.execs"));
	const char *log;

	(void)state;
	/* e2 has ended by now: 404 */
	assert_string_equal(execs, "[{\"id\":\"e1\",\"privileged\":true,"
	                           "\"user\":\"root\",\"running\":true}]");
	assert_string_equal(json_text(first, "document.derived.restart.policy"),
	                    "no");
	assert_string_equal(
		json_text(second, "document.derived.restart.policy"), "no");
	assert_null(json_at(second, "document.derived.execs"));
	log = strstr(fake_server_log(run.server), "/services/s1");
	assert_non_null(log);
	assert_null(strstr(log + 1, "/services/s1"));
	docker_run_done(&run);
}

static void objects_get_their_facts(void **state)
{
	static const struct fake_reply replies[] = {
		VERSION,
		INFO,
		{ "/networks",
		  "[{\"Name\":\"bridge\",\"Id\":\"b1\",\"Options\":{"
		  "\"com.docker.network.bridge.default_bridge\":\"true\"}}]",
		  0, FAKE_KEEP, 0 },
		{ "/volumes",
		  "{\"Volumes\":[{\"Name\":\"v\",\"Driver\":\"local\","
		  "\"Options\":{\"o\":\"bind,password=canary\","
		  "\"device\":\"/etc\"}}]}",
		  0, FAKE_KEEP, 0 },
		{ "/images/json",
		  "[{\"Id\":\"sha256:ab12\",\"RepoTags\":[\"x:1\"]},"
		  "{\"Id\":\"sha256:cd34\",\"RepoTags\":null}]",
		  0, FAKE_KEEP, 0 },
		{ "/images/ab12/json",
		  "{\"Id\":\"sha256:ab12\",\"Config\":{\"Env\":"
		  "[\"KEY=canary\"]},\"ContainerConfig\":{\"Cmd\":"
		  "[\"|1\",\"KEY=canary\",\"sh\"],\"Env\":"
		  "[\"KEY=canary\"]}}",
		  0, FAKE_KEEP, 0 },
		{ "/images/cd34/json",
		  "{\"Id\":\"sha256:cd34\",\"Config\":{\"Env\":{\"KEY\":"
		  "\"canary\"}},\"ContainerConfig\":{\"Env\":{\"KEY\":"
		  "\"canary\"}}}",
		  0, FAKE_KEEP, 0 },
		END,
	};
	static const struct needs objects = { .kinds = { [KIND_NETWORK] = true,
		                                         [KIND_VOLUME] = true,
		                                         [KIND_IMAGE] =
		                                                 true } };
	struct run run = docker_run(replies, &objects);
	owned(release_string) char *text = docker_run_summary(&run);
	owned(release_string) char *all = cJSON_PrintUnformatted(run.records);

	(void)state;
	assert_string_equal(text, "b1:bridge v:v sha256:ab12:x:1 "
	                          "sha256:cd34:cd34");
	assert_null(strstr(all, "canary"));
	assert_non_null(strstr(all, "\"default_bridge\":true"));
	assert_non_null(strstr(all, "\"host_path\":\"/etc\""));
	docker_run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_bad_container_costs_only_itself),
		cmocka_unit_test(a_daemon_that_died_is_not_asked_for_ever),
		cmocka_unit_test(a_list_that_fails_is_one_record),
		cmocka_unit_test(a_container_waits_for_the_one_it_joined),
		cmocka_unit_test(
			a_container_has_the_network_of_the_one_it_joined),
		cmocka_unit_test(sessions_and_services_are_asked_for),
		cmocka_unit_test(objects_get_their_facts),
	};

	(void)unsetenv("DOCKER_API_VERSION");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
