#include "dockerd.h"

#include "cgroup.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"
#include "proc.h"
#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

/* One look for the daemon. */
struct search {
	const char *proc;
	const char *socket; /* path of the API's socket, "" unknown */
	struct ucred peer;  /* who listens; pid 0: not known */
	bool denied;        /* something could not be looked at */
};

static bool is_contained(const struct search *search, long pid)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	struct error ignored;

	return proc_read(search->proc, pid, "cgroup", &text, &ignored) !=
	               FILE_READ ||
	       cgroup_contained(text.data);
}

static bool has_uid(const struct search *search, long pid, long uid)
{
	static const struct proc_field field = { "Uid", 1, 10 };
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	unsigned long long number;
	struct error ignored;

	return proc_read(search->proc, pid, "status", &text, &ignored) ==
	               FILE_READ &&
	       proc_number(text.data, &field, &number) && (long)number == uid;
}

/*
 * Whoever may not read the link has only the name to go by, which every
 * process gives itself: then it must run as the user who listens, too.
 */
static bool is_named_dockerd(struct search *search, long pid)
{
	owned(buffer_done) struct buffer comm = { .limit = LIMIT_HOST_FILE };
	char exe[PATH_MAX], name[NAME_MAX + 1];
	struct error ignored;

	if (proc_link(search->proc, pid, "exe", exe, sizeof(exe))) {
		proc_exe_name(exe, name, sizeof(name));
		return strcmp(name, "dockerd") == 0;
	}
	if (file_result_of(errno) != FILE_DENIED)
		return false;
	return proc_read(search->proc, pid, "comm", &comm, &ignored) ==
	               FILE_READ &&
	       strcmp(comm.data, "dockerd\n") == 0 &&
	       has_uid(search, pid, search->peer.uid);
}

