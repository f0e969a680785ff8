#!/bin/sh
# The first audit of a newcomer: first-audit.sh DOCKAUDIT.  Where no daemon
# answers, a recorded example host is audited, so that there is a report to see.
set -u
dockaudit=$1

"$dockaudit" -p
status=$?
[ "$status" -eq 3 ] || exit "$status"
cat <<'TEXT'

No Docker daemon could be audited here (see above).  This is what the audit of
a recorded example host looks like:

TEXT
"$dockaudit" --facts tests/example-host.ndjson
