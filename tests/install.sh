#!/bin/sh
# make install puts what it says where it says, and uninstall takes it away.
set -eu
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

make -s install B="$1" DESTDIR="$root" PREFIX=/usr >/dev/null
"$root/usr/bin/dockaudit" version >/dev/null
for page in man/*.[15]; do
	test -s "$root/usr/share/man/man${page##*.}/${page##*/}"
done
make -s uninstall B="$1" DESTDIR="$root" PREFIX=/usr
left=$(find "$root" -type f)
[ -z "$left" ] || { echo "uninstall left $left"; exit 1; }
