#!/usr/bin/env bash
# Runs the suites one after the other, all to the end, and counts. Started by make/test.sh,
# which sets up what they need.
set -uo pipefail
# shellcheck source=make/words.sh
. "$(dirname "$0")/words.sh"

# The workspace's server side; the browser side is built apart, since it has other features.
workspace=(--workspace --features "guildhall-app/ssr,guildhall-domain/import")
reports=$root/target/test
passed=0 failed=0

# count SUITE STATUS PASSED FAILED — a suite that ends badly or runs nothing has failed.
count() {
  local suite=$1 status=$2 suite_passed=$3 suite_failed=$4
  if [ "$suite_failed" -eq 0 ] && [ "$status" -ne 0 ]; then
    say "$suite ended with status $status and without naming a failed test: counted as one failure"
    suite_failed=1
  elif [ "$((suite_passed + suite_failed))" -eq 0 ]; then
    say "$suite ran no test at all: counted as one failure"
    suite_failed=1
  fi
  say "$suite: $suite_passed passed, $suite_failed failed"
  passed=$((passed + suite_passed))
  failed=$((failed + suite_failed))
}

# A test that is ignored was not run, so it counts as failed.
rust_tests() {
  local log=$reports/rust.log status counts
  say "Building the server and the Rust tests (ten minutes or so the first time)"
  if ! cargo build "${workspace[@]}" --bins --tests; then
    count "The Rust build" 1 0 0
    return 1
  fi
  say "Running the Rust tests on SQLite and PostgreSQL"
  cargo test "${workspace[@]}" --no-fail-fast 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  counts=$(awk '/^test result: / { passed += $4; failed += $6 + $8 } END { print passed + 0, failed + 0 }' "$log")
  count "The Rust tests" "$status" "${counts% *}" "${counts#* }"
}

# A journey that was skipped, or that only passed when tried again, counts as failed.
journeys() {
  local report=$reports/journeys.json status counts
  say "Running the journeys in a browser"
  export GUILDHALL_PROGRAM=$target/debug/guildhall
  rm -f "$report"
  (cd "$root/end2end" &&
    PLAYWRIGHT_JSON_OUTPUT_NAME=$report node_modules/.bin/playwright test --reporter=list,json)
  status=$?
  counts=$(node -e '
    const { stats } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected, stats.unexpected + stats.flaky + stats.skipped);
  ' "$report" 2>/dev/null) || counts="0 0"
  count "The journeys" "$status" "${counts% *}" "${counts#* }"
}

mkdir -p "$reports"
rust_tests && journeys
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
