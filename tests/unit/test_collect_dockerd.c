#include "../../src/collect/configuration.h"
#include "../../src/collect/dockerd.h"
#include "collect_tree.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <time.h>
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

/* A process of a made-up /proc. */
struct process {
	const char *pid, *exe, *cgroup, *socket; /* socket: an inode */
};

static void put(const struct collect_tree *tree, const char *pid,
                const char *what, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "proc/%s/%s", pid, what);
	collect_tree_file(tree, path, text);
}

static void put_process(const struct collect_tree *tree,
                        const struct process *process)
{
	static const char argv[] = "dockerd\0--icc=false\0--tls";
	char path[128], text[512];

	snprintf(path, sizeof(path), "proc/%s/exe", process->pid);
	collect_tree_link(tree, path, process->exe);
	snprintf(path, sizeof(path), "proc/%s/cmdline", process->pid);
	collect_tree_bytes(tree, path, argv, sizeof(argv) - 1);
	put(tree, process->pid, "cgroup", process->cgroup);
	put(tree, process->pid, "status", "Uid:\t0\t0\t0\t0\n");
	put(tree, process->pid, "uid_map", "0 0 4294967295\n");
	put(tree, process->pid, "net/tcp", "");
	snprintf(text, sizeof(text),
	         "0: 2 0 00010000 1 1 77 %s/run/docker.sock\n", tree->root);
	put(tree, process->pid, "net/unix", text);
	snprintf(path, sizeof(path), "proc/%s/fd/3", process->pid);
	snprintf(text, sizeof(text), "socket:[%s]", process->socket);
	collect_tree_link(tree, path, text);
}

static const struct process real = { "812", "/usr/sbin/dockerd",
	                             "0::/system.slice/docker.service\n",
	                             "77" };
static const struct process upgraded = { "813", "/usr/sbin/dockerd (deleted)",
	                                 "0::/\n", "77" };
static const struct process other = { "815", "/usr/sbin/dockerd", "0::/\n",
	                              "5" };
static const struct process contained = { "700", "/usr/sbin/dockerd",
	                                  "0::/docker/" ID "\n", "77" };
static const struct process renamed = { "701", "/bin/sh", "0::/\n", "77" };

static void the_daemon_is_the_one_with_the_socket(void **state)
{
	static const struct {
		const struct process *processes[4];
		const char *pid_file; /* NULL: none */
		long pid;             /* 0: none is found */
	} rows[] = {
		{ { &real }, NULL, 812 },
		{ { &real }, "812\n", 812 },
		{ { &real, &other }, "815\n", 812 },
		{ { &real, &other }, "999\n", 812 },
		{ { &real, &other }, "no number", 812 },
		{ { &upgraded, &other }, NULL, 813 },
		{ { &contained, &renamed, &real }, "700", 812 },
		{ { &contained, &renamed }, "701", 0 },
		{ { &other }, "815", 0 },
		{ { NULL }, NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(collect_tree_remove) struct collect_tree tree;
		owned(dockerd_done) struct dockerd dockerd = { 0 };
		struct daemon_answers answers = { .socket = -1 };
		char address[4200], proc[4096];
		struct error err = { 0 };
		const char *help = NULL;

		collect_tree_make(&tree);
		collect_tree_file(&tree, "proc/none", "");
		for (size_t p = 0; rows[i].processes[p]; p++)
			put_process(&tree, rows[i].processes[p]);
		if (rows[i].pid_file)
			collect_tree_file(&tree, "run/docker.pid",
			                  rows[i].pid_file);
		snprintf(address, sizeof(address), "unix://%s/run/docker.sock",
		         tree.root);
		collect_tree_path(&tree, "proc", proc);
		answers.address = address;
		if (rows[i].pid == 0) {
			assert_false(dockerd_find(&answers, proc, &dockerd,
			                          &help, &err));
			assert_string_not_equal(err.text, "");
			assert_non_null(help);
			continue;
		}
		assert_true(
			dockerd_find(&answers, proc, &dockerd, &help, &err));
		assert_int_equal(dockerd.pid, rows[i].pid);
		assert_int_equal(dockerd.uid, 0);
		assert_int_equal(dockerd.uid_map_root, 0);
	}
}

/* Let the daemon have started seconds ago. */
static void put_start(const struct collect_tree *tree, long long ago)
{
	struct timespec up;
	char text[128];

	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &up), 0);
	snprintf(text, sizeof(text),
	         "812 (dockerd) S 1 1 1 0 -1 4 0 0 0 0 1 2 0 0 20 0 9 0 %lld",
	         (up.tv_sec - ago) * sysconf(_SC_CLK_TCK));
	collect_tree_file(tree, "proc/812/stat", text);
}

