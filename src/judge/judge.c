#include "dockaudit/judge.h"

#include "evidence.h"

#include "dockaudit/arena.h"
#include "dockaudit/hash.h"
#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/text.h"

#include <stdio.h>
#include <string.h>

static void fingerprint(const struct finding *finding,
                        char ret_hex[FINGERPRINT_SIZE])
{
	const char *const parts[] = { finding->check, finding->subject->kind,
		                      finding->subject->name };
	uint8_t digest[HASH_SIZE];
	struct hash hash;

	hash_begin(&hash);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		hash_add(&hash, parts[i], strlen(parts[i]) + 1);
	hash_end(&hash, digest);
	for (size_t i = 0; i < (FINGERPRINT_SIZE - 1) / 2; i++)
		(void)snprintf(ret_hex + 2 * i, 3, "%02x", digest[i]);
}

/* " (run as root)"; "" when nothing is known to help. */
static const char *in_parentheses(const char *help, struct arena *keep)
{
	return help && *help ? arena_printf(keep, " (%s)", help) : "";
}

static void could_not_tell(struct finding *finding,
                           const struct jsonpath_doubt *doubt,
                           struct arena *keep)
{
	finding->status = STATUS_ERROR;
	finding->message =
		arena_printf(keep, "cannot tell: %s: %s%s", doubt->query,
	                     doubt->reason, in_parentheses(doubt->help, keep));
}

/* False when the check is not about this subject, or that is not known. */
static bool applies(const struct check *check,
                    const struct jsonpath_scope *scope,
                    const struct judge_subject *subject,
                    struct finding *finding)
{
	struct jsonpath_doubt doubt;

	if (!check->when)
		return true;
	switch (jsonpath_judge(check->when, scope, subject->scratch, &doubt)) {
	case TRUTH_TRUE:
		return true;
	case TRUTH_FALSE:
		finding->status = STATUS_NOT_APPLICABLE;
		finding->message =
			check->otherwise ? check->otherwise : "does not apply";
		return false;
	case TRUTH_UNKNOWN:
		could_not_tell(finding, &doubt, subject->keep);
		return false;
	}
	__builtin_unreachable();
}

static void decide(const struct check *check,
                   const struct jsonpath_scope *scope,
                   const struct judge_subject *subject, struct finding *finding)
{
	struct jsonpath_doubt doubt;

	if (!check->pass) {
		finding->status = STATUS_MANUAL;
		finding->message = check->manual;
		return;
	}
	switch (jsonpath_judge(check->pass, scope, subject->scratch, &doubt)) {
	case TRUTH_TRUE:
		finding->status = STATUS_PASS;
		finding->message = check->title;
		return;
	case TRUTH_FALSE:
		finding->status = STATUS_FAIL;
		finding->message =
			check->message ? check->message : "does not hold";
		return;
	case TRUTH_UNKNOWN:
		could_not_tell(finding, &doubt, subject->keep);
		return;
	}
	__builtin_unreachable();
}

/* False when nothing of the document was read: no query need be asked. */
static bool document_readable(const struct judge_subject *subject,
                              struct finding *finding)
{
	const struct record *record = subject->record;
	const cJSON *entry =
		cJSON_GetArrayItem(json_at(record->whole, "unreadable"), 0);
	const char *reason = json_text(entry, "reason");

	if (cJSON_IsObject(record->document))
		return true;
	finding->status = STATUS_ERROR;
	finding->message = arena_printf(
		subject->keep, "cannot be read: %s%s",
		reason ? reason : "no reason is known",
		in_parentheses(json_text(entry, "help"), subject->keep));
	return false;
}

static int64_t time_of(const struct record *record)
{
	long long seconds = 0;

	(void)text_to_time(record->time, &seconds);
	return seconds;
}

struct finding judge(const struct check *check,
                     const struct judge_context *context,
                     const struct judge_subject *subject)
{
	struct finding finding = { .check = check->id,
		                   .subject = subject->subject };
	const struct jsonpath_scope scope = {
		.root = context->root,
		.current = subject->record->document,
		.now = time_of(subject->record),
	};

	fingerprint(&finding, finding.fingerprint);
	if (!document_readable(subject, &finding))
		return finding;
	if (applies(check, &scope, subject, &finding))
		decide(check, &scope, subject, &finding);
	switch (finding.status) {
	case STATUS_PASS:
		if (!subject->explain_passes)
			break;
		__attribute__((fallthrough));
	case STATUS_MANUAL:
	case STATUS_FAIL:
	case STATUS_ERROR:
		evidence_gather(check, &scope, context, subject, &finding);
		break;
	case STATUS_NOT_APPLICABLE:
	case STATUS_WAIVED:
		break;
	}
	return finding;
}
