#!/usr/bin/env bash
# The voice of the whole booth, timed: the program kiosk in a window under Xvfb, keys from the simulated board over its
# serial line, the voice on an ALSA device (PulseAudio's null sink), heard again at the sink's monitor.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in pulseaudio parec Xvfb espeak-ng; do
  command -v "$program" >/dev/null || { echo "skipped: $program was not found; scripts/setup.sh verify installs it" >&2; exit 0; }
done

. scripts/sound_server.sh
run="$(mktemp -d)"
stop() {
  for program in "${programs[@]}"; do kill "$program" 2>/dev/null || true; done
  rm -rf "$run"
}
trap stop EXIT

sound_server "$run"

cargo bench --locked --workspace --bench voice --no-run
cargo bench --locked --workspace --bench voice
