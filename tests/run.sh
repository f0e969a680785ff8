#!/bin/sh
# Run every test that this machine can run: run.sh BUILD_DIR.  Says which could
# not be run and why; with REQUIRE_ENGINE=1 a missing engine is a failure.
set -u
build=$1
passed=0
failed=0
skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# run NAME COMMAND...: status 77 means that it could not be run here.
run() {
	name=$1
	shift
	"$@" >"$log" 2>&1
	status=$?
	case $status in
	0)	passed=$((passed + 1))
		printf 'ok       %s\n' "$name" ;;
	77)	skipped=$((skipped + 1))
		printf 'skipped  %s: %s\n' "$name" "$(tail -n 1 "$log" | sed "s/^skipped: //")" ;;
	*)	failed=$((failed + 1))
		printf 'FAILED   %s (status %d)\n' "$name" "$status"
		sed 's/^/         /' "$log" ;;
	esac
}

for test in "$build"/tests/unit/test_*; do
	case $test in
	*.o | *.d) ;;
	*) run "unit ${test##*/test_}" "$test" ;;
	esac
done
run "examples of the built-in checks" "$build/dockaudit" test
run "built-in policy" "$build/dockaudit" lint
run "whole-program cases" sh tests/cases.sh "$build"
run "examples of the manual" sh tests/manual.sh "$build"
run "options of the manual" sh tests/options.sh "$build"
run "who includes whom" sh tests/layers.sh
run "no mutable globals" sh tests/globals.sh "$build"
run "sizes of files and functions" sh tests/sizes.sh
run "installation" sh tests/install.sh "$build"
[ -n "${SKIP_ENGINE:-}" ] ||
	run "real engine" sh tests/engine/run.sh "$build"

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
