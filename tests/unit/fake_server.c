#include "fake_server.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REQUEST_SIZE = 4096, LOG_SIZE = 1 << 16, ROWS_MAX = 64 };

struct fake_server {
	char folder[64];
	char address[128];
	const char *path;
	pid_t child;
	char log_path[96];
	char log[LOG_SIZE];
};

/* The child's own state. */
struct session {
	const struct fake_reply *rows;
	int used[ROWS_MAX];
	FILE *log;
};

static const struct fake_reply *find_row(struct session *session,
                                         const char *target)
{
	if (strncmp(target, "/v1.", 4) == 0)
		target += 4 + strspn(target + 4, "0123456789");
	for (size_t i = 0; session->rows[i].path; i++) {
		const struct fake_reply *row = &session->rows[i];

		if (strcmp(row->path, target) != 0 ||
		    (row->times > 0 && session->used[i] >= row->times))
			continue;
		session->used[i]++;
		return row;
	}
	return NULL;
}

static bool send_all(int connection, const char *text)
{
	size_t length = strlen(text);

	while (length > 0) {
		ssize_t sent = send(connection, text, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		text += sent;
		length -= (size_t)sent;
	}
	return true;
}

static void send_reply(int connection, const struct fake_reply *row)
{
	static const struct fake_reply none = {
		.reply = "{\"message\":\"no such thing\"}", .status = 404
	};
	char head[128];

	if (!row)
		row = &none;
	if (strncmp(row->reply, "HTTP/", 5) != 0 && row->reply[0] != '\1') {
		(void)snprintf(
			head, sizeof(head),
			"HTTP/1.1 %d Told\r\nContent-Length: %zu\r\n\r\n",
			row->status ? row->status : 200, strlen(row->reply));
		(void)send_all(connection, head);
	}
	/* \1 begins a reply that is no HTTP. */
	(void)send_all(connection, row->reply + (row->reply[0] == '\1'));
}

/* Whether the connection goes on. */
static bool go_on(int connection, const struct fake_reply *row)
{
	switch (row ? row->after : FAKE_KEEP) {
	case FAKE_KEEP:
		return true;
	case FAKE_CLOSE:
		(void)close(connection);
		return false;
	case FAKE_HANG:
		return false; /* it stays open */
	case FAKE_REPEAT:
		while (send_all(connection, row->reply))
			;
		(void)close(connection);
		return false;
	case FAKE_SLOW:
		while (send_all(connection, " "))
			(void)usleep(20000);
		(void)close(connection);
		return false;
	case FAKE_DIE:
		_exit(0);
	}
	return false;
}

static void serve(struct session *session, int connection)
{
	char request[REQUEST_SIZE];
	char method[16];
	char target[512];
	size_t got = 0;

	for (;;) {
		const struct fake_reply *row;
		ssize_t more = recv(connection, request + got,
		                    sizeof(request) - 1 - got, 0);

		if (more <= 0)
			break;
		got += (size_t)more;
		request[got] = '\0';
		if (!strstr(request, "\r\n\r\n"))
			continue;
		if (sscanf(request, "%15s %511s", method, target) != 2)
			break;
		got = 0;
		fprintf(session->log, "%s %s\n", method, target);
		(void)fflush(session->log);
		row = find_row(session, target);
		send_reply(connection, row);
		if (!go_on(connection, row))
			return;
	}
	(void)close(connection);
}

static _Noreturn void run(const struct fake_server *server, int listener,
                          const struct fake_reply *rows)
{
	struct session session = { .rows = rows };

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	session.log = fopen(server->log_path, "we");
	if (!session.log)
		_exit(1);
	for (;;) {
		int connection = accept(listener, NULL, NULL);

		if (connection >= 0)
			serve(&session, connection);
	}
}

static void give_up(const char *what)
{
	perror(what);
	abort();
}

struct fake_server *fake_server_start(const struct fake_reply *rows)
{
	struct fake_server *server = calloc(1, sizeof(*server));
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (!server || listener < 0)
		give_up("fake server");
	(void)snprintf(server->folder, sizeof(server->folder),
	               "/tmp/dockaudit-test-XXXXXX");
	if (!mkdtemp(server->folder))
		give_up("mkdtemp");
	(void)snprintf(server->address, sizeof(server->address),
	               "unix://%s/docker.sock", server->folder);
	(void)snprintf(server->log_path, sizeof(server->log_path), "%s/log",
	               server->folder);
	server->path = server->address + strlen("unix://");
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	               server->path);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(listener, 16) != 0)
		give_up("listen");
	server->child = fork();
	if (server->child < 0)
		give_up("fork");
	if (server->child == 0)
		run(server, listener, rows);
	(void)close(listener);
	return server;
}

const char *fake_server_address(const struct fake_server *server)
{
	return server->address;
}

const char *fake_server_path(const struct fake_server *server)
{
	return server->path;
}

static void stop(struct fake_server *server)
{
	if (server->child <= 0)
		return;
	(void)kill(server->child, SIGKILL);
	(void)waitpid(server->child, NULL, 0);
	server->child = 0;
}

const char *fake_server_log(struct fake_server *server)
{
	FILE *in;

	stop(server);
	in = fopen(server->log_path, "re");
	if (in) {
		size_t got = fread(server->log, 1, LOG_SIZE - 1, in);

		server->log[got] = '\0';
		(void)fclose(in);
	}
	return server->log;
}

void fake_server_free(struct fake_server *server)
{
	stop(server);
	(void)unlink(server->path);
	(void)unlink(server->log_path);
	(void)rmdir(server->folder);
	free(server);
}
