#include "configuration.h"

#include "daemon_config.h"
#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"
#include "dockerd_flags.h"
#include "proc.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void configuration_done(struct configuration *configuration)
{
	cJSON_Delete(configuration->flags);
	cJSON_Delete(configuration->file);
	*configuration = (struct configuration){ 0 };
}

void configuration_unknown(const char *reason, const char *help,
                           struct configuration *ret_configuration)
{
	struct configuration unknown = { .flags_help = help,
		                         .file_help = help };

	snprintf(unknown.flags_reason, sizeof(unknown.flags_reason), "%s",
	         reason);
	snprintf(unknown.file_reason, sizeof(unknown.file_reason), "%s",
	         reason);
	*ret_configuration = unknown;
}

/* The n'th field of a passwd line, counted from 0. */
static const char *field(const char *line, size_t length, unsigned number,
                         size_t *ret_length)
{
	const char *end = line + length;

	for (; number > 0; number--) {
		const char *colon = memchr(line, ':', (size_t)(end - line));

		if (!colon)
			return NULL;
		line = colon + 1;
	}
	*ret_length = (size_t)(end - line);
	if (memchr(line, ':', *ret_length))
		*ret_length = strcspn(line, ":");
	return line;
}

bool configuration_home(const char *passwd, long uid, char *ret_home,
                        size_t size)
{
	enum { UID = 2, HOME = 5 };
	const char *line, *word, *home;
	size_t length, word_length, home_length;
	char *end;

	while ((line = proc_line(&passwd, &length)) != NULL) {
		word = field(line, length, UID, &word_length);
		home = field(line, length, HOME, &home_length);
		if (!word || !home || word_length == 0 || home_length == 0 ||
		    strtol(word, &end, 10) != uid ||
		    end != word + word_length || home_length >= size)
			continue;
		snprintf(ret_home, size, "%.*s", (int)home_length, home);
		return true;
	}
	return false;
}

/* Like the daemon: $HOME, then the user's entry in passwd. */
static void find_home(const struct dockerd *dockerd, char *ret_home,
                      size_t size)
{
	owned(buffer_done) struct buffer passwd = { .limit = 16 << 20 };
	const char *home = dockerd_variable(dockerd, "HOME");
	struct error ignored;

	snprintf(ret_home, size, "%s", home ? home : "");
	if (*ret_home == '\0' && dockerd_read(dockerd, "/etc/passwd", &passwd,
	                                      &ignored) == FILE_READ)
		(void)configuration_home(passwd.data, dockerd->uid, ret_home,
		                         size);
}

/* A variable that is set to something, or NULL. */
static const char *given(const struct dockerd *dockerd, const char *name)
{
	const char *value = dockerd_variable(dockerd, name);

	return value && *value ? value : NULL;
}

static void read_environment(const struct dockerd *dockerd,
                             struct configuration *configuration)
{
	const char *runtime = given(dockerd, "XDG_RUNTIME_DIR");
	const char *certificates = given(dockerd, "DOCKER_CERT_PATH");
	char home[PATH_MAX / 2];

	if (!certificates)
		certificates = given(dockerd, "DOCKER_CONFIG");
	find_home(dockerd, home, sizeof(home));
	if (certificates) {
		snprintf(configuration->certificates,
		         sizeof(configuration->certificates), "%s",
		         certificates);
	} else {
		snprintf(configuration->certificates,
		         sizeof(configuration->certificates), "%s/.docker",
		         home);
	}
	snprintf(configuration->runtime_directory,
	         sizeof(configuration->runtime_directory), "%s",
	         runtime ? runtime : "");
	configuration->tls_variable = given(dockerd, "DOCKER_TLS_VERIFY");
}

/* A path of --config-file is relative to the daemon's working directory. */
static void absolute(const struct dockerd *dockerd, const char *path,
                     char ret_path[4096])
{
	char directory[PATH_MAX / 2];

	if (*path == '/' || !proc_link(dockerd->proc, dockerd->pid, "cwd",
	                               directory, sizeof(directory)))
		snprintf(ret_path, PATH_MAX, "%s", path);
	else
		snprintf(ret_path, PATH_MAX, "%s/%s", directory, path);
}

static void default_path(const struct dockerd *dockerd, bool rootless,
                         char ret_path[4096])
{
	const char *xdg = given(dockerd, "XDG_CONFIG_HOME");
	char home[PATH_MAX / 2];

	if (rootless && xdg) {
		snprintf(ret_path, PATH_MAX, "%s/docker/daemon.json", xdg);
	} else if (rootless) {
		find_home(dockerd, home, sizeof(home));
		snprintf(ret_path, PATH_MAX, "%s/.config/docker/daemon.json",
		         home);
	} else if (text_starts(dockerd->exe, "/snap/docker/")) {
		snprintf(ret_path, PATH_MAX,
		         "/var/snap/docker/current/config/daemon.json");
	} else {
		snprintf(ret_path, PATH_MAX, "/etc/docker/daemon.json");
	}
}

/* A file that changed since is what the next start will bring. */
static void doubt_config(const struct dockerd *dockerd,
                         struct configuration *configuration)
{
	struct error why;

	if (!configuration->file ||
	    dockerd_unchanged(dockerd, configuration->file_source,
	                      &configuration->file_help, &why))
		return;
	configuration->file_doubtful = true;
	snprintf(configuration->file_reason, sizeof(configuration->file_reason),
	         "%s", why.text);
}

static void read_config(const struct dockerd *dockerd, bool named,
                        struct configuration *configuration)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	const char *path = configuration->file_source;
	struct error err = { 0 };
	enum file_result got = dockerd_read(dockerd, path, &text, &err);

	configuration->file_help = file_help(got);
	if (got == FILE_READ) {
		configuration->file =
			daemon_config_parse(text.data, text.used, &err);
		if (!configuration->file) {
			snprintf(configuration->file_reason,
			         sizeof(configuration->file_reason),
			         "%.200s: %.300s", path, err.text);
		}
		doubt_config(dockerd, configuration);
	} else if (got == FILE_MISSING && !named) {
		configuration->file = json_object();
	} else {
		snprintf(configuration->file_reason,
		         sizeof(configuration->file_reason), "%s", err.text);
	}
}

void configuration_read(const struct dockerd *dockerd, bool rootless,
                        struct configuration *ret_configuration)
{
	struct configuration configuration = { .flags_help = "",
		                               .file_help = "" };
	const char *named;

	snprintf(configuration.flags_source, sizeof(configuration.flags_source),
	         "dockerd's command line (pid %ld)", dockerd->pid);
	configuration.flags =
		dockerd_flags_parse(dockerd->argv.data, dockerd->argv.used);
	named = json_text(configuration.flags, "config-file");
	if (named && *named)
		absolute(dockerd, named, configuration.file_source);
	else
		default_path(dockerd, rootless, configuration.file_source);
	read_environment(dockerd, &configuration);
	read_config(dockerd, named && *named, &configuration);
	*ret_configuration = configuration;
}
