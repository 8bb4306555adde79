# Sourced after setup.sh: known faults and licences of what we depend on, and the tools that judge.
# shellcheck shell=bash disable=SC2154 # words.sh and toolchain.sh set the names

# rustfmt and Clippy, of the compiler in use.
ensure_linters() {
  { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1 && return
  if [ "${RUSTUP_TOOLCHAIN-}" = "$debian_toolchain" ]; then
    install_packages "rustfmt and Clippy" rustfmt-web rust-web-clippy
  else
    rustup component add rustfmt clippy >&2 || stop "rustfmt and Clippy could not be fetched by rustup."
  fi
}

ensure_cargo_deny() {
  cargo deny --version >/dev/null 2>&1 && return
  say "Installing cargo-deny, which reads advisories and licences (it compiles for some minutes)"
  cargo install cargo-deny --locked --target-dir "$target/tools" >&2 ||
    stop "cargo-deny could not be installed; cargo's own words stand above."
}

check_dependencies() {
  ensure_cargo_deny
  say "Licences and origins of dependencies"
  cargo deny --log-level error check licenses bans sources ||
    stop "The licences or origins of dependencies are not as deny.toml wants them; the findings stand above."
  say "Known faults in dependencies"
  use_local_advisories
  cargo deny --log-level error fetch db ||
    stop "The database of security advisories for Rust could not be fetched; GUILDHALL_ADVISORY_DB may name a clone of it."
  cargo deny --log-level error check advisories ||
    stop "Some dependencies have known faults; the findings stand above."
}

# Where the network is closed, GUILDHALL_ADVISORY_DB may name a clone of the database, with its
# branch main; git then reads that wherever cargo-deny asks for the one on the network.
use_local_advisories() {
  if [ -z "${GUILDHALL_ADVISORY_DB-}" ]; then return; fi
  local clone
  clone=$(realpath -e "$GUILDHALL_ADVISORY_DB" 2>/dev/null) ||
    stop "GUILDHALL_ADVISORY_DB is $GUILDHALL_ADVISORY_DB, which does not exist."
  say "Advisories as known on $(git -C "$clone" log -1 --format=%cs main), from GUILDHALL_ADVISORY_DB"
  export GIT_CONFIG_COUNT=1
  export GIT_CONFIG_KEY_0=url.file://$clone.insteadOf
  export GIT_CONFIG_VALUE_0=https://github.com/RustSec/advisory-db
}
