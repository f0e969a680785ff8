#!/bin/sh
# Every "$ dockaudit ..." in a literal display of the manuals is run from
# tests/manual, and must print the lines that follow it.  manual.sh BUILD_DIR
set -u
dockaudit=$(readlink -f "$1/dockaudit")
man=$(readlink -f man)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$dockaudit" "$work/dockaudit"
PATH=$work:$PATH
failed=0
commands=0

cd tests/manual || exit 1
for page in "$man"/*.[15]; do
	# Displays only, \e as the backslash that it stands for.
	awk '/^\.Bd -literal/ { on = 1; next } /^\.Ed/ { on = 0 }
		on { gsub(/\\e/, "\\"); gsub(/\\&/, ""); print }' "$page" \
		>"$work/displays"
	: >"$work/expected"
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		"$ "*)
			cmp -s "$work/expected" "$work/got" || [ ! -e "$work/got" ] || {
				echo "${page##*/}: $command"
				diff "$work/expected" "$work/got"
				failed=1
			}
			command=${line#"$ "}
			commands=$((commands + 1))
			sh -c "$command" >"$work/got" 2>&1 </dev/null
			: >"$work/expected" ;;
		*)	[ ! -e "$work/got" ] || printf '%s\n' "$line" >>"$work/expected" ;;
		esac
	done <"$work/displays"
	[ ! -e "$work/got" ] || cmp -s "$work/expected" "$work/got" || {
		echo "${page##*/}: $command"
		diff "$work/expected" "$work/got"
		failed=1
	}
	rm -f "$work/got"
done
[ "$commands" -gt 0 ] || { echo "no example was found"; exit 1; }
exit $failed
