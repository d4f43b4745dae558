#!/usr/bin/env bash
# Installs what a stage needs on Debian: core (build and demo), bench, test, appliance, verify. Packages that are
# already there cost nothing; without them root or sudo is needed.
set -euo pipefail

# What the booth's window is linked with, and what it loads when it opens.
window=(pkg-config libfontconfig-dev libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libxrandr2)
# espeak-ng is the voice of the demonstration.
core=(gcc make libasound2-dev espeak-ng "${window[@]}")
# sane-utils is the booth's scanner: its backends pnm and test stand for a device.
test=(poppler-utils xvfb xdotool x11-apps sane-utils libsane1)
bench=(xvfb pulseaudio pulseaudio-utils libasound2-plugins python3-venv python3-louis liblouis-data chromium)
verify=(chromium librsvg2-bin fonts-dejavu-core python3-venv mupdf-tools ghostscript qpdf liblouis-data python3-louis minisign unzip
  qemu-system-x86 busybox-static cpio pulseaudio pulseaudio-utils libasound2-plugins cups-ipp-utils avahi-daemon dbus
  at-spi2-core python3-gi gir1.2-atspi-2.0)

# Debian packages, and a computer to try them on.
appliance=(dpkg-dev help2man mmdebstrap qemu-system-x86 e2fsprogs dosfstools netpbm python3 desktop-file-utils)

case "${1:-core}" in
  core) wanted=("${core[@]}") ;;
  bench) wanted=("${core[@]}" "${bench[@]}") ;;
  test) wanted=("${core[@]}" "${test[@]}") ;;
  appliance) wanted=("${core[@]}" "${test[@]}" "${appliance[@]}") ;;
  verify) wanted=("${core[@]}" "${test[@]}" "${appliance[@]}" "${verify[@]}") ;;
  *) echo "usage: scripts/setup.sh core|bench|test|appliance|verify" >&2; exit 64 ;;
esac

command -v cargo >/dev/null || { echo "Rust is needed: cargo was not found." >&2; exit 3; }

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Install these packages first: ${missing[*]}" >&2; exit 3; }
  as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get -o DPkg::Lock::Timeout=500 update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=500 install -y -qq \
  --no-install-recommends "${missing[@]}" >/dev/null
