#ifndef DOCKAUDIT_AUDIT_H
#define DOCKAUDIT_AUDIT_H

#include "dockaudit/policy.h"
#include "dockaudit/report.h"
#include "dockaudit/source.h"

struct arena;

/* What one audit reads and asks.  All borrowed. */
struct audit {
	const struct policy *policy;
	struct source *source;
	const struct target *target;
	bool keep_passes;   /* the report holds the findings that pass, too */
	struct arena *keep; /* where the report lives */
};

/*
 * Run it: every chosen check on every subject the source yields.  Cannot fail:
 * what broke off is said in the report (complete, incomplete).  The gates are
 * not judged yet.
 */
void audit_run(const struct audit *audit, struct report *ret_report);

/* Which facts the chosen checks of a policy read. */
struct needs audit_needs(const struct policy *policy);

#endif
