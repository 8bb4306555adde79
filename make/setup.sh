# Sourced first by every target: brings what the builds need, and nothing twice.
# shellcheck shell=bash

# shellcheck source=make/words.sh
. "$(dirname "${BASH_SOURCE[0]}")/words.sh"
# shellcheck source=make/packages.sh
. "$root/make/packages.sh"
# shellcheck source=make/toolchain.sh
. "$root/make/toolchain.sh"
# shellcheck source=make/node.sh
. "$root/make/node.sh"

cd "$root" || stop "The folder $root cannot be entered."
choose_toolchain
ensure_node
ensure_node_packages style