/* The same file, or the same text where one of them is not there. */
static bool same_path(const char *one, const char *other)
{
	struct stat first, second;

	if (strcmp(one, other) == 0)
		return true;
	return stat(one, &first) == 0 && stat(other, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Whether it has the listening socket of the API open. */
static bool listens(struct search *search, long pid)
{
	owned(sockets_free) struct socket_list sockets = { 0 };
	struct error ignored;

	if (!sockets_listening(search->proc, pid, &sockets, &ignored)) {
		search->denied = true;
		return false;
	}
	for (size_t i = 0; i < sockets.count; i++) {
		if (sockets.list[i].port == 0 &&
		    same_path(sockets.list[i].address, search->socket))
			return true;
	}
	return false;
}

static bool is_candidate(struct search *search, long pid)
{
	return pid > 0 && is_named_dockerd(search, pid) &&
	       !is_contained(search, pid);
}

static long pid_in_file(const char *path)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	struct error ignored;

	if (file_read(path, &text, &ignored) != FILE_READ)
		return 0;
	return strtol(text.data, NULL, 10);
}

/* Beside the socket, where a rootless daemon has it too; the usual place. */
static long by_pid_file(struct search *search)
{
	char beside[PATH_MAX];
	const char *slash = strrchr(search->socket, '/');
	long pid;

	snprintf(beside, sizeof(beside), "%.*s/docker.pid",
	         slash ? (int)(slash - search->socket) : 0, search->socket);
	pid = pid_in_file(beside);
	if (!is_candidate(search, pid))
		pid = pid_in_file("/var/run/docker.pid");
	return is_candidate(search, pid) && listens(search, pid) ? pid : 0;
}

/*
 * Any dockerd with the socket.  When none can be looked into, a dockerd that
 * is the only one on the machine.
 */
static long by_socket(struct search *search)
{
	struct error ignored;
	size_t count, candidates = 0;
	long *pids, last = 0, found = 0;

	if (!proc_pids(search->proc, &pids, &count, &ignored))
		return 0;
	for (size_t i = 0; i < count && !found; i++) {
		if (!is_candidate(search, pids[i]))
			continue;
		candidates++;
		last = pids[i];
		if (listens(search, last))
			found = last;
	}
	free(pids);
	if (!found && candidates == 1 && search->denied)
		found = last;
	return found;
}

static long find_pid(struct search *search)
{
	long pid = search->peer.pid;

	if (pid > 1 && is_named_dockerd(search, pid))
		return pid;
	pid = by_pid_file(search);
	return pid ? pid : by_socket(search);
}

static void read_user(struct dockerd *dockerd)
{
	static const struct proc_field field = { "Uid", 1, 10 };
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	unsigned long long uid;
	struct error ignored;

	dockerd->uid = dockerd->uid_map_root = -1;
	if (proc_read(dockerd->proc, dockerd->pid, "status", &text, &ignored) ==
	            FILE_READ &&
	    proc_number(text.data, &field, &uid))
		dockerd->uid = (long)uid;
	if (proc_read(dockerd->proc, dockerd->pid, "uid_map", &text,
	              &ignored) == FILE_READ)
		(void)proc_map_root(text.data, &dockerd->uid_map_root);
}

static bool describe(struct dockerd *dockerd, const char **ret_help,
                     struct error *err)
{
	struct error ignored;
	enum file_result got = proc_read(dockerd->proc, dockerd->pid, "cmdline",
	                                 &dockerd->argv, err);

	*ret_help = file_help(got);
	if (got != FILE_READ)
		return false;
	if (dockerd->argv.used == 0)
		return error_plain(err, "process %ld shows no arguments",
		                   dockerd->pid);
	if (!proc_link(dockerd->proc, dockerd->pid, "exe", dockerd->exe,
	               sizeof(dockerd->exe)))
		dockerd->exe[0] = '\0';
	(void)proc_read(dockerd->proc, dockerd->pid, "environ",
	                &dockerd->variables, &ignored);
	read_user(dockerd);
	return true;
}

bool dockerd_find(const struct daemon_answers *answers, const char *proc,
                  struct dockerd *ret_dockerd, const char **ret_help,
                  struct error *err)
{
	static const char scheme[] = "unix://";
	owned(dockerd_done) struct dockerd dockerd = { .proc = proc };
	struct search search = { .proc = proc, .socket = "" };
	socklen_t size = sizeof(search.peer);

	if (text_starts(answers->address, scheme))
		search.socket = answers->address + strlen(scheme);
	if (answers->socket < 0 ||
	    getsockopt(answers->socket, SOL_SOCKET, SO_PEERCRED, &search.peer,
	               &size) != 0)
		search.peer = (struct ucred){ 0 };
	dockerd.argv.limit = dockerd.variables.limit = LIMIT_HOST_FILE;
	dockerd.pid = find_pid(&search);
	if (dockerd.pid == 0) {
		*ret_help = search.denied ? "run as root"
		                          : "run in the host's PID namespace";
		return error_plain(err,
		                   "no dockerd process has the socket %s "
		                   "open",
		                   search.socket);
	}
	if (!describe(&dockerd, ret_help, err))
		return false;
	*ret_dockerd = dockerd;
	dockerd = (struct dockerd){ 0 };
	return true;
}

void dockerd_done(struct dockerd *dockerd)
{
	buffer_done(&dockerd->argv);
	buffer_done(&dockerd->variables);
}

const char *dockerd_variable(const struct dockerd *dockerd, const char *name)
{
	return proc_variable(&dockerd->variables, name);
}

/* Whether it sees the same files under the same paths as this process. */
static bool shares_files(const struct dockerd *dockerd)
{
	char path[PATH_MAX], root[8];
	struct stat ours, theirs;

	snprintf(path, sizeof(path), "%s/self/ns/mnt", dockerd->proc);
	if (stat(path, &ours) != 0)
		return false;
	snprintf(path, sizeof(path), "%s/%ld/ns/mnt", dockerd->proc,
	         dockerd->pid);
	return stat(path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
	       ours.st_ino == theirs.st_ino &&
	       proc_link(dockerd->proc, dockerd->pid, "root", root,
	                 sizeof(root)) &&
	       strcmp(root, "/") == 0;
}

static int open_root(const struct dockerd *dockerd, char ret_path[PATH_MAX])
{
	snprintf(ret_path, PATH_MAX, "%s/%ld/root", dockerd->proc,
	         dockerd->pid);
	return open(ret_path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

enum file_result dockerd_read(const struct dockerd *dockerd, const char *path,
                              struct buffer *text, struct error *err)
{
	owned(release_fd) int root = -1;
	char at[PATH_MAX];

	if (shares_files(dockerd))
		return file_read(path, text, err);
	root = open_root(dockerd, at);
	if (root < 0) {
		int why = errno;

		error_plain(err, "cannot read %s through %s: %s", path, at,
		            strerror(why));
		return file_result_of(why);
	}
	return file_read_in(root, path, text, err);
}

/* When it last changed, as the daemon sees it. */
static bool changed(const struct dockerd *dockerd, const char *path,
                    struct timespec *ret_changed)
{
	owned(release_fd) int root = -1;
	char at[PATH_MAX];

	if (shares_files(dockerd))
		return file_changed(path, ret_changed);
	root = open_root(dockerd, at);
	return root >= 0 && file_changed_in(root, path, ret_changed);
}

bool dockerd_unchanged(const struct dockerd *dockerd, const char *path,
                       const char **ret_help, struct error *err)
{
	/* A script may write the file and then become the daemon. */
	const long long tolerance = 1000000000;
	struct timespec last;
	long long started;
	struct error why;

	*ret_help = "";
	if (!changed(dockerd, path, &last)) {
		return error_plain(err,
		                   "cannot tell when %.200s was changed: "
		                   "%s",
		                   path, strerror(errno));
	}
	if (!proc_started(dockerd->proc, dockerd->pid, &started, &why)) {
		return error_plain(err,
		                   "cannot tell whether %.200s was "
		                   "changed after the daemon had "
		                   "started: %.200s",
		                   path, why.text);
	}
	if (last.tv_sec * 1000000000LL + last.tv_nsec <= started + tolerance)
		return true;
	*ret_help = "restart the daemon";
	return error_plain(err,
	                   "%.200s was changed after the daemon had "
	                   "started",
	                   path);
}