/* The configuration of a daemon in a namespace of its own. */
static void read_it(const struct collect_tree *tree, const char *argv,
                    size_t length, bool rootless,
                    struct configuration *ret_configuration)
{
	static const char variables[] = "HOME=/home/joe\0XDG_RUNTIME_DIR=/run/"
					"user/5\0DOCKER_TLS_VERIFY="
					"1";
	struct dockerd dockerd = { .pid = 812, .uid = 5 };
	char proc[4096];

	collect_tree_path(tree, "proc", proc);
	dockerd.proc = proc;
	dockerd.argv.limit = dockerd.variables.limit = 4096;
	assert_true(buffer_append(&dockerd.argv, argv, length));
	assert_true(buffer_append(&dockerd.variables, variables,
	                          sizeof(variables) - 1));
	configuration_read(&dockerd, rootless, ret_configuration);
	dockerd_done(&dockerd);
}

static void the_file_is_the_daemons_own(void **state)
{
	static const char named[] = "dockerd\0--config-file=/etc/own.json";
	static const char gone[] = "dockerd\0--config-file\0/etc/gone.json";
	static const char broken[] = "dockerd\0--config-file\0/etc/broken";
	static const struct {
		const char *argv;
		size_t length;
		bool rootless, readable;
		const char *path, *group; /* group: which file it was */
	} rows[] = {
		{ "dockerd", 8, false, true, "/etc/docker/daemon.json",
		  "default" },
		{ "dockerd", 8, true, true,
		  "/home/joe/.config/docker/daemon.json", NULL },
		{ named, sizeof(named), false, true, "/etc/own.json", "own" },
		{ gone, sizeof(gone), false, false, "/etc/gone.json", NULL },
		{ broken, sizeof(broken), false, false, "/etc/broken", NULL },
	};
	owned(collect_tree_remove) struct collect_tree tree;

	(void)state;
	collect_tree_make(&tree);
	put_start(&tree, 0);
	collect_tree_file(&tree, "proc/812/root/etc/docker/daemon.json",
	                  "{\"group\":\"default\"}");
	collect_tree_file(&tree, "proc/812/root/etc/own.json",
	                  "{\"group\":\"own\"}");
	collect_tree_file(&tree, "proc/812/root/etc/broken", "{");
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(configuration_done) struct configuration got = { 0 };

		read_it(&tree, rows[i].argv, rows[i].length, rows[i].rootless,
		        &got);
		assert_string_equal(got.file_source, rows[i].path);
		assert_int_equal(got.file != NULL, rows[i].readable);
		assert_non_null(got.flags);
		assert_false(got.file_doubtful);
		if (!got.file)
			assert_string_not_equal(got.file_reason, "");
		if (rows[i].group)
			assert_string_equal(json_text(got.file, "group"),
			                    rows[i].group);
		assert_string_equal(got.runtime_directory, "/run/user/5");
		assert_string_equal(got.certificates, "/home/joe/.docker");
		assert_true(got.tls_variable);
	}
}

static void a_file_that_changed_since_is_in_doubt(void **state)
{
	static const struct {
		const char *path; /* of the file; NULL: there is none */
		const char
			*link; /* where daemon.json leads to; NULL: no link */
		long long ago;
		const char *why, *help; /* NULL: no doubt */
	} rows[] = {
		{ "etc/docker/daemon.json", NULL, -2, NULL, NULL },
		{ "etc/docker/daemon.json", NULL, 0, NULL, NULL },
		{ "etc/docker/daemon.json", NULL, 3,
		  "/etc/docker/daemon.json was changed after the daemon had "
		  "started",
		  "restart the daemon" },
		{ "etc/real.json", "../real.json", 3, "was changed after",
		  "restart the daemon" },
		{ "etc/docker/daemon.json", NULL, -1000, "cannot tell", "" },
		{ NULL, NULL, 3, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(collect_tree_remove) struct collect_tree tree;
		owned(configuration_done) struct configuration got = { 0 };
		char path[128];

		collect_tree_make(&tree);
		collect_tree_file(&tree, "proc/812/root/etc/docker/x", "");
		if (rows[i].ago > -1000)
			put_start(&tree, rows[i].ago);
		if (rows[i].path) {
			snprintf(path, sizeof(path), "proc/812/root/%s",
			         rows[i].path);
			collect_tree_file(&tree, path, "{\"init\":true}");
		}
		if (rows[i].link)
			collect_tree_link(
				&tree, "proc/812/root/etc/docker/daemon.json",
				rows[i].link);
		read_it(&tree, "dockerd", 8, false, &got);
		assert_non_null(got.file);
		assert_int_equal(got.file_doubtful, rows[i].why != NULL);
		if (!rows[i].why)
			continue;
		assert_non_null(strstr(got.file_reason, rows[i].why));
		assert_string_equal(got.file_help, rows[i].help);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_daemon_is_the_one_with_the_socket),
		cmocka_unit_test(the_file_is_the_daemons_own),
		cmocka_unit_test(a_file_that_changed_since_is_in_doubt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
