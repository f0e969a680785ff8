#!/bin/sh
# Write a C file with the given files in it: the table builtins[] of
# include/dockaudit/policy.h.  The assembler reads them, so that a file of any
# size costs the compiler nothing.
set -eu

for file in "$@"; do
	[ -r "$file" ] || { echo "embed.sh: cannot read $file" >&2; exit 1; }
done

cat <<'C'
#include "dockaudit/policy.h"

__asm__(".section .rodata\n"
C
n=0
for file in "$@"; do
	printf '\t".global builtin_%d\\nbuiltin_%d: .incbin \\"%s\\"\\n"\n' \
		"$n" "$n" "$file"
	printf '\t".byte 0\\n"\n'
	n=$((n + 1))
done
printf '\t".previous\\n");\n\n'

n=0
for _ in "$@"; do
	printf 'extern const char builtin_%d[];\n' "$n"
	n=$((n + 1))
done
printf '\nconst struct builtin builtins[] = {\n'
n=0
for file in "$@"; do
	printf '\t{ "%s", builtin_%d, %d },\n' "$file" "$n" \
		"$(wc -c < "$file")"
	n=$((n + 1))
done
printf '\t{ 0 },\n};\n'
