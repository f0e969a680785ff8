#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "sample_report.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 64, CONTENT_SIZE = 1 << 16, MODE = 0640 };

/* Where a test writes to; its files are removed with it. */
struct place {
	struct arena *arena;
	const struct report *report;
	char directory[PATH_SIZE];
	char path[2 * PATH_SIZE]; /* report.json in it */
};

/* What the system calls below are to fail with; 0: they work. */
static struct {
	int fsync;
	int renameat;
} failing;

/* Stand before libc's, so that a disk can fail. */
int fsync(int fd)
{
	(void)fd;
	errno = failing.fsync;
	return failing.fsync ? -1 : 0;
}

int renameat(int from, const char *old, int to, const char *new)
{
	errno = failing.renameat;
	return failing.renameat
	               ? -1
	               : (int)syscall(SYS_renameat2, from, old, to, new, 0);
}

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	memset(&failing, 0, sizeof(failing));
	(void)umask(022);
	strcpy(place->directory, "/tmp/dockaudit-test-XXXXXX");
	assert_non_null(mkdtemp(place->directory));
	(void)snprintf(place->path, sizeof(place->path), "%s/report.json",
	               place->directory);
	place->arena = arena_new();
	place->report = sample_report(place->arena);
	*state = place;
	return 0;
}

/* Call each for every entry of a directory; their number. */
static size_t entries(const char *directory,
                      void (*each)(int directory, const char *name))
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	size_t count = 0;

	assert_non_null(stream);
	while ((entry = readdir(stream))) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		count++;
		if (each)
			each(dirfd(stream), entry->d_name);
	}
	(void)closedir(stream);
	return count;
}

static void remove_entry(int directory, const char *name)
{
	if (unlinkat(directory, name, 0) != 0)
		(void)unlinkat(directory, name, AT_REMOVEDIR);
}

static int tear_down(void **state)
{
	struct place *place = *state;

	(void)entries(place->directory, remove_entry);
	(void)rmdir(place->directory);
	arena_free(place->arena);
	free(place);
	return 0;
}

static bool save_as(const struct place *place, const char *path,
                    const struct reporter *reporter, struct error *err)
{
	const struct report_style style = { 0 };

	return report_save(&(struct report_output){ .report = place->report,
	                                            .reporter = reporter,
	                                            .style = &style,
	                                            .path = path,
	                                            .mode = MODE },
	                   err);
}

static bool save(const struct place *place, struct error *err)
{
	return save_as(place, place->path, &reporter_json, err);
}

static void put_file(const char *path, const char *content)
{
	owned(release_file) FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_true(fputs(content, out) >= 0);
}

static void assert_content(const char *path, const char *expected)
{
	owned(release_file) FILE *in = fopen(path, "r");
	owned(release_string) char *content = calloc(1, CONTENT_SIZE);

	assert_non_null(in);
	assert_non_null(content);
	assert_true(fread(content, 1, CONTENT_SIZE - 1, in) < CONTENT_SIZE);
	assert_string_equal(content, expected);
}

static void assert_saved(const struct place *place)
{
	owned(release_string) char *expected = sample_render(
		&reporter_json, place->report, &(struct report_style){ 0 });

	assert_content(place->path, expected);
	assert_int_equal(entries(place->directory, NULL), 1);
}

/* It failed, said why, and left the old report alone. */
static void assert_not_saved(const struct place *place, bool saved,
                             const struct error *err, const char *why)
{
	assert_false(saved);
	assert_string_equal(err->at.file, place->path);
	assert_non_null(strstr(err->text, why));
	assert_content(place->path, "old");
	assert_int_equal(entries(place->directory, NULL), 1);
}

static void a_report_is_written_with_the_mode_asked_for(void **state)
{
	const struct place *place = *state;
	struct error err;
	struct stat st;

	(void)umask(027);
	assert_true(save(place, &err));
	assert_saved(place);
	assert_int_equal(stat(place->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, MODE & ~027u);
}

static void an_old_report_is_replaced(void **state)
{
	const struct place *place = *state;
	struct error err;

	put_file(place->path, "old");
	assert_true(save(place, &err));
	assert_saved(place);
}

static void a_name_without_a_directory_is_in_the_current_one(void **state)
{
	const struct place *place = *state;
	owned(release_string) char *before = getcwd(NULL, 0);
	struct error err;

	assert_int_equal(chdir(place->directory), 0);
	assert_true(save_as(place, "report.json", &reporter_json, &err));
	assert_int_equal(chdir(before), 0);
	assert_saved(place);
}

static void a_disk_that_fails_leaves_the_old_report(void **state)
{
	static const struct {
		int fsync, renameat;
		const char *why;
	} rows[] = {
		{ EIO, 0, "Input/output error" },
		{ 0, EIO, "Input/output error" },
		{ ENOSPC, 0, "No space left" },
		{ 0, EPERM, "Operation not permitted" },
	};
	const struct place *place = *state;

	put_file(place->path, "old");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = { 0 };
		bool saved;

		failing.fsync = rows[i].fsync;
		failing.renameat = rows[i].renameat;
		saved = save(place, &err);
		assert_not_saved(place, saved, &err, rows[i].why);
	}
}

