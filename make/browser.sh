# Sourced after setup.sh: builds what a browser loads into target/site.
# shellcheck shell=bash disable=SC2154 # words.sh and toolchain.sh set the names

build_browser_part() {
  say "Building the browser part (a few minutes the first time)"
  cargo build -p guildhall-app --lib --no-default-features --features hydrate \
    --profile browser "${for_browser[@]}" >&2 ||
    stop "The browser part could not be built; cargo's own words stand above."
  cargo run --quiet -p guildhall-assets -- --root "$root" \
    --wasm "$target/$browser_target/browser/guildhall_app.wasm" >&2 ||
    exit 1 # It has said why.
}
