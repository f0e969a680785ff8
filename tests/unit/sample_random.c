#include "sample_report.h"

#include "dockaudit/arena.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const slug[] = { "sample-check" };

struct dice {
	struct arena *arena;
	unsigned long long state;
};

static size_t roll(struct dice *dice, size_t sides)
{
	dice->state =
		dice->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(dice->state >> 33) % sides;
}

static const char *const hostile[] = {
	"web",
	" ",
	"\x1b[2J\x1b[31m",
	"\x1b]0;title\a",
	"\n[PASS] 5.5 - forged\n",
	"\r\t\v\f\b",
	"\"",
	"'",
	"\\",
	"\\u0000\\x1b",
	"]]>",
	"<!--",
	"&#27;&amp;",
	"<script>",
	"\u202eexe.txt",
	"\u2066\u200b\u200f\u061c\ufeff\u2060",
	"\u2028\u2029",
	"\u202d\xc2\x9b[",
	"\xff\xfe",
	"\xc3",
	"\xed\xa0\x80",
	"\xf0\x9f\x99",
	"\xef\xbf\xbe\xef\xbf\xbf",
	"日本語",
	"🙂",
	"e\u0301\u0301\u0301",
	"\x7f\x01\x1f",
	"                                                  ",
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	"$['a']['b c'][0]",
	"{\"a\":1}",
	"%s%n%99999d",
};

static const char *any_text(struct dice *dice)
{
	const char *text = "";

	for (size_t i = roll(dice, 5); i > 0; i--)
		text = arena_printf(dice->arena, "%s%s", text,
		                    hostile[roll(dice, COUNT(hostile))]);
	return text;
}

/* A JSON string: what RFC 8259 wants escaped is, other bytes stay. */
static const char *any_string(struct dice *dice)
{
	const char *text = any_text(dice);
	char *string = arena_alloc(dice->arena, strlen(text) * 6 + 3);
	char *to = string;

	*to++ = '"';
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || strchr("\"\\", *text))
			to += sprintf(to, "\\u%04x", (unsigned char)*text);
		else
			*to++ = *text;
	}
	*to = '"';
	return string;
}

static const char *any_value(struct dice *dice)
{
	static const char *const plain[] = { "true", "null", "-0.5e-3",
		                             "9223372036854775807" };

	switch (roll(dice, 4)) {
	case 0:
		return plain[roll(dice, COUNT(plain))];
	case 1:
		return arena_printf(dice->arena, "[%s, %s]", any_value(dice),
		                    any_value(dice));
	case 2:
		return arena_printf(dice->arena, "{%s:%s}", any_string(dice),
		                    any_value(dice));
	default:
		return any_string(dice);
	}
}

static const struct evidence *any_evidence(struct dice *dice, size_t count)
{
	struct evidence *all =
		arena_alloc(dice->arena, (count + 1) * sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		const char *path = any_text(dice);

		all[i].path = arena_printf(dice->arena, "$%s", path);
		all[i].value = any_value(dice);
		all[i].source = any_text(dice);
	}
	return all;
}

static const struct subject *any_subject(struct dice *dice)
{
	struct subject *subject = arena_alloc(dice->arena, sizeof(*subject));

	subject->kind = "container";
	subject->id = any_text(dice);
	subject->name = any_text(dice);
	return subject;
}

static const struct finding *any_findings(struct dice *dice, size_t count)
{
	struct finding *all =
		arena_alloc(dice->arena, (count + 1) * sizeof(*all));
	const char *message = any_text(dice);

	for (size_t i = 0; i < count; i++) {
		bool again = i > 0 && roll(dice, 3) > 0;

		all[i].check = "sample-check";
		all[i].status = again ? all[i - 1].status
		                      : (enum status)roll(dice, STATUSES);
		all[i].subject = any_subject(dice);
		all[i].message = again ? message : any_text(dice);
		all[i].evidence_count = roll(dice, 12) ? roll(dice, 4) : 12;
		all[i].evidence = any_evidence(dice, all[i].evidence_count);
		all[i].evidence_cut = roll(dice, 8) ? 0 : 7;
		strcpy(all[i].fingerprint, "00112233445566ff");
	}
	return all;
}

static const char *const *any_texts(struct dice *dice, size_t count)
{
	const char **texts =
		arena_alloc(dice->arena, (count + 1) * sizeof(*texts));

	for (size_t i = 0; i < count; i++)
		texts[i] = any_text(dice);
	return texts;
}

static struct report_control any_control(struct dice *dice, size_t number)
{
	struct report_control control = {
		.id = arena_printf(dice->arena, "5.%zu", number),
		.title = any_text(dice),
		.level = (unsigned)roll(dice, 3),
		.severity = (enum severity)roll(dice, SEVERITIES),
		.assessment = roll(dice, 2) ? any_text(dice) : NULL,
		.status = (enum status)roll(dice, STATUSES),
		.reason = any_text(dice),
		.checks = slug,
		.check_count = 1,
		.finding_count = roll(dice, 6) ? roll(dice, 4) : 14,
		.rationale = any_text(dice),
		.remediation = any_text(dice),
		.reference_count = roll(dice, 3),
	};

	control.findings = any_findings(dice, control.finding_count);
	for (size_t i = 0; i < control.finding_count; i++)
		control.subjects.of[control.findings[i].status]++;
	control.references = any_texts(dice, control.reference_count);
	return control;
}

static void any_sections(struct dice *dice, struct report *report)
{
	size_t count = roll(dice, 4);
	struct report_section *all =
		arena_alloc(dice->arena, (count + 1) * sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		size_t controls = roll(dice, 4);
		struct report_control *in =
			arena_alloc(dice->arena, (controls + 1) * sizeof(*in));

		for (size_t j = 0; j < controls; j++)
			in[j] = any_control(dice, i * 10 + j);
		all[i].id = arena_printf(dice->arena, "%zu", i + 1);
		all[i].title = any_text(dice);
		all[i].score.known = roll(dice, 2);
		all[i].score.percent = (double)roll(dice, 100001) / 1000;
		all[i].controls = in;
		all[i].control_count = controls;
	}
	sample_count(dice->arena, report, all, count);
}

static void any_gates(struct dice *dice, struct report *report)
{
	struct report_gate *all = arena_alloc(dice->arena, 2 * sizeof(*all));

	for (size_t i = 0; i < 2; i++)
		all[i] = (struct report_gate){ .name = "fail-under",
			                       .asked = any_text(dice),
			                       .wanted = any_value(dice),
			                       .got = any_value(dice),
			                       .held = roll(dice, 2) != 0,
			                       .reason = any_text(dice) };
	report->gates = all;
	report->gate_count = roll(dice, 3);
}

struct report *sample_report_random(struct arena *arena, unsigned seed)
{
	struct dice dice = { arena, seed };
	struct report *report = sample_report_empty(arena);

	(void)roll(&dice, 1);
	any_sections(&dice, report);
	any_gates(&dice, report);
	report->target.host = any_text(&dice);
	report->target.engine = any_text(&dice);
	report->target.api = any_text(&dice);
	report->target.address = any_text(&dice);
	report->finished = report->started + (long long)roll(&dice, 9) - 3;
	report->complete = roll(&dice, 2);
	report->incomplete = report->complete ? NULL : any_text(&dice);
	report->score.known = roll(&dice, 2);
	report->score.percent = (double)roll(&dice, 100001) / 1000;
	report->coverage = report->score;
	report->note_count = roll(&dice, 3);
	report->notes = any_texts(&dice, report->note_count);
	return report;
}
