#!/usr/bin/env bash
# The long runs: the property tests of importers, packages, layout, Braille, booklets, keys, the session and the keypad's
# board with many more cases; every value of every byte of a package; a day of the keypad on its fake clock; 200 whole
# votes that must leave the same traces; 10,000 voters and a day with faults in one booth; 10,000 drawn scans; 200 kills
# of the log; the fuzzers; the keypad unplugged 10,000 times by itself, and for ten minutes with the booth's driver at its
# port. They run side by side, but for the last, which measures time; some forty minutes on two cores.
#   scripts/soak.sh [CASES]     cases of each property test, 4,000 unless told
# FUZZ_SECONDS   seconds for each fuzz target, 120 unless told
set -euo pipefail
cd "$(dirname "$0")/.."
export PROPTEST_CASES="${1:-4000}"

# One build for all of them: each package alone would have other features, and all libraries once more.
tests=$(mktemp)
echo "== building =="
cargo test --locked --release --workspace --no-run --message-format=json-render-diagnostics 2>/dev/null |
  sed -n 's/.*"manifest_path":"\([^"]*\)\/Cargo.toml".*"target":{"kind":\["[a-z]*"\],.*"name":"\([^"]*\)".*"profile":{.*"test":true}.*"executable":"\([^"]*\)".*/\1 \2 \3/p' >"$tests"
[ -s "$tests" ] || { echo "The tests were not built; cargo test --release --workspace --no-run says why." >&2; exit 3; }

logs=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$tests" "$logs"' EXIT
failed=0
# ended: waits for one of the runs, and tells how it went
ended() {
  local id status=0
  wait -n -p id || status=$?
  pending=$((pending - 1))
  echo "== $(cat "$logs/$id.name") =="
  if [ "$status" -ne 0 ] || [ -s "$logs/$id.tell" ]; then cat "$(readlink "$logs/$id.log")"; fi
  echo "   $((SECONDS - $(cat "$logs/$id.begun"))) s, $([ "$status" -eq 0 ] && echo well || echo "FAILED with $status")"
  [ "$status" -eq 0 ] || failed=1
}
# begin NAME COMMAND…: beside the others, as many at once as there are processors
count=0
pending=0
begin() {
  local name=$1
  shift
  while [ "$pending" -ge "$(nproc)" ]; do ended; done
  pending=$((pending + 1))
  count=$((count + 1))
  "$@" >"$logs/out.$count" 2>&1 &
  ln -s "$logs/out.$count" "$logs/$!.log"
  echo "$name" >"$logs/$!.name"
  echo "$SECONDS" >"$logs/$!.begun"
  [[ "$name" != *nocapture* ]] || echo yes >"$logs/$!.tell"
}

# program, run FOLDER TARGET [ARGUMENTS…]: the test program TARGET of the package in FOLDER, in that folder as cargo does it
program() {
  local folder="$PWD/$1" target=$2 program
  shift 2
  program=$(awk -v folder="$folder" -v target="$target" '$1 == folder && $2 == target { print $3 }' "$tests")
  [ -n "$program" ] || { echo "no test program $target in $folder" >&2; return 3; }
  cd "$folder" && CARGO_MANIFEST_DIR="$folder" exec "$program" --quiet "$@"
}
run() { begin "$*" program "$@"; }
# Whatever a hostile file claims about its size, memory stays bounded.
bounded() { ulimit -v 4000000 && program "$@"; }
secrecy() { KIOSK_VOTES=200 program "$@"; }

# The longest ones first.
run crates/sheet-image suite --ignored --nocapture
run firmware-sim/core keypad_core --include-ignored
run kiosk soak --ignored --nocapture
for target in keypad_line list spreadsheet form package signature station clip drill log printer measure stencils pnm png; do
  begin "fuzz $target" scripts/fuzz.sh "$target" "${FUZZ_SECONDS:-120}"
done
begin "crates/ballot ballot" bounded crates/ballot ballot
run stencil-gen stencil_gen
run stencil-gen stencil_gen --ignored soak_of_a_batch
run crates/voter-session voter_session
run crates/key-filter key_filter --include-ignored
run crates/keypad-protocol keypad_protocol --include-ignored
begin "kiosk suite secrecy, 200 votes" secrecy kiosk suite secrecy
run kiosk/devices kiosk_devices --ignored soak_of_two_hundred_kills
run kiosk suite --ignored soak_of_two_hundred_votes_killed
run firmware-sim suite --ignored soak::
while [ "$pending" -gt 0 ]; do ended; done
# Alone, and one at a time: they count what this process holds, and how soon it hears.
run tests keypad --ignored --nocapture --test-threads=1 keypad::soak::
while [ "$pending" -gt 0 ]; do ended; done
exit "$failed"
