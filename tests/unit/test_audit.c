#include "dockaudit/arena.h"
#include "dockaudit/audit.h"
#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A source of canned records that may break off at the end. */
struct canned {
	struct source source;
	const char *const *lines;
	size_t count;
	bool breaks;
};

static enum source_next
canned_next(struct source *source, struct record *ret_record, struct error *err)
{
	struct canned *canned = (struct canned *)source;

	if (canned->count > 0) {
		canned->count--;
		assert_true(record_parse(canned->lines[0],
		                         strlen(canned->lines[0]), ret_record,
		                         err));
		canned->lines++;
		return SOURCE_RECORD;
	}
	if (!canned->breaks)
		return SOURCE_END;
	error_plain(err, "connection reset");
	return SOURCE_ERROR;
}

static void canned_close(struct source *source)
{
	(void)source;
}

static const struct source_operations operations = { canned_next,
	                                             canned_close };

/* One check on containers, one on the daemon, both in one section. */
struct stage {
	struct arena *keep;
	struct check checks[2];
	const struct check *lists[2];
	struct control controls[2];
	struct section section;
	struct policy policy;
};

static const struct jsonpath *compile(struct arena *arena, const char *text)
{
	const struct jsonpath *compiled;
	struct error err;

	assert_true(jsonpath_compile(arena, JSONPATH_CONDITION, text, &compiled,
	                             &err));
	return compiled;
}

static void stage_init(struct stage *s, const char *container_condition)
{
	*s = (struct stage){ .keep = arena_new() };
	s->checks[0] = (struct check){
		.id = "container-x",
		.title = "x",
		.subject = KIND_CONTAINER,
		.pass = compile(s->keep, container_condition),
	};
	s->checks[1] = (struct check){
		.id = "daemon-x",
		.title = "x",
		.subject = KIND_DAEMON,
		.pass = compile(s->keep, "@.info.Debug == false"),
	};
	for (size_t i = 0; i < 2; i++) {
		s->lists[i] = &s->checks[i];
		s->controls[i] = (struct control){ .id = i ? "2" : "1",
			                           .title = "x",
			                           .checks = &s->lists[i],
			                           .check_count = 1 };
	}
	s->section = (struct section){ .id = "1",
		                       .title = "one",
		                       .controls = s->controls,
		                       .control_count = 2 };
	s->policy = (struct policy){ .profile = { .id = "p",
		                                  .title = "P",
		                                  .sections = &s->section,
		                                  .section_count = 1 },
		                     .values = json_object() };
	json_put_number(s->policy.values, "most", 2);
}

static void release_stage(struct stage *s)
{
	cJSON_Delete(s->policy.values);
	arena_free(s->keep);
}

static struct report run(struct stage *s, const char *const *lines,
                         size_t count, bool breaks)
{
	struct canned canned = { .source = { .operations = &operations },
		                 .lines = lines,
		                 .count = count,
		                 .breaks = breaks };
	const struct target target = { .host = "h", .source = "snapshot" };
	struct report report;

	audit_run(&(struct audit){ .policy = &s->policy,
	                           .source = &canned.source,
	                           .target = &target,
	                           .keep = s->keep },
	          &report);
	return report;
}

#define RECORD(kind, name, rest)                                               \
	"{\"kind\":\"" kind "\",\"id\":\"" name "\",\"name\":\"" name          \
	"\",\"source\":\"s\",\"time\":\"2026-01-01T00:00:00Z\"," rest "}"
#define DAEMON                                                                 \
	RECORD("daemon", "d",                                                  \
	       "\"document\":{\"info\":{\"Debug\":false,"                      \
	       "\"Swarm\":{\"LocalNodeState\":\"active\"}}}")
#define UNREADABLE                                                             \
	"\"document\":null,\"unreadable\":[{\"path\":\"$\","                   \
	"\"reason\":\"answered 500\",\"help\":\"\"}]"

