#!/usr/bin/env bash
# with-engine.sh DIRECTORY COMMAND…: runs the command with a container engine of its own, whose data lie below the
# directory and go with it; DOCKER_HOST tells the command where it is. Where no engine can start, one line says why and
# the command is left out, which is no failure.
# The engine touches neither the firewall nor the routes of this machine: containers meet on a bridge, and ports are
# published by its own helper. So it stands beside other bridges without cutting them off.
set -uo pipefail

directory=$1
shift
mkdir -p "$directory" && directory=$(cd "$directory" && pwd) || exit 1
# Sockets have short names only, and a working directory may lie deep.
run=$(mktemp -d -t cunzheng-engine.XXXXXX)
export DOCKER_HOST="unix://$run/docker.sock"
engine='' reason=''

start_engine() { # storage driver
  dockerd --host "$DOCKER_HOST" --group "$(id -gn)" --pidfile "$run/docker.pid" --exec-root "$run/exec" \
    --data-root "$directory/$1" --storage-driver "$1" --bridge=none \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false >"$directory/$1.log" 2>&1 &
  engine=$!
  for _ in $(seq 150); do
    docker version >/dev/null 2>&1 && return 0
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.2
  done
  reason="dockerd with $1: $(grep -oE 'msg=.*|failed to .*' "$directory/$1.log" | tail -n 1)"
  stop_engine
  return 1
}

stop_engine() {
  [ -n "$engine" ] || return 0
  kill "$engine" 2>/dev/null
  wait "$engine" 2>/dev/null
  engine=''
}

# An engine that starts may still be forbidden namespaces, a bridge or a mount: so one container has to run and end.
try_container() { # storage driver
  local said program
  program=$(type -P true)
  said=$({
    tar -ch -C / "${program#/}" $(ldd "$program" | grep -oE '/[^ ]+' | sed 's|^/||') | docker import - cunzheng-probe &&
      docker network create cunzheng-probe &&
      docker run --rm --network cunzheng-probe --publish 127.0.0.1::1 cunzheng-probe "$program"
  } 2>&1 >/dev/null)
  local code=$?
  docker network rm cunzheng-probe >/dev/null 2>&1
  docker rmi --force cunzheng-probe >/dev/null 2>&1
  [ "$code" = 0 ] && return 0
  reason="a container with $1: $(tail -n 1 <<<"$said")"
  stop_engine
  return 1
}

finish() {
  stop_engine
  for mounted in $(awk -v below="$directory/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r); do umount "$mounted"; done
  rm -rf "$run" "$directory"
}
trap finish EXIT

find_engine() {
  command -v dockerd >/dev/null || { reason='dockerd is not installed'; return 1; }
  [ "$(id -u)" = 0 ] || { reason='an engine is started by root only'; return 1; }
  for storage in overlay2 vfs; do
    start_engine "$storage" && try_container "$storage" && return 0
  done
  return 1
}

if ! find_engine; then
  echo "Containers left out, no engine can start here: $reason"
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
fi
"$@"
