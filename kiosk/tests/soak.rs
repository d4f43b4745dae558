//! Thousands of voters, and a day with faults, in one process: memory and open files stay as they are, and the log is
//! sound. One test at a time: they count what this process holds.
//!
//! `make test` plays a hundredth; `cargo test --release --test soak -- --ignored --nocapture` plays all (`make soak`).
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "a test that meets something unexpected is to stop, and prints what it measured"
)]

use std::alloc::System;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kiosk::booth::Equipment;
use kiosk::load::{Loaded, Source, load};
use kiosk::replay::{Played, Record, Script, play};
use kiosk_devices::log::{Report, verify};
use voter_session::Way;
use zeroizing_alloc::ZeroAlloc;

/// The booth's own.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Voters of one script.
const VOTERS: u64 = 100;
/// A page of memory; what the process holds is counted in them (proc(5), statm).
const PAGE_KB: u64 = 4;

/// Numbers from a seed: xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn one_of(&mut self, lines: &[&'static str]) -> &'static str {
        lines.get(self.below(lines.len() as u64) as usize).copied().unwrap_or_default()
    }
}

/// What this process holds: memory in kB, and open files.
#[derive(Clone, Copy, Debug)]
struct Held {
    kb: u64,
    files: usize,
}

impl Held {
    fn now() -> Self {
        let statm = fs::read_to_string("/proc/self/statm").unwrap();
        let pages: u64 = statm.split_whitespace().nth(1).unwrap().parse().unwrap();
        Self { kb: pages * PAGE_KB, files: fs::read_dir("/proc/self/fd").unwrap().count() }
    }
}

/// A whole vote of the demonstration: six lines a row, however many keys.
fn vote(random: &mut Random, script: &mut String) {
    let noise =
        ["repeat", "volume-up", "rate-up", "curtain", "help\nup\nhelp", "help+select", "language\nlanguage\nlanguage"];
    script.push_str("headphones in\ndown\ndown\ndown\nselect\nright\n");
    for _ in 0..random.below(4) {
        let _ = writeln!(script, "{}", random.one_of(&noise));
    }
    // A blank vote is a vote.
    if let row @ 1.. = random.below(8) {
        script.push_str(&"down\n".repeat(row as usize));
        script.push_str("select\n");
    }
    script.push_str("right\nright\nright\nright\nwait 10s\nright\nright\nright\nheadphones out\nwait 2s\n");
}

/// One of the things that go wrong, with a voter in the booth or without.
fn fault(random: &mut Random) -> &'static str {
    random.one_of(&[
        "unplug keypad\nwait 30s\nplug keypad",
        "unplug keypad\ndown\nselect\nwait 2s\nplug keypad",
        "headphones out\nwait 30s\nheadphones in",
        "printer out-of-paper\nwait 20s\nprinter ok",
        "printer jam\nwait 60s\nprinter ok",
        "printer off\nwait 90s\nprinter ok",
        "scanner lost\nwait 20s\nscanner ok",
        "scanner upside-down\nwait 5s\nscanner ok",
        "poll-worker \"1234\" pause\nwait 60s\npoll-worker \"1234\" resume",
        "poll-worker \"1234\" close\nwait 60s\npoll-worker \"1234\" open",
        "hold select 25s",
        "hold help 3s",
        "wait 240s",
    ])
}

/// A day of the fake clock, or a part of it: every forty minutes somebody comes, presses anything, has faults, goes on
/// or goes away. After forty minutes nobody is there any more, whatever happened.
fn day(random: &mut Random, slots: u64) -> String {
    let keys = [
        "up",
        "down",
        "left",
        "right",
        "select",
        "right",
        "down",
        "select",
        "repeat",
        "help",
        "volume-up",
        "volume-down",
        "rate-up",
        "rate-down",
        "language",
        "curtain",
        "switch-move",
        "switch-select",
        "sheet president",
        "wait 3s",
    ];
    let mut script = String::new();
    for slot in 1..=slots {
        for _ in 0..random.below(60) {
            let line = if random.below(12) == 0 { fault(random) } else { random.one_of(&keys) };
            let _ = writeln!(script, "{line}");
        }
        let _ = writeln!(script, "plug keypad\nprinter ok\nscanner ok\nwait until {}s", slot * 2_400);
    }
    script.push_str("poll-worker \"1234\" close\n");
    script
}

fn played(script: &str, loaded: &Loaded, equipment: &Equipment, log: &Path) -> Played {
    let script = Script::parse(Path::new("soak.txt"), script).unwrap();
    play(&script, loaded, equipment, Record::LOG, Some(log), |_| ()).unwrap()
}

fn sound(log: &Path) -> Report {
    let report = verify(log).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    report
}

/// So many voters, one after the other.
fn voters(count: u64, log: &Path) -> (Held, Held, Report) {
    let loaded = load(&Source::Demo).unwrap();
    let mut random = Random(12);
    let mut first = None;
    for script in 0..count / VOTERS {
        let mut lines = String::new();
        (0..VOTERS).for_each(|_| vote(&mut random, &mut lines));
        lines.push_str("poll-worker \"1234\" close\n");
        let played = played(&lines, &loaded, &Equipment::default(), log);
        assert!(!played.unfinished && !played.unknown, "script {script}");
        // What is made once is there after the first.
        first.get_or_insert_with(Held::now);
    }
    (first.unwrap(), Held::now(), sound(log))
}

fn faults(slots: u64, log: &Path) -> (Held, Held, Report) {
    let loaded = load(&Source::Demo).unwrap();
    let equipment = Equipment { ways: vec![Way::Mark, Way::Guide], scanner: true, ..Equipment::default() };
    let mut random = Random(24);
    played(&day(&mut random, 1), &loaded, &equipment, log);
    let first = Held::now();
    let played = played(&day(&mut random, slots), &loaded, &equipment, log);
    assert!(!played.unknown && !played.unfinished);
    (first, Held::now(), sound(log))
}

/// `room_kb`: what the allocator may keep for itself; a leak of a few bytes a voter is more in the long run.
fn flat(what: &str, before: Held, after: Held, room_kb: u64) {
    println!("{what}: {} kB and {} files, then {} kB and {} files", before.kb, before.files, after.kb, after.files);
    assert_eq!(before.files, after.files, "{what}: open files");
    assert!(after.kb <= before.kb + room_kb, "{what}: {before:?}, then {after:?}");
}

fn soak(count: u64, slots: u64) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("voters.jsonl");
    let (before, after, report) = voters(count, &log);
    assert_eq!((report.sessions.begun, report.sessions.ended), (count, count), "{:?}", report.sessions);
    flat(&format!("{count} voters"), before, after, 2_048);
    let log = folder.path().join("day.jsonl");
    let (before, after, report) = faults(slots, &log);
    let sessions = report.sessions;
    println!("{slots} slots of a day: {sessions:?}, {} lines", report.lines);
    assert_eq!(sessions.begun, sessions.ended + sessions.abandoned + sessions.ended_by_poll_worker, "{sessions:?}");
    assert!(sessions.abandoned > 0 && sessions.unknown == 0, "{sessions:?}");
    flat("a day with faults", before, after, 2_048);
}

#[test]
fn a_hundred_voters_and_two_hours_with_faults_leave_memory_and_files_as_they_were() {
    soak(200, 3);
}

#[test]
#[ignore = "minutes: make soak"]
fn soak_of_ten_thousand_voters_and_a_day_with_faults() {
    // 36 slots of 40 minutes are 24 hours.
    soak(10_000, 36);
}