static enum status status_of(const struct report *report, size_t control)
{
	return report->sections[0].controls[control].status;
}

static void subjects_are_judged_in_their_context(void **state)
{
	static const char *const lines[] = {
		DAEMON,
		RECORD("container", "web", "\"document\":{\"n\":2}"),
		RECORD("volume", "v", "\"document\":{}"),
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "@.n == $.params.most && "
	               "$.daemon.info.Debug == false && "
	               "$.swarm.LocalNodeState == 'active'");
	report = run(&s, lines, 3, false);
	assert_true(report.complete);
	assert_int_equal(status_of(&report, 0), STATUS_PASS);
	assert_int_equal(status_of(&report, 1), STATUS_PASS);
	assert_int_equal(report.subject_count, 3);
}

static void a_source_that_breaks_off_leaves_no_clean_report(void **state)
{
	static const char *const lines[] = { DAEMON };
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "@.n == 1");
	report = run(&s, lines, 1, true);
	assert_false(report.complete);
	assert_string_equal(report.incomplete, "connection reset");
	assert_int_equal(status_of(&report, 0), STATUS_ERROR);
	assert_int_equal(status_of(&report, 1), STATUS_PASS);
}

static void a_kind_of_which_nothing_could_be_read_is_not_audited(void **state)
{
	static const char *const lines[] = {
		DAEMON,
		RECORD("container", "a", UNREADABLE),
		RECORD("container", "b", UNREADABLE),
		RECORD("container", "c", "\"document\":{\"n\":1}"),
	};
	owned(release_stage) struct stage s;
	struct report some;
	struct report none;

	(void)state;
	stage_init(&s, "@.n == 1");
	some = run(&s, lines, 4, false);
	assert_true(some.complete);
	assert_int_equal(status_of(&some, 0), STATUS_ERROR);
	none = run(&s, lines, 3, false);
	assert_false(none.complete);
	assert_string_equal(none.incomplete,
	                    "of 2 containers none could be read: answered 500");
}

static void a_snapshot_without_its_daemon_is_not_whole(void **state)
{
	static const char *const lines[] = {
		RECORD("container", "web", "\"document\":{\"n\":1}"),
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "@.n == 1");
	report = run(&s, lines, 1, false);
	assert_false(report.complete);
	assert_string_equal(report.incomplete,
	                    "there is no record of the daemon");
	assert_int_equal(status_of(&report, 1), STATUS_ERROR);
}

static void one_that_could_not_be_read_is_named(void **state)
{
	static const char *const lines[] = {
		DAEMON,
		RECORD("container", "web", UNREADABLE),
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "@.n == 1");
	report = run(&s, lines, 2, false);
	assert_false(report.complete);
	assert_string_equal(report.incomplete,
	                    "web could not be read: answered 500");
}

static void a_host_that_is_elsewhere_is_no_reason_to_stop(void **state)
{
	static const char *const lines[] = {
		RECORD("host", "h", UNREADABLE),
		DAEMON,
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "@.n == 1");
	report = run(&s, lines, 2, false);
	assert_true(report.complete);
	assert_int_equal(status_of(&report, 0), STATUS_NOT_APPLICABLE);
}

static void context_that_could_not_be_read_is_unknown(void **state)
{
	static const char *const lines[] = {
		RECORD("daemon", "d", UNREADABLE),
		RECORD("container", "web", "\"document\":{\"n\":1}"),
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "!$.daemon.info");
	report = run(&s, lines, 2, false);
	assert_int_equal(status_of(&report, 0), STATUS_ERROR);
}

