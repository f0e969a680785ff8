#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dockaudit/arena.h"
#include "dockaudit/owned.h"
#include "dockaudit/text.h"
#include "sample_report.h"

#include <math.h>
#include <string.h>

enum { SEEDS = 10000 };

static char *render(const struct report *report)
{
	return sample_render(&reporter_json, report,
	                     &(struct report_style){ 0 });
}

static const cJSON *member(const cJSON *object, const char *name)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);

	assert_non_null(found);
	return found;
}

/* What a text becomes: bytes that are no UTF-8 are shown as \xNN. */
static char *replaced(const char *text)
{
	size_t length = strlen(text);
	char *copy = malloc(length * 4 + 1);
	char *to = copy;

	assert_non_null(copy);
	while (length) {
		unsigned code;
		size_t bytes = text_utf8(text, length, &code);

		if (bytes)
			memcpy(to, text, bytes);
		else
			(void)sprintf(to, "\\x%02x", (unsigned char)*text);
		to += bytes ? bytes : 4;
		bytes = bytes ? bytes : 1;
		text += bytes;
		length -= bytes;
	}
	*to = '\0';
	return copy;
}

static void assert_string(const cJSON *item, const char *text)
{
	owned(release_string) char *expected = replaced(text);

	assert_true(cJSON_IsString(item));
	assert_string_equal(item->valuestring, expected);
}

static void assert_text(const cJSON *object, const char *name, const char *text)
{
	const cJSON *item = member(object, name);

	if (text)
		assert_string(item, text);
	else
		assert_true(cJSON_IsNull(item));
}

static void assert_number(const cJSON *object, const char *name, double value)
{
	const cJSON *item = member(object, name);

	assert_true(cJSON_IsNumber(item));
	assert_true(fabs(item->valuedouble - value) < 0.0501);
}

static void assert_score(const cJSON *object, const char *name,
                         struct score score)
{
	/* 100.0 is said only where it is. */
	if (score.known && score.percent > 99.9 && score.percent < 100)
		assert_number(object, name, 99.9);
	else if (score.known)
		assert_number(object, name, score.percent);
	else
		assert_true(cJSON_IsNull(member(object, name)));
}

static void assert_tally(const cJSON *object, const char *name,
                         const struct tally *tally)
{
	const cJSON *item = member(object, name);

	assert_int_equal(cJSON_GetArraySize(item), STATUSES);
	for (int i = 0; i < STATUSES; i++)
		assert_number(item, status_name((enum status)i),
		              (double)tally->of[i]);
}

static void assert_texts(const cJSON *object, const char *name,
                         const char *const *texts, size_t count)
{
	const cJSON *item = member(object, name);

	assert_int_equal(cJSON_GetArraySize(item), count);
	for (size_t i = 0; i < count; i++)
		assert_string(cJSON_GetArrayItem(item, (int)i), texts[i]);
}

/* That two values are the same but for bytes that are no UTF-8. */
static void assert_same(const cJSON *item, const cJSON *expected)
{
	const cJSON *child = item->child;
	const cJSON *other = expected->child;

	assert_int_equal(item->type, expected->type);
	if (cJSON_IsString(item))
		assert_string(item, expected->valuestring);
	else if (cJSON_IsNumber(item))
		assert_true(item->valuedouble >= expected->valuedouble &&
		            item->valuedouble <= expected->valuedouble);
	for (; child && other; child = child->next, other = other->next) {
		if (cJSON_IsObject(item)) {
			owned(release_string) char *name =
				replaced(other->string);

			assert_string_equal(child->string, name);
		}
		assert_same(child, other);
	}
	assert_ptr_equal(child, other); /* both NULL */
}

static void assert_value(const cJSON *object, const char *name,
                         const char *value)
{
	owned(release_json) cJSON *expected = cJSON_Parse(value);

	assert_non_null(expected);
	assert_same(member(object, name), expected);
}

static void assert_finding(const cJSON *item, const struct finding *finding)
{
	const cJSON *subject = member(item, "subject");
	const cJSON *evidence = member(item, "evidence");

	assert_text(item, "check", finding->check);
	assert_text(item, "status", status_name(finding->status));
	assert_text(subject, "kind", finding->subject->kind);
	assert_text(subject, "id", finding->subject->id);
	assert_text(subject, "name", finding->subject->name);
	assert_text(item, "message", finding->message);
	assert_text(item, "fingerprint", finding->fingerprint);
	assert_number(item, "evidence_cut", (double)finding->evidence_cut);
	assert_int_equal(cJSON_GetArraySize(evidence), finding->evidence_count);
	for (size_t i = 0; i < finding->evidence_count; i++) {
		const cJSON *one = cJSON_GetArrayItem(evidence, (int)i);

		assert_text(one, "path", finding->evidence[i].path);
		assert_value(one, "value", finding->evidence[i].value);
		assert_text(one, "source", finding->evidence[i].source);
	}
}

