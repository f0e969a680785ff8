#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/escape.h"
#include "dockaudit/owned.h"
#include "sample_report.h"

#include <string.h>

enum { GOLDEN_SIZE = 1 << 16, SEEDS = 10000, NARROWEST = 60, WIDEST = 200 };

static char *render(const struct report *report, struct report_style style)
{
	return sample_render(&reporter_text, report, &style);
}

static void accept_golden(const char *path, const char *text)
{
	owned(release_file) FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
}

/* With ACCEPT in the environment, what is written now becomes right. */
static void assert_golden(const char *path, const char *text)
{
	owned(release_file) FILE *in = NULL;
	owned(release_string) char *golden = calloc(1, GOLDEN_SIZE);

	if (getenv("ACCEPT"))
		accept_golden(path, text);
	in = fopen(path, "r");
	assert_non_null(in);
	assert_non_null(golden);
	assert_true(fread(golden, 1, GOLDEN_SIZE - 1, in) > 0);
	assert_string_equal(text, golden);
}

static void looks_as_it_did(void **state)
{
	static const struct {
		const char *golden;
		struct report_style style;
	} rows[] = {
		{ "tests/unit/golden/report-60.txt", { .width = 60 } },
		{ "tests/unit/golden/report-80.txt", { .width = 0 } },
		{ "tests/unit/golden/report-quiet.txt", { .quiet = true } },
		{ "tests/unit/golden/report-verbose.txt",
		  { .width = 100, .verbose = true, .remediation = true } },
	};
	owned(release_arena) struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_string) char *text =
			render(sample_report(arena), rows[i].style);

		assert_golden(rows[i].golden, text);
	}
}

/* The columns of a line that has been escaped already. */
static size_t columns(const char *line, size_t length)
{
	size_t backslashes = 0;

	for (size_t i = 0; i < length; i++)
		backslashes += line[i] == '\\';
	return escape_width(line, length) - backslashes;
}

static void assert_narrow(const char *text, size_t width)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		assert_true(columns(text, length) <= width);
		text += length + (text[length] == '\n');
	}
}

static void no_line_is_wider_than_the_terminal(void **state)
{
	(void)state;
	for (unsigned width = NARROWEST; width <= WIDEST; width++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct report *reports[] = {
			sample_report(arena),
			sample_report_empty(arena),
			sample_report_random(arena, width),
		};

		for (size_t i = 0; i < 3; i++) {
			owned(release_string) char *text =
				render(reports[i], (struct report_style){
							   .width = width,
							   .verbose = true,
							   .remediation = true,
						   });

			assert_narrow(text, width);
		}
	}
}

static void unwrap(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text != ' ' && *text != '\n')
			*to++ = *text;
	}
	*to = '\0';
}

static void assert_tells(const char *unwrapped, const char *what)
{
	owned(release_string) char *word = strdup(what);

	assert_non_null(word);
	unwrap(word);
	assert_non_null(strstr(unwrapped, word));
}

static void assert_tells_control(const char *unwrapped,
                                 const struct report_control *control)
{
	assert_tells(unwrapped, control->title);
	for (size_t i = 0; i < control->finding_count; i++) {
		const struct finding *finding = &control->findings[i];

		assert_tells(unwrapped, finding->subject->name);
		assert_tells(unwrapped, finding->message);
		for (size_t j = 0; j < finding->evidence_count; j++)
			assert_tells(unwrapped, finding->evidence[j].value);
	}
}

static void nothing_is_cut_off_at_any_width(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	const struct report *report = sample_report(arena);

	(void)state;
	for (unsigned width = NARROWEST; width <= WIDEST; width += 7) {
		owned(release_string) char *text =
			render(report, (struct report_style){ .width = width });

		unwrap(text);
		for (size_t i = 0; i < report->section_count; i++) {
			const struct report_section *section =
				&report->sections[i];

			assert_tells(text, section->title);
			for (size_t j = 0; j < section->control_count; j++)
				assert_tells_control(text,
				                     &section->controls[j]);
		}
	}
}

