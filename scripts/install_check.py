"""The booth on a computer of its own: a virtual machine with a display, a keyboard and a memory stick. The programs are
installed while it runs, and stand after the next start, as the manual has it. Called by install_check.sh with a folder that has kernel, initrd, disk, stick, vote.txt and the
rehearsed pictures."""

import pathlib
import re
import socket
import subprocess
import sys
import time

RUN = pathlib.Path(sys.argv[1])
# Everything is emulated and slow.
LIMIT = 240
KEYS = {"select": "ret", "up": "up", "down": "down", "left": "left", "right": "right"}


def connected(path):
    end = time.monotonic() + 30
    while True:
        try:
            line = socket.socket(socket.AF_UNIX)
            line.connect(str(path))
            return line
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


class Machine:
    def __init__(self, append):
        for name in ("serial", "monitor"):
            (RUN / name).unlink(missing_ok=True)
        self.program = subprocess.Popen(
            ["qemu-system-x86_64", "-accel", "tcg", "-smp", "2", "-cpu", "max", "-m", "1024", "-no-reboot", "-nic", "none",
             "-display", "none", "-vga", "none", "-device", "VGA,edid=on,xres=1920,yres=1080,vgamem_mb=32",
             "-device", "qemu-xhci", "-device", "usb-kbd",
             "-drive", f"file={RUN}/disk,format=raw,if=virtio",
             "-drive", f"file={RUN}/stick,format=raw,if=none,id=stick",
             "-kernel", f"{RUN}/kernel", "-initrd", f"{RUN}/initrd",
             "-append", f"root=/dev/vda console=ttyS0 quiet {append}",
             "-serial", f"unix:{RUN}/serial,server=on,wait=off", "-monitor", f"unix:{RUN}/monitor,server=on,wait=off"],
            stdin=subprocess.DEVNULL)
        self.serial = connected(RUN / "serial")
        self.monitor = connected(RUN / "monitor")
        self.heard = b""
        self.hear(rb"[#$] $", LIMIT)
        self.shell("stty -echo; export PS1= TERM=dumb; set +o history; true")

    def hear(self, pattern, limit=LIMIT):
        """Reads the serial line until the pattern; what came before it."""
        end = time.monotonic() + limit
        self.serial.settimeout(1)
        while not (found := re.search(pattern, self.heard)):
            if time.monotonic() > end:
                raise SystemExit(f"never came: {pattern!r}; last heard: {self.heard[-2000:]!r}")
            try:
                self.heard += self.serial.recv(65536)
            except TimeoutError:
                pass
        before, self.heard = self.heard[:found.start()], self.heard[found.end():]
        return before.decode(errors="replace").replace("\r", "")

    def shell(self, command):
        """Runs a command; what it printed."""
        self.serial.sendall(f"{command}; echo __end''ed__\n".encode())
        return self.hear(rb"__ended__\r?\n").strip()

    def order(self, command):
        self.monitor.sendall(f"{command}\n".encode())
        time.sleep(0.15)
        self.monitor.setblocking(False)
        try:
            while self.monitor.recv(65536):
                pass
        except BlockingIOError:
            pass
        self.monitor.setblocking(True)

    def key(self, name):
        self.order(f"sendkey {name} 80")
        time.sleep(0.4)

    def screen(self):
        path = RUN / "screen.ppm"
        path.unlink(missing_ok=True)
        self.order(f"screendump {path}")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if path.exists() and len(bytes_of := path.read_bytes()) >= 1920 * 1080 * 3:
                return pixels(bytes_of)
            time.sleep(0.2)
        return (0, 0, b"")

    def shows(self, wanted, what, limit=60):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if (seen := self.screen()) == wanted:
                return
            time.sleep(0.5)
        (RUN / "screen.ppm").rename("/tmp/tandau-not-as-rehearsed.ppm")
        raise SystemExit(f"not as rehearsed: {what} ({seen[0]} x {seen[1]}; see /tmp/tandau-not-as-rehearsed.ppm)")

    def off(self):
        self.serial.sendall(b"systemctl poweroff\n")
        try:
            self.program.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.program.kill()
            raise SystemExit("the machine does not switch off")


