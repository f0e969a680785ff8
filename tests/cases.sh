#!/bin/sh
# Each folder in tests/cases is a test of the whole program: cases.sh BUILD_DIR
#   args      what is typed, one argument a line
#   facts     a snapshot, for --facts facts (optional)
#   daemon/   answers of a fake daemon, which DOCKER_HOST then names (optional)
#   expected  standard output and error, the exit status last
# To add one: add a folder, run "make accept", read the diff, commit.
set -u
build=$(readlink -f "$1")
version=$("$build/dockaudit" version | cut -d' ' -f2)
work=$(mktemp -d)
failed=0
number=0
trap 'kill $daemon 2>/dev/null; rm -rf "$work"' EXIT
daemon=

# Start the fake daemon of the case in this directory; wait for its socket.
serve() {
	"$build/tests/fake/fake_daemon" "$work/socket" daemon >"$work/log" 2>&1 &
	daemon=$!
	tries=0
	while [ ! -S "$work/socket" ] && [ $tries -lt 100 ]; do
		tries=$((tries + 1))
		sleep 0.02
	done
}

run_case() {
	set --
	while IFS= read -r argument || [ -n "$argument" ]; do
		set -- "$@" "$argument"
	done <args
	[ ! -d daemon ] || serve
	env -i PATH=/usr/bin:/bin HOME="$work" LC_ALL=C \
		${daemon:+DOCKER_HOST="unix://$work/socket"} \
		"$build/dockaudit" "$@" </dev/null 2>&1
	echo "exit $?"
	[ -z "$daemon" ] || { kill "$daemon"; wait "$daemon" 2>/dev/null; }
	rm -f "$work/socket"
	daemon=
}

for case in tests/cases/*/; do
	number=$((number + 1))
	(cd "$case" && run_case) |
		sed "s|$work|WORK|g; s|dockaudit $version|dockaudit VERSION|g
			s|\"version\": \"$version\"|\"version\": \"VERSION\"|" \
		>"$work/actual"
	[ -z "${ACCEPT:-}" ] || cp "$work/actual" "$case/expected"
	diff -u "$case/expected" "$work/actual" || failed=$((failed + 1))
done
echo "$((number - failed)) of $number cases as expected"
[ $number -gt 0 ] && [ $failed -eq 0 ]