static void context_that_was_not_collected_is_unknown(void **state)
{
	static const char *const conditions[] = { "!$.daemon.info", "!$.host",
		                                  "!$.swarm.x" };
	static const char *const lines[] = {
		RECORD("container", "web", "\"document\":{\"n\":1}"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		owned(release_stage) struct stage s;
		struct report report;

		stage_init(&s, conditions[i]);
		report = run(&s, lines, 1, false);
		assert_int_equal(status_of(&report, 0), STATUS_ERROR);
	}
}

static void an_engine_without_swarm_mode_has_none(void **state)
{
	static const char *const lines[] = {
		RECORD("daemon", "d",
		       "\"document\":{\"info\":{\"Debug\":false}}"),
		RECORD("container", "web", "\"document\":{\"n\":1}"),
	};
	owned(release_stage) struct stage s;
	struct report report;

	(void)state;
	stage_init(&s, "!$.swarm.LocalNodeState");
	report = run(&s, lines, 2, false);
	assert_int_equal(status_of(&report, 0), STATUS_PASS);
}

static void only_what_checks_read_is_needed(void **state)
{
	owned(release_stage) struct stage s;
	struct needs needs;

	(void)state;
	stage_init(&s, "@.HostConfig.Privileged == false");
	s.section.control_count = 1;
	needs = audit_needs(&s.policy);
	assert_true(needs.kinds[KIND_CONTAINER]);
	assert_false(needs.kinds[KIND_DAEMON]);
	assert_false(needs.kinds[KIND_IMAGE]);
	assert_false(needs.execs || needs.processes || needs.kernel ||
	             needs.images || needs.volumes || needs.services);
}

static void what_checks_read_is_needed(void **state)
{
	static const struct {
		const char *condition;
		size_t offset;
	} rows[] = {
		{ "!@.derived.execs[0]", offsetof(struct needs, execs) },
		{ "!@.derived.processes[?@.uid == 0]",
		  offsetof(struct needs, processes) },
		{ "@.derived.kernel.seccomp == 2",
		  offsetof(struct needs, kernel) },
		{ "@.derived.image.current_id == @.Image",
		  offsetof(struct needs, images) },
		{ "!@.derived.host_paths[0]", offsetof(struct needs, volumes) },
		{ "@.derived.restart.maximum == 1",
		  offsetof(struct needs, services) },
		{ "@.derived.ports[?@.any_address == true]",
		  offsetof(struct needs, services) },
		{ "$.daemon.info.Debug == true",
		  offsetof(struct needs, kinds) + KIND_DAEMON },
		{ "$.swarm.LocalNodeState == ''",
		  offsetof(struct needs, kinds) + KIND_DAEMON },
		{ "$.host.uid == 0",
		  offsetof(struct needs, kinds) + KIND_HOST },
		{ "!@.x[?$.daemon.info.Debug == true]",
		  offsetof(struct needs, kinds) + KIND_DAEMON },
		/* members that are not named may be any */
		{ "!@..execs", offsetof(struct needs, kernel) },
		{ "!@.derived[?@.x == 1]", offsetof(struct needs, kernel) },
		{ "!@.derived", offsetof(struct needs, processes) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		owned(release_stage) struct stage s;
		struct needs needs;

		stage_init(&s, rows[i].condition);
		s.section.control_count = 1;
		needs = audit_needs(&s.policy);
		assert_true(((const bool *)&needs)[rows[i].offset]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subjects_are_judged_in_their_context),
		cmocka_unit_test(
			a_source_that_breaks_off_leaves_no_clean_report),
		cmocka_unit_test(
			a_kind_of_which_nothing_could_be_read_is_not_audited),
		cmocka_unit_test(a_snapshot_without_its_daemon_is_not_whole),
		cmocka_unit_test(one_that_could_not_be_read_is_named),
		cmocka_unit_test(a_host_that_is_elsewhere_is_no_reason_to_stop),
		cmocka_unit_test(context_that_could_not_be_read_is_unknown),
		cmocka_unit_test(context_that_was_not_collected_is_unknown),
		cmocka_unit_test(an_engine_without_swarm_mode_has_none),
		cmocka_unit_test(only_what_checks_read_is_needed),
		cmocka_unit_test(what_checks_read_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
