//! The long runs of `scripts/soak.sh`.

use std::fs;
use std::time::{Duration, Instant};

use kiosk_devices::LinkState;

use super::booth::Listener;
use super::keys;
use super::program::{Program, folder};

/// What a program holds: open descriptors, and memory in KB.
fn held(pid: u32) -> (usize, u64) {
    let descriptors = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    (descriptors, line.split_whitespace().next().unwrap().parse().unwrap())
}

/// Each cycle waits for the booth, which looks for its keypad ten times a second: a thousand take two minutes.
#[test]
#[ignore = "ten minutes; scripts/soak.sh runs it"]
fn ten_thousand_replugs_or_ten_minutes_of_them_leave_no_descriptor_and_no_memory_at_either_end() {
    const CYCLES: u32 = 10_000;
    const TIME: Duration = Duration::from_secs(600);
    let (_folder, link) = folder();
    let mut program = Program::at(&link);
    let listener = Listener::at(&link);
    listener.until_linked();
    let ends = [program.child.id(), std::process::id()];
    let (begun, mut cycles, mut times, mut early) = (Instant::now(), 0, Vec::new(), None);
    while cycles < CYCLES && begun.elapsed() < TIME {
        program.say("unplug");
        listener.until_link(LinkState::Lost);
        let replugged = Instant::now();
        program.say("plug");
        listener.until_linked();
        times.push(replugged.elapsed());
        cycles += 1;
        if cycles == 500 {
            early = Some(ends.map(held));
        }
    }
    let late = ends.map(held);
    times.sort();
    let (median, worst) = (times[times.len() / 2], times.last().unwrap());
    println!("{cycles} replugs in {:?}; linked again: median {median:?}, worst {worst:?}", begun.elapsed());
    let early = early.expect("fewer than 500 replugs");
    println!("descriptors and KB of keypad and booth: {early:?} after 500, {late:?} at the end");
    for (early, late) in early.iter().zip(late) {
        assert_eq!(early.0, late.0, "open descriptors");
        assert!(late.1 <= early.1 + 1024, "memory grew from {} KB to {} KB", early.1, late.1);
    }
}

#[test]
#[ignore = "ten seconds; scripts/soak.sh runs it"]
fn a_key_held_for_ten_seconds_is_one_press() {
    keys::a_key_held_is_one_press(Duration::from_secs(10));
}

#[test]
#[ignore = "twenty seconds; scripts/soak.sh runs it"]
fn a_key_stuck_for_twenty_seconds_is_told_and_so_is_its_release() {
    keys::a_stuck_key_is_told_and_so_is_its_release();
}

#[test]
#[ignore = "minutes; scripts/soak.sh runs it"]
fn fifteen_hundred_presses_of_bouncing_keys_are_fifteen_hundred_presses() {
    keys::bouncing_keys_are_heard_once(100);
}
