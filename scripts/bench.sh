#!/usr/bin/env bash
# The numbers, printed and added to docs/performance.md.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --locked --package tandau-tests --no-default-features --bench numbers --bench keypad --bench sheet
cargo bench --locked --package tandau-tests --bench screen
scripts/bench_voice.sh
