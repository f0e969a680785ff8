/*
 * A daemon that says what a folder says.
 *
 *   fake_daemon [-b] [-l LOG] [-t SECONDS] SOCKET FOLDER [RULE...]
 *
 * It listens on the Unix socket SOCKET and answers GET /v1.41/info with the
 * file FOLDER/info, GET /containers/json?all=1 with FOLDER/containers/json, and
 * so on; 404 where there is no file.  Each request is a line "METHOD PATH" of
 * LOG.
 *
 *   -b  print "PID" when it listens, and go to the background
 *   -t  end by itself after so many seconds (default 60)
 *
 * A RULE is PATTERN[@N]=ACTION: what happens, from the Nth request on, to
 * those whose path (without version and query) matches the fnmatch(3) pattern.
 * The first rule that matches counts.  ACTION is one of
 *
 *   200 to 599  this status, with {"message":"told to answer so"}
 *   as:PATH     the file FOLDER/PATH instead
 *   redirect    302 to another place
 *   hang        no answer, ever; close: the connection ends without one
 *   tear        a part of the answer, then the connection ends
 *   long        a Content-Length that is too large, then the end
 *   once        answer, and close the connection without saying so
 *   slow        the answer byte by byte, one every 100 ms
 *   endless     a body that never ends
 *   junk        the greeting of an SSH server
 *   die         the whole daemon ends
 */
#include <errno.h>
#include <fnmatch.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	CONNECTIONS = 32,
	RULES = 64,
	REQUEST_SIZE = 8192,
	PATH_SIZE = 1024,
	SLOW_MS = 100,
};

struct rule {
	char pattern[256];
	const char *action;
	long from; /* which request it begins to hold for */
	long seen;
};

/* What is left to send on a connection, and what comes then. */
enum after { AFTER_KEEP, AFTER_CLOSE, AFTER_HANG, AFTER_REPEAT };

struct connection {
	int descriptor; /* -1: free */
	char request[REQUEST_SIZE];
	size_t got;
	char *reply; /* owned; NULL: waiting for a request */
	size_t length;
	size_t sent;
	bool slow;
	enum after after;
};

struct fake {
	const char *folder;
	FILE *log;
	struct rule rules[RULES];
	size_t rules_count;
	struct connection connections[CONNECTIONS];
};

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "fake_daemon: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void hang_up(struct connection *connection)
{
	(void)close(connection->descriptor);
	free(connection->reply);
	*connection = (struct connection){ .descriptor = -1 };
}

/* A whole file with room for a NUL; NULL when there is none. */
static char *read_file(const char *path, size_t *ret_length)
{
	FILE *in = fopen(path, "re");
	struct stat status;
	char *text = NULL;

	if (!in)
		return NULL;
	if (fstat(fileno(in), &status) == 0 && S_ISREG(status.st_mode))
		text = calloc(1, (size_t)status.st_size + 1);
	if (text)
		*ret_length = fread(text, 1, (size_t)status.st_size, in);
	(void)fclose(in);
	return text;
}

/* Set the reply: head, then length bytes of body. */
static void set_reply(struct connection *c, const char *head, const char *body,
                      size_t length)
{
	size_t head_length = strlen(head);

	c->reply = malloc(head_length + length + 1);
	if (!c->reply)
		fail("malloc");
	memcpy(c->reply, head, head_length);
	memcpy(c->reply + head_length, body, length);
	c->length = head_length + length;
	c->sent = 0;
}

static void answer(struct connection *c, int status, const char *body,
                   size_t length)
{
	char head[256];

	(void)snprintf(head, sizeof(head),
	               "HTTP/1.1 %d Told\r\n"
	               "Content-Type: application/json\r\n"
	               "Content-Length: %zu\r\n\r\n",
	               status, length);
	set_reply(c, head, body, length);
}

