#ifndef DOCKAUDIT_SOURCE_H
#define DOCKAUDIT_SOURCE_H

#include "dockaudit/record.h"

/*
 * Where subjects come from.  A source yields records one at a time and never
 * judges.  Context comes first: host, then daemon, then everything else, so
 * that a check on a container can read $.daemon.
 */

/*
 * Which facts the chosen checks read; a source collects no others.  The kinds
 * say which subjects, the details what is looked up beside their own document.
 */
struct needs {
	bool kinds[KINDS];
	bool execs;     /* derived.execs: GET /exec/{id}/json */
	bool processes; /* derived.processes: the tasks in a cgroup */
	bool kernel;    /* derived.kernel: /proc/<pid> of a container's init */
	bool images;    /* derived.image: GET /images/json for current ids */
	bool volumes;   /* derived.host_paths of volumes: GET /volumes */
	bool services;  /* derived.restart: GET /services/{id} */
};

enum source_next { SOURCE_RECORD, SOURCE_END, SOURCE_ERROR };

struct source;

struct source_operations {
	/*
	 * The next record, which the caller releases with record_done().
	 * SOURCE_ERROR with *err: the source broke off; what came before
	 * stands, but the audit is not complete.
	 */
	enum source_next (*next)(struct source *source,
	                         struct record *ret_record, struct error *err);
	void (*close)(struct source *source);
};

/* The beginning of every source's own struct. */
struct source {
	const struct source_operations *operations;
	/* Set when the source ends, for people: what happened on the way ("2
	 * containers vanished …"); empty: nothing worth a word. */
	char note[256];
	long long finished; /* when it ended, in seconds since 1970 */
};

/* What is audited, as far as it is known when the source opens. */
struct target {
	char host[256];  /* name of the machine */
	char engine[64]; /* "20.10.24+dfsg1" */
	char api[16];    /* "1.41" */
	bool rootless;
	const char *source; /* "live" or "snapshot" */
	char address[256];  /* "unix:///var/run/docker.sock" */
	long long started;  /* of collecting, in seconds since 1970 */
};

/* Where the daemon is and how to talk to it.  Strings borrowed, or NULL. */
struct source_docker_options {
	const char *host;    /* --host */
	const char *context; /* --context */
	const char *tls_ca, *tls_cert, *tls_key;
	bool tls;        /* --tls: talk TLS, trust any server */
	bool tls_verify; /* --tlsverify: talk TLS, verify the server */
	long timeout_ms; /* of one request */
	long total_ms;   /* of the whole collecting */
	const struct needs *needs;
};

/*
 * Open the daemon and this host.  Fails when no daemon answers: *err says in
 * one line what was tried and what helps.  *ret_target is filled in.
 */
bool source_docker_open(const struct source_docker_options *options,
                        struct source **ret_source, struct target *ret_target,
                        struct error *err);

/* Open a snapshot; "-" is standard input. */
bool source_snapshot_open(const char *path, struct source **ret_source,
                          struct target *ret_target, struct error *err);

enum source_next source_next(struct source *source, struct record *ret_record,
                             struct error *err);
void source_close(struct source *source); /* NULL is fine */

/* For owned(): see owned.h. */
static inline void release_source(struct source **source)
{
	source_close(*source);
}

/*
 * Write a snapshot: its first line names the format and the target, its last
 * says that it is whole, and what the source noted.  False when out fails.
 */
bool snapshot_begin(FILE *out, const struct target *target);
bool snapshot_end(FILE *out, const struct source *source, size_t records);

#endif
