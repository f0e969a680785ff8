#include "docker_run.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct run docker_run(const struct fake_reply *replies,
                      const struct needs *needs)
{
	struct run run = { .server = fake_server_start(replies),
		           .records = json_array() };
	struct source_docker_options options = {
		.host = fake_server_address(run.server),
		.timeout_ms = 300,
		.needs = needs,
	};
	struct source *source = NULL;
	struct record record;
	struct error err;

	if (!source_docker_open(&options, &source, &run.target, &err))
		fail_msg("%s", err.text);
	while (source_next(source, &record, &err) == SOURCE_RECORD) {
		json_push(run.records, take(record.whole));
		record_done(&record);
	}
	assert_true(source->finished >= run.target.started);
	(void)strcpy(run.note, source->note);
	source_close(source);
	return run;
}

void docker_run_done(struct run *run)
{
	cJSON_Delete(run->records);
	fake_server_free(run->server);
}

char *docker_run_summary(const struct run *run)
{
	static const size_t size = 1024;
	char *text = calloc(1, size);
	const cJSON *record;

	assert_non_null(text);
	cJSON_ArrayForEach(record, run->records)
	{
		size_t used = strlen(text);

		(void)snprintf(
			text + used, size - used, "%s%s:%s%s", used ? " " : "",
			json_text(record, "id"), json_text(record, "name"),
			cJSON_IsNull(json_at(record, "document")) ? "!" : "");
	}
	return text;
}

const char *docker_run_why(const struct run *run, int index)
{
	const cJSON *record = cJSON_GetArrayItem(run->records, index);
	const cJSON *first =
		cJSON_GetArrayItem(json_at(record, "unreadable"), 0);

	return json_text(first, "reason");
}
