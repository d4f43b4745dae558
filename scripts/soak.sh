#!/usr/bin/env bash
# The long runs: the property tests of importers, layout, Braille, booklets, keys and the keypad's board with many
# more cases, and a day of the keypad on its fake clock.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROPTEST_CASES="${1:-20000}"
cargo test --locked --release --package ballot --package stencil-gen --quiet
cargo test --locked --release --package key-filter --package keypad-core --quiet -- --include-ignored
