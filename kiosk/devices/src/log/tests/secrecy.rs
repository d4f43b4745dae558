//! Of two votes with the same beginning and end, the log is the same.

use std::fs;
use std::os::unix::fs::MetadataExt;

use proptest::prelude::*;
use wording::Code;

use super::{Desk, Event, MORNING, events};

/// What a log leaves behind: bytes, and the file's time of change to the nanosecond.
fn traces(desk: &Desk) -> (Vec<u8>, Vec<String>, i64, i64) {
    let found = fs::metadata(desk.path()).unwrap();
    (desk.bytes(), desk.names(), found.mtime(), found.mtime_nsec())
}

/// A session of seven minutes in which these come about, each so many seconds after its beginning.
fn session(during: &[(u64, Event)]) -> (Vec<u8>, Vec<String>, i64, i64) {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    desk.hands.put(MORNING + 61);
    log.write(Event::SessionBegun).unwrap();
    for (seconds, event) in during {
        desk.hands.put(MORNING + 61 + seconds);
        let before = traces(&desk);
        log.write(event.clone()).unwrap();
        assert_eq!(traces(&desk), before, "nothing is written while the voter is there");
    }
    desk.hands.put(MORNING + 481);
    log.write(Event::SessionEnded).unwrap();
    drop(log);
    traces(&desk)
}

fn met() -> impl Strategy<Value = Vec<(u64, Event)>> {
    let kinds = [Event::Fault(Code::K320), Event::Fault(Code::K302), Event::Fault(Code::K331), Event::PinFailed];
    prop::collection::vec((0_u64..420, prop::sample::select(kinds.to_vec())), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_count_nor_moment_of_what_a_session_met_outlives_it(mut met in met(), again in 1_usize..4) {
        met.sort_by_key(|(seconds, _)| *seconds);
        let mut other: Vec<_> = met.iter().rev().cloned().collect();
        for (at, (seconds, _)) in other.iter_mut().enumerate() {
            *seconds = u64::try_from(at).unwrap();
        }
        let other: Vec<_> = std::iter::repeat_n(other, again).flatten().collect();
        prop_assert_eq!(session(&met), session(&other));
    }
}

#[test]
fn what_a_session_met_is_told_at_its_end_each_kind_once() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    let written = [
        Event::Fault(Code::K340),
        Event::Fault(Code::K340),
        Event::Opened,
        Event::SessionBegun,
        Event::Fault(Code::K331),
        Event::PinFailed,
        Event::Fault(Code::K302),
        Event::Paused,
        Event::Fault(Code::K331),
        Event::Resumed,
        Event::SessionAbandoned,
        Event::Fault(Code::K331),
    ];
    for event in written {
        log.write(event).unwrap();
    }
    drop(log);
    // Outside sessions every one is told.
    assert_eq!(
        events(&desk.path()),
        [
            "started",
            "fault K340",
            "fault K340",
            "opened",
            "session-begun",
            "paused",
            "resumed",
            "pin-failed",
            "fault K302",
            "fault K331",
            "session-abandoned",
            "fault K331",
        ]
    );
}

#[test]
fn the_files_time_of_change_is_that_of_the_last_line() {
    let (_, _, seconds, nanoseconds) = session(&[]);
    assert_eq!((seconds, nanoseconds), (i64::try_from(MORNING).unwrap() + 480, 0));
}
