#!/usr/bin/env bash
# Builds what has changed and serves the demo council on http://127.0.0.1:3000.
set -euo pipefail
# shellcheck source=make/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=make/browser.sh
. "$root/make/browser.sh"

build_browser_part
say "Building the server (some minutes the first time)"
cargo build -p guildhall >&2

mkdir -p data
exec "$target/debug/guildhall" serve --demo
