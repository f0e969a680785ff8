#ifndef TESTS_FAKE_SERVER_H
#define TESTS_FAKE_SERVER_H

/*
 * A server on a Unix socket, in a process of its own, that answers what a test
 * tells it to.  The socket and its folder go away with it.
 */
struct fake_server;

/* What comes after the reply. */
enum fake_after {
	FAKE_KEEP,   /* the next request on the same connection */
	FAKE_CLOSE,  /* the connection ends, without having said so */
	FAKE_HANG,   /* nothing: the connection stays as it is */
	FAKE_REPEAT, /* the reply again and again */
	FAKE_SLOW,   /* a byte of more now and then */
	FAKE_DIE,    /* the server ends */
};

struct fake_reply {
	const char *path;  /* the target without "/v1.41"; NULL ends the list */
	const char *reply; /* a body; or all of it, if it begins with HTTP/ */
	int status;        /* 0: 200 */
	enum fake_after after;
	int times; /* how often this row answers; 0: for ever */
};

/* Borrows the rows.  What has no row is answered 404. */
struct fake_server *fake_server_start(const struct fake_reply *rows);

/* "unix:///tmp/…/docker.sock", and the path alone. */
const char *fake_server_address(const struct fake_server *server);
const char *fake_server_path(const struct fake_server *server);

/* Stop it: every request it got, as lines "METHOD TARGET".  Borrowed. */
const char *fake_server_log(struct fake_server *server);

void fake_server_free(struct fake_server *server);

#endif
