#!/bin/sh
# dockaudit(1) names every option and verb that --help names, and no other.
# options.sh BUILD_DIR
set -u
manual=man/dockaudit.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# same WHAT: $work/program and $work/manual have the same lines.
same() {
	[ -s "$work/program" ] && diff "$work/program" "$work/manual" && return
	echo "$1 of the program (<) and of $manual (>) differ"
	exit 1
}

"$1/dockaudit" --help | sed -n '/^verbs:/,/^$/s/^  \([a-z]*\) .*/\1/p' |
	sort >"$work/verbs"
cp "$work/verbs" "$work/program"
sed -n 's/^\.It Cm \([a-z]*\)$/\1/p' "$manual" | sort >"$work/manual"
same verbs

while read -r verb; do
	"$1/dockaudit" "$verb" --help
done <"$work/verbs" | grep -oE '(^| )--[a-z-]+' | tr -d ' ' |
	sort -u >"$work/program"
grep '^\.It ' "$manual" | grep -oE 'Fl Fl [a-z-]+' | sed 's/^Fl Fl /--/' |
	sort -u >"$work/manual"
same options
