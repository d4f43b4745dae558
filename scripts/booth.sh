#!/usr/bin/env bash
# The demonstration in a window, and the simulated keypad in this terminal: press its keys there, or on the keyboard in
# the window, or touch. Ctrl+C here ends both; in the window, F10 and the PIN 1234 lead to the poll worker's menu.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -n "${DISPLAY:-}" ] || { echo "A window needs a display: DISPLAY is not set." >&2; exit 3; }
# The whole workspace: its parts alone would be built with other features, and all libraries once more.
scripts/build.sh
target="${CARGO_TARGET_DIR:-target}/debug"
scripts/demonstration.sh "$target"

folder=$(mktemp -d)
booth=
ended() {
  [ -z "$booth" ] || kill "$booth" 2>/dev/null || true
  rm -rf "$folder"
}
trap ended EXIT

"$target/kiosk" --open --keypad "$folder/keypad" \
  --package out/booth/demonstration.tandau --trust out/booth/demonstration.pub 2>"$folder/kiosk.log" &
booth=$!
# The keypad's own screen needs a terminal; without one the booth alone goes on.
if [ -t 0 ] && [ -t 1 ]; then
  "$target/firmware-sim" --link "$folder/keypad"
else
  "$target/firmware-sim" --script - --link "$folder/keypad" &
fi
wait "$booth" || { cat "$folder/kiosk.log" >&2; exit 3; }
