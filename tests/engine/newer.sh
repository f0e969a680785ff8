#!/bin/sh
# All of run.sh on an engine that is not the installed one: newer.sh BUILD_DIR ROOT
# ROOT is a directory with dockerd, containerd, runc, iptables and all they need,
# unpacked but not installed.  As root on Debian:
#
#   mmdebstrap --variant=extract --include=docker.io,iptables,busybox-static,procps \
#       trixie ROOT
#   for tool in iptables ip6tables; do ln -sf $tool-nft ROOT/usr/sbin/$tool; done
#   for tool in sh sed cat; do ln -s busybox ROOT/usr/bin/$tool; done
#
# Only /run and /etc of ROOT are written to, and only in namespaces that end with
# the run; empty directories to mount things on remain.  Rows that say which
# engine they are about may differ from release to release; see the changelogs.
set -u
ENGINE_ROOT=$(readlink -f "$2")
export ENGINE_ROOT REQUIRE_ENGINE=1
exec sh "$(dirname "$0")/run.sh" "$1"
