#!/usr/bin/env bash
# The long runs: the property tests of importers, packages, layout, Braille, booklets, keys, the session and the keypad's
# board with many more cases; every value of every byte of a package; a day of the keypad on its fake clock; 200 whole
# votes that must leave the same traces; 10,000 drawn scans; 200 kills of the log; the fuzzers; the keypad unplugged
# 10,000 times by itself, and for ten minutes with the booth's driver at its port.
#   scripts/soak.sh [CASES]     cases of each property test, 4,000 unless told
# FUZZ_SECONDS   seconds for each fuzz target, 120 unless told
set -euo pipefail
cd "$(dirname "$0")/.."
export PROPTEST_CASES="${1:-4000}"

# One build for all of them: each package alone would have other features, and all libraries once more.
tests=$(mktemp)
trap 'rm -f "$tests"' EXIT
echo "== building =="
cargo test --locked --release --workspace --no-run --message-format=json-render-diagnostics 2>/dev/null |
  sed -n 's/.*"manifest_path":"\([^"]*\)\/Cargo.toml".*"target":{"kind":\["[a-z]*"\],.*"name":"\([^"]*\)".*"profile":{.*"test":true}.*"executable":"\([^"]*\)".*/\1 \2 \3/p' >"$tests"
[ -s "$tests" ] || { echo "The tests were not built; cargo test --release --workspace --no-run says why." >&2; exit 3; }

# run FOLDER TARGET [ARGUMENTS…]: the test program TARGET of the package in FOLDER, in that folder as cargo does it
run() {
  local folder="$PWD/$1" target=$2 program
  shift 2
  program=$(awk -v folder="$folder" -v target="$target" '$1 == folder && $2 == target { print $3 }' "$tests")
  [ -n "$program" ] || { echo "no test program $target in $folder" >&2; exit 3; }
  echo "== ${folder#"$PWD/"} $target $* =="
  local begun=$SECONDS
  (cd "$folder" && CARGO_MANIFEST_DIR="$folder" "$program" --quiet "$@")
  echo "   $((SECONDS - begun)) s"
}

# Whatever a hostile file claims about its size, memory stays bounded.
(ulimit -v 4000000; run crates/ballot ballot)
run stencil-gen stencil_gen
run stencil-gen stencil_gen --ignored soak_of_a_batch
run crates/voter-session voter_session
run crates/key-filter key_filter --include-ignored
run firmware-sim/core keypad_core --include-ignored
run crates/keypad-protocol keypad_protocol --include-ignored
KIOSK_VOTES=200 run kiosk suite secrecy
run crates/sheet-image suite --ignored --nocapture
run kiosk/devices kiosk_devices --ignored soak_of_two_hundred_kills
for target in keypad_line list form pnm; do scripts/fuzz.sh "$target" "${FUZZ_SECONDS:-120}"; done
run firmware-sim suite --ignored soak::
run kiosk suite --ignored soak_of_two_hundred_votes_killed
# One at a time: they count what this process holds.
run tests keypad --ignored --nocapture --test-threads=1 keypad::soak::
