# Sourced after setup.sh: the release program.
# shellcheck shell=bash disable=SC2154 # words.sh and toolchain.sh set the names

release_program=$root/target/release/guildhall

build_release() {
  say "Building the release program (about ten minutes the first time)"
  cargo build --release -p guildhall >&2
  if [ ! "$target/release/guildhall" -ef "$release_program" ]; then
    mkdir -p "$(dirname "$release_program")"
    install "$target/release/guildhall" "$release_program"
  fi
}
