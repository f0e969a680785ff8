#!/bin/sh
# The first process of a host of our own: host.sh DIR ROOT DOCKERD...  engine.sh
# starts it in new namespaces, so that nothing done here is seen outside, and
# everything that runs here ends with it.
#   DIR   its /run is this host's /run; what it has under etc covers /etc
#   ROOT  where DOCKERD has its own / (newer.sh); "/" is the usual case
set -eu
dir=$1
root=$2
shift 2

# This /proc is still the machine's: our process id as the machine counts it.
read -r pid rest </proc/self/stat
: "$rest"
echo "$pid" >"$dir/init"
mount -t proc proc /proc
# As systemd does it: without, no container could be given a shared mount.
mount --make-rshared /
# Hides the machine's docker.sock and containerd.sock, too.
mount --bind "$dir/run" /run
[ -L /var/run ] || mount --bind "$dir/run" /var/run
if [ "$root" != / ]; then
	work=$(dirname "$dir")
	mount --bind "$root" "$root"
	mkdir -p "$root/run" "$root$work"
	for place in /proc /sys /dev /run "$work"; do
		mount --rbind "$place" "$root$place"
	done
	# Not chroot: a process in one may not make user namespaces.
	# shellcheck disable=SC2016 # expanded by the inner shell
	set -- unshare --mount --propagation slave sh -euc 'cd "$0"
		pivot_root . .
		busybox umount -l .
		busybox mount --make-rshared /
		exec "$@"' "$root" "$@"
fi
etc=${root%/}/etc
mount -t tmpfs tmpfs "$dir/etc"
mkdir "$dir/etc/upper" "$dir/etc/work"
mount -t overlay -o "lowerdir=$etc,upperdir=$dir/etc/upper,workdir=$dir/etc/work" \
	overlay "$etc"
rm -rf "$etc/docker"
mkdir "$etc/docker"
cp "$dir/daemon.json" "$etc/docker/daemon.json"
# For userns-remap; dockerd would make this user, and cannot everywhere.
echo dockremap:x:64999:64999::/:/bin/false >>"$etc/passwd"
echo dockremap:x:64999: >>"$etc/group"
echo dockremap:200000:65536 | tee -a "$etc/subuid" >>"$etc/subgid"
ip link set lo up
# An address that log drivers can send to; nobody listens.
ip address add 192.0.2.1/32 dev lo
"$@" &
wait
