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
  fetch_advisories
  cargo deny --log-level error check --config "$deny_config" --disable-fetch advisories ||
    stop "Some dependencies have known faults; the findings stand above."
}

# Sets deny_config. Where the network is closed, GUILDHALL_ADVISORY_DB may name a clone of the
# database of advisories.
fetch_advisories() {
  deny_config=$target/tools/deny.toml
  local place
  place=$target/tools/advisories
  mkdir -p "$target/tools"
  {
    sed "/^\[advisories\]/q" "$root/deny.toml"
    printf 'db-path = "%s"\n' "$place"
    if [ -n "${GUILDHALL_ADVISORY_DB-}" ]; then
      printf 'db-urls = ["file://%s"]\n' "$(realpath "$GUILDHALL_ADVISORY_DB")"
    fi
    sed "1,/^\[advisories\]/d" "$root/deny.toml"
  } >"$deny_config"
  cargo deny --log-level error fetch --config "$deny_config" db ||
    stop "The database of security advisories for Rust could not be fetched; GUILDHALL_ADVISORY_DB may name a clone of it."
}
