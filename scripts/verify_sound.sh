#!/usr/bin/env bash
# Plays on a real ALSA device without a sound card: PulseAudio's null sink behind ALSA's pulse plugin, heard again at
# the sink's monitor. Compares what was heard with what should be, times orders, takes the device away and gives it
# back.
#   scripts/verify_sound.sh [ORDERS]     orders timed at each of two rates, 40 unless told (docs/performance.md: 500)
set -euo pipefail
cd "$(dirname "$0")/.."
orders="${1:-40}"

run="$(mktemp -d)"
server=""
stop() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$run"
}
trap stop EXIT

cat > "$run/pulse.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1 socket=$run/native
load-module module-null-sink sink_name=booth rate=48000 channels=2 format=s16le sink_properties=device.description=booth
set-default-sink booth
END
cat > "$run/asound.conf" <<END
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "unix:$run/native" device "booth" }
ctl.!default { type pulse server "unix:$run/native" }
END
# Starts the server and writes its number down, so that nothing but it is ended later.
cat > "$run/start" <<END
HOME=$run XDG_RUNTIME_DIR=$run PULSE_RUNTIME_PATH=$run pulseaudio -n -F $run/pulse.pa --daemonize=no \
  --exit-idle-time=-1 --disallow-exit --use-pid-file=no >$run/pulse.log 2>&1 &
echo \$! > $run/server
for _ in \$(seq 100); do [ -S $run/native ] && exit 0; sleep 0.1; done
cat $run/pulse.log >&2; exit 1
END
cat > "$run/stop" <<END
kill -KILL \$(cat $run/server); rm -f $run/native
END

scripts/build.sh
sound="${CARGO_TARGET_DIR:-target}/debug/examples/sound"

export ALSA_CONFIG_PATH="$run/asound.conf" PULSE_SERVER="unix:$run/native" HOME="$run" XDG_RUNTIME_DIR="$run"
sh "$run/start"; server="$(cat "$run/server")"
"$sound" compare
"$sound" latency "$orders"
"$sound" lost "sh $run/stop" "sh $run/start"
server="$(cat "$run/server")"
echo "The voice was heard on an ALSA device as it should be."
