#include "dockaudit/arena.h"
#include "dockaudit/escape.h"
#include "dockaudit/json.h"
#include "dockaudit/judge.h"
#include "dockaudit/owned.h"

#include <string.h>

/* Examples are judged as of this day, so that ages in them stand still:
 * 2026-01-01T00:00:00Z, as dockaudit-checks(5) says. */
enum { EXAMPLE_TIME = 1767225600 };

static void add_unreadable(struct record *record, const cJSON *list)
{
	const cJSON *entry;

	cJSON_ArrayForEach(entry, list)
	{
		const char *reason = json_text(entry, "reason");
		const char *help = json_text(entry, "help");

		record_unreadable(record, json_text(entry, "path"),
		                  reason ? reason : "not readable",
		                  help ? help : "");
	}
}

/* $ of an example: what it says, and the policy's parameters below its own. */
static cJSON *example_root(const struct example *example,
                           const struct policy *policy)
{
	cJSON *root =
		example->context ? json_copy(example->context) : json_object();
	cJSON *params = json_copy(policy->values);
	const cJSON *swarm = json_at(root, "daemon.info.Swarm");
	const cJSON *own;

	cJSON_ArrayForEach(own, example->params)
	{
		cJSON_DeleteItemFromObjectCaseSensitive(params, own->string);
		json_put(params, own->string, json_copy(own));
	}
	json_put(root, "params", params);
	if (swarm && !json_at(root, "swarm"))
		json_put(root, "swarm", json_copy(swarm));
	return root;
}

static bool run(const struct check *check, const struct example *example,
                const struct policy *policy, FILE *out)
{
	owned(release_arena) struct arena *arena = arena_new();
	owned(release_json) cJSON *root = example_root(example, policy);
	owned(release_record) struct record record = { 0 };
	const struct subject subject = { kind_name(check->subject), "",
		                         "example" };
	const struct record_head head = { .kind = check->subject,
		                          .id = "",
		                          .name = subject.name,
		                          .source = "example",
		                          .time = EXAMPLE_TIME };
	struct finding finding;

	record_init(&record, &head, json_copy(example->document));
	add_unreadable(&record, example->unreadable);
	judge_prepare(&record);
	finding = judge(check, &(struct judge_context){ .root = root },
	                &(struct judge_subject){ .record = &record,
	                                         .subject = &subject,
	                                         .scratch = arena,
	                                         .keep = arena });
	if (finding.status == example->expected)
		return true;
	fprintf(out, "%s:%u:%u: %s: the example says %s, the check says %s: ",
	        example->at.file, example->at.line, example->at.column,
	        check->id, status_name(example->expected),
	        status_name(finding.status));
	escape_text(out, finding.message, strlen(finding.message));
	fputc('\n', out);
	return false;
}

size_t judge_examples(const struct check *check, const struct policy *policy,
                      FILE *out)
{
	size_t failed = 0;

	for (size_t i = 0; i < check->example_count; i++)
		if (!run(check, &check->examples[i], policy, out))
			failed++;
	return failed;
}
