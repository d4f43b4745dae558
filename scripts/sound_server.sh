#!/usr/bin/env bash
# Sourced. A sound server without a sound card: PulseAudio's null sink behind ALSA's pulse plugin, and a screen.
#   sound_server RUN     in the folder RUN; gives ALSA_CONFIG_PATH, PULSE_SERVER, XDG_RUNTIME_DIR and DISPLAY. What it
#                        has started stands in `programs`, for the caller to end.
programs=()
# What plays goes before whatever else the machine does, where that is allowed: a booth does nothing else.
first=()
nice -n -10 true 2>/dev/null && first=(nice -n -10)

sound_server() {
  mkdir -p "$1/home"
  cat > "$1/pulse.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1 socket=$1/native
load-module module-null-sink sink_name=booth rate=48000 channels=2 format=s16le
set-default-sink booth
END
  cat > "$1/asound.conf" <<END
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse server "unix:$1/native" device "booth" }
END
  HOME=$1/home XDG_RUNTIME_DIR=$1 PULSE_RUNTIME_PATH=$1 "${first[@]}" pulseaudio -n -F "$1/pulse.pa" --daemonize=no \
    --exit-idle-time=-1 --disallow-exit --use-pid-file=no >"$1/pulse.log" 2>&1 &
  programs+=($!)
  Xvfb -displayfd 3 -nolisten tcp -screen 0 1280x800x24 3>"$1/display" 2>/dev/null &
  programs+=($!)
  for _ in $(seq 100); do [ -S "$1/native" ] && [ -s "$1/display" ] && break; sleep 0.1; done
  [ -S "$1/native" ] && [ -s "$1/display" ] || { cat "$1/pulse.log" >&2; exit 1; }
  DISPLAY=":$(cat "$1/display")"
  export DISPLAY ALSA_CONFIG_PATH="$1/asound.conf" PULSE_SERVER="unix:$1/native" XDG_RUNTIME_DIR="$1"
}
