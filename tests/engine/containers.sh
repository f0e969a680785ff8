# Images and containers to judge; to be sourced after audit.sh.
# shellcheck shell=sh disable=SC2154,SC2034

# Everything in the containers is busybox; some of it under another name.
images_make() {
	root=$work/root
	[ -d "$root" ] || {
		mkdir -p "$root/bin" "$root/usr/sbin" "$root/usr/bin" \
			"$root/etc" "$root/tmp"
		cp "$(command -v busybox)" "$root/bin/busybox"
		for name in sh sleep true ln; do
			ln -s busybox "$root/bin/$name"
		done
		cp "$root/bin/busybox" "$root/usr/sbin/sshd"
		cp "$root/bin/busybox" "$root/usr/bin/dockerd"
		printf 'root:x:0:0::/:/bin/sh\napp:x:10001:10001::/:/bin/sh\n' \
			>"$root/etc/passwd"
	}
	import_image bb --exclude ./usr
	for image; do
		case $image in
		good)	import_image good --exclude ./usr -- \
				--change 'USER 10001:10001' --change \
				'HEALTHCHECK --interval=1h CMD ["true"]' ;;
		secret)	build_secret ;;
		*)	import_image "$image" -- --message "$image" ;;
		esac
	done
}

# import_image NAME [TAR OPTION...] [-- IMPORT OPTION...]
import_image() {
	image_name=$1
	shift
	options=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	[ $# -eq 0 ] || shift
	# shellcheck disable=SC2086 # a list of words
	tar -C "$root" $options -c . | engine_docker import \
		--change 'CMD ["sleep", "100000"]' "$@" - "$image_name" >/dev/null
}

# Its last step is the one that an inspection shows, arguments and all.
build_secret() {
	mkdir "$work/context"
	cat >"$work/context/Dockerfile" <<-TEXT
		FROM bb
		ARG BUILD_KEY
		ENV API_TOKEN=$canary
		RUN true
	TEXT
	tar -C "$work/context" -c . | engine_api "/build?t=secret&buildargs=%7B\
%22BUILD_KEY%22:%22$canary%22%7D" -X POST -H 'Content-Type: application/x-tar' \
		--data-binary @- >"$work/build.log"
	grep -q 'Successfully tagged' "$work/build.log" || cat "$work/build.log"
}

# What the rows of containers.txt mount.
host_prepare() {
	srv=$engine/srv
	mkdir -p "$srv/data" "$srv/shared" "$srv/.ssh"
	ln -s /etc "$srv/etc-link"
	ln -s /run "$srv/run-link"
	ln -s /run/docker.sock "$srv/sock-link"
	ln "$engine/run/docker.sock" "$engine/run/own/link"
	touch "$srv/engine"
	engine_inside mount --bind /run/docker.sock "$srv/engine"
	mkdir "$srv/etc-bound"
	engine_inside mount --bind /etc/ssl "$srv/etc-bound"
	engine_docker network create app >/dev/null
	bind='--opt type=none --opt o=bind --opt device'
	# shellcheck disable=SC2086 # a list of words
	{
		engine_docker volume create $bind=/etc etc
		engine_docker volume create $bind=/run sockets
	} >/dev/null
	engine_docker volume create --opt type=tmpfs --opt device=tmpfs \
		scratch >/dev/null
	for group in /sys/fs/cgroup/memory /sys/fs/cgroup/pids /sys/fs/cgroup; do
		[ -f "$group/cgroup.procs" ] || continue
		mkdir "$group/dockaudit-test-limited" || continue
		limit "$group" memory.limit_in_bytes 268435456
		limit "$group" memory.max 268435456
		limit "$group" pids.max 100
	done
}

limit() {
	[ ! -f "$1/dockaudit-test-limited/$2" ] ||
		echo "$3" >"$1/dockaudit-test-limited/$2"
}

# containers_start TABLE: see containers.txt.  Four at a time.
containers_start() (
	count=0
	while IFS='|' read -r name arguments expected; do
		case $name in
		'' | '#'*) continue ;;
		'!'*)	wait
			eval "${name#!}" </dev/null
			continue ;;
		esac
		[ "$arguments" != ' - ' ] || continue
		container_start "${name% }" "$arguments" </dev/null &
		count=$((count + 1))
		[ $((count % 4)) -ne 0 ] || wait
	done <"$1"
	wait
)

container_start() {
	case $2 in
	' create '*) verb="create --name $1 ${2# create }" ;;
	*) verb="run -d --name $1 $2" ;;
	esac
	message=$(eval "engine_docker $verb" 2>&1 >/dev/null) ||
		echo "$1 did not start: $message"
}

# Wait until the first task of a swarm service runs.
swarm_await() {
	tries=0
	until engine_docker service ps "$1" | grep -q Running ||
		[ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
}

# containers_judge: start them on the engine "main", and judge.
containers_judge() {
	report=$work/main.json
	images_make good ssh moving untagged secret
	host_prepare
	containers_start "$here/containers.txt"
	audit -f json --all-findings >"$report"
	# shellcheck disable=SC2046 # a list of words
	verdicts containers "$report" "$here/containers.txt" $(engine_absent)
	# Whatever the processes in these containers are called.
	verdicts daemon "$report" "$here/variants.txt" default
}
