#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/judge.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What one test judges, and what it leaves behind. */
struct bench {
	struct arena *arena;
	struct check check;
	struct record record;
	cJSON *root;
	struct subject subject;
};

static const struct jsonpath *compile(struct arena *arena, const char *text)
{
	const struct jsonpath *compiled;
	struct error err;

	if (!text)
		return NULL;
	assert_true(jsonpath_compile(arena, JSONPATH_CONDITION, text, &compiled,
	                             &err));
	return compiled;
}

static void release_bench(struct bench *bench)
{
	record_done(&bench->record);
	cJSON_Delete(bench->root);
	arena_free(bench->arena);
}

static struct bench bench_new(const char *when, const char *pass,
                              const char *document)
{
	struct bench b = { .arena = arena_new(),
		           .subject = { "container", "4f", "web" } };
	const struct record_head head = { .kind = KIND_CONTAINER,
		                          .id = "4f",
		                          .name = "web",
		                          .source = "GET /x",
		                          .time = 1767225600 };

	b.check = (struct check){ .id = "no-x",
		                  .title = "there is no x",
		                  .subject = KIND_CONTAINER,
		                  .when = compile(b.arena, when),
		                  .otherwise = "it is off",
		                  .pass = compile(b.arena, pass),
		                  .manual = "look at it",
		                  .message = "there is an x" };
	b.root = cJSON_Parse("{\"params\":{\"most\":3},"
	                     "\"daemon\":{\"settings\":{\"icc\":true}}}");
	record_init(&b.record, &head, cJSON_Parse(document));
	return b;
}

static struct finding judge_bench(struct bench *b)
{
	judge_prepare(&b->record);
	return judge(&b->check, &(struct judge_context){ .root = b->root },
	             &(struct judge_subject){ .record = &b->record,
	                                      .subject = &b->subject,
	                                      .scratch = b->arena,
	                                      .keep = b->arena });
}

static void conditions_decide_the_status(void **state)
{
	static const struct {
		const char *when;
		const char *pass;
		const char *document;
		enum status status;
		const char *message;
	} rows[] = {
		{ NULL, "@.x == false", "{\"x\":false}", STATUS_PASS,
		  "there is no x" },
		{ NULL, "@.x == false", "{\"x\":true}", STATUS_FAIL,
		  "there is an x" },
		{ NULL, "@.x == false", "{}", STATUS_ERROR,
		  "cannot tell: @.x: selects nothing" },
		{ NULL, "!@.x", "{}", STATUS_PASS, "there is no x" },
		{ "@.on == true", "@.x == 1", "{\"on\":false}",
		  STATUS_NOT_APPLICABLE, "it is off" },
		{ "@.on == true", "@.x == 1", "{\"x\":1}", STATUS_ERROR,
		  "cannot tell: @.on: selects nothing" },
		{ "@.on == true", "@.x == 1", "{\"on\":true,\"x\":1}",
		  STATUS_PASS, "there is no x" },
		{ NULL, "@.x <= $.params.most", "{\"x\":3}", STATUS_PASS,
		  "there is no x" },
		{ NULL, "@.x <= $.params.most", "{\"x\":4}", STATUS_FAIL,
		  "there is an x" },
		{ NULL, NULL, "{}", STATUS_MANUAL, "look at it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_bench) struct bench b =
			bench_new(rows[i].when, rows[i].pass, rows[i].document);
		struct finding finding = judge_bench(&b);

		assert_int_equal(finding.status, rows[i].status);
		assert_string_equal(finding.message, rows[i].message);
	}
}

static void what_could_not_be_read_is_an_error_that_says_why(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "!@.derived.kernel.seccomp", "{}");
	struct finding finding;

	(void)state;
	record_unreadable(&b.record, "derived.kernel",
	                  "/proc/812/status: Permission denied", "run as root");
	finding = judge_bench(&b);
	assert_int_equal(finding.status, STATUS_ERROR);
	assert_non_null(strstr(finding.message, "Permission denied"));
	assert_non_null(strstr(finding.message, "(run as root)"));
}

static void a_document_that_is_not_there_is_never_a_pass(void **state)
{
	static const char *const conditions[] = { "!@.x", "@.x == 1", "!@.*",
		                                  NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		owned(release_bench) struct bench b =
			bench_new(NULL, conditions[i], "null");
		struct finding finding;

		record_unreadable(&b.record, "", "it answered 500", "");
		finding = judge_bench(&b);
		assert_int_equal(finding.status, STATUS_ERROR);
		assert_string_equal(finding.message,
		                    "cannot be read: it answered 500");
	}
}

