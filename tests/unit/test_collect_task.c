#include "../../src/collect/task.h"
#include "collect_tree.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A machine with one container, whose first process is this test: its pid is
 * one that runs. */
struct machine {
	struct collect_tree tree;
	char proc[4096];
	long pid;
	struct task task;
};

static void put(const struct machine *machine, const char *what,
                const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "proc/%ld/%s", machine->pid, what);
	collect_tree_file(&machine->tree, path, text);
}

static void put_mounts(const struct machine *machine)
{
	char text[1024];

	snprintf(text, sizeof(text),
	         "1 1 0:1 / %s/cg/memory rw - cgroup c rw,memory\n"
	         "2 1 0:2 / %s/cg/pids rw - cgroup c rw,pids\n"
	         "3 1 0:3 / %s/cg/v2 rw - cgroup2 c rw\n",
	         machine->tree.root, machine->tree.root, machine->tree.root);
	collect_tree_file(&machine->tree, "proc/self/mountinfo", text);
}

static void put_namespaces(const struct machine *machine)
{
	static const char *const names[] = { "net", "pid",  "ipc",
		                             "uts", "user", "cgroup" };
	char one[64], path[128], target[256];

	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(one, sizeof(one), "proc/1/ns/%s", names[i]);
		collect_tree_file(&machine->tree, one, "");
		snprintf(path, sizeof(path), "proc/%ld/ns/%s", machine->pid,
		         names[i]);
		snprintf(target, sizeof(target), "%s/%s", machine->tree.root,
		         one);
		if (i < 2) /* net and pid are the host's */
			collect_tree_link(&machine->tree, path, target);
		else
			collect_tree_file(&machine->tree, path, "");
	}
}

static void make(struct machine *ret_machine)
{
	struct machine machine = { .pid = getpid() };

	collect_tree_make(&machine.tree);
	collect_tree_path(&machine.tree, "proc", machine.proc);
	put(&machine, "cgroup",
	    "2:memory:/par/" ID "\n1:pids:/par/" ID "/below\n0::/\n");
	put(&machine, "status",
	    "Name:\tx\nUid:\t5\t7\t5\t5\nCapBnd:\t0000000000002401\n"
	    "NoNewPrivs:\t1\nSeccomp:\t2\n");
	put(&machine, "comm", "a)\nb\n");
	put(&machine, "attr/current", "docker-default (enforce)\n");
	put_mounts(&machine);
	put_namespaces(&machine);
	*ret_machine = machine;
}

static void done(struct machine *machine)
{
	collect_tree_remove(&machine->tree);
}

static void read_task(struct machine *machine)
{
	struct error err;

	assert_true(task_read_at(machine->proc, machine->pid, ID,
	                         &machine->task, &err));
}

static void the_kernels_word_is_read(void **state)
{
	owned(done) struct machine machine;
	owned(release_json) cJSON *facts = NULL;
	owned(release_string) char *text = NULL;
	char expected[256];

	(void)state;
	make(&machine);
	read_task(&machine);
	facts = task_facts(&machine.task);
	text = cJSON_PrintUnformatted(facts);
	snprintf(expected, sizeof(expected),
	         "{\"pid\":%ld,\"seccomp\":2,\"no_new_privs\":1,\"uid\":7,"
	         "\"capbnd\":[\"CHOWN\",\"NET_BIND_SERVICE\",\"NET_RAW\"],"
	         "\"apparmor\":\"docker-default (enforce)\"}",
	         machine.pid);
	assert_string_equal(text, expected);
	assert_true(machine.task.namespaces_readable);
	assert_true(machine.task.host_namespace[TASK_NETWORK]);
	assert_true(machine.task.host_namespace[TASK_PID]);
	assert_false(machine.task.host_namespace[TASK_IPC]);
	assert_false(machine.task.host_namespace[TASK_CGROUP]);
}

static void a_process_of_another_container_is_refused(void **state)
{
	static const char *const cgroups[] = {
		"0::/\n",
		"0::/docker/f" ID "\n",
		"",
	};
	owned(done) struct machine machine;
	struct error err;

	(void)state;
	make(&machine);
	for (size_t i = 0; i < COUNT(cgroups); i++) {
		put(&machine, "cgroup", cgroups[i]);
		assert_false(task_read_at(machine.proc, machine.pid, ID,
		                          &machine.task, &err));
		assert_non_null(strstr(err.text, "does not name"));
	}
	assert_false(task_read_at(machine.proc, 0, ID, &machine.task, &err));
	assert_false(
		task_read_at(machine.proc, 1 << 30, ID, &machine.task, &err));
	assert_false(task_read_at(machine.proc, machine.pid, ID ID,
	                          &machine.task, &err));
}

