#!/usr/bin/env bash
# The voice of the whole booth, timed: the program kiosk in a window under Xvfb, keys from the simulated board over its
# serial line, the voice on an ALSA device (PulseAudio's null sink), heard again at the sink's monitor.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in pulseaudio parec Xvfb espeak-ng; do
  command -v "$program" >/dev/null || { echo "skipped: $program was not found; scripts/setup.sh verify installs it" >&2; exit 0; }
done

run="$(mktemp -d)"
programs=()
stop() {
  for program in "${programs[@]}"; do kill "$program" 2>/dev/null || true; done
  rm -rf "$run"
}
trap stop EXIT

cat > "$run/pulse.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1 socket=$run/native
load-module module-null-sink sink_name=booth rate=48000 channels=2 format=s16le
set-default-sink booth
END
cat > "$run/asound.conf" <<END
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "unix:$run/native" device "booth" }
END
mkdir "$run/home"
HOME=$run/home XDG_RUNTIME_DIR=$run PULSE_RUNTIME_PATH=$run pulseaudio -n -F "$run/pulse.pa" --daemonize=no \
  --exit-idle-time=-1 --disallow-exit --use-pid-file=no >"$run/pulse.log" 2>&1 &
programs+=($!)
for _ in $(seq 100); do [ -S "$run/native" ] && break; sleep 0.1; done
Xvfb -displayfd 3 -nolisten tcp -screen 0 1280x800x24 3>"$run/display" 2>/dev/null &
programs+=($!)
for _ in $(seq 100); do [ -s "$run/display" ] && break; sleep 0.1; done

cargo bench --locked --workspace --bench voice --no-run
DISPLAY=":$(cat "$run/display")" ALSA_CONFIG_PATH="$run/asound.conf" PULSE_SERVER="unix:$run/native" XDG_RUNTIME_DIR="$run" \
  cargo bench --locked --workspace --bench voice
