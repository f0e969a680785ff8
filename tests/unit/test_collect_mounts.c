#include "../../src/collect/mounts.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char mountinfo[] =
	"1 0 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
	"2 1 0:5 / /proc rw - proc proc rw\n"
	"3 1 8:2 / /home rw - ext4 /dev/sda2 rw\n"
	"4 1 8:1 /etc /srv/x rw - ext4 /dev/sda1 rw\n"
	"5 1 8:1 /usr/with\\040blank /srv/one\\134two rw - ext4 d rw\n"
	"6 1 8:1 / /mnt/all rw - ext4 /dev/sda1 rw\n"
	"7 1 0:9 net:[4026532281] /run/netns/a rw - nsfs nsfs rw\n"
	"8 1 0:8 /@ /pool rw - btrfs d rw\n"
	"9 1 0:8 /@/var /spool rw - btrfs d rw\n"
	"12 1 0:8 / /deep rw - btrfs d rw\n"
	"13 1 8:3 / /gone rw - ext4 d rw\n"
	"14 1 0:6 / /gone rw - tmpfs t rw\n"
	"15 1 8:3 / /back rw - ext4 d rw\n"
	"16 1 8:3 /a /sub rw - ext4 d rw\n"
	"10 1 8:1 /lib /srv/covered rw - ext4 d rw\n"
	"11 1 0:7 / /srv/covered rw - tmpfs t rw\n"
	"short line\n";

static const struct {
	const char *path, *aliases;
} rows[] = {
	{ "/srv/x", "[\"/etc\"]" },
	{ "/srv/x/ssh/keys", "[\"/etc/ssh/keys\"]" },
	/* The first mount is the original. */
	{ "/srv/xy", "[]" },
	{ "/etc", "[]" },
	{ "/", "[]" },
	{ "/mnt/all", "[\"/\"]" },
	{ "/mnt/all/etc", "[\"/etc\"]" },
	/* What is seen at /home, /srv/x and /proc is another mount. */
	{ "/mnt/all/home/joe", "[]" },
	{ "/mnt/all/srv/x", "[]" },
	{ "/home/joe", "[]" },
	{ "/proc/1", "[]" },
	{ "/srv/one\\two", "[\"/usr/with blank\"]" },
	{ "/spool/mail", "[\"/pool/var/mail\",\"/deep/@/var/mail\"]" },
	{ "/sub", "[\"/back/a\"]" }, /* the first is mounted over */
	{ "/pool/var", "[\"/deep/@/var\"]" },
	{ "/srv/covered", "[]" },
	{ "relative", "[]" },
	{ "", "[]" },
};

static void a_path_has_a_name_by_each_mount_of_it(void **state)
{
	struct mounts *mounts = mounts_parse(mountinfo);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		owned(release_json) cJSON *got =
			mounts_aliases(mounts, rows[i].path);
		owned(release_string) char *text = cJSON_PrintUnformatted(got);
		owned(release_json) cJSON *want = cJSON_Parse(rows[i].aliases);
		owned(release_string) char *wanted =
			cJSON_PrintUnformatted(want);

		if (strcmp(text, wanted) != 0)
			fail_msg("%s: %s", rows[i].path, text);
	}
	mounts_free(mounts);
}

static void this_machine_has_mounts(void **state)
{
	struct mounts *mounts = mounts_read();
	owned(release_json) cJSON *aliases = NULL;

	(void)state;
	assert_non_null(mounts);
	aliases = mounts_aliases(mounts, "/nonexistent");
	assert_non_null(aliases);
	mounts_free(mounts);
	mounts_free(NULL);
}

static void without_mounts_there_are_no_names(void **state)
{
	struct mounts *mounts = mounts_parse("");
	owned(release_json) cJSON *aliases = mounts_aliases(mounts, "/etc");

	(void)state;
	assert_int_equal(cJSON_GetArraySize(aliases), 0);
	mounts_free(mounts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_has_a_name_by_each_mount_of_it),
		cmocka_unit_test(this_machine_has_mounts),
		cmocka_unit_test(without_mounts_there_are_no_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
