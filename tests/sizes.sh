#!/bin/sh
# No file over 400 lines, no function over 60.  The formatter sees to it that a
# function's body begins with "{" and ends with "}" in the first column.
find src include tests -name '*.[ch]' | {
	failed=0
	while read -r file; do
		awk -v file="$file" '
			/^$/ || /^};$/ { blank = NR }
			/^\{$/ { start = blank + 1 }
			/^\}$/ && start {
				if (NR - start + 1 > 60) {
					print file ":" start ": a function of " \
						NR - start + 1 " lines"
					bad = 1
				}
				start = 0
			}
			END {
				if (NR > 400) { print file ": " NR " lines"; bad = 1 }
				exit bad
			}' "$file" || failed=1
	done
	exit $failed
}
