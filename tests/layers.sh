#!/bin/sh
# Who may include whom: the map is the architecture.  A stage includes public
# contracts and its own private headers, never another stage's.
set -u
failed=0
base='error|arena|buffer|owned|limits|text|json|escape|kind|finding|record|save|hash|page|version'

while read -r stage contracts; do
	grep -rn '#include "' "src/$stage" |
		grep -vE "\"dockaudit/($base${contracts:+|$contracts})\.h\"|#include \"[a-z_]+\.h\"" &&
		failed=1
done <<'MAP'
base
jsonpath  jsonpath
policy    policy|jsonpath
collect   source
judge     judge|policy|jsonpath|results|report
report    report
MAP

# Third-party headers, each in one place only.
while read -r header place; do
	grep -rln "#include <$header>" src include |
		grep -v "^$place\$" && failed=1
done <<'MAP'
curl/curl.h src/collect/docker_http.c
yaml.h      src/policy/tree.c
pcre2.h     src/jsonpath/iregexp.c
MAP
[ $failed -eq 0 ] || echo "the lines above break the map in tests/layers.sh"
exit $failed