static void a_failure_shows_what_decided_it(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "@.a.x == 1 || $.daemon.settings.icc == false",
	                  "{\"a\":{\"x\":[1,\"two\"]}}");
	struct finding finding;

	(void)state;
	b.check.pass = compile(b.arena, "@.a.x[0] == 2 || "
	                                "$.daemon.settings.icc == false");
	record_source(&b.record, "a", "/etc/a");
	finding = judge_bench(&b);
	assert_int_equal(finding.status, STATUS_FAIL);
	assert_int_equal(finding.evidence_count, 2);
	assert_string_equal(finding.evidence[0].path, "$['a']['x'][0]");
	assert_string_equal(finding.evidence[0].value, "1");
	assert_string_equal(finding.evidence[0].source, "/etc/a");
	assert_string_equal(finding.evidence[1].path,
	                    "$['daemon']['settings']['icc']");
	assert_string_equal(finding.evidence[1].value, "true");
}

static void long_values_are_cut_and_say_so(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "@.x == \"\"", "{}");
	struct finding finding;
	char text[5001];

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	json_put_text(b.record.document, "x", text);
	finding = judge_bench(&b);
	assert_int_equal(finding.evidence_count, 1);
	assert_true(strlen(finding.evidence[0].value) <= LIMIT_EVIDENCE_VALUE);
	assert_non_null(strstr(finding.evidence[0].value, "(5000 bytes)"));
	assert_int_equal(finding.evidence[0].value[0], '"');
}

static void a_long_object_shows_what_it_begins_with(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "!@.x", "{\"x\":{\"source\":\"/etc\"}}");
	struct finding finding;
	char text[600];

	(void)state;
	memset(text, '"', sizeof(text) - 1); /* the longest when escaped */
	text[sizeof(text) - 1] = '\0';
	json_put_text(cJSON_GetObjectItemCaseSensitive(b.record.document, "x"),
	              "destination", text);
	finding = judge_bench(&b);
	assert_int_equal(finding.evidence_count, 1);
	assert_true(strlen(finding.evidence[0].value) <= LIMIT_EVIDENCE_VALUE);
	assert_non_null(strstr(finding.evidence[0].value,
	                       "\"{\\\"source\\\":\\\"/etc\\\""));
}

static void evidence_has_a_limit_and_says_how_much_more(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "count(@.x[*]) == 0", "{}");
	cJSON *list = json_array();
	struct finding finding;

	(void)state;
	for (int i = 0; i < 100; i++)
		json_push(list, cJSON_CreateNumber(i));
	json_put(b.record.document, "x", list);
	finding = judge_bench(&b);
	assert_int_equal(finding.status, STATUS_FAIL);
	assert_int_equal(finding.evidence_count, LIMIT_EVIDENCE_ITEMS);
	assert_int_equal(finding.evidence_cut, 100 - LIMIT_EVIDENCE_ITEMS);
}

static void a_fingerprint_is_of_check_kind_and_name(void **state)
{
	owned(release_bench) struct bench b =
		bench_new(NULL, "@.x == 1", "{\"x\":1}");
	struct finding first = judge_bench(&b);
	struct finding other;

	(void)state;
	assert_int_equal(strlen(first.fingerprint), 16);
	b.subject.id = "99"; /* recreated: the same name, another id */
	other = judge_bench(&b);
	assert_string_equal(first.fingerprint, other.fingerprint);
	b.subject.name = "web2";
	other = judge_bench(&b);
	assert_string_not_equal(first.fingerprint, other.fingerprint);
	b.subject.name = "web";
	b.check.id = "no-y";
	other = judge_bench(&b);
	assert_string_not_equal(first.fingerprint, other.fingerprint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_decide_the_status),
		cmocka_unit_test(
			what_could_not_be_read_is_an_error_that_says_why),
		cmocka_unit_test(a_document_that_is_not_there_is_never_a_pass),
		cmocka_unit_test(a_failure_shows_what_decided_it),
		cmocka_unit_test(long_values_are_cut_and_say_so),
		cmocka_unit_test(a_long_object_shows_what_it_begins_with),
		cmocka_unit_test(evidence_has_a_limit_and_says_how_much_more),
		cmocka_unit_test(a_fingerprint_is_of_check_kind_and_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