static void assert_control(const cJSON *item,
                           const struct report_control *control,
                           const struct report_section *section)
{
	const cJSON *findings = member(item, "findings");

	assert_text(item, "id", control->id);
	assert_text(item, "title", control->title);
	assert_text(item, "section", section->id);
	if (control->level)
		assert_number(item, "level", control->level);
	else
		assert_true(cJSON_IsNull(member(item, "level")));
	assert_text(item, "severity", severity_name(control->severity));
	assert_text(item, "assessment", control->assessment);
	assert_text(item, "status", status_name(control->status));
	assert_text(item, "reason", control->reason);
	assert_texts(item, "checks", control->checks, control->check_count);
	assert_tally(item, "subjects", &control->subjects);
	assert_text(item, "rationale", control->rationale);
	assert_text(item, "remediation", control->remediation);
	assert_texts(item, "references", control->references,
	             control->reference_count);
	assert_int_equal(cJSON_GetArraySize(findings), control->finding_count);
	for (size_t i = 0; i < control->finding_count; i++)
		assert_finding(cJSON_GetArrayItem(findings, (int)i),
		               &control->findings[i]);
}

static void assert_sections(const cJSON *root, const struct report *report)
{
	const cJSON *section = member(root, "sections")->child;
	const cJSON *control = member(root, "controls")->child;

	for (size_t i = 0; i < report->section_count; i++) {
		const struct report_section *from = &report->sections[i];

		assert_text(section, "id", from->id);
		assert_text(section, "title", from->title);
		assert_score(section, "score", from->score);
		assert_tally(section, "summary", &from->summary);
		section = section->next;
		for (size_t j = 0; j < from->control_count; j++) {
			assert_control(control, &from->controls[j], from);
			control = control->next;
		}
	}
	assert_null(section);
	assert_null(control);
}

static void assert_gates(const cJSON *root, const struct report *report)
{
	const cJSON *gate = member(root, "gates")->child;

	for (size_t i = 0; i < report->gate_count; i++) {
		const struct report_gate *from = &report->gates[i];

		assert_text(gate, "name", from->name);
		assert_value(gate, "wanted", from->wanted);
		assert_value(gate, "got", from->got);
		assert_int_equal(cJSON_IsTrue(member(gate, "held")),
		                 from->held);
		assert_text(gate, "reason", from->reason);
		gate = gate->next;
	}
	assert_null(gate);
}

static void assert_time(const cJSON *root, const char *name, long long expected)
{
	long long seconds = 0;

	assert_true(text_to_time(member(root, name)->valuestring, &seconds));
	assert_int_equal(seconds, expected);
}

static void assert_target(const cJSON *item, const struct report_target *target)
{
	assert_text(item, "host", target->host);
	assert_text(item, "engine", target->engine);
	assert_text(item, "api", target->api);
	assert_text(item, "source", target->source);
	assert_text(item, "address", target->address);
	assert_int_equal(cJSON_IsTrue(member(item, "rootless")),
	                 target->rootless);
}

static void assert_head(const cJSON *root, const struct report *report)
{
	assert_number(root, "schema_version", 1);
	assert_text(member(root, "tool"), "name", "dockaudit");
	assert_text(member(root, "tool"), "version", report->tool_version);
	assert_text(member(root, "profile"), "id", report->profile_id);
	assert_text(member(root, "profile"), "title", report->profile_title);
	assert_target(member(root, "target"), &report->target);
	assert_time(root, "started", report->started);
	assert_time(root, "finished", report->finished);
}

static void assert_report(const cJSON *root, const struct report *report)
{
	assert_head(root, report);
	assert_int_equal(cJSON_IsTrue(member(root, "complete")),
	                 report->complete);
	assert_text(root, "incomplete", report->incomplete);
	assert_score(root, "score", report->score);
	assert_score(root, "coverage", report->coverage);
	assert_number(root, "docker_bench_score",
	              (double)report->docker_bench_score);
	assert_number(root, "subjects_seen", (double)report->subject_count);
	assert_tally(root, "summary", &report->summary);
	assert_sections(root, report);
	assert_gates(root, report);
	assert_texts(root, "notes", report->notes, report->note_count);
}

static void assert_tells(const struct report *report)
{
	owned(release_string) char *text = render(report);
	owned(release_json) cJSON *root = cJSON_ParseWithOpts(text, NULL, true);

	assert_non_null(root);
	assert_true(sample_clean(text));
	assert_string_equal(text + strlen(text) - 3, "\n}\n");
	assert_report(root, report);
}

static void tells_all_that_a_report_holds(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();

	(void)state;
	assert_tells(sample_report(arena));
	assert_tells(sample_report_empty(arena));
}

static void tells_it_whatever_the_texts_are(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		owned(release_arena) struct arena *arena = arena_new();

		assert_tells(sample_report_random(arena, seed));
	}
}

static void members_stand_in_their_order(void **state)
{
	static const char *const order[] = {
		"schema_version",
		"tool",
		"profile",
		"target",
		"started",
		"finished",
		"complete",
		"incomplete",
		"score",
		"coverage",
		"docker_bench_score",
		"subjects_seen",
		"summary",
		"sections",
		"controls",
		"gates",
		"notes",
	};
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_string) char *text = render(sample_report(arena));
	owned(release_json) cJSON *root = cJSON_Parse(text);
	const cJSON *item = root->child;

	(void)state;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		assert_string_equal(item->string, order[i]);
		item = item->next;
	}
	assert_null(item);
	assert_int_equal(strncmp(text,
	                         "{\n  \"schema_version\": 1,\n  \"tool\": {\n",
	                         strlen("{\n  \"schema_version\": 1,\n")),
	                 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_all_that_a_report_holds),
		cmocka_unit_test(tells_it_whatever_the_texts_are),
		cmocka_unit_test(members_stand_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
