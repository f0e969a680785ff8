# Daemons in many configurations; to be sourced after containers.sh.
# shellcheck shell=sh disable=SC2154,SC2034

# variants_judge: what is wrong, then a line "N passed, M failed".
variants_judge() {
	certs=$work/certs
	certificates "$certs"
	sed "s|\$certs|$certs|g; s|\$work|$work|g" "$here/variants.txt" \
		>"$work/variants.txt"
	variants_start &
	variants_pid=$!
	wait $variants_pid
	variants_pid=
	cat "$work"/variant.*
}

# Three at a time.  When told to end, no more are started.
variants_start() {
	trap 'wait; exit 1' TERM
	count=0
	while IFS='|' read -r name configuration flags expected; do
		case $name in '' | '#'*) continue ;; esac
		variant "${name% }" "$configuration" "$flags" \
			>"$work/variant.${name% }" 2>&1 </dev/null &
		count=$((count + 1))
		[ $((count % 3)) -ne 0 ] || wait
	done <"$work/variants.txt"
	wait
}

# variant NAME CONFIGURATION FLAGS: in a process of its own.
variant() {
	trap - TERM
	name=$1
	configuration=$(printf '%b' "$2")
	engine_environment=
	# shellcheck disable=SC2086 # a list of words
	set -- $3
	while [ $# -gt 0 ]; do
		case $1 in
		@own-hosts) engine_own_hosts=1 ;;
		@default-file) engine_default_file=1 ;;
		@plugin) variant_plugin "$work/$name/run/docker/plugins" ;;
		@*) engine_environment="$engine_environment ${1#@}" ;;
		*) break ;;
		esac
		shift
	done
	if engine_start "$name" "$configuration" "$@"; then
		variant_judge
	else
		echo "0 passed, 1 failed"
	fi | sed "s/^wrong/wrong with $name/"
	engine_stop "$name"
}

variant_judge() {
	table=$here/variants/$name.txt
	[ ! -f "$table" ] || {
		images_make
		containers_start "$table"
	}
	report=$work/$name.json
	audit -f json --all-findings >"$report"
	verdicts daemon "$report" "$work/variants.txt" "$name"
	# shellcheck disable=SC2046 # a list of words
	[ ! -f "$table" ] ||
		verdicts containers "$report" "$table" $(engine_absent)
	facts | cat - "$report" | grep -q "$canary"
	verdict $((! $?)) "a secret is shown"
}

variant_plugin() {
	mkdir -p "$1"
	setpriv --pdeathsig KILL python3 "$here/plugin.py" "$1/allow.sock" &
	await_socket "$1/allow.sock"
}

# An authority, a certificate of it for server and client, another authority.
certificates() {
	mkdir "$1"
	for name in ca other; do
		openssl req -x509 -newkey rsa:2048 -nodes -days 2 \
			-subj "/CN=$name" -keyout "$1/$name.key" \
			-out "$1/$name.pem"
	done
	openssl req -newkey rsa:2048 -nodes -subj /CN=localhost \
		-keyout "$1/key.pem" -out "$1/request"
	echo subjectAltName=IP:127.0.0.1 >"$1/names"
	openssl x509 -req -in "$1/request" -days 2 -CA "$1/ca.pem" \
		-extfile "$1/names" -CAkey "$1/ca.key" -CAcreateserial -out "$1/cert.pem"
} 2>/dev/null