static void answer_file(const struct fake *fake, struct connection *c,
                        const char *path)
{
	static const char none[] = "{\"message\":\"no such thing\"}\n";
	char name[2 * PATH_SIZE];
	size_t length = 0;
	char *body;

	(void)snprintf(name, sizeof(name), "%s/%s", fake->folder, path);
	body = read_file(name, &length);
	answer(c, body ? 200 : 404, body ? body : none,
	       body ? length : sizeof(none) - 1);
	free(body);
}

/* Actions whose reply has nothing to do with the folder. */
static const struct odd {
	const char *action;
	const char *reply;
	enum after after;
} odds[] = {
	{ "hang", "", AFTER_HANG },
	{ "close", "", AFTER_CLOSE },
	{ "endless", "HTTP/1.1 200 OK\r\n\r\n[0,0,0,0,0,0,0,0,", AFTER_REPEAT },
	{ "junk", "SSH-2.0-OpenSSH_9.2\r\n", AFTER_HANG },
	{ "long", "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{}",
	  AFTER_CLOSE },
	{ "redirect",
	  "HTTP/1.1 302 Found\r\nLocation: /else\r\n"
	  "Content-Length: 0\r\n\r\n",
	  AFTER_KEEP },
};

static bool answer_odd(struct connection *c, const char *action)
{
	for (size_t i = 0; i < sizeof(odds) / sizeof(odds[0]); i++) {
		if (strcmp(odds[i].action, action) != 0)
			continue;
		set_reply(c, odds[i].reply, "", 0);
		c->after = odds[i].after;
		return true;
	}
	return false;
}

static void act(const struct fake *fake, struct connection *c, const char *path,
                const char *action)
{
	static const char told[] = "{\"message\":\"told to answer so\"}\n";

	if (strcmp(action, "die") == 0)
		exit(0);
	if (answer_odd(c, action))
		return;
	if (atoi(action) >= 200)
		answer(c, atoi(action), told, sizeof(told) - 1);
	else
		answer_file(fake, c,
		            strncmp(action, "as:", 3) == 0 ? action + 3 : path);
	c->slow = strcmp(action, "slow") == 0;
	if (strcmp(action, "tear") == 0)
		c->length -= c->length / 4; /* inside of the body */
	if (strcmp(action, "tear") == 0 || strcmp(action, "once") == 0)
		c->after = AFTER_CLOSE;
}

/* "/v1.41/containers/json?all=1" as "containers/json". */
static void bare_path(const char *target, char path[PATH_SIZE])
{
	if (strncmp(target, "/v1.", 4) == 0)
		target += 4 + strspn(target + 4, "0123456789");
	target += *target == '/';
	(void)snprintf(path, PATH_SIZE, "%.*s", (int)strcspn(target, "?"),
	               target);
}

static void respond(struct fake *fake, struct connection *c)
{
	char method[16] = "";
	char target[PATH_SIZE] = "";
	char path[PATH_SIZE];

	(void)sscanf(c->request, "%15s %1023s", method, target);
	if (fake->log) {
		fprintf(fake->log, "%s %s\n", method, target);
		(void)fflush(fake->log);
	}
	bare_path(target, path);
	c->after = AFTER_KEEP;
	for (size_t i = 0; i < fake->rules_count; i++) {
		struct rule *rule = &fake->rules[i];

		if (fnmatch(rule->pattern, path, 0) != 0 ||
		    ++rule->seen < rule->from)
			continue;
		act(fake, c, path, rule->action);
		return;
	}
	answer_file(fake, c, path);
}

static void receive(struct fake *fake, struct connection *c)
{
	ssize_t got = recv(c->descriptor, c->request + c->got,
	                   sizeof(c->request) - 1 - c->got, 0);

	c->got += got > 0 ? (size_t)got : 0;
	c->request[c->got] = '\0';
	if (got <= 0)
		hang_up(c);
	else if (strstr(c->request, "\r\n\r\n")) {
		respond(fake, c);
		c->got = 0;
	}
}

