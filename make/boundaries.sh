# Sourced after setup.sh: arrows between crates that must not exist.
# shellcheck shell=bash disable=SC2154 # toolchain.sh sets the names

database_crates='guildhall-database|sqlx|sqlx-.*|libsqlite3-sys|rusqlite|tokio-postgres|postgres|diesel'

check_boundaries() {
  no_database "The rules (guildhall-domain)" -p guildhall-domain --all-features
  no_database "The ways out (guildhall-outside)" -p guildhall-outside
  no_pages "The ways out (guildhall-outside)" -p guildhall-outside
  no_database "The pages (guildhall-app) on the server" -p guildhall-app --no-default-features --features ssr
  no_database "The pages (guildhall-app) in the browser" "${in_browser[@]}"
  only_feature hydrate ssr "The browser part" "${in_browser[@]}"
  only_feature ssr hydrate "The server" -p guildhall
}

in_browser=(-p guildhall-app --no-default-features --features hydrate --target "$browser_target")

# Each crate that gets built in, one a line: name, version, its features.
list_crates() {
  cargo tree --locked --edges normal,build --prefix none --no-dedupe --format '{p} {f}' "$@" |
    sed 's# (/[^)]*)##; s# (proc-macro)##; s# (\*)##' | sort -u ||
    stop "The tree of dependencies could not be read; cargo's own words stand above."
}

# no_database WHO CARGO-TREE-WORDS…
no_database() {
  local who=$1 crates found
  shift
  crates=$(list_crates "$@")
  if found=$(grep -E "^($database_crates) " <<<"$crates"); then
    stop "$who can reach a database through $(cut -d' ' -f1 <<<"$found" | sort -u | paste -sd' '), which the design forbids."
  fi
}

# no_pages WHO CARGO-TREE-WORDS… — nor the record, nor the program: only the rules lie below it.
no_pages() {
  local who=$1 crates found
  shift
  crates=$(list_crates "$@")
  if found=$(grep -E '^(leptos|axum|guildhall|guildhall-app) ' <<<"$crates"); then
    stop "$who can reach $(cut -d' ' -f1 <<<"$found" | sort -u | paste -sd' '), which the design forbids."
  fi
}

# only_feature WANTED UNWANTED WHO CARGO-TREE-WORDS… — of Leptos, which panics when it has both.
only_feature() {
  local wanted=$1 unwanted=$2 who=$3 crates
  shift 3
  crates=$(list_crates "$@" | grep -E '^(leptos|tachys|guildhall-app) ') ||
    stop "$who does not use Leptos at all."
  grep -E '^leptos ' <<<"$crates" | grep -qE "[ ,]$wanted(,|\$)" ||
    stop "$who is built without Leptos's feature '$wanted'."
  if grep -qE "[ ,]$unwanted(,|\$)" <<<"$crates"; then
    stop "$who is built with Leptos's feature '$unwanted', which panics beside '$wanted'."
  fi
}
