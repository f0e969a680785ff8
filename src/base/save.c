#include "dockaudit/save.h"

#include "sink.h"

#include "dockaudit/owned.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	TEMPORARY_SIZE = 40,
	ATTEMPTS = 16, /* at a name that nobody has */
};

/* One save on its way. */
struct job {
	const struct save *save;
	const char *base; /* the last component of its path */
	int directory;    /* that base is in */
};

static bool fail(const struct job *job, const char *what, int code,
                 struct error *err)
{
	return error_set(err, (struct where){ .file = job->save->path },
	                 "%s: %s", what, strerror(code));
}

/* Write all of it to fd; false with errno set. */
static bool render(const struct job *job, int fd)
{
	struct sink sink = { .fd = fd };
	FILE *out = sink_open(&sink);
	int had = 0;

	if (!out)
		return false;
	if (!job->save->write(job->save->what, out))
		had = errno ? errno : EIO;
	if (fclose(out) != 0 && !sink.failed)
		sink.failed = errno;
	errno = sink.failed ? sink.failed : had;
	return errno == 0;
}

/* Some file systems cannot do it, and say so with EINVAL. */
static bool sync_to_disk(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS;
}

static bool new_name(char ret_name[TEMPORARY_SIZE])
{
	uint64_t random;

	if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return false;
	(void)snprintf(ret_name, TEMPORARY_SIZE, ".dockaudit-%016llx",
	               (unsigned long long)random);
	return true;
}

/* A new file in the directory; -1 with errno set. */
static int create(const struct job *job, char ret_name[TEMPORARY_SIZE])
{
	int fd = -1;

	for (int i = 0; i < ATTEMPTS && fd < 0; i++) {
		if (!new_name(ret_name))
			return -1;
		fd = openat(job->directory, ret_name,
		            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
		                    O_CLOEXEC,
		            (mode_t)job->save->mode);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	return fd;
}

static bool fill(const struct job *job, int fd, struct error *err)
{
	bool good = render(job, fd);

	if (!good)
		(void)fail(job, "cannot write", errno, err);
	else if (!(good = sync_to_disk(fd)))
		(void)fail(job, "cannot sync", errno, err);
	/* NFS and quotas may not complain before. */
	if (close(fd) != 0 && good)
		return fail(job, "cannot close", errno, err);
	return good;
}

static bool replace(const struct job *job, struct error *err)
{
	char name[TEMPORARY_SIZE];
	int fd = create(job, name);

	if (fd < 0)
		return fail(job, "cannot create a file in its directory", errno,
		            err);
	if (!fill(job, fd, err)) {
		(void)unlinkat(job->directory, name, 0);
		return false;
	}
	if (renameat(job->directory, name, job->directory, job->base) != 0) {
		(void)fail(job, "cannot rename to it", errno, err);
		(void)unlinkat(job->directory, name, 0);
		return false;
	}
	if (!sync_to_disk(job->directory))
		return fail(job, "cannot sync its directory", errno, err);
	return true;
}

/*
 * Signals that end the program wait until the temporary name is gone: the
 * file is in place then, or nothing is.
 */
static bool replace_in_peace(const struct job *job, struct error *err)
{
	static const int endings[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };
	sigset_t blocked;
	sigset_t before;
	bool good;

	(void)sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		(void)sigaddset(&blocked, endings[i]);
	(void)sigprocmask(SIG_BLOCK, &blocked, &before);
	good = replace(job, err);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return good;
}

/* A device holds no content that could be torn, and must not be replaced. */
static bool write_device(const struct job *job, struct error *err)
{
	owned(release_fd) int fd =
		openat(job->directory, job->base,
	               O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		return fail(job, "cannot open", errno, err);
	if (!S_ISCHR(st.st_mode))
		return fail(job, "has just been replaced", EINVAL, err);
	if (!render(job, fd))
		return fail(job, "cannot write", errno, err);
	return true;
}

static bool write_path(const struct job *job, struct error *err)
{
	const struct where where = { .file = job->save->path };
	struct stat st;

	if (fstatat(job->directory, job->base, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? replace_in_peace(job, err)
		                       : fail(job, "cannot write", errno, err);
	if (S_ISLNK(st.st_mode)) {
		return error_set(err, where,
		                 "is a symbolic link, which is not "
		                 "written through (- is standard output)");
	}
	if (S_ISCHR(st.st_mode))
		return write_device(job, err);
	if (S_ISDIR(st.st_mode))
		return error_set(err, where, "is a directory");
	if (!S_ISREG(st.st_mode))
		return error_set(err, where, "is not a regular file");
	return replace_in_peace(job, err);
}

/* Whoever read standard output has seen enough: that is no error. */
static bool write_stdout(const struct job *job, struct error *err)
{
	bool good = fflush(stdout) == 0 && render(job, STDOUT_FILENO);

	if (good || errno == EPIPE)
		return true;
	return error_plain(err, "cannot write to standard output: %s",
	                   strerror(errno));
}

bool save_file(const struct save *save, struct error *err)
{
	struct job job = { .save = save, .directory = -1 };
	const char *slash = strrchr(save->path, '/');
	owned(release_string) char *parent = NULL;
	owned(release_fd) int directory = -1;

	if (strcmp(save->path, "-") == 0)
		return write_stdout(&job, err);
	job.base = slash ? slash + 1 : save->path;
	if (!*job.base)
		return error_set(err, (struct where){ .file = save->path },
		                 "is not the name of a file");
	parent = slash ? strndup(save->path, (size_t)(slash - save->path) + 1)
	               : strdup(".");
	if (!parent)
		oom();
	directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return fail(&job, "cannot open its directory", errno, err);
	job.directory = directory;
	return write_path(&job, err);
}