def pixels(bytes_of):
    """Width, height and the pixels of a PPM file."""
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", bytes_of)
    return int(head[1]), int(head[2]), bytes_of[head.end():]


def want(truth, what):
    if not truth:
        raise SystemExit(f"not so: {what}")
    print(f"checked: {what}", flush=True)


def booth(machine):
    """The number of the booth's process, once it says that it stands."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if machine.shell("systemctl is-active tandau-booth") == "active":
            return machine.shell("systemctl show -P MainPID tandau-booth")
        time.sleep(1)
    raise SystemExit(machine.shell("journalctl --no-pager -u tandau-booth"))


def guarded(machine, pid):
    status = machine.shell(f"cat /proc/{pid}/status")
    for line, what in [("CapEff:\t0000000000000000", "it has no capability"), ("NoNewPrivs:\t1", "it gets no new rights"),
                       ("Seccomp:\t2", "its system calls are filtered"), ("VmSwap:\t       0 kB", "none of it is on a disk")]:
        want(line in status, what)
    locked = re.search(r"VmLck:\s+(\d+) kB", status)
    want(locked and int(locked[1]) > 0, "the page with the choices is locked")
    want(re.search(r"Max core file size\s+0\s+0\s", machine.shell(f"cat /proc/{pid}/limits")), "no core dump")
    mounts = machine.shell(f"cat /proc/{pid}/mounts")
    for folder in ["/tmp", "/var/tmp"]:
        want(re.search(f"^tmpfs {folder} tmpfs .*noexec", mounts, re.MULTILINE), f"its {folder} is memory")
    for name, value in [("sysrq", "0"), ("core_pattern", "|/bin/false"), ("yama/ptrace_scope", "2")]:
        want(machine.shell(f"cat /proc/sys/kernel/{name}") == value, f"the kernel's {name} is {value}")
    want(machine.shell("test -e /var/log/journal || journalctl --header | grep -c '^File path: /var'") in ("", "0"),
         "what the system notes stays in memory")
    cgroup = "/sys/fs/cgroup/system.slice/tandau-booth.service"
    want(machine.shell(f"cat {cgroup}/memory.swap.max") == "0", "the kernel may not move its memory to a disk")
    want(machine.shell(f"ps -o user= -p {pid}").strip() == "tandau", "it runs as tandau")
    want(machine.shell(f"nsenter -t {pid} -n cat /proc/net/dev | grep -c :") == "1", "it has no network but its own")


def vote(machine, pictures, lines):
    for index, line in enumerate(lines):
        if line in KEYS:
            machine.key(KEYS[line])
        machine.shows(pictures[index], f"line {index + 1}, {line}")
    want(True, "a whole vote by keys looks as it was rehearsed, on the kernel's own display")


def opened(machine):
    for key in ["f10", "2", "4", "6", "8", "ret", "1"]:
        machine.key(key)


def undisturbed(machine, pid, picture):
    # Some of them are a voter's keys, too, so the page may be another; the booth's head stands above each.
    begun = machine.shell("cat /proc/sys/kernel/random/boot_id")
    for keys in ["ctrl-alt-backspace", "ctrl-alt-f2", "alt-f3", "ctrl-c", "alt-sysrq-b", "ctrl-z"]:
        machine.key(keys)
    # So often within two seconds systemd takes it for despair.
    for _ in range(8):
        machine.order("sendkey ctrl-alt-delete 20")
    time.sleep(3)
    head = slice(0, 1920 * 3 * 70)
    want(machine.screen()[2][head] == picture[2][head], "the booth's head stands above whatever keys have done")
    want(booth(machine) == pid and machine.shell("cat /proc/sys/kernel/random/boot_id") == begun
         and machine.shell("systemctl is-active getty@tty1 getty@tty2 | sort -u") == "inactive",
         "no key ends it, shows a login or starts the computer anew")


def stick(machine, pid):
    machine.order("device_add usb-storage,drive=stick,id=plugged")
    end = time.monotonic() + 60
    while time.monotonic() < end and "/media/tandau/" not in (seen := machine.shell(f"grep /media/ /proc/{pid}/mounts")):
        time.sleep(1)
    seen = "".join(line for line in seen.splitlines() if "/media/tandau/" in line)
    for word in ["noexec", "nosuid", "nodev", "vfat"]:
        want(word in seen, f"the booth sees a memory stick: {word}")
    machine.order("device_del plugged")


def hangs(machine, pid):
    machine.shell(f"kill -STOP {pid}")
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and machine.shell("systemctl show -P MainPID tandau-booth") in (pid, "0"):
        time.sleep(1)
    again = booth(machine)
    want(again != pid, "a booth that hangs is ended and started anew")
    return again


def main():
    lines = (RUN / "vote.txt").read_text().splitlines()
    pictures = [pixels(path.read_bytes()) for path in sorted((RUN / "rehearsed/screens").glob("*.ppm"))]
    machine = Machine("rw")
    machine.shell("dpkg -i --force-unsafe-io /root/packages/tandau-fonts_*.deb /root/packages/tandau-kiosk_*.deb >/root/dpkg.log 2>&1 || cat /root/dpkg.log")
    want(machine.shell("systemctl is-enabled tandau-booth") == "enabled", "installed, it waits for the next start")
    want(machine.shell("systemctl is-active tandau-booth") != "active" and machine.shell("systemctl is-active getty@tty1") == "active",
         "and whoever installs keeps the display")
    machine.shell("cp /root/station.toml /etc/tandau/station.toml; sync")
    machine.off()
    machine = Machine("rw")
    want(machine.shell("systemctl is-active getty@tty1") != "active", "the display is the booth's from the start")
    pid = booth(machine)
    closed = settled(machine)
    want(len(set(closed[2][at:at + 3] for at in range(0, len(closed[2]), 3001))) > 1, "there is a picture: closed")
    guarded(machine, pid)
    opened(machine)
    vote(machine, pictures, lines)
    machine.key("ret")
    undisturbed(machine, pid, pictures[0])
    stick(machine, pid)
    # A vote is under way when it hangs: the next booth is closed, and says why.
    for key in ["ret", "down", "ret", "right", "down", "ret"]:
        machine.key(key)
    pid = hangs(machine, pid)
    want(settled(machine) != pictures[0], "and it is closed to voters")
    told = machine.shell("kiosk --ui-language en verify-log /var/lib/tandau/log.jsonl; tail -n 3 /var/lib/tandau/log.jsonl")
    want("session-unknown" in told, "its log tells of the vote that was cut off")
    journal = machine.shell("journalctl --no-pager -o cat _SYSTEMD_UNIT=tandau-booth.service")
    strange = [line for line in journal.splitlines() if line and not re.match(r"Rendering at |Using Software renderer|Error K\d{3}|  (What to do|Не істеу керек|Что делать)", line)]
    want("Rendering at" in journal and not strange, f"its journal tells nothing of a vote: {strange[:5]}")
    # A newer one comes while it runs, and an administrator's word stays.
    machine.shell("systemctl disable tandau-booth 2>/dev/null; dpkg -i --force-unsafe-io /root/packages/tandau-kiosk_*.deb >/dev/null 2>&1")
    want(machine.shell("systemctl is-enabled tandau-booth") == "disabled", "renewed, it leaves what an administrator wanted")
    want(booth(machine) != pid, "and the new one runs")
    machine.shell("dpkg --purge tandau-kiosk tandau-fonts >/dev/null 2>&1")
    want(machine.shell("systemctl is-active tandau-booth") != "active", "removed, it does not run")
    want(machine.shell("ls /usr/bin/kiosk /usr/lib/udev/rules.d/*tandau* /etc/systemd/system/*/tandau* 2>/dev/null | wc -l") == "0",
         "and nothing of it is left but its log and its settings")
    machine.off()


def settled(machine):
    """The screen, once it stays the same for two seconds."""
    last = None
    for _ in range(60):
        now = machine.screen()
        if now == last and now[0] == 1920:
            return now
        last = now
        time.sleep(2)
    raise SystemExit("the screen never comes to rest")


main()
