# Sourced: chooses one Rust compiler that builds for this machine and for the browser.
# The names of islands only match when the same compiler builds both sides.
# shellcheck shell=bash disable=SC2154 # words.sh sets root
#
# Sets RUSTUP_TOOLCHAIN, where it is not the usual one, and for_browser: the words that every
# cargo command for the browser needs.
#
# To leave Debian's compiler again: rustup toolchain uninstall guildhall-debian

browser_target=wasm32-unknown-unknown
debian_toolchain=guildhall-debian
debian_packages=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22)
for_browser=(--target "$browser_target")

ensure_rust() {
  { command -v cargo && command -v rustc; } >/dev/null ||
    stop "Rust is missing: install its stable release with rustup, then try again."
  rustc --version >/dev/null 2>&1 ||
    stop "Rust has no usable toolchain: run 'rustup default stable' and try again."
  local needed found
  needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")
  found=$(rustc --version | cut -d' ' -f2)
  printf '%s\n%s\n' "$needed" "$found" | sort --check=silent --version-sort ||
    stop "Rust $needed or newer is needed and this is $found: run 'rustup update stable' and try again."
  command -v cc >/dev/null || install_packages "a C compiler" gcc libc6-dev
}

# Whether the compiler in use has a standard library for the browser.
has_browser_library() {
  compgen -G "$(rustc --print target-libdir --target "$browser_target")/libstd-*" >/dev/null
}

# Whether Debian's compiler was linked by an earlier run and is still there.
has_debian_toolchain() {
  command -v rustup >/dev/null &&
    RUSTUP_TOOLCHAIN=$debian_toolchain rustc --version >/dev/null 2>&1 &&
    [ -d "$(debian_sources)" ]
}

debian_sources() {
  printf '%s/lib/rustlib/src/rust/library' \
    "$(RUSTUP_TOOLCHAIN=$debian_toolchain rustc --print sysroot)"
}

use_debian_toolchain() {
  export RUSTUP_TOOLCHAIN=$debian_toolchain
  export RUSTC_BOOTSTRAP=1
  for_browser+=(-Z "build-std=std,panic_abort")
}

link_debian_toolchain() {
  say "The browser target could not be fetched, so Debian's own Rust will build everything"
  command -v rustup >/dev/null ||
    stop "The Rust target $browser_target is missing, and so is rustup, which would add it."
  install_packages "Rust for the browser" "${debian_packages[@]}"
  rustup toolchain link "$debian_toolchain" /usr >&2 ||
    stop "Debian's Rust could not be linked as the toolchain $debian_toolchain."
  has_debian_toolchain ||
    stop "Debian's Rust was installed but cannot build for the browser: it lacks $(debian_sources)."
}

choose_toolchain() {
  ensure_rust
  if has_browser_library; then return; fi
  if has_debian_toolchain; then
    use_debian_toolchain
    return
  fi
  say "Fetching Rust's standard library for the browser ($browser_target)"
  if command -v rustup >/dev/null && rustup target add "$browser_target" >&2 && has_browser_library; then
    return
  fi
  link_debian_toolchain
  use_debian_toolchain
}
