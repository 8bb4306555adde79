# Sourced: the browser for the journeys.
# shellcheck shell=bash

# Sets GUILDHALL_CHROMIUM, unless the caller has.
ensure_chromium() {
  if [ -n "${GUILDHALL_CHROMIUM-}" ]; then
    [ -x "$GUILDHALL_CHROMIUM" ] ||
      stop "GUILDHALL_CHROMIUM is $GUILDHALL_CHROMIUM, which is not a program."
  else
    GUILDHALL_CHROMIUM=$(find_chromium)
    if [ -z "$GUILDHALL_CHROMIUM" ]; then
      install_packages "the browser Chromium" chromium
      GUILDHALL_CHROMIUM=$(find_chromium)
    fi
    [ -n "$GUILDHALL_CHROMIUM" ] || stop "The browser Chromium was installed but is not on the PATH."
  fi
  export GUILDHALL_CHROMIUM
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name"; then return; fi
  done
}
