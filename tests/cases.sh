#!/bin/sh
# Tests of the whole program: cases.sh BUILD_DIR [NAME...].  Each folder in
# tests/cases is one:
#   args      what is typed, one argument a line; or
#   script    a shell script, in which the program is "$DOCKAUDIT"
#   daemon/   answers of a fake daemon, which DOCKER_HOST then names (optional):
#             they replace those of tests/cases/_shared/daemon
#   faults    what it does instead of answering, a RULE of fake_daemon.c a line
#             (optional; starts the daemon, too, an empty file as well)
#   expected  standard output and error, the exit status last
# A case runs in a copy of its folder that is the caller's own, beside
# ../host.ndjson (tests/manual) and ../example-host.ndjson.  A script also has
# $LOG (the requests that the daemon got), $FAKE (the daemon's program), $SHARED
# (the folder _shared) and $TESTS.  With a daemon, dates to the second become
# DATE.  To add a case: add a folder, run "make accept", read the diff, commit.
# With ACCEPT=1 the cases that are named, or all, get what is printed now.
set -u
umask 022
build=$(readlink -f "$1")
shift
cd "$(dirname "$0")/.." || exit
TESTS=$(readlink -f tests)
SHARED=$TESTS/cases/_shared
FAKE=$build/tests/fake/fake_daemon
version=$("$build/dockaudit" version | cut -d' ' -f2)
work=$(readlink -f "$(mktemp -d)")
failed=0
number=0
trap 'rm -rf "$work"' EXIT

for folder in checks.d profiles.d; do
	[ ! -e "/etc/dockaudit/$folder" ] || {
		echo "/etc/dockaudit/$folder would change what is printed"
		exit 77
	}
done

# Start the fake daemon of the case in this directory.
serve() {
	[ -d daemon ] || [ -f faults ] || return
	mkdir "$run/answers"
	cp -R "$SHARED/daemon/." "$run/answers"
	[ ! -d daemon ] || cp -R daemon/. "$run/answers"
	set --
	[ ! -f faults ] || while IFS= read -r rule; do
		set -- "$@" "$rule"
	done <faults
	pid=$("$FAKE" -b -l "$run/log" "$run/socket" "$run/answers" "$@") || exit
	# shellcheck disable=SC2064 # the number of now
	trap "kill $pid" EXIT
	socket=$run/socket
}

run_case() {
	run=$work/run
	socket=
	cd "$run/case" && serve
	set -- "$build/dockaudit"
	[ ! -f args ] || while IFS= read -r argument || [ -n "$argument" ]; do
		set -- "$@" "$argument"
	done <args
	[ ! -f script ] || set -- sh ./script
	env -i PATH="$PATH" HOME="$run/home" LC_ALL=C \
		DOCKAUDIT="$build/dockaudit" LOG="$run/log" FAKE="$FAKE" \
		SHARED="$SHARED" TESTS="$TESTS" \
		${socket:+DOCKER_HOST="unix://$socket"} "$@" </dev/null 2>&1
	echo "exit $?"
}

# What differs from machine to machine and from run to run.
normalise() {
	dates=
	[ ! -d "$1/daemon" ] && [ ! -f "$1/faults" ] ||
		dates='s/20[0-9-]{8}[T ][0-9:]{8}(Z| UTC|")/DATE\1/g
			s/^(  audited .* subjects?) in [0-9]+ s/\1/
			s/ time="[0-9.]+"/ time="N"/'
	sed -E "s|$work/run|WORK|g; s|$TESTS|TESTS|g
		s|dockaudit $version|dockaudit VERSION|g
		s|\"version\": ?\"$version\"|\"version\": \"VERSION\"|g
		$dates"
}

[ $# -gt 0 ] || set -- tests/cases/[!_]*/
for case in "$@"; do
	case=tests/cases/$(basename "$case")
	number=$((number + 1))
	rm -rf "$work/run"
	mkdir -p "$work/run/home"
	cp -R "$case" "$work/run/case"
	cp tests/manual/host.ndjson tests/example-host.ndjson "$work/run"
	(run_case) | normalise "$case" >"$work/actual"
	[ -z "${ACCEPT:-}" ] || cp "$work/actual" "$case/expected"
	diff -u "$case/expected" "$work/actual" || failed=$((failed + 1))
done
echo "$((number - failed)) of $number cases as expected"
[ $number -gt 0 ] && [ $failed -eq 0 ]
