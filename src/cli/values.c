#include "values.h"

#include <stdlib.h>
#include <string.h>

enum {
	MODE_BITS = 0777,
	MS_LONGEST = 24 * 60 * 60 * 1000,
};

static double unit_ms(const char *unit)
{
	static const struct {
		const char *name;
		double ms;
	} units[] = {
		{ "", 1e3 },  { "s", 1e3 },   { "ms", 1 },
		{ "m", 6e4 }, { "h", 3.6e6 },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].name, unit) == 0)
			return units[i].ms;
	return 0;
}

bool values_duration(long *ret_ms, const char *name, const char *value,
                     struct error *err)
{
	char *unit;
	double amount = strtod(value, &unit);
	double ms = amount * unit_ms(unit);

	if (unit == value || !(ms >= 1) || ms > MS_LONGEST) {
		return error_plain(err,
		                   "--%s: '%s' is not a time such as 30s, "
		                   "500ms or 5m",
		                   name, value);
	}
	*ret_ms = (long)ms;
	return true;
}

bool values_reporter(const char *name, const struct reporter **ret_reporter,
                     struct error *err)
{
	char names[256] = "";
	const struct reporter *r = reporter_find(name);

	if (r) {
		*ret_reporter = r;
		return true;
	}
	for (size_t i = 0; (r = reporter_at(i)); i++) {
		(void)snprintf(names + strlen(names),
		               sizeof(names) - strlen(names), "%s%s",
		               i ? ", " : "", r->name);
	}
	return error_plain(err, "no such format: '%s' (there are %s)", name,
	                   names);
}

/* A '=' behind the name of a format; a file may have one in its name. */
bool values_output(struct options *options, const char *value,
                   struct error *err)
{
	struct output output = { .path = value };
	size_t length = strcspn(value, "=");
	char name[32];

	if (options->output_count == OPTIONS_OUTPUTS)
		return error_plain(err, "--output more than %d times",
		                   OPTIONS_OUTPUTS);
	if (value[length] && !memchr(value, '/', length) &&
	    length < sizeof(name)) {
		(void)snprintf(name, sizeof(name), "%.*s", (int)length, value);
		if (!values_reporter(name, &output.reporter, err))
			return false;
		output.path = value + length + 1;
	}
	if (!*output.path)
		return error_plain(err, "--output: no file is named in '%s'",
		                   value);
	options->outputs[options->output_count++] = output;
	return true;
}

bool values_mode(struct options *options, const char *value, struct error *err)
{
	char *end;
	unsigned long mode = strtoul(value, &end, 8);

	if (end == value || *end || *value == '-' || mode > MODE_BITS) {
		return error_plain(err,
		                   "--mode: '%s' is not an octal mode "
		                   "such as 0640",
		                   value);
	}
	options->mode = (unsigned)mode;
	return true;
}

bool values_color(struct options *options, const char *value, struct error *err)
{
	static const char *const names[] = {
		[COLOUR_AUTO] = "auto",
		[COLOUR_ALWAYS] = "always",
		[COLOUR_NEVER] = "never",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], value) != 0)
			continue;
		options->colour = (enum colour)i;
		return true;
	}
	return error_plain(err, "--color takes auto, always or never, not '%s'",
	                   value);
}

bool values_width(struct options *options, const char *value, struct error *err)
{
	char *end;
	long width = strtol(value, &end, 10);

	if (end == value || *end || width < OPTIONS_WIDTH_LEAST ||
	    width > OPTIONS_WIDTH_MOST) {
		return error_plain(err,
		                   "--width: '%s' is not a number from %d "
		                   "to %d",
		                   value, OPTIONS_WIDTH_LEAST,
		                   OPTIONS_WIDTH_MOST);
	}
	options->width = (unsigned)width;
	return true;
}

bool values_fail_under(struct options *options, const char *value,
                       struct error *err)
{
	char *end;
	double score = strtod(value, &end);
	bool decimal = strspn(value, "0123456789.") == strlen(value);

	if (end == value || *end || !decimal || !(score >= 0 && score <= 100)) {
		return error_plain(err,
		                   "--fail-under: '%s' is not a score "
		                   "from 0 to 100",
		                   value);
	}
	options->gates.fail_under_asked = true;
	options->gates.fail_under = score;
	return true;
}

bool values_fail_on(struct options *options, const char *value,
                    struct error *err)
{
	if (!severity_find(value, &options->gates.fail_on)) {
		return error_plain(err,
		                   "--fail-on takes low, medium, high or "
		                   "critical, not '%s'",
		                   value);
	}
	return options->gates.fail_on_asked = true;
}