static void send_some(struct connection *c)
{
	size_t left = c->length - c->sent;
	ssize_t sent = send(c->descriptor, c->reply + c->sent,
	                    c->slow && left > 1 ? 1 : left, MSG_NOSIGNAL);

	if (sent < 0) {
		hang_up(c);
		return;
	}
	c->sent += (size_t)sent;
	if (c->sent < c->length)
		return;
	if (c->after == AFTER_CLOSE) {
		hang_up(c);
	} else if (c->after == AFTER_REPEAT) {
		c->sent -= 16; /* the last zeros again */
	} else if (c->after == AFTER_KEEP) {
		free(c->reply);
		c->reply = NULL;
		c->slow = false;
	}
}

static void welcome(struct fake *fake, int listener)
{
	int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	for (size_t i = 0; descriptor >= 0 && i < CONNECTIONS; i++)
		if (fake->connections[i].descriptor < 0) {
			fake->connections[i].descriptor = descriptor;
			return;
		}
	(void)close(descriptor);
}

static void turn(struct fake *fake, int listener)
{
	struct pollfd polled[CONNECTIONS + 1];
	bool slow = false;

	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *c = &fake->connections[i];

		polled[i] = (struct pollfd){ .fd = c->descriptor };
		if (!c->reply)
			polled[i].events = POLLIN;
		else if (c->after != AFTER_HANG || c->sent < c->length)
			polled[i].events = POLLOUT;
		slow = slow || c->slow;
	}
	polled[CONNECTIONS] =
		(struct pollfd){ .fd = listener, .events = POLLIN };
	if (slow)
		(void)usleep(SLOW_MS * 1000);
	(void)poll(polled, CONNECTIONS + 1, -1);
	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *c = &fake->connections[i];

		if (polled[i].revents & POLLIN)
			receive(fake, c);
		else if (polled[i].revents & POLLOUT)
			send_some(c);
		else if (polled[i].revents & (POLLHUP | POLLERR))
			hang_up(c);
	}
	if (polled[CONNECTIONS].revents & POLLIN)
		welcome(fake, listener);
}

static int start_listening(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	(void)unlink(path);
	if (listener < 0 ||
	    bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(listener, CONNECTIONS) != 0)
		fail(path);
	return listener;
}

static void add_rule(struct fake *fake, const char *text)
{
	const char *equals = strchr(text, '=');
	struct rule *rule = &fake->rules[fake->rules_count];
	char *at;

	if (!equals || fake->rules_count == RULES ||
	    (size_t)(equals - text) >= sizeof(rule->pattern)) {
		errno = EINVAL;
		fail(text);
	}
	fake->rules_count++;
	(void)snprintf(rule->pattern, sizeof(rule->pattern), "%.*s",
	               (int)(equals - text), text);
	rule->action = equals + 1;
	at = rule->pattern + strcspn(rule->pattern, "@");
	rule->from = *at ? strtol(at + 1, NULL, 10) : 0;
	*at = '\0';
}

static void background(void)
{
	if (daemon(1, 1) != 0)
		fail("daemon");
	printf("%ld\n", (long)getpid());
	(void)fclose(stdout);
	(void)fclose(stderr);
}

int main(int argc, char *argv[])
{
	struct fake *fake = calloc(1, sizeof(*fake));
	unsigned seconds = 60;
	bool behind = false;
	int listener;
	int option;

	if (!fake)
		fail("calloc");
	while ((option = getopt(argc, argv, "bl:t:")) != -1) {
		if (option == 'b')
			behind = true;
		else if (option == 'l' && !(fake->log = fopen(optarg, "ae")))
			fail(optarg);
		else if (option == 't')
			seconds = (unsigned)strtoul(optarg, NULL, 10);
	}
	if (argc - optind < 2) {
		errno = EINVAL;
		fail("usage: see the head of fake_daemon.c");
	}
	fake->folder = argv[optind + 1];
	for (int i = optind + 2; i < argc; i++)
		add_rule(fake, argv[i]);
	for (size_t i = 0; i < CONNECTIONS; i++)
		fake->connections[i].descriptor = -1;
	listener = start_listening(argv[optind]);
	if (behind)
		background();
	(void)alarm(seconds); /* not inherited: after the fork */
	for (;;)
		turn(fake, listener);
}
