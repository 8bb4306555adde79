#!/usr/bin/env bash
# Deletes what the other targets made. The databases in data/ stay.
set -euo pipefail
# shellcheck source=make/words.sh
. "$(dirname "$0")/words.sh"

cd "$root"
rm -rf target style/node_modules end2end/node_modules end2end/results
say "Deleted target/ and the installed npm packages; data/ was left as it is"
