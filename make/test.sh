#!/usr/bin/env bash
# Runs every test there is. The last line says how many passed and failed.
set -euo pipefail
# shellcheck source=make/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=make/browser.sh
. "$root/make/browser.sh"
# shellcheck source=make/chromium.sh
. "$root/make/chromium.sh"

# Only what the tests set for themselves may steer the program.
unset DATABASE_URL GUILDHALL_LISTEN

ensure_node_packages end2end
ensure_chromium
build_browser_part
exec "$root/make/postgres.sh" quick "$root/make/suites.sh"
