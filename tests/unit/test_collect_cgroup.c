#include "../../src/collect/cgroup.h"

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

static const char hybrid[] = "9:name=systemd:/docker/" ID "\n"
			     "5:cpu,cpuacct:/docker/" ID "\n"
			     "4:memory:/par:ent/" ID "/sub\n"
			     "0::/system.slice/docker.service\n";

static void paths_are_found_by_controller(void **state)
{
	static const struct {
		const char *controller, *path;
	} rows[] = {
		{ "name=systemd", "/docker/" ID },
		{ "cpuacct", "/docker/" ID },
		{ "cpu", "/docker/" ID },
		{ "memory", "/par:ent/" ID "/sub" },
		{ "", "/system.slice/docker.service" },
		{ "pids", NULL },
		{ "mem", NULL },
	};
	char path[CGROUP_PATH];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool found = cgroup_path(hybrid, rows[i].controller, path);

		assert_int_equal(found, rows[i].path != NULL);
		if (found)
			assert_string_equal(path, rows[i].path);
	}
	assert_false(cgroup_path("", "", path));
	assert_false(cgroup_path("no colons\n1:\n", "memory", path));
}

static void a_container_is_known_by_its_whole_id(void **state)
{
	static const struct {
		const char *text;
		bool mentioned, contained;
	} rows[] = {
		{ "0::/docker/" ID "\n", true, true },
		{ "0::/system.slice/docker-" ID ".scope\n", true, true },
		{ "0::/x.slice/libpod-" ID ".scope/container\n", true, true },
		{ "0::/docker/" ID "0\n", false, false },
		{ "0::/docker/f" ID "\n", false, false },
		{ "0::/docker/f" ID "/" ID "\n", true, true },
		{ "0::/\n", false, false },
		{ "", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(cgroup_mentions(rows[i].text, ID),
		                 rows[i].mentioned);
		assert_int_equal(cgroup_contained(rows[i].text),
		                 rows[i].contained);
	}
	assert_false(cgroup_mentions("0::/docker/" ID, ""));
}

static const char mounts[] =
	"22 1 0:20 / /sys/fs/cgroup ro shared:1 - tmpfs tmpfs ro,mode=755\n"
	"23 22 0:21 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
	"24 22 0:22 / /sys/fs/cgroup/memory rw shared:2 - cgroup cgroup "
	"rw,memory\n"
	"25 22 0:23 /lxc/a\\040b /sys/fs/cgroup/p\\134\\040ids rw - cgroup c "
	"rw,pids\n"
	"26 22 0:24 / /evil - cgroup cgroup rw,devices\n"
	"broken\n";

static void hierarchies_are_found_where_they_are_mounted(void **state)
{
	static const struct {
		const char *controller, *root, *point;
		bool unified;
	} rows[] = {
		{ "", "/", "/sys/fs/cgroup/unified", true },
		{ "memory", "/", "/sys/fs/cgroup/memory", false },
		{ "pids", "/lxc/a b", "/sys/fs/cgroup/p\\ ids", false },
		{ "freezer", NULL, NULL, false },
	};
	struct cgroup_mount mount;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool found = cgroup_mount(mounts, rows[i].controller, &mount);

		assert_int_equal(found, rows[i].root != NULL);
		if (!found)
			continue;
		assert_string_equal(mount.root, rows[i].root);
		assert_string_equal(mount.point, rows[i].point);
		assert_int_equal(mount.unified, rows[i].unified);
	}
}

static void a_directory_is_the_part_that_is_shown(void **state)
{
	static const struct {
		const char *root, *path, *directory;
	} rows[] = {
		{ "/", "/docker/x", "/cg/docker/x" },
		{ "/", "/", "/cg/" },
		{ "/lxc/a", "/lxc/a/docker/x", "/cg/docker/x" },
		{ "/lxc/a", "/lxc/a", "/cg" },
		{ "/lxc/a", "/lxc/ab", NULL },
		{ "/lxc/a", "/docker/x", NULL },
		{ "/", "/../x", NULL },
		{ "/", "/a/../x", NULL },
	};
	char directory[CGROUP_PATH];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct cgroup_mount mount = { .point = "/cg" };
		bool found;

		snprintf(mount.root, sizeof(mount.root), "%s", rows[i].root);
		found = cgroup_directory(&mount, rows[i].path, directory);
		assert_int_equal(found, rows[i].directory != NULL);
		if (found)
			assert_string_equal(directory, rows[i].directory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_found_by_controller),
		cmocka_unit_test(a_container_is_known_by_its_whole_id),
		cmocka_unit_test(hierarchies_are_found_where_they_are_mounted),
		cmocka_unit_test(a_directory_is_the_part_that_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
