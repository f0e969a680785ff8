#include "sample_report.h"

#include "dockaudit/arena.h"
#include "dockaudit/text.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char inspect[] = "GET /containers/{id}/json";

static const struct subject daemon_subject = { "daemon", "7TLN:UTYT",
	                                       "node-a" };
static const struct subject host_subject = { "host", "", "node-a" };
static const struct subject web = { "container", "4fa6e0f0c678", "web" };
static const struct subject db = { "container", "5b2c", "db" };
static const struct subject agent = { "container", "91cc", "monitoring-agent" };
static const struct subject wide = { "container", "d00d",
	                             "zürich-日本語-🙂" };

static const char *const slug[] = { "sample-check" };
static const char *const links[] = {
	"https://docs.docker.com/engine/security/",
	"CIS Docker Benchmark 1.8.0",
};

static const struct evidence root_device[] = {
	{ "$['derived']['mount']", "\"/\"", "/proc/self/mountinfo" },
};
static const struct evidence icc[] = {
	{ "$['settings']['icc']", "true", "default of engine 20.10" },
};
static const struct evidence privileged[] = {
	{ "$['HostConfig']['Privileged']", "true", inspect },
};
static const struct evidence memory[] = {
	{ "$['HostConfig']['Memory']", "0", inspect },
};
static const struct evidence ports[] = {
	{ "$['NetworkSettings']['Ports']['443/tcp'][0]['HostIp']",
	  "\"0.0.0.0\"", inspect },
	{ "$['NetworkSettings']['Ports']['80/tcp'][0]['HostIp']", "\"0.0.0.0\"",
	  inspect },
};
static const struct evidence capabilities[] = {
	{ "$['HostConfig']['CapAdd']", "[\"SYS_ADMIN\",\"NET_ADMIN\"]",
	  inspect },
	{ "$['HostConfig']['CapDrop']", "null", inspect },
	{ "$['derived']['capabilities'][3]", "\"SYS_ADMIN\"",
	  "/proc/4711/status" },
};
static const struct evidence labels[] = {
	{ "$['Config']['Labels']['com.example.a b']",
	  "\"one very long value without any blank in it: "
	  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	  "0123456789abcdef0123456789abcdef… (8388608 bytes)\"",
	  inspect },
};

#define ONE(subject_, status_, message_, evidence_)                            \
	{                                                                      \
		.check = "sample-check", .status = (status_),                  \
		.subject = (subject_), .message = (message_),                  \
		.evidence = (evidence_), .evidence_count = COUNT(evidence_),   \
		.fingerprint = "00112233445566aa"                              \
	}

static const struct finding partition[] = {
	ONE(&host_subject, STATUS_FAIL,
	    "/var/lib/docker is on the same file system as /", root_device),
};
static const struct finding traffic[] = {
	ONE(&daemon_subject, STATUS_FAIL,
	    "containers on the default bridge can reach each other", icc),
};
static const struct finding restricted[] = {
	ONE(&web, STATUS_FAIL, "has capabilities that it should not have",
	    capabilities),
	ONE(&wide, STATUS_FAIL, "has a label that is too long", labels),
	ONE(&db, STATUS_WAIVED, "waived until 2027-01-01: needed by the backup",
	    privileged),
};
static const struct finding naked[] = {
	ONE(&db, STATUS_FAIL, "no memory limit is set", memory),
	ONE(&agent, STATUS_FAIL, "no memory limit is set", memory),
	ONE(&web, STATUS_FAIL, "no memory limit is set", memory),
};
static const struct finding published[] = {
	ONE(&web, STATUS_FAIL, "listens on every address of the host", ports),
};
static const struct finding running_as[] = {
	{ .check = "sample-check",
	  .status = STATUS_ERROR,
	  .subject = &agent,
	  .message = "cannot read /proc/4711/status: Permission denied; run as "
	             "root",
	  .fingerprint = "0123456789abcdef" },
	ONE(&web, STATUS_FAIL, "runs as root", privileged),
};
static const struct finding accepted[] = {
	ONE(&agent, STATUS_WAIVED,
	    "waived until 2027-01-01: the agent reads every container",
	    privileged),
};

