#!/bin/sh
# Against a real Docker engine: run.sh BUILD_DIR.
#
# Engines are started from what is installed here, each on a host of its own
# (engine.sh, host.sh): namespaces for mounts, network, processes and the rest,
# in one temporary directory.  The machine's own daemon, its containers and its
# files are not touched, and nothing is left behind.
#
#   containers.txt   containers, and what section 5 must say of each
#   variants.txt     daemons, and what section 2 must say of each
#   variants/        what runs on some of these daemons, in the form of containers.txt
#   promises.sh      what else the manual promises: only GET, no secrets, …
#   verdicts.py      compares reports with the tables and with each other
#   proxy.py plugin.py strangers.sh runc-here   helpers of the above
#   newer.sh         the same on an engine from another directory
#
# A line for each verdict that is wrong, then "N passed, M failed".  Where no
# engine can be started: status 77 and the reason, or a failure where
# REQUIRE_ENGINE=1 is set.  Takes two minutes on two cores.
set -u
here=$(readlink -f "$(dirname "$0")")
build=$(readlink -f "$1")
. "$here/engine.sh"
. "$here/audit.sh"
. "$here/containers.sh"
. "$here/variants.sh"
. "$here/promises.sh"

unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH \
	DOCKER_API_VERSION

skip() {
	echo "skipped: $1"
	[ "${REQUIRE_ENGINE:-}" != 1 ] || exit 1
	exit 77
}

reason=$(engine_missing)
[ -z "$reason" ] || skip "$reason"

work=$(mktemp -d /tmp/dockaudit-engine.XXXXXX)
# Values that no report may show.
canary=canary-$(basename "$work")
variants_pid=
finish() {
	# shellcheck disable=SC2086 # one or none
	[ -z "$variants_pid" ] || { kill $variants_pid; wait $variants_pid; }
	for init in "$work"/*/init; do
		[ ! -f "$init" ] || engine_stop "$(basename "${init%/init}")"
	done
	engine_forget_cgroups
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
engine_remember_cgroups
chmod 711 "$work"
install -m 755 "$build/dockaudit" "$work/dockaudit"
cp "$here"/seccomp-*.json "$work"

engine_environment="HTTP_PROXY=http://auditor:$canary@192.0.2.1:3128"
engine_start main '{}' >"$work/reason" || skip "$(cat "$work/reason")"
engine_environment=

# Not as a pipeline: what starts an engine has to live as long as it does.
for judge in containers_judge promises_judge variants_judge; do
	"$judge" >"$work/$judge"
	verdicts_add <"$work/$judge"
done
verdicts_total
