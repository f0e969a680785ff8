#include "../../src/cli/options.h"

#include "dockaudit/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS = 12 };

/* A command line; what was parsed points into it. */
struct typed {
	char words[WORDS][64];
	char *argv[WORDS + 1];
};

static bool parse(const char *const words[WORDS], struct typed *typed,
                  struct options *options, struct error *err)
{
	int argc = 1;

	*typed = (struct typed){ .argv = { typed->words[0] } };
	for (; argc < WORDS && words[argc - 1]; argc++) {
		(void)snprintf(typed->words[argc], sizeof(typed->words[argc]),
		               "%s", words[argc - 1]);
		typed->argv[argc] = typed->words[argc];
	}
	return options_parse(argc, typed->argv, options, err);
}

static const struct {
	const char *words[WORDS];
	const char *expected;
} wrong[] = {
	{ { "--colour", "always" },
	  "unknown option --colour (did you mean --color?)" },
	{ { "--forma=json" },
	  "unknown option --forma=json (did you mean --format?)" },
	{ { "--zzzzzz" }, "unknown option --zzzzzz" },
	{ { "-Z" }, "unknown option -Z in -Z" },
	{ { "-qZ" }, "unknown option -Z in -qZ" },
	{ { "lst" }, "no such verb: 'lst' (did you mean 'list'?)" },
	{ { "nonsense" },
	  "no such verb: 'nonsense' (dockaudit help lists them)" },
	{ { "--check" }, "--check needs a value: --check LIST" },
	{ { "-c" }, "-c needs a value: --check LIST" },
	{ { "--quiet=1" }, "--quiet takes no value" },
	{ { "-q", "-v" }, "--quiet and --verbose exclude each other" },
	{ { "list", "--fail-under", "5" },
	  "--fail-under does not go with 'list'" },
	{ { "--paths" }, "--paths does not go with 'audit'" },
	{ { "query" }, "usage: dockaudit query QUERY [FILE] [OPTION]..." },
	{ { "version", "x" }, "usage: dockaudit version [OPTION]..." },
	{ { "--fail-under", "101" },
	  "--fail-under: '101' is not a score from 0 to 100" },
	{ { "--fail-under", "nan" },
	  "--fail-under: 'nan' is not a score from 0 to 100" },
	{ { "--fail-under", "0x10" },
	  "--fail-under: '0x10' is not a score from 0 to 100" },
	{ { "--fail-under", "" },
	  "--fail-under: '' is not a score from 0 to 100" },
	{ { "--fail-on", "hgih" },
	  "--fail-on takes low, medium, high or critical, not "
	  "'hgih'" },
	{ { "--timeout", "5 s" },
	  "--timeout: '5 s' is not a time such as 30s, 500ms or 5m" },
	{ { "--timeout", "0" },
	  "--timeout: '0' is not a time such as 30s, 500ms or 5m" },
	{ { "--mode", "0999" },
	  "--mode: '0999' is not an octal mode such as 0640" },
	{ { "--mode", "4755" },
	  "--mode: '4755' is not an octal mode such as 0640" },
	{ { "--width", "59" },
	  "--width: '59' is not a number from 60 to 1000" },
	{ { "--color", "yes" },
	  "--color takes auto, always or never, not 'yes'" },
	{ { "-o", "pdf=x" },
	  "no such format: 'pdf' (there are text, json, junit)" },
	{ { "-o", "json=" }, "--output: no file is named in 'json='" },
	{ { "--facts", "f", "--host", "unix:///x" },
	  "--facts replays a snapshot: --host does not go with it" },
};

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct options options;
		struct typed typed;
		struct error err = { 0 };

		assert_false(parse(wrong[i].words, &typed, &options, &err));
		assert_string_equal(err.text, wrong[i].expected);
	}
}