static void the_uid_of_a_stranger_is_not_believed(void **state)
{
	owned(done) struct machine machine;
	long uid = -1;

	(void)state;
	make(&machine);
	assert_true(task_uid_at(machine.proc, machine.pid, ID, &uid));
	assert_int_equal(uid, 7);
	put(&machine, "uid_map", "0 100000 9\n3 7 1\n");
	assert_true(task_uid_at(machine.proc, machine.pid, ID, &uid));
	assert_int_equal(uid, 3);
	assert_false(task_uid_at(machine.proc, 1 << 30, ID, &uid));
	put(&machine, "cgroup", "0::/docker/f" ID "\n");
	assert_false(task_uid_at(machine.proc, machine.pid, ID, &uid));
	put(&machine, "cgroup", "0::/docker/" ID "\n");
	put(&machine, "status", "Name:\tx\n");
	assert_false(task_uid_at(machine.proc, machine.pid, ID, &uid));
	assert_int_equal(uid, 3);
}

static void a_status_without_its_members_is_refused(void **state)
{
	owned(done) struct machine machine;
	struct error err;

	(void)state;
	make(&machine);
	put(&machine, "status", "Uid:\t0\t0\t0\t0\nSeccomp:\t2\n");
	assert_false(task_read_at(machine.proc, machine.pid, ID, &machine.task,
	                          &err));
	assert_non_null(strstr(err.text, "NoNewPrivs"));
}

static void put_cgroup(const struct machine *machine, const char *path,
                       const char *text)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "cg/%s", path);
	collect_tree_file(&machine->tree, whole, text);
}

static void processes_are_those_of_the_cgroup_and_below(void **state)
{
	owned(done) struct machine machine;
	owned(release_json) cJSON *got = NULL;
	owned(release_string) char *text = NULL;
	struct error err;
	char own[32], expected[128];

	(void)state;
	make(&machine);
	read_task(&machine);
	snprintf(own, sizeof(own), "%ld\n%ld\n", machine.pid, machine.pid);
	put_cgroup(&machine, "pids/par/" ID "/cgroup.procs", "");
	/* one that ended long ago */
	put_cgroup(&machine, "pids/par/" ID "/a/cgroup.procs", "1073741824\n");
	put_cgroup(&machine, "pids/par/" ID "/a/b/cgroup.procs", own);
	got = task_processes(&machine.task, &err);
	assert_non_null(got);
	text = cJSON_PrintUnformatted(got);
	snprintf(expected, sizeof(expected),
	         "[{\"pid\":%ld,\"name\":\"a)\\nb\",\"exe\":\"\","
	         "\"uid\":7}]",
	         machine.pid);
	assert_string_equal(text, expected);
}

/* The exe of the first process, as JSON. */
static void check_exe(const struct machine *machine, const char *expected)
{
	struct error err;
	owned(release_json) cJSON *got = task_processes(&machine->task, &err);
	const cJSON *exe = json_at(cJSON_GetArrayItem(got, 0), "exe");

	assert_non_null(got);
	assert_string_equal(exe ? exe->valuestring : "absent", expected);
}

static void an_executable_is_absent_only_if_it_cannot_be_read(void **state)
{
	owned(done) struct machine machine;
	char own[32], path[256], whole[4096];

	(void)state;
	make(&machine);
	read_task(&machine);
	snprintf(own, sizeof(own), "%ld\n", machine.pid);
	put_cgroup(&machine, "pids/par/" ID "/cgroup.procs", own);
	check_exe(&machine, "");
	put(&machine, "exe", ""); /* no link, which root cannot read either */
	check_exe(&machine, "absent");
	snprintf(path, sizeof(path), "proc/%ld/exe", machine.pid);
	collect_tree_path(&machine.tree, path, whole);
	assert_int_equal(unlink(whole), 0);
	collect_tree_link(&machine.tree, path, "/usr/sbin/sshd");
	check_exe(&machine, "/usr/sbin/sshd");
}

static void processes_that_are_hidden_are_an_error(void **state)
{
	static const struct {
		const char *list, *why;
	} rows[] = {
		{ "", "lists no process" },
		{ "0\n", "PID namespace" },
		{ "1\n", "hidden" }, /* runs, and is not in this /proc */
	};
	owned(done) struct machine machine;
	struct error err;

	(void)state;
	make(&machine);
	read_task(&machine);
	for (size_t i = 0; i < COUNT(rows); i++) {
		put_cgroup(&machine, "pids/par/" ID "/cgroup.procs",
		           rows[i].list);
		assert_null(task_processes(&machine.task, &err));
		assert_non_null(strstr(err.text, rows[i].why));
	}
}