static const char fix_icc[] =
	"Set \"icc\": false in /etc/docker/daemon.json and restart the daemon. "
	"Containers that have to talk to each other belong on a network of "
	"their own:\n"
	"  docker network create backend\n"
	"  docker run --network backend postgres:17\n";

#define CONTROL(id_, title_, status_, reason_, ...)                            \
	{                                                                      \
		.id = (id_), .title = (title_), .status = (status_),           \
		.reason = (reason_), .level = 1, .severity = SEVERITY_HIGH,    \
		.assessment = "manual", .checks = slug, .check_count = 1,      \
		.rationale = "Because it limits what an intruder can do.",     \
		.remediation = fix_icc, .references = links,                   \
		.reference_count = COUNT(links), __VA_ARGS__                   \
	}

#define FOUND(findings_)                                                       \
	.findings = (findings_), .finding_count = COUNT(findings_)

static const struct report_control host_controls[] = {
	CONTROL("1.1.1", "A separate partition for containers has been created",
	        STATUS_FAIL, "", FOUND(partition),
	        .subjects = { .of = { [STATUS_FAIL] = 1 } }),
	CONTROL("1.1.2",
	        "Only trusted users are allowed to control the Docker daemon",
	        STATUS_PASS, "", .subjects = { .of = { [STATUS_PASS] = 1 } }),
	CONTROL("1.2.1", "The container host has been hardened", STATUS_MANUAL,
	        "what is to be hardened is a matter of your own rules", ),
};
static const struct report_control daemon_controls[] = {
	CONTROL("2.1", "The Docker daemon runs as a non-root user, if possible",
	        STATUS_MANUAL,
	        "whether rootless mode would do is for a person "
	        "to judge: it lacks some storage drivers", ),
	CONTROL("2.2",
	        "Network traffic is restricted between containers on the "
	        "default bridge",
	        STATUS_FAIL, "", FOUND(traffic),
	        .subjects = { .of = { [STATUS_FAIL] = 1 } }),
	CONTROL("2.3", "The logging level is set to 'info'", STATUS_PASS, "",
	        .subjects = { .of = { [STATUS_PASS] = 1 } }),
};
static const struct report_control runtime_controls[] = {
	CONTROL("5.2", "An AppArmor profile is active for every container",
	        STATUS_PASS, "", .subjects = { .of = { [STATUS_PASS] = 4 } }),
	CONTROL("5.4",
	        "Linux kernel capabilities are restricted within containers",
	        STATUS_FAIL, "2 of 4 containers", FOUND(restricted),
	        .subjects = { .of = { [STATUS_FAIL] = 2,
	                              [STATUS_WAIVED] = 1,
	                              [STATUS_PASS] = 1 } }),
	CONTROL("5.5", "Privileged containers are not used", STATUS_WAIVED, "",
	        FOUND(accepted),
	        .subjects = { .of = { [STATUS_WAIVED] = 1,
	                              [STATUS_PASS] = 3 } }),
	CONTROL("5.11", "Memory usage is limited for every container",
	        STATUS_FAIL, "3 of 4 containers", FOUND(naked),
	        .subjects = { .of = { [STATUS_FAIL] = 3, [STATUS_PASS] = 1 } }),
	CONTROL("5.14",
	        "Incoming container traffic is bound to a specific host "
	        "interface",
	        STATUS_FAIL, "", FOUND(published),
	        .subjects = { .of = { [STATUS_FAIL] = 1, [STATUS_PASS] = 3 } }),
	CONTROL("5.15",
	        "The restart policy is limited to five attempts at most",
	        STATUS_ERROR, "", FOUND(running_as),
	        .subjects = { .of = { [STATUS_ERROR] = 1,
	                              [STATUS_FAIL] = 1,
	                              [STATUS_PASS] = 2 } }),
};
static const struct report_control swarm_controls[] = {
	CONTROL("7.1", "Swarm services are bound to a specific host interface",
	        STATUS_NOT_APPLICABLE, "this node is not part of a swarm", ),
	CONTROL("7.2", "Overlay networks are encrypted", STATUS_NOT_APPLICABLE,
	        "this node is not part of a swarm", ),
};