static void a_full_disk_leaves_the_old_report(void **state)
{
	const struct place *place = *state;
	const struct rlimit full = { 100, RLIM_INFINITY };
	struct rlimit before;
	struct error err = { 0 };
	bool saved;

	put_file(place->path, "old");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	saved = save(place, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_not_saved(place, saved, &err, "File too large");
}

static void a_file_system_that_cannot_sync_is_no_failure(void **state)
{
	const struct place *place = *state;
	struct error err;

	failing.fsync = EINVAL;
	assert_true(save(place, &err));
	assert_saved(place);
}

static void what_cannot_be_a_report_is_refused(void **state)
{
	const struct place *place = *state;
	static const char *const names[] = { "link", "dangling",
		                             "fifo", "dir",
		                             "",     "nowhere/report.json" };
	const size_t count = sizeof(names) / sizeof(names[0]);
	char path[2 * PATH_SIZE];

	put_file(place->path, "old");
	assert_int_equal(chdir(place->directory), 0);
	assert_int_equal(symlink(place->path, "link"), 0);
	assert_int_equal(symlink("nothing", "dangling"), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(mkdir("dir", 0700), 0);
	for (size_t i = 0; i < count; i++) {
		struct error err = { 0 };

		(void)snprintf(path, sizeof(path), "%s/%s", place->directory,
		               names[i]);
		assert_false(save_as(place, path, &reporter_json, &err));
		assert_string_equal(err.at.file, path);
		assert_content(place->path, "old");
		assert_int_equal(entries(place->directory, NULL), 5);
	}
	assert_int_equal(chdir("/"), 0);
}

static void a_device_is_written_to_and_stays(void **state)
{
	const struct place *place = *state;
	struct error err = { 0 };
	struct stat st;

	assert_true(save_as(place, "/dev/null", &reporter_json, &err));
	assert_false(save_as(place, "/dev/full", &reporter_json, &err));
	assert_string_equal(err.at.file, "/dev/full");
	assert_non_null(strstr(err.text, "No space left on device"));
	assert_int_equal(lstat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

/* Save to standard output while that is fd. */
static bool save_to_stdout(const struct place *place, int fd, struct error *err)
{
	int before = dup(STDOUT_FILENO);
	bool saved;

	(void)fflush(stdout);
	assert_true(before >= 0 && dup2(fd, STDOUT_FILENO) >= 0);
	saved = save_as(place, "-", &reporter_json, err);
	assert_true(dup2(before, STDOUT_FILENO) >= 0);
	(void)close(before);
	return saved;
}

static void standard_output_is_a_dash(void **state)
{
	const struct place *place = *state;
	struct error err = { 0 };
	int fd = open(place->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(save_to_stdout(place, fd, &err));
	(void)close(fd);
	assert_saved(place);
}

static void standard_output_that_is_full_is_an_error(void **state)
{
	const struct place *place = *state;
	struct error err = { 0 };
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	assert_false(save_to_stdout(place, fd, &err));
	(void)close(fd);
	assert_non_null(strstr(err.text, "standard output"));
	assert_non_null(strstr(err.text, "No space left on device"));
}

static void standard_output_that_nobody_reads_is_none(void **state)
{
	const struct place *place = *state;
	struct error err = { 0 };
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	(void)close(ends[0]);
	(void)signal(SIGPIPE, SIG_IGN);
	assert_true(save_to_stdout(place, ends[1], &err));
	(void)signal(SIGPIPE, SIG_DFL);
	(void)close(ends[1]);
}

/* As when somebody ends the program in the middle of a report. */
static void write_and_be_ended(const struct report *report,
                               const struct report_style *style, FILE *out)
{
	(void)report;
	(void)style;
	fputs("whole", out);
	(void)fflush(out);
	(void)raise(SIGTERM);
}

static void a_signal_waits_until_the_report_is_in_place(void **state)
{
	static const struct reporter ended = { "ended", "",
		                               write_and_be_ended };
	const struct place *place = *state;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct error err;

		(void)save_as(place, place->path, &ended, &err);
		_exit(0); /* not reached: the signal comes before */
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	assert_content(place->path, "whole");
	assert_int_equal(entries(place->directory, NULL), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_report_is_written_with_the_mode_asked_for),
		TEST(an_old_report_is_replaced),
		TEST(a_name_without_a_directory_is_in_the_current_one),
		TEST(a_disk_that_fails_leaves_the_old_report),
		TEST(a_full_disk_leaves_the_old_report),
		TEST(a_file_system_that_cannot_sync_is_no_failure),
		TEST(what_cannot_be_a_report_is_refused),
		TEST(a_device_is_written_to_and_stays),
		TEST(standard_output_is_a_dash),
		TEST(standard_output_that_is_full_is_an_error),
		TEST(standard_output_that_nobody_reads_is_none),
		TEST(a_signal_waits_until_the_report_is_in_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