static void nothing_typed_is_an_audit(void **state)
{
	static const char *const words[WORDS] = { NULL };
	struct options options;
	struct typed typed;
	struct error err;

	(void)state;
	assert_true(parse(words, &typed, &options, &err));
	assert_int_equal(options.verb, VERB_AUDIT);
	assert_int_equal(options.mode, 0600);
	assert_int_equal(options.docker.timeout_ms, LIMIT_REQUEST_MS);
	assert_int_equal(options.docker.total_ms, LIMIT_TOTAL_MS);
	assert_false(options.gates.fail_under_asked);
	assert_null(options.format);
}

static void options_may_be_typed_in_every_usual_way(void **state)
{
	static const char *const rows[][WORDS] = {
		{ "-q", "-c", "5.5", "--fail-under", "80", "-fjson" },
		{ "-qc5.5", "--fail-under=80", "-f", "json" },
		{ "audit", "--quiet", "--check=5.5", "--fail-under=80",
		  "--format", "json" },
		{ "--check", "5.5", "audit", "-q", "--fail-under=80.0",
		  "--format=json" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct options options;
		struct typed typed;
		struct error err;

		assert_true(parse(rows[i], &typed, &options, &err));
		assert_int_equal(options.verb, VERB_AUDIT);
		assert_true(options.quiet);
		assert_int_equal(options.only.count, 1);
		assert_string_equal(options.only.items[0], "5.5");
		assert_string_equal(options.format, "json");
		assert_true(options.gates.fail_under_asked);
		assert_true(options.gates.fail_under == 80);
	}
}

static void times_have_units(void **state)
{
	static const struct {
		const char *text;
		long expected;
	} rows[] = {
		{ "30", 30000 },  { "30s", 30000 }, { "500ms", 500 },
		{ "5m", 300000 }, { "0.5s", 500 },  { "1h", 3600000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *words[WORDS] = { "--timeout", rows[i].text };
		struct options options;
		struct typed typed;
		struct error err;

		assert_true(parse(words, &typed, &options, &err));
		assert_int_equal(options.docker.timeout_ms, rows[i].expected);
	}
}

static void an_output_names_its_format_or_not(void **state)
{
	static const char *const words[WORDS] = { "-o", "junit=a.xml",
		                                  "-o", "b.json",
		                                  "-o", "./x=y" };
	struct options options;
	struct typed typed;
	struct error err;

	(void)state;
	assert_true(parse(words, &typed, &options, &err));
	assert_int_equal(options.output_count, 3);
	assert_ptr_equal(options.outputs[0].reporter, &reporter_junit);
	assert_string_equal(options.outputs[0].path, "a.xml");
	assert_null(options.outputs[1].reporter);
	assert_string_equal(options.outputs[1].path, "b.json");
	assert_null(options.outputs[2].reporter);
	assert_string_equal(options.outputs[2].path, "./x=y");
}

static void after_two_dashes_nothing_is_an_option(void **state)
{
	static const char *const words[WORDS] = { "query", "--", "--paths",
		                                  "-" };
	struct options options;
	struct typed typed;
	struct error err;

	(void)state;
	assert_true(parse(words, &typed, &options, &err));
	assert_false(options.paths);
	assert_int_equal(options.operand_count, 2);
	assert_string_equal(options.operands[0], "--paths");
}

static void help_is_given_however_it_is_asked_for(void **state)
{
	static const char *const words[WORDS] = { "query", "--help" };
	struct options options;
	struct typed typed;
	struct error err;

	(void)state;
	assert_true(parse(words, &typed, &options, &err));
	assert_true(options.help);
	assert_int_equal(options.verb, VERB_QUERY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(nothing_typed_is_an_audit),
		cmocka_unit_test(options_may_be_typed_in_every_usual_way),
		cmocka_unit_test(times_have_units),
		cmocka_unit_test(an_output_names_its_format_or_not),
		cmocka_unit_test(after_two_dashes_nothing_is_an_option),
		cmocka_unit_test(help_is_given_however_it_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
