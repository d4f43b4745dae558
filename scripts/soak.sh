#!/usr/bin/env bash
# The long runs: the property tests of importers, packages, layout, Braille, booklets, keys, the session and the keypad's
# board with many more cases; every value of every byte of a package; a day of the keypad on its fake clock; 200 whole
# votes that must leave the same traces; 10,000 drawn scans; the fuzzers; the keypad unplugged 10,000 times by itself, and for ten minutes
# with the booth's driver at its port.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROPTEST_CASES="${1:-20000}"
cargo test --locked --release --package ballot --package stencil-gen --quiet --no-run
# Whatever a hostile file claims about its size, memory stays bounded.
(ulimit -v 4000000; cargo test --locked --release --package ballot --quiet)
cargo test --locked --release --package stencil-gen --package voter-session --quiet
cargo test --locked --release --package key-filter --package keypad-core --package keypad-protocol --quiet -- --include-ignored
KIOSK_VOTES=200 cargo test --locked --release --package kiosk --quiet
cargo test --locked --release --package sheet-image --quiet -- --ignored --nocapture
scripts/fuzz.sh keypad_line "${FUZZ_SECONDS:-120}"
cargo test --locked --release --package firmware-sim --quiet -- --ignored soak::
cargo test --locked --release --package kiosk-devices --lib --quiet -- --ignored soak_of_two_hundred_kills
# One at a time: they count what this process holds.
cargo test --locked --release --package tandau-tests --no-default-features --test keypad -- --ignored --nocapture --test-threads=1 keypad::soak::
