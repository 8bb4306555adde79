# Sourced by the other scripts: where things are, what is being done, and why it stops.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$root/$target ;; esac
export CARGO_TARGET_DIR=$target

# Says what a long step is doing. Standard output is left to the programs that are run.
say() {
  printf '\n==> %s\n' "$*" >&2
}

# Ends everything with one sentence.
stop() {
  printf '%s\n' "$*" >&2
  exit 1
}