#define SECTION(id_, title_, controls_, ...)                                   \
	{                                                                      \
		.id = (id_), .title = (title_), .controls = (controls_),       \
		.control_count = COUNT(controls_), .score = {                  \
			__VA_ARGS__                                            \
		}                                                              \
	}

static const struct report_section sections[] = {
	SECTION("1", "Host configuration", host_controls, true, 50.0),
	SECTION("2", "Docker daemon configuration", daemon_controls, true,
	        66.667),
	SECTION("5", "Container runtime configuration and what belongs to it",
	        runtime_controls, true, 14.286),
	SECTION("7", "Docker Swarm configuration", swarm_controls, false, 0),
};

static const struct report_gate gates[] = {
	{ "fail-under", "fail-under 80", "80", "38.5", false,
	  "score 38.5 is under 80" },
	{ "fail-on", "fail-on critical", "\"critical\"", "\"high\"", true,
	  "nothing critical failed" },
	{ "fail-on-error", "fail-on-error", "0", "1", false,
	  "1 control could not be judged" },
};

static const char *const notes[] = {
	"1 container vanished while it was being read: tmp-4711",
};

static const struct report head = {
	.tool_version = "0.1.0",
	.profile_id = "cis-docker-1.8.0",
	.profile_title = "CIS Docker Benchmark 1.8.0",
	.target = { .host = "node-a",
	            .engine = "20.10.24",
	            .api = "1.41",
	            .source = "live",
	            .address = "unix:///var/run/docker.sock" },
	.started = 1767323045, /* 2026-01-02T03:04:05Z */
	.finished = 1767323047,
	.complete = true,
};

void sample_count(struct arena *arena, struct report *report,
                  const struct report_section *from, size_t count)
{
	struct report_section *to =
		arena_alloc(arena, (count + 1) * sizeof(*to));

	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		for (size_t j = 0; j < from[i].control_count; j++) {
			to[i].summary.of[from[i].controls[j].status]++;
			report->summary.of[from[i].controls[j].status]++;
		}
	}
	report->sections = to;
	report->section_count = count;
	report->docker_bench_score = (long)report->summary.of[STATUS_PASS] -
	                             (long)report->summary.of[STATUS_FAIL];
}

struct report *sample_report_empty(struct arena *arena)
{
	struct report *report = arena_alloc(arena, sizeof(*report));

	*report = head;
	return report;
}

struct report *sample_report(struct arena *arena)
{
	struct report *report = sample_report_empty(arena);

	sample_count(arena, report, sections, COUNT(sections));
	report->score = (struct score){ true, 38.46 };
	report->coverage = (struct score){ true, 91.7 };
	report->subject_count = 6;
	report->notes = notes;
	report->note_count = COUNT(notes);
	report->gates = gates;
	report->gate_count = COUNT(gates);
	return report;
}

char *sample_render(const struct reporter *reporter,
                    const struct report *report,
                    const struct report_style *style)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	reporter->write(report, style, out);
	if (fclose(out) != 0 || strlen(text) != size) /* a NUL is a bug */
		abort();
	return text;
}

static bool clean(unsigned code)
{
	if (code < 0x20)
		return code == '\n';
	return !(code >= 0x7F && code < 0xA0) &&
	       !(code >= 0x200B && code <= 0x200F) &&
	       !(code >= 0x2028 && code <= 0x202E) &&
	       !(code >= 0x2060 && code <= 0x206F) && code != 0x61C &&
	       code != 0xFEFF && (code & 0xFFFE) != 0xFFFE;
}

bool sample_clean(const char *text)
{
	size_t length = strlen(text);

	while (length) {
		unsigned code = 0;
		size_t bytes = text_utf8(text, length, &code);

		if (bytes == 0 || !clean(code))
			return false;
		text += bytes;
		length -= bytes;
	}
	return true;
}
