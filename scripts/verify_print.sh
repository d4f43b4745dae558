#!/usr/bin/env bash
# Prints on a real IPP printer program (ippeveprinter) over the loopback: sheets with marks and blank ones, out of
# paper, canceled while out of paper, a jam, switched off, and on again. The printer needs avahi, so it gets a message
# bus and an avahi of its own that nobody else sees.
#   scripts/verify_print.sh
set -euo pipefail
cd "$(dirname "$0")/.."

skip() { echo "SKIPPED: $1. Nothing was printed on a real printer program." >&2; exit 0; }
for program in ippeveprinter avahi-daemon dbus-daemon; do
  PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || skip "$program is not installed (scripts/setup.sh verify)"
done
export PATH="$PATH:/usr/sbin"

run="$(mktemp -d)"
started=()
stop() {
  local pid
  for pid in "${started[@]}" $(cat "$run"/printer.pid 2>/dev/null || true); do kill "$pid" 2>/dev/null || true; done
  rm -rf "$run"
}
trap stop EXIT
mkdir "$run/spool" "$run/flags" "$run/out"

cat > "$run/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$run/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>
END
cat > "$run/avahi.conf" <<END
[server]
host-name=booth
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
disable-publishing=yes
END
# What the printer does with a document. Files in flags/ say what goes wrong.
cat > "$run/command" <<END
#!/bin/bash
if [ -e $run/flags/out-of-paper ]; then
  echo "STATE: +media-empty-error" >&2
  while [ -e $run/flags/out-of-paper ]; do sleep 0.1; done
  echo "STATE: -media-empty-error" >&2
fi
if [ -e $run/flags/jam ]; then
  echo "STATE: +media-jam-error" >&2
  while [ -e $run/flags/jam ]; do sleep 0.1; done
  echo "STATE: -media-jam-error" >&2
  exit 1
fi
cp "\$1" "$run/out/\$(date +%s%N).pdf"
echo "ATTR: job-impressions=1 job-impressions-completed=1" >&2
END
chmod +x "$run/command"

# What a printer with a slot for single sheets says of itself; the program's own default knows no A5.
cat > "$run/attributes" <<END
ATTR mimeMediaType document-format-supported application/pdf,image/pwg-raster
ATTR keyword media-supported iso_a4_210x297mm,iso_a5_148x210mm,custom_min_76x127mm,custom_max_216x356mm
ATTR keyword media-col-supported media-size,media-source
ATTR collection media-size-supported {MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700},{MEMBER rangeOfInteger x-dimension 7600-21600 MEMBER rangeOfInteger y-dimension 12700-35600}
ATTR keyword media-source-supported auto,manual
ATTR keyword print-scaling-supported auto,fit,none
ATTR keyword sides-supported one-sided
ATTR keyword job-hold-until-supported no-hold
END

port=$((20000 + $$ % 20000))
# Starts the printer and writes its number down, so that nothing but it is ended later.
cat > "$run/start" <<END
DBUS_SYSTEM_BUS_ADDRESS=unix:path=$run/bus TMPDIR=$run ippeveprinter -r off -p $port -n localhost -d $run/spool \
  -a $run/attributes -c $run/command booth >$run/printer.log 2>&1 &
echo \$! > $run/printer.pid
for _ in \$(seq 100); do
  (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && exit 0
  kill -0 "\$(cat $run/printer.pid)" 2>/dev/null || exit 1
  sleep 0.1
done
exit 1
END
cat > "$run/stop" <<END
kill -KILL \$(cat $run/printer.pid)
END

dbus-daemon --config-file="$run/bus.conf" --nofork --nopidfile >"$run/bus.log" 2>&1 & started+=($!)
for _ in $(seq 50); do [ -S "$run/bus" ] && break; sleep 0.1; done
DBUS_SYSTEM_BUS_ADDRESS="unix:path=$run/bus" avahi-daemon -f "$run/avahi.conf" --no-drop-root --no-chroot --no-rlimits \
  >"$run/avahi.log" 2>&1 & started+=($!)
sleep 1
bash "$run/start" || { cat "$run"/*.log >&2; skip "the printer program does not start here"; }

scripts/build.sh
"${CARGO_TARGET_DIR:-target}/debug/examples/print" "$port" "$run" examples/forms/a5-7rows.toml examples/forms/a4-7rows.toml
echo "Sheets were printed on a real printer program as they should be."
