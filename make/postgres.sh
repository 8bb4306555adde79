#!/usr/bin/env bash
# make/postgres.sh quick|durable COMMAND… — runs a command beside a PostgreSQL of its own.
#
# The command finds an administrator's URL in TEST_POSTGRES_URL. The cluster is empty, listens on
# 127.0.0.1 alone with a password made for this run, and is gone when the command ends, whichever
# way it ends. `quick` does without fsync and is for tests; `durable` has PostgreSQL's own
# settings and lies on a disk, for measuring.
set -euo pipefail
# shellcheck source=make/words.sh
. "$(dirname "$0")/words.sh"
# shellcheck source=make/packages.sh
. "$root/make/packages.sh"
# shellcheck source=make/postgres-programs.sh
. "$root/make/postgres-programs.sh"

# PostgreSQL refuses to run as root, so root hands it to a user who may do nothing else.
choose_owner() {
  as_owner=()
  if [ "$(id -u)" -eq 0 ]; then
    owner=$(id -un postgres 2>/dev/null || id -un nobody)
    as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --init-groups)
  fi
}

make_cluster() {
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  chmod 700 "$folder"
  printf '%s\n' "$password" >"$folder/password"
  if [ "$(id -u)" -eq 0 ]; then chown -R "$owner:" "$folder"; fi
  (cd / && "${as_owner[@]}" "$programs/initdb" --pgdata "$folder/cluster" --username guildhall \
    --pwfile "$folder/password" --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8) \
    >"$log" 2>&1 || fail "PostgreSQL's initdb could not make a cluster"
}

fail() {
  cat "$log" >&2
  stop "$1; its own words stand above."
}

start_server() {
  local -a settings=(
    -c "listen_addresses=127.0.0.1" -c "unix_socket_directories=" -c "max_connections=300"
    -c "logging_collector=off"
  )
  if [ "$durability" = quick ]; then
    settings+=(-c fsync=off -c full_page_writes=off)
  fi
  local attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    port=$((RANDOM % 12000 + 20000))
    # PostgreSQL stops even when this script is killed outright and can run nothing any more.
    cd /
    "${as_owner[@]}" setpriv --pdeathsig INT "$programs/postgres" -D "$folder/cluster" -p "$port" \
      "${settings[@]}" >"$log" 2>&1 </dev/null {lifeline}>&- &
    server=$!
    cd "$root"
    if wait_until_ready; then return; fi
    grep -q "Address already in use" "$log" || break
  done
  fail "PostgreSQL did not start (attempt $attempt)"
}

# The server writes "ready" to its own folder, so no other server can be mistaken for it.
wait_until_ready() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    if sed -n 8p "$folder/cluster/postmaster.pid" 2>/dev/null | grep -q ready; then return 0; fi
    if ! kill -0 "$server" 2>/dev/null; then return 1; fi
    sleep 0.1
  done
  return 1
}

# shellcheck disable=SC2317 # called by the trap
# Ends a process group and waits until it is gone.
end_group() {
  kill -TERM -- "-$1" 2>/dev/null || true
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
  trap '' INT TERM HUP
  if [ -n "$command" ]; then end_group "$command"; fi
  if [ -n "$server" ]; then
    # INT is PostgreSQL's "fast": it sends its clients away and stops.
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder" "$log"
}

# Reads the command's process group, then waits for the end of this script, whatever ends it,
# and takes away what is left if the script could not do so itself.
outlive() {
  trap '' INT TERM HUP
  local group=''
  local line
  while read -r line; do group=$line; done
  if [ ! -d "$folder" ]; then return; fi
  if [ -n "$group" ]; then end_group "$group"; fi
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    [ -e "$folder/cluster/postmaster.pid" ] || break
    sleep 0.1
  done
  rm -rf "$folder" "$log"
}

durability=${1-}
case $durability in
  quick) place=/tmp ;;
  durable) place=/var/tmp ;;
  *) stop "usage: make/postgres.sh quick|durable COMMAND…" ;;
esac
shift

ensure_programs
choose_owner
server='' command=''
folder=$(mktemp -d "$place/guildhall-postgres.XXXXXX")
log=$folder.log
exec {lifeline}> >(outlive)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
make_cluster
start_server
export TEST_POSTGRES_URL=postgres://guildhall:$password@127.0.0.1:$port/postgres

# A process group of its own: whatever the command starts ends with it.
set -m
"$@" </dev/null {lifeline}>&- &
command=$!
set +m
echo "$command" >&"$lifeline"
status=0
wait "$command" || status=$?
exit "$status"
