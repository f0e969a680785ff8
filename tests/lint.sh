#!/bin/sh
# What a reviewer would otherwise have to look for.  Every tool that is here
# must have nothing to say; a tool that is not here is named.
set -u
failed=0

# lint TOOL COMMAND...
lint() {
	tool=$1
	shift
	if ! command -v "$tool" >/dev/null; then
		echo "skipped  $tool: not installed"
	elif "$@"; then
		echo "ok       $tool"
	else
		echo "FAILED   $tool"
		failed=1
	fi
}

c_files=$(find src include tests -name '*.[ch]')
scripts=$(find tests src .ci -name '*.sh' -o -path .ci/run)
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find src -name '*.c' >"$list"
flags="-std=gnu17 -Iinclude -D_GNU_SOURCE"

# shellcheck disable=SC2086 # lists of words
{
	lint clang-format clang-format --dry-run --Werror $c_files
	# File by file: with several at once clang-tidy 14 takes every va_list
	# after the first for one that was not initialised.
	lint clang-tidy xargs -P 2 -I FILE \
		clang-tidy --quiet FILE -- $flags <"$list" 2>/dev/null
	# It does not know the cleanup attribute; LeakSanitizer does.
	lint cppcheck cppcheck --quiet --std=c11 --error-exitcode=1 \
		--enable=warning,portability,performance --inline-suppr \
		--library=tests/cppcheck.cfg --suppress=missingIncludeSystem \
		--suppress=memleak --suppress=resourceLeak \
		-Iinclude -D_GNU_SOURCE src
	lint gcc xargs -P 2 -n 1 \
		gcc $flags -O1 -fanalyzer -Werror -o /dev/null -c <"$list"
	lint shellcheck shellcheck -x -P SCRIPTDIR $scripts
	lint mandoc mandoc -T lint -W warning man/*.1 man/*.5
}
exit $failed
