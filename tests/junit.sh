#!/bin/sh
# Whether JUnit reports are what both schemas in use accept, and count what
# they hold: junit.sh FILE...
set -u
failed=0
schemas=$(dirname "$0")/schema

command -v xmllint >/dev/null || {
	echo "xmllint is not installed (libxml2-utils)"
	exit 77
}
[ $# -gt 0 ] || {
	echo "usage: junit.sh FILE..." >&2
	exit 2
}

# equal FILE WHAT SUM COUNT: two XPath numbers that must be the same.
equal() {
	sum=$(xmllint --xpath "$3" "$1")
	count=$(xmllint --xpath "$4" "$1")
	[ "$sum" = "$count" ] || {
		echo "$1: $2: $sum claimed, $count there"
		failed=1
	}
}

for file in "$@"; do
	for schema in ant jenkins; do
		xmllint --noout --schema "$schemas/junit-$schema.xsd" "$file" ||
			failed=1
	done
	equal "$file" tests 'sum(//testsuite/@tests)' 'count(//testcase)'
	equal "$file" failures 'sum(//testsuite/@failures)' 'count(//failure)'
	equal "$file" errors 'sum(//testsuite/@errors)' 'count(//error)'
	equal "$file" skipped 'sum(//testsuite/@skipped)' 'count(//skipped)'
	# Jenkins reads the attribute, GitLab the text.
	equal "$file" 'messages' 'count(//skipped | //failure | //error)' \
		'count(//testcase/*[string(@message) and string()])'
done
exit $failed
