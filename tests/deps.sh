#!/bin/sh
# Install what is missing: deps.sh WHAT PACKAGE...  WHAT is build, test or lint.
# The list of packages is in the Makefile, and nowhere else.
set -u
what=$1
shift

missing() {
	for package in "$@"; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
			grep -q 'ok installed' || printf ' %s' "$package"
	done
}

if ! command -v dpkg-query >/dev/null; then
	echo "no dpkg here: README.md names the packages to $what by hand"
	exit 0
fi
# Another vendor's engine will do as well, and must not be replaced.
if [ "$what" = test ] && ! command -v dockerd >/dev/null; then
	set -- "$@" docker.io
fi
list=$(missing "$@")
[ -n "$list" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
	echo "missing packages to $what, to be installed by root:$list" >&2
	[ "$what" = build ] && exit 1
	exit 0
fi
echo "installing:$list"
export DEBIAN_FRONTEND=noninteractive
install() {
	# shellcheck disable=SC2086 # a list of words
	apt-get install -y -qq --no-install-recommends $list >/dev/null
}
# The lists of packages may be absent or older than the archive.
install 2>/dev/null || { apt-get update -qq && install; }
