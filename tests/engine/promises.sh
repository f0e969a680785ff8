# What the manual promises beside its verdicts; to be sourced after variants.sh.
# shellcheck shell=sh disable=SC2154

promises_judge() {
	promise_no_event
	promise_only_get
	promise_replay
	promise_no_secret
	promise_unreachable
	promise_ordinary_user
	promise_foreign_processes
	promise_time
}

# An audit changes nothing: the daemon tells of no event.
promise_no_event() {
	since=$(date +%s.%N)
	audit -f json >/dev/null
	until=$(date +%s.%N)
	events=$(engine_api "/events?since=$since&until=$until")
	verdict "${#events}" "the audit caused events: $events"
	# Had there been one, it would have been seen.
	engine_docker volume create event >/dev/null
	[ "$(engine_api "/events?since=$until&until=$(date +%s.%N)")" ]
	verdict $? "a volume was created, and no event tells"
}

promise_only_get() {
	proxy=$engine/run/proxy.sock
	setpriv --pdeathsig KILL python3 "$here/proxy.py" "$proxy" \
		"$engine/run/docker.sock" "$work/requests" &
	await_socket "$proxy"
	engine_inside "$work/dockaudit" -H unix:///run/proxy.sock -f json \
		--all-findings >"$work/proxied.json"
	kill $!
	wait $! 2>/dev/null
	version='/v[0-9]+\.[0-9]+'
	id='[A-Za-z0-9]+'
	others=$(grep -vxE -e "GET /version HTTP/1.1" \
		-e "GET $version/(info|networks|volumes)(\?[a-z=0-9&]*)? HTTP/1.1" \
		-e "GET $version/(containers|images)/json(\?[a-z=0-9&]*)? HTTP/1.1" \
		-e "GET $version/(containers|exec)/$id/json HTTP/1.1" \
		-e "GET $version/images/(sha256:)?$id/json HTTP/1.1" \
		-e "GET $version/services/$id HTTP/1.1" "$work/requests" | sort -u)
	verdict "${#others}" "unexpected requests: $others"
	[ "$(grep -c '/containers/[0-9a-f]*/json' "$work/requests")" -gt 100 ]
	verdict $? "the proxy saw too few requests"
	verdicts weaker "$work/main.json" "$work/proxied.json"
}

# Recorded facts give the verdicts of the live audit.
promise_replay() {
	facts >"$work/facts"
	"$work/dockaudit" --facts "$work/facts" -f json --all-findings \
		>"$work/replay.json"
	verdicts same "$work/main.json" "$work/replay.json"
}

# Values of environment variables are nowhere, though their names are.
promise_no_secret() {
	for format in text json junit; do
		audit -f "$format" -v -p --all-findings >>"$work/reports"
	done
	! grep -h "$canary" "$work/reports" "$work/facts" >"$work/leaks"
	verdict $? "a secret is shown: $(head -c 300 "$work/leaks")"
	for name in DB_PASSWORD API_TOKEN; do
		grep -q "$name" "$work/facts"
		verdict $? "$name is not in the facts at all"
	done
}

# No daemon: status 3, a line on standard error, nothing on standard output.
promise_unreachable() {
	for address in unix:///run/none.sock unix:///run/docker.pid \
		unix:///run tcp://127.0.0.1:9; do
		engine_inside "$work/dockaudit" -H "$address" \
			>"$work/out" 2>"$work/err"
		status=$?
		[ $status -eq 3 ] && [ "$(wc -l <"$work/err")" -eq 1 ] &&
			[ ! -s "$work/out" ]
		verdict $? "$address: status $status: $(cat "$work/err")"
	done
}

as_nobody() {
	engine_inside setpriv --reuid 65534 --regid 65534 --clear-groups \
		"$work/dockaudit" -H unix:///run/docker.sock "$@"
}

# Fewer rights: fewer verdicts, but none that root would not have.
promise_ordinary_user() {
	as_nobody >/dev/null 2>"$work/err"
	[ $? -eq 3 ] && [ "$(wc -l <"$work/err")" -eq 1 ]
	verdict $? "without access to the socket: $(cat "$work/err")"
	chmod 666 "$engine/run/docker.sock"
	as_nobody -f json --all-findings >"$work/nobody.json"
	status=$?
	verdict $status "status $status for an ordinary user"
	verdicts weaker "$work/main.json" "$work/nobody.json" |
		sed 's/^wrong/wrong for an ordinary user/'
}

# In another process namespace, the daemon's process ids are other processes'.
promise_foreign_processes() {
	containers=$(engine_docker ps -q)
	# shellcheck disable=SC2086,SC2046 # lists of words
	{
		pids=$(engine_docker inspect -f '{{.State.Pid}}' $containers)
		for id in $(engine_docker inspect -f \
			'{{range .ExecIDs}}{{println .}}{{end}}' $containers); do
			pids="$pids $(engine_api "/exec/$id/json" |
				sed 's/.*"Pid":\([0-9]*\).*/\1/')"
		done
	}
	engine_inside unshare --mount --pid --fork --mount-proc \
		sh "$here/strangers.sh" "$pids" "$work/dockaudit" \
		-H unix:///run/docker.sock -f json --all-findings \
		>"$work/foreign.json"
	verdicts weaker "$work/main.json" "$work/foreign.json" |
		sed 's/^wrong/wrong among strangers/'
}

# over_tls AUTHORITY OPTION...: audit the engine of the variant "tls" by TCP.
over_tls() {
	authority=$1
	shift
	engine_inside "$work/dockaudit" -H tcp://127.0.0.1:2376 --tlsverify \
		--tlscacert "$authority" -f json --all-findings "$@"
}

# A daemon by TCP is another machine: what only this one knows is not judged.
promise_tls() {
	set -- --tlscert "$certs/cert.pem" --tlskey "$certs/key.pem"
	audit -f json --all-findings >"$work/tls.local"
	over_tls "$certs/ca.pem" "$@" >"$work/tls.remote"
	verdict $? "no audit by TLS"
	verdicts weaker "$work/tls.local" "$work/tls.remote"
	over_tls "$certs/other.pem" "$@" >"$work/out" 2>"$work/tls.err"
	[ $? -eq 3 ] && [ ! -s "$work/out" ]
	verdict $? "a server that the authority does not know is trusted"
	over_tls "$certs/ca.pem" >"$work/out" 2>"$work/tls.err"
	[ $? -eq 3 ] && [ ! -s "$work/out" ]
	verdict $? "without a certificate: $(cat "$work/tls.err")"
}

# For people to read; there is no machine to measure all others by.  Leaves the
# engine "ten" behind.
promise_time() {
	echo "an audit of $(engine_docker ps -aq | wc -l) containers took" \
		"$(audit_time) ms"
	engine_start ten '{}' || return
	images_make
	for number in 1 2 3 4 5 6 7 8 9 10; do
		engine_docker run -d --name "c$number" bb >/dev/null
	done
	echo "an audit of 10 containers took $(audit_time) ms"
}

# The shortest of some audits, in milliseconds.
audit_time() {
	for attempt in 1 2 3 4 5; do
		start=$(date +%s%N)
		audit >/dev/null
		echo $((($(date +%s%N) - start) / 1000000)) "$attempt"
	done | sort -n | head -n 1 | cut -d' ' -f1
}