static size_t count_lines(const char *text, const char *beginning)
{
	size_t count = 0;

	while (*text) {
		count += strncmp(text, beginning, strlen(beginning)) == 0;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return count;
}

static size_t count_controls(const struct report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->section_count; i++)
		count += report->sections[i].control_count;
	return count;
}

static void hostile_names_steer_no_terminal_and_forge_no_line(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct report *report = sample_report_random(arena, seed);
		owned(release_string) char *text =
			render(report, (struct report_style){
					       .width = NARROWEST + seed % 50,
					       .verbose = seed % 2,
					       .remediation = seed % 3,
				       });

		assert_true(sample_clean(text));
		assert_int_equal(count_lines(text, "["),
		                 count_controls(report));
	}
}

/* Take out the colours, and nothing else that begins with ESC. */
static void uncolour(char *text)
{
	char *to = text;

	while (*text) {
		size_t length = strspn(text, "\033[0123456789;");

		if (*text == '\033' && text[length] == 'm')
			text += length + 1;
		else
			*to++ = *text++;
	}
	*to = '\0';
}

static void colours_are_all_that_colour_adds(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 500; seed++) {
		owned(release_arena) struct arena *arena = arena_new();
		const struct report *report =
			seed ? sample_report_random(arena, seed)
			     : sample_report(arena);
		owned(release_string) char *plain =
			render(report, (struct report_style){ 0 });
		owned(release_string) char *colour =
			render(report, (struct report_style){ .colour = true });

		assert_non_null(strstr(colour, "\033["));
		uncolour(colour);
		assert_string_equal(colour, plain);
	}
}

static void says_when_it_is_not_the_whole(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report(arena);
	owned(release_string) char *complete =
		render(report, (struct report_style){ 0 });
	owned(release_string) char *broken = NULL;

	(void)state;
	report->complete = false;
	report->incomplete = "the daemon went away";
	broken = render(report, (struct report_style){ .quiet = true });
	assert_null(strstr(complete, "INCOMPLETE"));
	assert_non_null(strstr(broken, "\nINCOMPLETE: the daemon went away\n"));
}

static void without_a_gate_it_says_so_in_the_last_line(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report(arena);
	owned(release_string) char *gated =
		render(report, (struct report_style){ 0 });
	owned(release_string) char *open = NULL;

	(void)state;
	report->gate_count = 0;
	open = render(report, (struct report_style){ .width = 200 });
	assert_null(strstr(gated, "No gate"));
	assert_non_null(strstr(gated, "\ngate fail-under 80: NOT HELD: score "
	                              "38.5 is under 80\n"));
	assert_non_null(strstr(gated, "\ngate fail-on critical: held: "));
	assert_non_null(strstr(open, "\n\nNo gate was set, so what was found "
	                             "does not change the exit status"));
}

static void a_score_is_100_only_when_nothing_is_missing(void **state)
{
	static const struct {
		double percent;
		const char *line;
	} rows[] = {
		{ 100, "\nscore 100.0 of 100;" },
		{ 99.99, "\nscore 99.9 of 100;" },
		{ 66.6667, "\nscore 66.7 of 100;" },
		{ 0, "\nscore 0.0 of 100;" },
	};
	owned(release_arena) struct arena *arena = arena_new();
	struct report *report = sample_report(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_string) char *text = NULL;

		report->score.percent = rows[i].percent;
		text = render(report, (struct report_style){ 0 });
		assert_non_null(strstr(text, rows[i].line));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_as_it_did),
		cmocka_unit_test(no_line_is_wider_than_the_terminal),
		cmocka_unit_test(nothing_is_cut_off_at_any_width),
		cmocka_unit_test(
			hostile_names_steer_no_terminal_and_forge_no_line),
		cmocka_unit_test(colours_are_all_that_colour_adds),
		cmocka_unit_test(says_when_it_is_not_the_whole),
		cmocka_unit_test(without_a_gate_it_says_so_in_the_last_line),
		cmocka_unit_test(a_score_is_100_only_when_nothing_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
