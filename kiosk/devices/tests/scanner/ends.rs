//! The program has ended, with all that it started, before anything is told; and nothing is told of a voter who is gone.

use std::time::{Duration, Instant};

use kiosk_devices::scanner::{ScannerSettings, ScannerTrouble};
use voter_session::{Reading, ScanOutcome, ScanTask};

use crate::{Booth, Sane, blind, script, trouble_of};

/// A scan of this backend that takes a minute.
const SLOWLY: [(&str, &str); 2] = [("read-delay", "yes"), ("read-delay-duration", "200000")];

#[test]
fn a_scan_that_takes_too_long_is_stopped_before_it_is_told() {
    let sane = Sane::new("test:0");
    let slow = ScannerSettings { timeout: Duration::from_secs(1), ..sane.settings(&SLOWLY) };
    let booth = Booth::new(slow, blind());
    booth.scan(2, ScanTask::Identify(0));
    let (trouble, _) = booth.answer(2);
    assert_eq!(trouble, Some(ScannerTrouble::Slow));
    assert_eq!(sane.scans(), 0);
}

#[test]
fn a_program_that_does_not_listen_is_killed_with_its_children() {
    let sane = Sane::new("test:0");
    let deaf = "trap '' TERM\n(trap '' TERM; sleep 50) &\nsleep 50";
    let settings = ScannerSettings { timeout: Duration::from_millis(500), ..script(&sane, deaf) };
    let booth = Booth::new(settings, blind());
    booth.scan(2, ScanTask::Identify(0));
    assert_eq!(booth.answer(2).0, Some(ScannerTrouble::Slow));
    assert_eq!(sane.scans(), 0);
    drop(booth);
    // One that leaves a child behind has a picture of nobody.
    let leaving = "sleep 50 &\nexit 7";
    let settings = ScannerSettings { timeout: Duration::from_secs(1), ..script(&sane, leaving) };
    assert_eq!(trouble_of(settings), Some(ScannerTrouble::Slow));
    assert_eq!(sane.scans(), 0);
}

#[test]
fn forgetting_stops_a_scan_and_nothing_of_it_is_told() {
    let sane = Sane::new("test:0");
    let booth = Booth::new(sane.settings(&SLOWLY), blind());
    booth.state();
    booth.scan(3, ScanTask::ReadBack(0));
    while sane.scans() == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let begun = Instant::now();
    assert!(booth.scanner.forget());
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert_eq!(sane.scans(), 0);
    assert_eq!(booth.next(Duration::from_millis(300)), None);
}

#[test]
fn what_was_read_is_fetched_once_and_never_after_it_was_forgotten() {
    let sane = Sane::new("test:0");
    let read = |_: &sheet_image::Gray, _| ScanOutcome::Read(Reading { contest: 0, marks: vec![5], unclear: vec![] });
    let picture = script(&sane, "printf 'P5\\n200 200\\n255\\n'; head -c 40000 /dev/zero");
    let booth = Booth::new(picture, Box::new(read));
    booth.scan(1, ScanTask::ReadBack(0));
    let (_, read) = booth.answer(1);
    assert!(matches!(read, Some(ScanOutcome::Read(_))));
    // Fetched again, it is a scan that says nothing.
    assert!(booth.scanner.take(0) == Some(ScanOutcome::Failed));
    booth.scan(2, ScanTask::ReadBack(0));
    std::thread::sleep(Duration::from_secs(2));
    assert!(booth.scanner.forget());
    let (_, read) = booth.answer(2);
    assert!(read.is_none());
    booth.scan(3, ScanTask::ReadBack(0));
    assert!(matches!(booth.answer(3).1, Some(ScanOutcome::Read(_))));
}
