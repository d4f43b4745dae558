//! Times: rounded, in order, and readable.

use proptest::prelude::*;

use super::{Desk, Event, Granularity, MORNING, events, verify};
use crate::log::Timestamp;

fn times(desk: &Desk) -> Vec<String> {
    let text = String::from_utf8(desk.bytes()).unwrap();
    let lines = text.lines().skip(1).map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.map(|line| line["time"].as_str().unwrap()[11..16].to_owned()).collect()
}

#[test]
fn times_are_rounded_down_to_the_granularity() {
    for (minutes, wanted) in [(1, "07:16"), (5, "07:15"), (10, "07:10"), (15, "07:15"), (30, "07:00"), (60, "07:00")] {
        let desk = Desk::new();
        desk.hands.put(MORNING + 16 * 60 + 59);
        drop(desk.open_with(Granularity::minutes(minutes).unwrap()).unwrap());
        assert_eq!(times(&desk), [wanted], "{minutes}");
    }
    assert!([0, 2, 7, 59, 61, 120].iter().all(|minutes| Granularity::minutes(*minutes).is_none()));
}

#[test]
fn a_clock_that_goes_back_stands_still_in_the_log_and_is_told_once() {
    let desk = Desk::new();
    desk.hands.put(MORNING + 600);
    let (mut log, _) = desk.open().unwrap();
    // Within the minute that was written, nobody sees it.
    desk.hands.put(MORNING + 600);
    log.write(Event::Opened).unwrap();
    desk.hands.put(MORNING + 599);
    log.write(Event::Paused).unwrap();
    desk.hands.put(MORNING);
    log.write(Event::Resumed).unwrap();
    desk.hands.put(MORNING + 660);
    log.write(Event::Paused).unwrap();
    desk.hands.put(0);
    log.write(Event::Resumed).unwrap();
    drop(log);
    assert_eq!(
        events(&desk.path()),
        ["started", "opened", "clock-behind", "paused", "resumed", "paused", "clock-behind", "resumed"]
    );
    assert_eq!(times(&desk), ["07:10", "07:10", "07:10", "07:10", "07:10", "07:11", "07:11", "07:11"]);
    assert!(verify(&desk.path()).unwrap().is_sound());
    // At a start with a dead battery.
    drop(desk.open().unwrap());
    assert_eq!(events(&desk.path())[8..], ["clock-behind", "started"]);
}

#[test]
fn a_coarser_granularity_is_no_clock_that_went_back() {
    let desk = Desk::new();
    desk.hands.put(MORNING + 600);
    drop(desk.open().unwrap());
    desk.hands.put(MORNING + 660);
    drop(desk.open_with(Granularity::minutes(60).unwrap()).unwrap());
    assert_eq!(events(&desk.path()), ["started", "started"]);
    assert_eq!(times(&desk), ["07:10", "07:10"]);
    assert!(verify(&desk.path()).unwrap().is_sound());
}

fn at(unix_s: u64) -> Timestamp {
    Timestamp::of(&super::Hands::at(unix_s))
}

#[test]
fn known_moments_are_written_as_calendars_have_them() {
    let known = [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_078_012_799, "2004-02-28T23:59:59Z"),
        (MORNING, "2026-11-20T07:00:00Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (u64::MAX, "9999-12-31T23:59:59Z"),
    ];
    for (unix_s, text) in known {
        assert_eq!(at(unix_s).to_string(), text);
        assert_eq!(text.parse(), Ok(at(unix_s)));
    }
    let no_times = [
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01 00:00:00Z",
        "",
        "2026-01-01T00:60:00Z",
        "1969-12-31T23:59:59Z",
        "+026-01-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
    ];
    for text in no_times {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn every_moment_comes_back_and_later_ones_read_later(one in 0_u64..253_402_300_800, other in 0_u64..253_402_300_800) {
        let (one, other) = (at(one), at(other));
        prop_assert_eq!(one.to_string().parse(), Ok(one));
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
    }
}

#[test]
fn a_log_that_is_being_written_reports_its_last_hash_as_often_as_it_is_asked() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    for event in [Event::Opened, Event::Closed] {
        log.write(event).unwrap();
        for _ in 0..2 {
            let report = log.report().unwrap();
            assert_eq!(report.head, Some(log.head()));
            // Another reader finds it locked; the file itself can be counted.
            let written = std::fs::read_to_string(desk.path()).unwrap();
            assert_eq!(usize::try_from(report.lines), Ok(written.lines().count()));
        }
    }
}
