#!/usr/bin/env bash
# The long runs: the property tests of importers, layout, Braille and booklets with many more cases.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROPTEST_CASES="${1:-20000}"
cargo test --locked --release --package ballot --package stencil-gen --quiet
