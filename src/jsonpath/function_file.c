#include "function.h"
#include "value.h"

#include "dockaudit/arena.h"

#include <math.h>
#include <string.h>

/* Every path against every base: a walk within a walk. */
struct paths {
	struct walk walk;
	const struct operand *operand;
	const struct operand *bases;
	const char *path; /* the present one, resolved */
	bool maybe;       /* it may not be selected at all */
	enum truth under;
	bool incomplete;
};

struct bases {
	struct walk walk;
	struct paths *paths;
};

/* Whether nothing in an absolute path needs to be resolved. */
static bool is_resolved(const char *path)
{
	size_t length = strlen(path);

	return !strstr(path, "//") && !strstr(path, "/./") &&
	       !strstr(path, "/../") &&
	       (length == 1 || path[length - 1] != '/') &&
	       (length < 2 || strcmp(path + length - 2, "/.") != 0) &&
	       (length < 3 || strcmp(path + length - 3, "/..") != 0);
}

/* Resolve an absolute path without asking the file system. */
static const char *resolve(struct arena *scratch, const char *path)
{
	char *resolved;
	char *out;

	if (is_resolved(path))
		return path;
	out = resolved = arena_alloc(scratch, strlen(path) + 2);
	while (*path) {
		size_t length;

		path += strspn(path, "/");
		length = strcspn(path, "/");
		if (length == 2 && strncmp(path, "..", 2) == 0) {
			while (out > resolved && *--out != '/')
				;
		} else if (length > 0 && !(length == 1 && *path == '.')) {
			*out++ = '/';
			memcpy(out, path, length);
			out += length;
		}
		path += length;
	}
	if (out == resolved)
		*out++ = '/';
	*out = '\0';
	return resolved;
}

/* The resolved path of a node; NULL when it is none, which may be unknown. */
static const char *path_of(struct run *run, const struct operand *operand,
                           const cJSON *value, bool *unknown)
{
	if (!cJSON_IsString(value)) {
		*unknown |= run->judging;
		(void)run_doubt(run, operand->text,
		                arena_printf(run->scratch, "is %s, not a path",
		                             run_type(value)));
		return NULL;
	}
	return *value->valuestring == '/'
	               ? resolve(run->scratch, value->valuestring)
	               : NULL;
}

static bool is_under(const char *path, const char *base)
{
	size_t length = strlen(base);

	if (strcmp(base, "/") == 0)
		return true;
	return strncmp(path, base, length) == 0 &&
	       (path[length] == '/' || path[length] == '\0');
}

static bool note_base(struct walk *walk, const struct place *place)
{
	struct paths *paths = ((struct bases *)walk)->paths;
	const char *base = path_of(walk->run, paths->bases, place->value,
	                           &paths->incomplete);

	if (!base || !is_under(paths->path, base))
		return true;
	paths->under =
		paths->maybe || place->maybe ? TRUTH_UNKNOWN : TRUTH_TRUE;
	return paths->under != TRUTH_TRUE;
}

static bool note_path(struct walk *walk, const struct place *place)
{
	struct paths *paths = (struct paths *)walk;
	struct bases bases = {
		.walk = { .run = walk->run, .found = note_base },
		.paths = paths,
	};

	paths->path = path_of(walk->run, paths->operand, place->value,
	                      &paths->incomplete);
	if (!paths->path)
		return true;
	paths->maybe = place->maybe;
	value_each(&bases.walk, paths->bases);
	paths->incomplete |= bases.walk.incomplete;
	return paths->under != TRUTH_TRUE && !walk->run->stopped;
}

enum truth function_file_path_under(const struct frame *frame)
{
	struct paths paths = {
		.walk = { .run = frame->run, .found = note_path },
		.operand = &frame->call->arguments[0],
		.bases = &frame->call->arguments[1],
		.under = TRUTH_FALSE,
	};

	value_each(&paths.walk, paths.operand);
	if (paths.under == TRUTH_FALSE &&
	    (paths.incomplete || paths.walk.incomplete))
		return TRUTH_UNKNOWN;
	return paths.under;
}

/* "0644" or 420, with the bits of the file's type or without. */
static bool to_mode(const cJSON *value, unsigned *ret_mode)
{
	enum { MODE_MAX = 0177777 };
	const char *digits;
	unsigned mode = 0;

	if (cJSON_IsNumber(value)) {
		if (!(value->valuedouble >= 0 &&
		      value->valuedouble <= MODE_MAX) ||
		    floor(value->valuedouble) < value->valuedouble)
			return false;
		*ret_mode = (unsigned)value->valuedouble;
		return true;
	}
	if (!cJSON_IsString(value) || *value->valuestring == '\0')
		return false;
	for (digits = value->valuestring; *digits; digits++) {
		if (*digits < '0' || *digits > '7')
			return false;
		mode = mode * 8 + (unsigned)(*digits - '0');
		if (mode > MODE_MAX)
			return false;
	}
	*ret_mode = mode;
	return true;
}

enum truth function_file_mode_at_most(const struct frame *frame)
{
	enum { PERMISSIONS = 07777 };
	unsigned modes[CALL_ARGUMENTS];

	for (size_t i = 0; i < CALL_ARGUMENTS; i++) {
		if (!to_mode(frame->values[i], &modes[i])) {
			return run_doubt(frame->run,
			                 frame->call->arguments[i].text,
			                 "is not a file mode");
		}
	}
	return (modes[0] & ~modes[1] & PERMISSIONS) == 0 ? TRUTH_TRUE
	                                                 : TRUTH_FALSE;
}
