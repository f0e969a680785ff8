#include "dockaudit/finding.h"

#include <string.h>

const char *status_name(enum status status)
{
	switch (status) { /* no default: -Wswitch-enum names what is missing */
	case STATUS_NOT_APPLICABLE:
		return "not-applicable";
	case STATUS_PASS:
		return "pass";
	case STATUS_MANUAL:
		return "manual";
	case STATUS_WAIVED:
		return "waived";
	case STATUS_FAIL:
		return "fail";
	case STATUS_ERROR:
		return "error";
	}
	__builtin_unreachable();
}

const char *severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_LOW:
		return "low";
	case SEVERITY_MEDIUM:
		return "medium";
	case SEVERITY_HIGH:
		return "high";
	case SEVERITY_CRITICAL:
		return "critical";
	}
	__builtin_unreachable();
}

bool severity_find(const char *name, enum severity *ret_severity)
{
	for (int i = 0; i < SEVERITIES; i++) {
		if (strcmp(severity_name((enum severity)i), name) != 0)
			continue;
		*ret_severity = (enum severity)i;
		return true;
	}
	return false;
}

unsigned severity_weight(enum severity severity)
{
	return 1u << severity;
}

size_t tally_total(const struct tally *tally)
{
	size_t total = 0;

	for (size_t i = 0; i < STATUSES; i++)
		total += tally->of[i];
	return total;
}