static void the_smallest_limit_above_counts(void **state)
{
	owned(done) struct machine machine;
	struct task_limits limits;
	struct error err;

	(void)state;
	make(&machine);
	read_task(&machine);
	put_cgroup(&machine, "memory/memory.limit_in_bytes", "1\n");
	put_cgroup(&machine, "memory/par/memory.limit_in_bytes",
	           "9223372036854771712\n");
	put_cgroup(&machine, "memory/par/" ID "/memory.limit_in_bytes", "2\n");
	put_cgroup(&machine, "pids/par/pids.max", "max\n");
	assert_true(task_limits(&machine.task, &limits, &err));
	assert_int_equal(limits.memory, 0);
	assert_int_equal(limits.pids, 0);
	put_cgroup(&machine, "memory/par/memory.limit_in_bytes", "4096\n");
	put_cgroup(&machine, "pids/par/pids.max", "10\n");
	put(&machine, "cgroup",
	    "2:memory:/par/sub/" ID "\n1:pids:/par/sub/" ID "\n0::/\n");
	put_cgroup(&machine, "memory/par/sub/memory.limit_in_bytes", "8192\n");
	put_cgroup(&machine, "pids/par/sub/pids.max", "5\n");
	assert_true(task_limits(&machine.task, &limits, &err));
	assert_int_equal(limits.memory, 4096);
	assert_int_equal(limits.pids, 5);
	/* the same in the unified hierarchy */
	put(&machine, "cgroup", "0::/v2par/" ID "\n");
	put_cgroup(&machine, "v2/v2par/memory.max", "777\n");
	put_cgroup(&machine, "v2/v2par/pids.max", "max\n");
	assert_true(task_limits(&machine.task, &limits, &err));
	assert_int_equal(limits.memory, 777);
	assert_int_equal(limits.pids, 0);
}

/* Bind a socket below the tree, whose path is short. */
static int bind_socket(const struct collect_tree *tree, const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char whole[4096];

	collect_tree_path(tree, path, whole);
	assert_true(strlen(whole) < sizeof(address.sun_path));
	memcpy(address.sun_path, whole, strlen(whole) + 1);
	assert_int_equal(
		bind(made, (const struct sockaddr *)&address, sizeof(address)),
		0);
	return made;
}

static void sockets_are_known_by_what_they_are(void **state)
{
	owned(done) struct machine machine;
	owned(release_json) cJSON *control = json_array();
	owned(release_json) cJSON *got = NULL;
	owned(release_string) char *text = NULL;
	owned(release_json) cJSON *destinations = cJSON_Parse(
		"[\"/s.sock\",\"/run\",\"/up/run\",\"/etc\",\"/gone\","
		"\"/leads/out\",\"/plain\",7]");
	char root[64], path[4096], renamed[4096];
	struct error err;
	int made;

	(void)state;
	make(&machine);
	read_task(&machine);
	snprintf(root, sizeof(root), "proc/%ld/root", machine.pid);
	/* The container's root is a directory of the host, its /run holds the
	 * socket, and a hard link stands for a mount of the socket alone. */
	put(&machine, "root/run/x", "");
	put(&machine, "root/etc/x", "");
	put(&machine, "root/plain", "");
	put(&machine, "root/up/x", "");
	snprintf(path, sizeof(path), "%s/run/d.sock", root);
	made = bind_socket(&machine.tree, path);
	collect_tree_path(&machine.tree, path, renamed);
	json_push(control, cJSON_CreateString(renamed));
	json_push(control, cJSON_CreateString("/no/such.sock"));
	snprintf(path, sizeof(path), "%s/%s/s.sock", machine.tree.root, root);
	assert_int_equal(link(renamed, path), 0);
	snprintf(path, sizeof(path), "%s/up/run", root);
	collect_tree_link(&machine.tree, path, "/run");
	/* Leads to the directory of the socket, but on the host. */
	snprintf(path, sizeof(path), "%s/leads/out", root);
	snprintf(renamed, sizeof(renamed), "../../../../../../../%s/%s/run",
	         machine.tree.root, root);
	collect_tree_link(&machine.tree, path, renamed);
	got = task_sockets(&machine.task, destinations, control, &err);
	(void)close(made);
	assert_non_null(got);
	text = cJSON_PrintUnformatted(got);
	assert_string_equal(text, "[\"/s.sock\",\"/run\",\"/up/run\"]");
}

static void capabilities_have_names(void **state)
{
	(void)state;
	assert_string_equal(task_capability(0), "CHOWN");
	assert_string_equal(task_capability(21), "SYS_ADMIN");
	assert_string_equal(task_capability(40), "CHECKPOINT_RESTORE");
	assert_null(task_capability(41));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kernels_word_is_read),
		cmocka_unit_test(a_process_of_another_container_is_refused),
		cmocka_unit_test(the_uid_of_a_stranger_is_not_believed),
		cmocka_unit_test(a_status_without_its_members_is_refused),
		cmocka_unit_test(processes_are_those_of_the_cgroup_and_below),
		cmocka_unit_test(
			an_executable_is_absent_only_if_it_cannot_be_read),
		cmocka_unit_test(processes_that_are_hidden_are_an_error),
		cmocka_unit_test(the_smallest_limit_above_counts),
		cmocka_unit_test(sockets_are_known_by_what_they_are),
		cmocka_unit_test(capabilities_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
