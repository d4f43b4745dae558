#!/usr/bin/env bash
# The numbers, printed and added to docs/performance.md.
set -euo pipefail
cd "$(dirname "$0")/.."
# The whole workspace: its parts alone would be built with other features, and all libraries once more.
cargo bench --locked --workspace --bench numbers --bench keypad --bench sheet --bench screen --bench country
scripts/bench_voice.sh
scripts/bench_peers.sh
