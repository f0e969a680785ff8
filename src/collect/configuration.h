#ifndef COLLECT_CONFIGURATION_H
#define COLLECT_CONFIGURATION_H

#include "dockerd.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * What a daemon was told to do: its command line and its configuration file,
 * each an object by key of daemon.json, or the reason why it is not known.
 */
struct configuration {
	cJSON *flags;           /* owned; NULL: not known */
	cJSON *file;            /* owned; NULL: not known */
	char flags_source[64];  /* "dockerd's command line (pid 812)" */
	char file_source[4096]; /* its path */
	char flags_reason[512]; /* when flags is NULL */
	char file_reason[512];  /* when file is NULL or doubtful */
	bool file_doubtful; /* not what the daemon has read, as far as known */
	const char *flags_help, *file_help; /* what would help; "" nothing */
	/* From its environment and user; "" where that is not known. */
	char runtime_directory[4096]; /* of a rootless daemon */
	char certificates[4096]; /* where the certificates of the API are */
	bool tls_variable;       /* DOCKER_TLS_VERIFY is set to something */
};

/*
 * Read both, of a daemon that is rootless or not; flags first: they name the
 * file.
 */
void configuration_read(const struct dockerd *dockerd, bool rootless,
                        struct configuration *ret_configuration);

/* The configuration of a daemon whose process is not known. */
void configuration_unknown(const char *reason, const char *help,
                           struct configuration *ret_configuration);

void configuration_done(struct configuration *configuration);

/*
 * The home directory of a user in a passwd(5) text; false when it is not
 * there.  Not by getpwuid(3): that may ask a directory server, and hang.
 */
bool configuration_home(const char *passwd, long uid, char *ret_home,
                        size_t size);

#endif
