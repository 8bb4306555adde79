#!/usr/bin/env bash
# Everything about the code that can be judged without running it.
set -euo pipefail
# shellcheck source=make/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=make/browser.sh
. "$root/make/browser.sh"
# shellcheck source=make/boundaries.sh
. "$root/make/boundaries.sh"
# shellcheck source=make/dependencies.sh
. "$root/make/dependencies.sh"

ensure_linters

say "Formatting"
cargo fmt --all --check || stop "Some files are not formatted: run 'cargo fmt --all'."

say "Who may reach a database, and which side has which features"
check_boundaries

build_browser_part
say "Clippy on the server side"
cargo clippy --workspace --all-targets --features guildhall-app/ssr,guildhall-domain/import -- -D warnings
say "Clippy on the browser side"
cargo clippy -p guildhall-app --lib --no-default-features --features hydrate "${for_browser[@]}" -- -D warnings
say "The rules in the browser"
cargo check -p guildhall-domain "${for_browser[@]}"

check_dependencies
say "All checks passed"
