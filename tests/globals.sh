#!/bin/sh
# No mutable file-scope variables: .data and .bss of every object are empty.
# globals.sh BUILD_DIR
if nm "$1/src/main.o" | grep -q __asan; then
	echo "the sanitizers keep data of their own"
	exit 77
fi
find "$1/src" -name '*.o' -exec size -A {} + | awk '
	/:$/ { object = $1 }
	$1 ~ /^\.(data|data\.rel|data\.rel\.local|bss|tbss|tdata)$/ && $2 > 0 {
		print object " " $2 " bytes in " $1
		bad = 1
	}
	END { exit bad }'
