# Sourced: finds PostgreSQL's programs, or installs them.
# shellcheck shell=bash

oldest_version=14

# The newest PostgreSQL that is new enough, or nothing.
find_programs() {
  local folder
  while read -r folder; do
    local version=${folder#/usr/lib/postgresql/}
    version=${version%/bin}
    if [[ $version =~ ^[0-9]+$ ]] && [ "$version" -ge "$oldest_version" ] && [ -x "$folder/initdb" ]; then
      printf '%s\n' "$folder"
      return
    fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort --reverse)
  if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    dirname "$(command -v initdb)"
  fi
}

# Sets programs to the folder that holds initdb and postgres.
ensure_programs() {
  programs=$(find_programs)
  if [ -z "$programs" ]; then
    local clusters_before
    clusters_before=$(list_clusters)
    install_packages "PostgreSQL" postgresql
    drop_new_clusters "$clusters_before"
    programs=$(find_programs)
  fi
  [ -n "$programs" ] ||
    stop "PostgreSQL $oldest_version or newer is missing: none was found in /usr/lib/postgresql or on the PATH."
}

list_clusters() {
  compgen -G '/etc/postgresql/*/*' || true
}

# Debian's package makes and starts a cluster that nobody asked for.
drop_new_clusters() {
  local cluster
  while read -r cluster; do
    if [ -n "$cluster" ] && ! grep -qxF "$cluster" <<<"$1"; then
      cluster=${cluster#/etc/postgresql/}
      if [ "$(id -u)" -eq 0 ]; then
        pg_dropcluster --stop "${cluster%/*}" "${cluster#*/}" || true
      else
        sudo -n pg_dropcluster --stop "${cluster%/*}" "${cluster#*/}" || true
      fi
    fi
  done < <(list_clusters)
}
