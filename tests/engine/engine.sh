# Engines to test against; to be sourced.  The caller sets $here (this folder)
# and $work (a directory that is its own).  An engine lives in namespaces of its
# own (mounts, network, processes, IPC, host name) with its own /run and /etc:
# the machine's own daemon, sockets, networks and files are out of its reach.
# shellcheck shell=sh disable=SC2154

# Why engines cannot be started here, in one line; nothing when they can.
engine_missing() {
	[ "$(id -u)" -eq 0 ] || { echo "needs root"; return; }
	for tool in dockerd docker runc ip iptables curl python3 busybox \
		openssl unshare nsenter setpriv; do
		command -v "$tool" >/dev/null ||
			{ echo "$tool is not installed"; return; }
	done
	ldd "$(command -v busybox)" >/dev/null 2>&1 &&
		{ echo "busybox is not static"; return; }
	unshare --mount --net --pid --fork --uts --ipc true 2>/dev/null ||
		echo "the kernel refuses new namespaces"
}

# engine_start NAME CONFIGURATION FLAG...: up, or says why not and fails.  Sets
# $engine, its directory.  Taken from the environment: $ENGINE_ROOT, a directory
# with another dockerd (newer.sh), and from the caller: $engine_environment,
# VARIABLE=VALUE for dockerd; $engine_own_hosts, when a --host is among the
# flags or in the configuration; $engine_default_file, to have the
# configuration at /etc/docker/daemon.json.
engine_start() {
	engine=$work/$1
	mkdir -p "$engine/run/docker/plugins" "$engine/run/own" "$engine/etc" \
		"$engine/data"
	printf '%s\n' "$2" >"$engine/daemon.json"
	shift 2
	[ "${engine_own_hosts:-}" ] || set -- -H unix:///run/docker.sock "$@"
	[ "${engine_default_file:-}" ] ||
		set -- --config-file "$engine/daemon.json" "$@"
	if ! engine_may_raise_limits; then
		cp "$here/runc-here" "$engine/run/runc-here"
		set -- --add-runtime here=/run/runc-here --default-runtime here "$@"
	fi
	# The machine's systemd would take our process ids for its own.
	set -- --exec-opt native.cgroupdriver=cgroupfs "$@"
	# shellcheck disable=SC2086 # a list of words
	env -i PATH="$PATH" HOME=/root ${engine_environment:-} \
		setpriv --pdeathsig KILL unshare --mount --propagation private \
		--net --pid --fork --kill-child --uts --ipc \
		sh "$here/host.sh" "$engine" "${ENGINE_ROOT:-/}" \
		dockerd --data-root "$engine/data" --exec-root /run/docker \
		--pidfile /run/docker.pid "$@" >"$engine/log" 2>&1 </dev/null &
	echo $! >"$engine/pid"
	engine_up || {
		echo "$engine: no engine: $(grep -v level=info "$engine/log" | tail -n 2)"
		return 1
	}
}

# Has this process what runc needs for all that containers may ask?
engine_may_raise_limits() {
	setpriv --dump | grep -q 'bounding set:.*sys_resource'
}

engine_up() {
	deadline=$(($(date +%s) + 60))
	until engine_api /_ping -f >/dev/null; do
		[ "$(date +%s)" -lt $deadline ] &&
			kill -0 "$(cat "$engine/pid")" 2>/dev/null || return 1
		sleep 0.1
	done
}

# Wait until there is a socket of that name.
await_socket() {
	tries=0
	until [ -S "$1" ] || [ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
}

# Run a command on the engine's host.
engine_inside() {
	nsenter --target "$(cat "$engine/init")" \
		--mount --net --pid --uts --ipc -- "$@"
}

# The docker command of that engine.
engine_docker() {
	docker --config "$work" --host "unix://$engine/run/docker.sock" "$@"
}

# Its API, for what the docker command cannot do: PATH [CURL OPTION...]
engine_api() {
	path=$1
	shift
	curl -s -m 20 --noproxy '*' "$@" \
		--unix-socket "$engine/run/docker.sock" "http://engine$path"
}

# End it and all that runs there; only cgroups outlive their processes.
engine_stop() {
	engine=$work/$1
	pid=$(cat "$engine/pid" 2>/dev/null) || return 0
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	tries=0
	while [ -d "/proc/$(cat "$engine/init" 2>/dev/null || echo none)" ] &&
		[ $tries -lt 100 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	engine_remove_cgroups
	rm -rf "$engine"
}

engine_remove_cgroups() {
	for id in "$engine"/data/containers/* "$engine"/data/*/containers/*; do
		echo "/${id##*/}"
	done | grep -E '^/[0-9a-f]{64}$' >"$engine/ids"
	find /sys/fs/cgroup -depth -type d 2>/dev/null |
		grep -F -f "$engine/ids" | xargs -r rmdir 2>/dev/null
}

# Parents that dockerd makes and never removes: ours, and those that were not
# there when it all began.
engine_remember_cgroups() {
	find /sys/fs/cgroup -type d -name docker >"$work/cgroups" 2>/dev/null
}

engine_forget_cgroups() {
	find /sys/fs/cgroup -depth -type d \( -name docker -o \
		-path '*/dockaudit-test*' \) 2>/dev/null |
		grep -vxF -f "$work/cgroups" | xargs -r rmdir 2>/dev/null
}
