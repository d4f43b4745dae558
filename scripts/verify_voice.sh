#!/usr/bin/env bash
# A whole vote at the real booth, heard: the program kiosk in a window under Xvfb, keys from the simulated board over
# its serial line, the voice on an ALSA device (PulseAudio's null sink) and captured at the sink's monitor. Every
# sentence that `kiosk replay --audio` says for the same keys must be in the capture, in the same order.
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}/debug"
cargo build --quiet --locked --workspace
scripts/demonstration.sh "$target" >&2

run="$(mktemp -d)"
programs=()
stop() {
  for program in "${programs[@]}"; do kill "$program" 2>/dev/null || true; done
  [ -n "${KEEP:-}" ] && cp -r "$run" "$KEEP" 2>/dev/null; rm -rf "$run"
}
trap stop EXIT

package=(--package out/booth/demonstration.tandau --trust out/booth/demonstration.pub)
# What should be heard: each key after the speech before it.
printf '%s\nwait speech\nwait 500ms\n' "headphones in" down select right down down select right right right right > "$run/vote.txt"
"$target/kiosk" replay "$run/vote.txt" "${package[@]}" --out "$run/replay" --audio "$run/wanted.wav" >/dev/null

cat > "$run/pulse.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1 socket=$run/native
load-module module-null-sink sink_name=booth rate=48000 channels=2 format=s16le
set-default-sink booth
END
cat > "$run/asound.conf" <<END
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "unix:$run/native" device "booth" }
END
HOME=$run XDG_RUNTIME_DIR=$run PULSE_RUNTIME_PATH=$run pulseaudio -n -F "$run/pulse.pa" --daemonize=no \
  --exit-idle-time=-1 --disallow-exit --use-pid-file=no >"$run/pulse.log" 2>&1 &
programs+=($!)
for _ in $(seq 100); do [ -S "$run/native" ] && break; sleep 0.1; done
PULSE_SERVER=unix:$run/native parec --raw -d booth.monitor --rate=48000 --format=s16le --channels=1 --latency-msec=5 \
  > "$run/heard.raw" &
programs+=($!)
Xvfb -displayfd 3 -nolisten tcp -screen 0 1280x800x24 3>"$run/display" 2>/dev/null &
programs+=($!)
for _ in $(seq 100); do [ -s "$run/display" ] && break; sleep 0.1; done

# The same keys, each as long after the one before as its speech takes, and a second more.
python3 scripts/verify_voice.py keys "$run/vote.txt" "$run/replay/transcript.jsonl" > "$run/keys"
"$target/firmware-sim" --script "$run/keys" --link "$run/keypad" >"$run/board.log" 2>&1 &
board=$!
programs+=($board)
# The demonstration's own headphones are loud at full; the same loudness as the written sound is wanted here.
sed 's/^spl_at_full_db.*/spl_at_full_db = 60.0/' examples/stations/demonstration.toml > "$run/station.toml"
DISPLAY=":$(cat "$run/display")" ALSA_CONFIG_PATH="$run/asound.conf" HOME="$run" XDG_RUNTIME_DIR="$run" \
  "$target/kiosk" --open --station "$run/station.toml" --keypad "$run/keypad" "${package[@]}" 2>"$run/kiosk.log" &
programs+=($!)
wait "$board" || { cat "$run/board.log" "$run/kiosk.log" >&2; exit 1; }
target/verify-venv/bin/python scripts/verify_voice.py compare "$run/wanted.wav" "$run/replay/transcript.jsonl" "$run/heard.raw"
