# Sourced: Node.js and the npm packages of a folder.
# shellcheck shell=bash disable=SC2154 # words.sh sets root

ensure_node() {
  { command -v node && command -v npm; } >/dev/null ||
    stop "Node.js is missing: install version 20 or newer, with npm, and try again."
  local version
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -ge 20 ] ||
    stop "Node.js 20 or newer is needed and this is $version: install a newer one and try again."
}

# ensure_node_packages FOLDER — installs what its package-lock.json names, when that has changed.
ensure_node_packages() {
  local folder=$root/$1
  local stamp=$folder/node_modules/.guildhall-lock
  cmp --silent "$folder/package-lock.json" "$stamp" && return
  say "Installing the npm packages of $1/"
  (cd "$folder" && npm ci --no-progress --loglevel=error) >&2 </dev/null ||
    stop "The npm packages of $1/ could not be installed; npm's own words stand above."
  cp "$folder/package-lock.json" "$stamp"
}
