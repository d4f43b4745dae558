//! Unplugged and plugged in again and again: nothing is left over.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::host::{Host, LIMIT};
use crate::program::{Running, program};

/// What a program holds: open descriptors, and memory in KB.
fn held(pid: u32) -> (usize, u64) {
    let descriptors = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    (descriptors, line.split_whitespace().next().unwrap().parse().unwrap())
}

/// Plugs in and out so often, each time with a booth that says hello; returns what the program held after a tenth
/// of that and at the end.
fn unplug_and_plug(times: usize) -> [(usize, u64); 2] {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("keypad");
    let mut command = program(&link);
    command.args(["--script", "-"]).stdin(Stdio::piped());
    let mut running = Running::start(command);
    let mut script = running.child.stdin.take().unwrap();
    let pid = running.child.id();
    let mut early = None;
    for time in 0..times {
        let mut host = Host::open(&link);
        host.greet();
        writeln!(script, "unplug").unwrap();
        assert!(host.read_error().is_some());
        drop(host);
        writeln!(script, "plug").unwrap();
        let end = Instant::now() + LIMIT;
        while fs::metadata(&link).is_err() {
            assert!(Instant::now() < end, "plugged in {time} times, then no more");
            std::thread::sleep(Duration::from_millis(1));
        }
        if time == times / 10 {
            early = Some(held(pid));
        }
    }
    let late = held(pid);
    drop(script);
    assert_eq!(running.exit_code(), Some(0));
    [early.unwrap(), late]
}

fn nothing_is_left_over(times: usize) {
    let [early, late] = unplug_and_plug(times);
    assert_eq!(early.0, late.0, "open descriptors");
    assert!(late.1 <= early.1 + 1024, "memory grew from {} KB to {} KB", early.1, late.1);
}

#[test]
fn a_hundred_unplugs_leave_no_descriptor_and_no_memory() {
    nothing_is_left_over(100);
}

#[test]
#[ignore = "minutes; scripts/soak.sh runs it"]
fn ten_thousand_unplugs_leave_no_descriptor_and_no_memory() {
    nothing_is_left_over(10_000);
}
