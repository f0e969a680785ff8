#include "dockaudit/audit.h"

#include "dockaudit/arena.h"
#include "dockaudit/json.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/judge.h"
#include "dockaudit/owned.h"
#include "dockaudit/results.h"
#include "dockaudit/version.h"

/* How many subjects of a kind there were, and how many could not be read. */
struct seen {
	size_t subjects;
	size_t unreadable;
	const char *name;   /* of the first that could not be read */
	const char *reason; /* why */
};

/* One audit on its way. */
struct run {
	const struct audit *audit;
	struct results *results;
	struct arena *scratch;
	cJSON *root; /* $: owned; its members but swarm are references */
	struct record host, daemon; /* owned: $ refers to them */
	struct seen seen[KINDS];
};

static void release_run(struct run *run)
{
	cJSON_Delete(run->root);
	record_done(&run->host);
	record_done(&run->daemon);
	arena_free(run->scratch);
}

/* A member of $ that stays where it is. */
static void refer(struct run *run, const char *name, cJSON *item)
{
	cJSON_DeleteItemFromObjectCaseSensitive(run->root, name);
	if (!cJSON_AddItemReferenceToObject(run->root, name, item))
		oom();
}

static const struct subject *subject_of(const struct run *run,
                                        const struct record *record)
{
	struct arena *keep = run->audit->keep;
	struct subject *subject = arena_alloc(keep, sizeof(*subject));

	*subject = (struct subject){
		.kind = kind_name(record->kind),
		.id = arena_strdup(keep, record->id),
		.name = arena_strdup(keep, record->name),
	};
	return subject;
}

static void count(struct run *run, const struct record *record)
{
	struct seen *seen = &run->seen[record->kind];
	struct arena *keep = run->audit->keep;
	const cJSON *first =
		cJSON_GetArrayItem(json_at(record->whole, "unreadable"), 0);

	seen->subjects++;
	if (cJSON_IsObject(record->document) || seen->unreadable++ > 0)
		return;
	seen->name = arena_strdup(
		keep, *record->name ? record->name : kind_name(record->kind));
	seen->reason = arena_strdup(keep, json_text(first, "reason"));
}

static void judge_record(struct run *run, const struct record *record)
{
	const struct judge_context context = {
		.root = run->root,
		.host = run->host.whole ? &run->host : NULL,
		.daemon = run->daemon.whole ? &run->daemon : NULL,
	};
	const struct judge_subject subject = {
		.record = record,
		.subject = subject_of(run, record),
		.scratch = run->scratch,
		.keep = run->audit->keep,
		.explain_passes = run->audit->keep_passes,
	};
	size_t checks;
	const struct check *const *list =
		results_checks(run->results, record->kind, &checks);

	for (size_t i = 0; i < checks; i++) {
		struct finding finding = judge(list[i], &context, &subject);

		results_add(run->results, list[i], &finding);
	}
	arena_reset(run->scratch);
}

/* An engine that knows no swarm mode has none; what could not be read stays
 * unknown. */
static void refer_swarm(struct run *run)
{
	cJSON *info =
		cJSON_GetObjectItemCaseSensitive(run->daemon.document, "info");
	cJSON *swarm = cJSON_GetObjectItemCaseSensitive(info, "Swarm");

	if (swarm) {
		refer(run, "swarm", swarm);
	} else if (cJSON_IsObject(info)) {
		cJSON_DeleteItemFromObjectCaseSensitive(run->root, "swarm");
		json_put(run->root, "swarm", json_object());
	}
}

/* Context is kept until the end: later subjects are judged against it. */
static void keep_context(struct run *run, struct record *record)
{
	bool host = record->kind == KIND_HOST;
	struct record *place = host ? &run->host : &run->daemon;

	record_done(place);
	*place = *record;
	*record = (struct record){ 0 };
	refer(run, host ? "host" : "daemon", place->document);
	if (!host)
		refer_swarm(run);
	judge_record(run, place);
}

