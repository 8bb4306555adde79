#!/usr/bin/env bash
# Leaves the release program, with its static files inside, at target/release/guildhall.
set -euo pipefail
# shellcheck source=make/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=make/browser.sh
. "$root/make/browser.sh"
# shellcheck source=make/release.sh
. "$root/make/release.sh"

build_browser_part
build_release
say "Done: target/release/guildhall, one file that runs from any folder"
