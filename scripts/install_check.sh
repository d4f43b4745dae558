#!/usr/bin/env bash
# Installs the Debian packages as a commission would, in a Debian of its own: first in a folder (installed, its programs
# run, removed, nothing left), then in a virtual machine with the kernel's own display, keyboard and memory stick, where
# the booth starts with the computer, is opened by PIN, takes a whole vote by keys, hangs and comes back, and is removed.
#   scripts/install_check.sh DIR     with the packages in DIR (scripts/appliance.sh)
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(realpath "$1")
cache="$(realpath -m "${CARGO_TARGET_DIR:-target}")/appliance/machine"
target="${CARGO_TARGET_DIR:-target}/debug"
mkdir -p "$cache"

scripts/build.sh

# 77 is for "skipped": nothing was proven.
skip() { echo "SKIPPED: $1. The packages were NOT installed anywhere." >&2; exit 77; }
[ "$(id -u)" -eq 0 ] || skip "a Debian of its own needs root"
for program in mmdebstrap mke2fs qemu-system-x86_64 pngtopam python3 desktop-file-validate; do
  PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || skip "$program is not installed (scripts/setup.sh appliance)"
done
export PATH="$PATH:/usr/sbin"

# A Debian as it comes, made once: the system's own sources say from where.
if [ ! -s "$cache/debian.tar" ]; then
  echo "Making a Debian to install into (some minutes, once) …"
  sources=(/etc/apt/sources.list /etc/apt/sources.list.d/debian.sources)
  there=()
  for source in "${sources[@]}"; do [ -s "$source" ] && there+=("$source"); done
  mmdebstrap --quiet --mode=root --format=tar --variant=minbase \
    --include=systemd-sysv,udev,dbus,kmod,linux-image-amd64,initramfs-tools,procps,man-db \
    --include=libasound2,libfontconfig1,libgcc-s1,libx11-6,libx11-xcb1,libxcursor1,libxi6,libxkbcommon-x11-0,libxrandr2 \
    "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$cache/debian.part" "${there[@]}"
  mv "$cache/debian.part" "$cache/debian.tar"
fi

run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
root=$run/root
mkdir "$root"
tar -C "$root" -xf "$cache/debian.tar"
mkdir "$root/root/packages"
cp "$packages"/tandau-*.deb "$root/root/packages/"

# Everything but what dpkg keeps of packages it had, and what sysusers has added: users are never taken away.
listed() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./var/lib/dpkg -o -path ./var/log \
    -o -path ./var/cache -o -path ./root \) -prune -o -printf '%p %m %l\n' | grep -vE '^\./etc/((passwd|group|shadow|gshadow)-?|\.pwd\.lock) ' | sort
    # And what is in them; what ldconfig has gathered is made anew each time.
    find ./etc ./usr ./boot -xdev -type f ! -path './etc/*passwd*' ! -path './etc/*group*' ! -path './etc/*shadow*' ! -name .pwd.lock ! -name ld.so.cache \
      -print0 | sort -z | xargs -0 sha256sum)
}
within() { chroot "$root" env PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }

echo "== in a folder =="
listed >"$run/before"
within sh -c 'dpkg -i --force-unsafe-io /root/packages/tandau-*.deb' >"$run/dpkg.log" 2>&1 || { cat "$run/dpkg.log" >&2; exit 1; }
within dpkg --audit
within test -L /etc/systemd/system/multi-user.target.wants/tandau-booth.service
within getent passwd tandau | grep -q ':/var/lib/tandau:'
within kiosk --version
within sh -c 'cd /root && stencil-gen make /usr/share/doc/tandau-stencil-gen/examples/elections/2022-president/election.json \
  --form /usr/share/doc/tandau-stencil-gen/examples/forms/a5-7rows.toml --out out >/dev/null 2>&1 && stencil-gen check out >/dev/null && rm -rf out'
within stencil-gen-gui --version
desktop-file-validate "$root/usr/share/applications/tandau-stencils.desktop"
for page in kiosk kiosk-station stencil-gen stencil-gen-make stencil-gen-gui; do
  within man -w "$page" >/dev/null || { echo "no manual page $page" >&2; exit 1; }
done
# The sample of the settings is right but for what each booth must do itself.
status=0
within kiosk --ui-language en station --check /usr/share/doc/tandau-kiosk/examples/station.toml >"$run/check" 2>&1 || status=$?
# It lacks a keypad, and has the PIN that everybody knows; a computer that builds may have swap.
told=$(grep -o '^Error K[0-9]*' "$run/check" | sort -u | grep -v K521 | tr '\n' ' ')
[ "$status" -eq 2 ] && [ "$told" = "Error K437 Error K523 " ] || { echo "exit code $status" >&2; cat "$run/check" >&2; exit 1; }
within dpkg --purge tandau-kiosk tandau-stencil-gui tandau-stencil-gen tandau-fonts >"$run/dpkg.log" 2>&1 || { cat "$run/dpkg.log" >&2; exit 1; }
listed >"$run/after"
diff "$run/before" "$run/after" || { echo "the packages leave something behind" >&2; exit 1; }
echo "installed, run, removed: nothing is left"

echo "== in a virtual machine =="
kernel=$(realpath "$root"/boot/vmlinuz-* | head -n 1)
initrd=$(realpath "$root"/boot/initrd.img-* | head -n 1)
cp "$kernel" "$run/kernel"
cp "$initrd" "$run/initrd"
mkdir -p "$root/etc/tandau" "$root/etc/systemd/system/serial-getty@ttyS0.service.d"
# The sample, for a computer with a keyboard and nothing else, and the one way to the paper that the rehearsal has.
pin=$(printf '2468\n2468\n' | script -qec "'$target/kiosk' --ui-language en station --pin" /dev/null | grep -o 'pin = .*' | tr -d '\r')
[ -n "$pin" ] || { echo "no PIN" >&2; exit 1; }
grep -vE '^(serial|switch_boxes|pin) ' examples/stations/booth.toml | sed '/^\[package\]/,/^$/d' |
  sed -e "s|^\[poll_worker\]|&\n$pin|" -e 's/^ways = .*/ways = ["guide"]/' >"$root/root/station.toml"
printf '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --keep-baud 115200 - linux\n' \
  >"$root/etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf"
printf '/dev/vda / ext4 defaults 0 1\n' >"$root/etc/fstab"
rmdir "$root/etc/tandau"
mke2fs -q -t ext4 -d "$root" "$run/disk" 1600M
truncate -s 32M "$run/stick"
mkfs.vfat -n STICK "$run/stick" >/dev/null

# The vote, as it was rehearsed: the pictures that its screens must be.
printf 'wait 1s\nselect\ndown\nselect\nright\ndown\ndown\nselect\nright\nright\nright\nright\nright\nright\n' >"$run/vote.txt"
"$target/kiosk" replay "$run/vote.txt" --out "$run/rehearsed" >/dev/null
for picture in "$run"/rehearsed/screens/*.png; do pngtopam "$picture" >"${picture%.png}.ppm"; done
timeout 1500 python3 scripts/install_check.py "$run"