static void take_in(struct run *run, struct record *record)
{
	count(run, record);
	judge_prepare(record);
	if (record->kind == KIND_HOST || record->kind == KIND_DAEMON)
		keep_context(run, record);
	else
		judge_record(run, record);
	record_done(record);
}

/* Context that checks read is in every whole snapshot. */
static const char *context_missing(const struct run *run)
{
	const struct needs needs = audit_needs(run->audit->policy);

	if (needs.kinds[KIND_DAEMON] && run->seen[KIND_DAEMON].subjects == 0)
		return "there is no record of the daemon";
	if (needs.kinds[KIND_HOST] && run->seen[KIND_HOST].subjects == 0)
		return "there is no record of the host";
	return NULL;
}

/*
 * Where not one subject of a kind could be read the audit has not happened,
 * whatever the gates make of the rest.  A host that is not this machine is no
 * such case: its controls say so one by one.
 */
static const char *unseen(const struct run *run)
{
	struct arena *keep = run->audit->keep;

	for (size_t kind = 0; kind < KINDS; kind++) {
		const struct seen *seen = &run->seen[kind];

		if (kind == KIND_HOST || seen->subjects == 0 ||
		    seen->unreadable < seen->subjects)
			continue;
		if (seen->subjects == 1)
			return arena_printf(keep, "%s could not be read: %s",
			                    seen->name, seen->reason);
		return arena_printf(keep, "of %zu %s none could be read: %s",
		                    seen->subjects,
		                    kind_plural((enum kind)kind), seen->reason);
	}
	return context_missing(run);
}

static void describe(const struct run *run, struct report *report)
{
	const struct target *target = run->audit->target;
	const struct source *source = run->audit->source;
	struct arena *keep = run->audit->keep;
	const char **notes = arena_alloc(keep, sizeof(*notes));

	report->tool_version = DOCKAUDIT_VERSION;
	report->target = (struct report_target){
		.host = target->host,
		.engine = target->engine,
		.api = target->api,
		.rootless = target->rootless,
		.source = target->source,
		.address = target->address,
	};
	report->started = target->started;
	report->finished = source->finished;
	for (size_t kind = 0; kind < KINDS; kind++)
		report->subject_count += run->seen[kind].subjects;
	notes[0] = arena_strdup(keep, source->note);
	report->notes = notes;
	report->note_count = source->note[0] != '\0';
}

/* Why the source broke off, with the place in a snapshot where it did. */
static const char *broke_off(const struct error *err, struct arena *keep)
{
	if (!err->at.file)
		return arena_strdup(keep, err->text);
	return arena_printf(keep, "%s:%u: %s", err->at.file, err->at.line,
	                    err->text);
}

static enum source_next collect(struct run *run, struct error *err)
{
	struct record record;
	enum source_next got;

	while ((got = source_next(run->audit->source, &record, err)) ==
	       SOURCE_RECORD)
		take_in(run, &record);
	return got;
}

/* Until its record comes, nothing is known of the context: a check that reads
 * it must not take that for an empty one. */
static void expect_context(struct run *run)
{
	static const char *const members[] = { "host", "daemon", "swarm" };

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		json_put(run->root, members[i],
		         jsonpath_unreadable("was not collected", ""));
}

void audit_run(const struct audit *audit, struct report *ret_report)
{
	owned(release_run) struct run run = {
		.audit = audit,
		.results = results_new(audit->keep, audit->policy,
		                       audit->keep_passes),
		.scratch = arena_new(),
		.root = json_object(),
	};
	struct report report = { 0 };
	struct error err = { 0 };

	expect_context(&run);
	refer(&run, "params", audit->policy->values);
	if (collect(&run, &err) == SOURCE_ERROR)
		report.incomplete = broke_off(&err, audit->keep);
	else
		report.incomplete = unseen(&run);
	report.complete = report.incomplete == NULL;
	describe(&run, &report);
	results_report(run.results, &report);
	*ret_report = report;
}
