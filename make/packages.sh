# Sourced: installs Debian packages, where that is allowed.
# shellcheck shell=bash

# install_packages WHAT PACKAGE… — WHAT names, in a sentence, what they are needed for.
install_packages() {
  local what=$1
  shift
  local -a as_root=()
  command -v apt-get >/dev/null ||
    stop "$what is missing, and there is no apt-get here to install it with (Debian's packages: $*)."
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null ||
      stop "$what is missing: run 'sudo apt-get install $*' and try again."
    as_root=(sudo -n)
  fi
  say "Installing $what from Debian's packages ($*): a minute or two"
  "${as_root[@]}" apt-get update -qq >&2 ||
    stop "$what is missing, and 'apt-get update' failed; its own words stand above."
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2 </dev/null ||
    stop "$what could not be installed: 'apt-get install $*' failed; its own words stand above."
}
