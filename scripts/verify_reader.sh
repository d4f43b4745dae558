#!/usr/bin/env bash
# The clerk's window with a screen reader: the real program in a real window, on an accessibility bus of its own (AT-SPI),
# walked through as a screen reader does it, by keys alone, in three languages.
#   scripts/verify_reader.sh [PROGRAM]     without it the program is built
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-}
if [ -z "$program" ]; then
  cargo build --locked --quiet -p stencil-gen -p stencil-gui --features stencil-gui/screen-reader
  program="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/stencil-gen-gui"
fi

run=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$run"' EXIT
Xvfb -displayfd 3 -screen 0 1280x1000x24 -nolisten tcp 3>"$run/display" 2>/dev/null &
server=$!
while [ ! -s "$run/display" ]; do kill -0 $server; sleep 0.1; done
DISPLAY=":$(cat "$run/display")"
export DISPLAY XDG_RUNTIME_DIR="$run" HOME="$run"

# Debian's own Python has the binding. The bus tells programs that a screen reader runs.
timeout 900 dbus-run-session -- bash -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately --a11y=1 --screen-reader=1 2>/dev/null &
  /usr/bin/python3 scripts/verify_reader.py "$1" 2> >(grep -v "dbind-WARNING\|^$" >&2)' reader "$program"
