#!/bin/sh
# Run every fuzzer for a while: run.sh SECONDS.  What one finds is left in
# build-fuzz/ under the name that libFuzzer gives it.
set -eu
seconds=$1
build="build-fuzz"

if ! echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n; }' |
	clang -x c -fsanitize=fuzzer - -o /dev/null 2>/dev/null; then
	echo "clang with libFuzzer is not here"
	exit 77
fi
make -s B=$build CC=clang \
	CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
	$build/libdockaudit.a >/dev/null

for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	mkdir -p "$build/corpus/$name"
	# shellcheck disable=SC2046 # a list of words
	clang -std=gnu17 -g -O1 -Iinclude -D_GNU_SOURCE \
		-fsanitize=fuzzer,address,undefined "$source" \
		$build/libdockaudit.a \
		$(pkg-config --libs libcurl libcjson yaml-0.1 libpcre2-8) -lm \
		-o "$build/$name"
	echo "$name for $seconds seconds"
	"$build/$name" -max_total_time="$seconds" -max_len=4096 -timeout=5 \
		-artifact_prefix="$build/" -print_final_stats=1 \
		"$build/corpus/$name" >"$build/$name.log" 2>&1 || {
		tail -n 30 "$build/$name.log"
		exit 1
	}
	grep -E 'number_of_executed_units|average_exec_per_sec' "$build/$name.log"
done
