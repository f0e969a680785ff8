#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "dockaudit/owned.h"

/* O_NONBLOCK: a FIFO in place of the file must not stop the audit. */
enum { READING = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };

enum file_result file_result_of(int error_number)
{
	switch (error_number) {
	case ENOENT:
	case ENOTDIR:
	case ESRCH:
	case EOPNOTSUPP: /* cgroup.procs of a threaded cgroup: cgroups(7) */
		return FILE_MISSING;
	case EACCES:
	case EPERM:
		return FILE_DENIED;
	default:
		return FILE_FAILED;
	}
}

const char *file_help(enum file_result result)
{
	return result == FILE_DENIED ? "run as root" : "";
}

struct dirent *file_next(DIR *directory)
{
	errno = 0;
	return readdir(directory);
}

static enum file_result failed(const char *name, struct error *err)
{
	int why = errno;

	error_plain(err, "cannot read %s: %s", name, strerror(why));
	return file_result_of(why);
}

static enum file_result refused(const char *name, const char *why,
                                struct error *err)
{
	error_plain(err, "cannot read %s: %s", name, why);
	return FILE_REFUSED;
}

static ssize_t read_some(int in, char *block, size_t size)
{
	ssize_t got;

	do
		got = read(in, block, size);
	while (got < 0 && errno == EINTR);
	return got;
}

static enum file_result read_all(int in, const char *name, struct buffer *text,
                                 struct error *err)
{
	char block[8192];
	struct stat status;
	ssize_t got;

	if (fstat(in, &status) != 0)
		return failed(name, err);
	if (!S_ISREG(status.st_mode))
		return refused(name, "not a regular file", err);
	buffer_clear(text);
	while ((got = read_some(in, block, sizeof(block))) > 0)
		if (!buffer_append(text, block, (size_t)got))
			return refused(name, "too large", err);
	if (got < 0)
		return failed(name, err);
	/* So that data is a string even where nothing was read. */
	return buffer_append(text, "", 0) ? FILE_READ : FILE_FAILED;
}

static int open_again(int dir, const char *path)
{
	int in;

	do
		in = openat(dir, path, READING);
	while (in < 0 && errno == EINTR);
	return in;
}

static int open_in(int root, const char *path, int flags)
{
	struct open_how how = {
		.flags = (unsigned)flags,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	long got;

	/* EAGAIN: a rename raced with a ".."; openat2(2) says to try again. */
	for (int tries = 0; tries < 8; tries++) {
		got = syscall(SYS_openat2, root, path, &how, sizeof(how));
		if (got >= 0 || (errno != EINTR && errno != EAGAIN))
			break;
	}
	return (int)got;
}

enum file_result file_read_at(int dir, const char *path, const char *name,
                              struct buffer *text, struct error *err)
{
	owned(release_fd) int in = open_again(dir, path);

	if (in < 0)
		return failed(name, err);
	return read_all(in, name, text, err);
}

enum file_result file_read(const char *path, struct buffer *text,
                           struct error *err)
{
	return file_read_at(AT_FDCWD, path, path, text, err);
}

enum file_result file_read_in(int root, const char *path, struct buffer *text,
                              struct error *err)
{
	owned(release_fd) int in = open_in(root, path, READING);

	if (in < 0)
		return failed(path, err);
	return read_all(in, path, text, err);
}

int file_locate_in(int root, const char *path)
{
	return open_in(root, path, O_PATH | O_CLOEXEC);
}

static void keep_later(const struct stat *status, struct timespec *latest)
{
	const struct timespec *changed = &status->st_ctim;

	if (changed->tv_sec > latest->tv_sec ||
	    (changed->tv_sec == latest->tv_sec &&
	     changed->tv_nsec > latest->tv_nsec))
		*latest = *changed;
}

bool file_changed(const char *path, struct timespec *ret_changed)
{
	struct stat link, target;

	if (lstat(path, &link) != 0 || stat(path, &target) != 0)
		return false;
	*ret_changed = link.st_ctim;
	keep_later(&target, ret_changed);
	return true;
}

bool file_changed_in(int root, const char *path, struct timespec *ret_changed)
{
	owned(release_fd) int link =
		open_in(root, path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	owned(release_fd) int target = open_in(root, path, O_PATH | O_CLOEXEC);
	struct stat status;

	if (link < 0 || target < 0 || fstat(link, &status) != 0)
		return false;
	*ret_changed = status.st_ctim;
	if (fstat(target, &status) != 0)
		return false;
	keep_later(&status, ret_changed);
	return true;
}
