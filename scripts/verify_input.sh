#!/usr/bin/env bash
# The booth's reader of USB devices against the kernel itself: a virtual machine with Debian's kernel, where
# kiosk/devices/examples/uinput-check.rs makes input devices and checks what is said of them. Takes about a
# minute without hardware virtualization. Needs setup.sh verify.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
  echo "skipped: USB input devices against a real kernel: $1" >&2
  exit 0
}

[ "$(uname -m)" = x86_64 ] || skip "the virtual machine is made for x86-64 only"
for tool in qemu-system-x86_64 busybox cpio dpkg-deb apt-get; do
  command -v "$tool" >/dev/null || skip "$tool was not found; run scripts/setup.sh verify"
done

machine="${CARGO_TARGET_DIR:-target}/verify-input"
mkdir -p "$machine/kernel"
if ! ls "$machine"/kernel/boot/vmlinuz-* >/dev/null 2>&1; then
  image=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -n 1)
  [ -n "$image" ] || skip "no Debian kernel is known to apt"
  (cd "$machine" && apt-get download -qq "$image" >/dev/null 2>&1) || skip "the kernel could not be downloaded"
  dpkg-deb -x "$machine/$image"_*.deb "$machine/kernel"
fi
vmlinuz=$(echo "$machine"/kernel/boot/vmlinuz-*)

scripts/build.sh
check="${CARGO_TARGET_DIR:-target}/debug/examples/uinput-check"

root=$(mktemp -d)
trap 'rm -rf "$root" "$root.log"' EXIT
mkdir -p "$root"/{bin,dev,proc,sys,lib,modules}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$check" "$root/bin/uinput-check"
# The program's libraries, where it looks for them.
ldd "$check" | grep -o '/[^ ]*' | while read -r library; do install -D "$library" "$root$library"; done
for module in evdev uinput; do
  find "$machine/kernel" -name "$module.ko*" -exec cp {} "$root/modules/" \;
done
cat >"$root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
for module in /modules/*; do /bin/busybox insmod "$module"; done
RUST_BACKTRACE=0 /bin/uinput-check 2>&1
echo "uinput-check ended with $?"
/bin/busybox poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$machine/initramfs.gz"

timeout 300 qemu-system-x86_64 -accel tcg -smp 2 -cpu max -m 512 -nographic -no-reboot -nic none \
  -kernel "$vmlinuz" -initrd "$machine/initramfs.gz" -append "console=ttyS0 quiet panic=1" </dev/null >"$root.log" 2>&1 || true
tr -d '\r' <"$root.log" | grep -aE '^(checked:|thread|wanted|uinput-check)|panicked' || true
if ! grep -aq 'uinput-check ended with 0' "$root.log"; then
  echo "the virtual machine's last words:" >&2
  tail -n 20 "$root.log" >&2
  exit 1
fi
echo "USB input devices: the reader agrees with the kernel"
