#!/usr/bin/env bash
# Measures the release program on SQLite and on PostgreSQL, both as durable as in service.
set -euo pipefail
# shellcheck source=make/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=make/browser.sh
. "$root/make/browser.sh"
# shellcheck source=make/release.sh
. "$root/make/release.sh"

build_browser_part
build_release
say "Building the measuring program"
cargo build --release -p guildhall-bench >&2

mkdir -p target/bench
export GUILDHALL_PROGRAM=$release_program
say "Measuring"
exec "$root/make/postgres.sh" durable "$target/release/guildhall-bench"
