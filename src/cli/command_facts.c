#include "command.h"

#include "dockaudit/owned.h"
#include "dockaudit/save.h"

#include <errno.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

/* A file without a name, for a pointer to const. */
struct spool {
	FILE *file;
};

static const struct needs everything = {
	.kinds = { [KIND_HOST] = true,
	           [KIND_DAEMON] = true,
	           [KIND_CONTAINER] = true,
	           [KIND_IMAGE] = true,
	           [KIND_NETWORK] = true,
	           [KIND_VOLUME] = true },
	.execs = true,
	.processes = true,
	.kernel = true,
	.images = true,
	.volumes = true,
	.services = true,
};

/* Write every record as it comes.  False with *err when the source broke off;
 * what out says of itself is the caller's to ask. */
static bool copy(struct source *source, const struct target *target, FILE *out,
                 struct error *err)
{
	size_t records = 0;

	if (!snapshot_begin(out, target))
		return true;
	for (;;) {
		owned(release_record) struct record record = { 0 };

		switch (source_next(source, &record, err)) {
		case SOURCE_ERROR:
			return false;
		case SOURCE_END:
			(void)snapshot_end(out, source, records);
			return true;
		case SOURCE_RECORD:
			records++;
			if (!record_write(&record, out))
				return true;
		}
	}
}

static int to_stdout(struct source *source, const struct target *target)
{
	struct error err;

	if (!copy(source, target, stdout, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	return command_flush() ? EXIT_OK : EXIT_UNUSABLE;
}

/* Copy the spool, from its beginning. */
static bool unspool(const void *what, FILE *out)
{
	struct spool spool = *(const struct spool *)what;
	char chunk[CHUNK];
	size_t got;

	rewind(spool.file);
	while ((got = fread(chunk, 1, sizeof(chunk), spool.file)) > 0)
		(void)fwrite(chunk, 1, got, out);
	return !ferror(spool.file);
}

/*
 * Collecting may take long and may break off: what is collected goes into a
 * file without a name, and from there into place in one go.
 */
static int to_file(struct source *source, const struct target *target,
                   const struct options *options)
{
	owned(release_file) FILE *file = tmpfile();
	const struct spool spool = { file };
	const struct save save = { .path = options->outputs[0].path,
		                   .mode = options->mode,
		                   .write = unspool,
		                   .what = &spool };
	struct error err;

	if (!file) {
		error_plain(&err, "cannot make a temporary file: %s",
		            strerror(errno));
		return command_complain(&err, EXIT_UNUSABLE);
	}
	if (!copy(source, target, file, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	if (fflush(file) != 0 || ferror(file)) {
		error_plain(&err, "cannot write a temporary file: %s",
		            strerror(errno));
		return command_complain(&err, EXIT_UNUSABLE);
	}
	if (!save_file(&save, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	return EXIT_OK;
}

int command_facts(const struct options *options)
{
	owned(release_source) struct source *source = NULL;
	struct source_docker_options docker = options->docker;
	struct target target;
	struct error err;

	if (options->output_count > 1 ||
	    (options->output_count == 1 && options->outputs[0].reporter)) {
		error_plain(&err, "facts takes one --output FILE, without a "
		                  "format");
		return command_complain(&err, EXIT_USAGE);
	}
	docker.needs = &everything;
	if (!source_docker_open(&docker, &source, &target, &err))
		return command_complain(&err, EXIT_UNUSABLE);
	if (options->output_count == 0 ||
	    strcmp(options->outputs[0].path, "-") == 0)
		return to_stdout(source, &target);
	return to_file(source, &target, options);
}
