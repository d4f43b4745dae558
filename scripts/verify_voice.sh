#!/usr/bin/env bash
# A whole vote at the real booth, heard: the program kiosk in a window under Xvfb, keys from the simulated board over
# its serial line, the voice on an ALSA device (PulseAudio's null sink) and captured at the sink's monitor. Every
# sentence that `kiosk replay --audio` says for the same keys must be in the capture, in the same order, and nothing
# else. Then the capture is damaged in every way that matters to a voter; each has to be found.
#   KEEP=DIR scripts/verify_voice.sh     keeps what was heard, and what should have been
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}/debug"
scripts/verify_venv.sh
scripts/build.sh
scripts/demonstration.sh "$target" >&2
. scripts/sound_server.sh

run="$(mktemp -d)"
stop() {
  for program in "${programs[@]}"; do kill "$program" 2>/dev/null || true; done
  wait 2>/dev/null
  [ -z "${KEEP:-}" ] || cp -rT "$run" "$KEEP"
  rm -rf "$run"
}
trap stop EXIT

package=(--package out/booth/demonstration.tandau --trust out/booth/demonstration.pub)
# What should be heard, each key after the speech before it; and a vote for the candidate after this one.
for vote in "this down" "other down down"; do
  read -r name downs <<<"$vote"
  # shellcheck disable=SC2086 # Each is a key.
  printf '%s\nwait speech\nwait 500ms\n' "headphones in" down select right $downs select right right right right > "$run/$name.txt"
  "$target/kiosk" replay "$run/$name.txt" "${package[@]}" --out "$run/$name" --audio "$run/$name/wanted.wav" >/dev/null
done

sound_server "$run"
"${first[@]}" parec --raw -d booth.monitor --rate=48000 --format=s16le --channels=1 --latency-msec=5 > "$run/heard.raw" &
heard=$!
programs+=("$heard")
# The same keys, each as long after the one before as its speech takes, and a second more.
python3 scripts/verify_voice.py keys "$run/this.txt" "$run/this" > "$run/keys"
"${first[@]}" "$target/firmware-sim" --script "$run/keys" --link "$run/keypad" >"$run/board.log" 2>&1 &
board=$!
programs+=("$board")
# The demonstration's own headphones are loud at full; the same loudness as the written sound is wanted here.
sed 's/^spl_at_full_db.*/spl_at_full_db = 60.0/' examples/stations/demonstration.toml > "$run/station.toml"
# The plugin's own 21 ms are too little where other programs take the machine away for longer: the server would play
# silence and drop what comes too late. No more than the voice works ahead; how soon it answers, bench_voice.sh tells.
PULSE_LATENCY_MSEC=80 HOME="$run/home" "${first[@]}" \
  "$target/kiosk" --open --station "$run/station.toml" --keypad "$run/keypad" "${package[@]}" 2>"$run/kiosk.log" &
programs+=($!)
wait "$board" || { cat "$run/board.log" "$run/kiosk.log" >&2; exit 1; }
kill "$heard"
target/verify-venv/bin/python scripts/verify_voice.py compare "$run/this" "$run/heard.raw"
target/verify-venv/bin/python scripts/verify_voice.py damage "$run/this" "$run/heard.raw" "$run/other"
