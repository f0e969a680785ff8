#include "host.h"

#include "dockaudit/json.h"
#include "dockaudit/limits.h"
#include "dockaudit/owned.h"
#include "file.h"
#include "proc.h"

#include <errno.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* How a fact was read. */
struct reading {
	cJSON *value; /* owned; NULL: err and help say why */
	struct error err;
	const char *help;
};

/*
 * A host fact: what it is called, the file that has it, and what its text (NULL
 * when there is no such file) means.
 */
struct fact {
	const char *name;
	const char *file;
	cJSON *(*read)(const char *text);
};

static cJSON *memory_bytes(const char *text)
{
	static const struct proc_field total = { "MemTotal", 0, 10 };
	unsigned long long kilobytes;

	if (!text || !proc_number(text, &total, &kilobytes))
		return NULL;
	return cJSON_CreateNumber((double)kilobytes * 1024);
}

static cJSON *port(const char *text)
{
	char *end;
	long number;

	/* Kernels before 4.11 have no such setting. */
	if (!text)
		return cJSON_CreateNumber(1024);
	number = strtol(text, &end, 10);
	return end == text ? NULL : cJSON_CreateNumber((double)number);
}

static cJSON *apparmor(const char *text)
{
	return cJSON_CreateBool(text && *text == 'Y');
}

static cJSON *selinux(const char *text)
{
	const char *mode = "disabled";

	if (text)
		mode = *text == '1' ? "enforcing" : "permissive";
	return cJSON_CreateString(mode);
}

static const struct fact facts[] = {
	{ "memory_bytes", "/proc/meminfo", memory_bytes },
	{ "unprivileged_port_start",
	  "/proc/sys/net/ipv4/ip_unprivileged_port_start", port },
	{ "apparmor", "/sys/module/apparmor/parameters/enabled", apparmor },
	{ "selinux", "/sys/fs/selinux/enforce", selinux },
};

static struct reading read_fact(const struct fact *fact)
{
	owned(buffer_done) struct buffer text = { .limit = LIMIT_HOST_FILE };
	struct reading reading = { .help = "" };
	enum file_result got = file_read(fact->file, &text, &reading.err);

	reading.help = file_help(got);
	if (got == FILE_READ || got == FILE_MISSING)
		reading.value = fact->read(got == FILE_READ ? text.data : NULL);
	if (got == FILE_READ && !reading.value)
		error_plain(&reading.err, "%s does not say it", fact->file);
	return reading;
}

static void put_fact(struct record *record, const struct fact *fact)
{
	struct reading reading = read_fact(fact);

	if (reading.value) {
		json_put(record->document, fact->name, reading.value);
		record_source(record, fact->name, fact->file);
	} else {
		record_unreadable(record, fact->name, reading.err.text,
		                  reading.help);
	}
}

/* v2 alone is 2; where v1 still has the controllers (hybrid), it is 1. */
static void put_cgroup_version(struct record *record)
{
	static const char mount[] = "/sys/fs/cgroup";
	struct statfs status;
	char why[256];

	if (statfs(mount, &status) == 0) {
		json_put_number(record->document, "cgroup_version",
		                status.f_type == CGROUP2_SUPER_MAGIC ? 2 : 1);
		record_source(record, "cgroup_version", mount);
		return;
	}
	snprintf(why, sizeof(why), "cannot look at %s: %s", mount,
	         strerror(errno));
	record_unreadable(record, "cgroup_version", why, "");
}

static void remote(struct record *ret_record)
{
	const struct record_head head = {
		.kind = KIND_HOST,
		.id = "",
		.name = "host",
		.source = "/proc",
		.time = time(NULL),
	};

	record_init(ret_record, &head, NULL);
	record_unreadable(ret_record, "", "the daemon runs on another machine",
	                  "");
}

void host_record(bool local, struct record *ret_record)
{
	struct utsname names = { 0 };
	struct record_head head = { .kind = KIND_HOST,
		                    .id = "",
		                    .source = "/proc",
		                    .time = time(NULL) };

	if (!local) {
		remote(ret_record);
		return;
	}
	(void)uname(&names); /* fails for bad pointers only */
	head.name = names.nodename[0] ? names.nodename : "host";
	record_init(ret_record, &head, json_object());
	json_put_text(ret_record->document, "hostname", names.nodename);
	json_put_text(ret_record->document, "kernel", names.release);
	json_put_number(ret_record->document, "uid", (double)geteuid());
	put_cgroup_version(ret_record);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		put_fact(ret_record, &facts[i]);
}
