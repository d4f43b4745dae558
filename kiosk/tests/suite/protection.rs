//! The process keeps what it knows to itself.

use std::fs;
use std::process::Command;

use ballot::Language;
use kiosk::notice::{Notice, StartProblem};
use kiosk::protect::{protect, tell_panics_by_code};
use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
use wording::Coded;

use crate::desk::{Desk, text};

const CHILD: &str = "KIOSK_TEST_CHILD";
/// What a careless panic would tell.
const SECRET: &str = "the voter chose row 5";

/// Runs one test of this file in a process of its own.
fn child(test: &str) -> std::process::Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, "1").env("RUST_BACKTRACE", "1");
    command.output().unwrap()
}

fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

#[test]
fn a_protected_process_leaves_no_core_and_lets_nobody_look_in() {
    if is_child() {
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable);
        protect().unwrap();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        let core = getrlimit(Resource::Core);
        assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
        return;
    }
    let output = child("protection::a_protected_process_leaves_no_core_and_lets_nobody_look_in");
    assert!(output.status.success(), "{}", text(&output.stdout));
    let refused = StartProblem::NotProtected { detail: "EPERM".to_owned() };
    assert_eq!(refused.code().as_str(), "K424");
}

#[test]
fn a_screen_that_goes_away_has_a_code_of_its_own_and_is_a_fault_of_the_computer() {
    let gone = Notice::from(StartProblem::ScreenGone);
    assert!(gone.coded().code().as_str() == "K520" && gone.is_of_the_system());
    // A booth that waits for its election is none.
    let waits = Notice::from(StartProblem::NoElection);
    assert!(waits.coded().code().as_str() == "K427" && !waits.is_of_the_system());
}

#[test]
fn a_panic_is_told_by_its_code_alone() {
    if is_child() {
        tell_panics_by_code(Language::Ru, Vec::new(), false);
        let rows: Vec<u8> = vec![5];
        panic!("{SECRET} {rows:?}");
    }
    let output = child("protection::a_panic_is_told_by_its_code_alone");
    assert!(!output.status.success());
    let err = text(&output.stderr);
    assert!(err.contains("K499") && err.contains("сбой"), "{err}");
    for told in [err, text(&output.stdout)] {
        assert!(!told.contains(SECRET) && !told.contains("protection.rs"), "{told}");
    }
}

#[test]
fn the_program_itself_is_protected_before_it_reads_anything() {
    let desk = Desk::new();
    let pipe = desk.path("script");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut program = Command::new(env!("CARGO_BIN_EXE_kiosk"))
        .args(["replay", pipe.to_str().unwrap(), "--out", desk.path("out").to_str().unwrap()])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // Opening waits until the program reads.
    let writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", program.id())).unwrap();
    drop(writer);
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().collect::<Vec<_>>()[4..6], ["0", "0"], "{core}");
    assert!(program.wait().unwrap().success());
}
