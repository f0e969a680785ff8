#include "dockaudit/report.h"

#include "json_out.h"

/* The order and the names of members are a promise: see schema.c. */

static void tally(struct json_out *json, const char *key,
                  const struct tally *tally)
{
	static const enum status order[] = {
		STATUS_PASS,           STATUS_FAIL,   STATUS_MANUAL,
		STATUS_NOT_APPLICABLE, STATUS_WAIVED, STATUS_ERROR,
	};

	json_out_open(json, key, '{');
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		json_out_integer(json, status_name(order[i]),
		                 (long long)tally->of[order[i]]);
	json_out_close(json, '}');
}

static void evidence(struct json_out *json, const struct evidence *evidence)
{
	json_out_open(json, NULL, '{');
	json_out_text(json, "path", evidence->path);
	json_out_raw(json, "value", evidence->value);
	json_out_text(json, "source", evidence->source);
	json_out_close(json, '}');
}

static void finding(struct json_out *json, const struct finding *finding)
{
	json_out_open(json, NULL, '{');
	json_out_text(json, "check", finding->check);
	json_out_text(json, "status", status_name(finding->status));
	json_out_open(json, "subject", '{');
	json_out_text(json, "kind", finding->subject->kind);
	json_out_text(json, "id", finding->subject->id);
	json_out_text(json, "name", finding->subject->name);
	json_out_close(json, '}');
	json_out_text(json, "message", finding->message);
	json_out_open(json, "evidence", '[');
	for (size_t i = 0; i < finding->evidence_count; i++)
		evidence(json, &finding->evidence[i]);
	json_out_close(json, ']');
	json_out_integer(json, "evidence_cut",
	                 (long long)finding->evidence_cut);
	json_out_text(json, "fingerprint", finding->fingerprint);
	json_out_close(json, '}');
}

static void control_facts(struct json_out *json,
                          const struct report_control *control,
                          const struct report_section *section)
{
	json_out_text(json, "id", control->id);
	json_out_text(json, "title", control->title);
	json_out_text(json, "section", section->id);
	if (control->level)
		json_out_integer(json, "level", control->level);
	else
		json_out_null(json, "level");
	json_out_text(json, "severity", severity_name(control->severity));
	if (control->assessment)
		json_out_text(json, "assessment", control->assessment);
	else
		json_out_null(json, "assessment");
}

static void control(struct json_out *json, const struct report_control *control,
                    const struct report_section *section)
{
	json_out_open(json, NULL, '{');
	control_facts(json, control, section);
	json_out_text(json, "status", status_name(control->status));
	json_out_text(json, "reason", control->reason);
	json_out_texts(json, "checks", control->checks, control->check_count);
	tally(json, "subjects", &control->subjects);
	json_out_open(json, "findings", '[');
	for (size_t i = 0; i < control->finding_count; i++)
		finding(json, &control->findings[i]);
	json_out_close(json, ']');
	json_out_text(json, "rationale", control->rationale);
	json_out_text(json, "remediation", control->remediation);
	json_out_texts(json, "references", control->references,
	               control->reference_count);
	json_out_close(json, '}');
}

static void sections(struct json_out *json, const struct report *report)
{
	json_out_open(json, "sections", '[');
	for (size_t i = 0; i < report->section_count; i++) {
		const struct report_section *section = &report->sections[i];

		json_out_open(json, NULL, '{');
		json_out_text(json, "id", section->id);
		json_out_text(json, "title", section->title);
		json_out_score(json, "score", section->score);
		tally(json, "summary", &section->summary);
		json_out_close(json, '}');
	}
	json_out_close(json, ']');
	json_out_open(json, "controls", '[');
	for (size_t i = 0; i < report->section_count; i++) {
		const struct report_section *section = &report->sections[i];

		for (size_t j = 0; j < section->control_count; j++)
			control(json, &section->controls[j], section);
	}
	json_out_close(json, ']');
}

static void gates(struct json_out *json, const struct report *report)
{
	json_out_open(json, "gates", '[');
	for (size_t i = 0; i < report->gate_count; i++) {
		const struct report_gate *gate = &report->gates[i];

		json_out_open(json, NULL, '{');
		json_out_text(json, "name", gate->name);
		json_out_raw(json, "wanted", gate->wanted);
		json_out_raw(json, "got", gate->got);
		json_out_bool(json, "held", gate->held);
		json_out_text(json, "reason", gate->reason);
		json_out_close(json, '}');
	}
	json_out_close(json, ']');
}

static void target(struct json_out *json, const struct report_target *target)
{
	json_out_open(json, "target", '{');
	json_out_text(json, "host", target->host);
	json_out_text(json, "engine", target->engine);
	json_out_text(json, "api", target->api);
	json_out_bool(json, "rootless", target->rootless);
	json_out_text(json, "source", target->source);
	json_out_text(json, "address", target->address);
	json_out_close(json, '}');
}

/* Of what, by whom and when. */
static void head(struct json_out *json, const struct report *report)
{
	json_out_integer(json, "schema_version", 1);
	json_out_open(json, "tool", '{');
	json_out_text(json, "name", "dockaudit");
	json_out_text(json, "version", report->tool_version);
	json_out_close(json, '}');
	json_out_open(json, "profile", '{');
	json_out_text(json, "id", report->profile_id);
	json_out_text(json, "title", report->profile_title);
	json_out_close(json, '}');
	target(json, &report->target);
	json_out_time(json, "started", report->started);
	json_out_time(json, "finished", report->finished);
}

static void result(struct json_out *json, const struct report *report)
{
	json_out_bool(json, "complete", report->complete);
	if (report->incomplete)
		json_out_text(json, "incomplete", report->incomplete);
	else
		json_out_null(json, "incomplete");
	json_out_score(json, "score", report->score);
	json_out_score(json, "coverage", report->coverage);
	json_out_integer(json, "docker_bench_score",
	                 report->docker_bench_score);
	json_out_integer(json, "subjects_seen",
	                 (long long)report->subject_count);
	tally(json, "summary", &report->summary);
}

static void json_write(const struct report *report,
                       const struct report_style *style, FILE *out)
{
	struct json_out json = { .out = out };

	(void)style;
	json_out_open(&json, NULL, '{');
	head(&json, report);
	result(&json, report);
	sections(&json, report);
	gates(&json, report);
	json_out_texts(&json, "notes", report->notes, report->note_count);
	json_out_close(&json, '}');
	fputc('\n', out);
}

const struct reporter reporter_json = {
	.name = "json",
	.summary = "everything that was found, for programs (schema_version 1)",
	.write = json_write,
};
