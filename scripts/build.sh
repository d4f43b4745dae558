#!/usr/bin/env bash
# Builds the programs and examples. With the examples their libraries get the same features as in the tests, so that
# `make demo`, `make verify` and `make test` share one build. Progress is for a person at a terminal.
set -euo pipefail
cd "$(dirname "$0")/.."
quiet=(--quiet)
[ -t 2 ] && quiet=()
exec cargo build "${quiet[@]}" --locked --workspace --bins --examples
