#!/bin/sh
# No mutable file-scope variables: .data and .bss of every object are empty.
# globals.sh BUILD_DIR
find "$1/src" -name '*.o' -exec size -A {} + | awk '
	/:$/ { object = $1 }
	$1 ~ /^\.(data|data\.rel|data\.rel\.local|bss|tbss|tdata)$/ && $2 > 0 {
		print object " " $2 " bytes in " $1
		bad = 1
	}
	END { exit bad }'
