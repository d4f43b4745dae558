//! What a loss of power leaves.

use std::fs;

use super::{Desk, Event, code, day, events, verify};
use crate::log::{Finding, What};

/// The log of a day, and where its last line begins.
fn whole(desk: &Desk) -> (Vec<u8>, usize) {
    let (mut log, _) = desk.open().unwrap();
    day(&mut log);
    drop(log);
    let bytes = desk.bytes();
    let last = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    (bytes, last)
}

#[test]
fn a_last_line_torn_anywhere_is_set_aside_and_told() {
    let desk = Desk::new();
    let (bytes, last) = whole(&desk);
    for end in last + 1..bytes.len() {
        desk.lay(&bytes[..end]);
        let report = verify(&desk.path()).unwrap();
        assert_eq!((report.findings, report.head), (vec![Finding { line: 11, what: What::Torn }], None));
        let (log, found) = desk.open().unwrap();
        let aside = desk.folder.path().join("booth.log.torn-1");
        assert_eq!(found.torn.as_deref(), Some(aside.as_path()));
        assert!(!found.session_unknown, "the booth was closed");
        assert_eq!(fs::read(aside).unwrap(), &bytes[last..end]);
        let head = log.head();
        drop(log);
        assert_eq!(events(&desk.path())[9..], ["torn-line", "started"]);
        assert_eq!(verify(&desk.path()).unwrap().head, Some(head));
    }
    // The near misses: the line that is whole, and the one of which nothing came to the disk.
    for end in [last, bytes.len()] {
        desk.lay(&bytes[..end]);
        assert_eq!(desk.open().unwrap().1.torn, None);
        assert_eq!(desk.names(), ["booth.log"]);
    }
}

#[test]
fn a_last_line_with_holes_is_a_torn_one_and_any_other_line_is_not() {
    let desk = Desk::new();
    let (bytes, last) = whole(&desk);
    let mut holes = bytes.clone();
    holes[last + 3..last + 40].fill(0);
    desk.lay(&holes);
    assert!(desk.open().unwrap().1.torn.is_some());
    let mut earlier = bytes.clone();
    earlier[last - 40..last - 3].fill(0);
    desk.lay(&earlier);
    assert_eq!(code(&desk.open().unwrap_err()), "K351");
    // A file that was lengthened before its bytes came.
    desk.lay(&[&bytes[..last], &[0; 200]].concat());
    assert!(desk.open().unwrap().1.torn.is_some());
}

#[test]
fn a_first_line_torn_anywhere_begins_the_log_anew() {
    let desk = Desk::new();
    let (bytes, _) = whole(&desk);
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    for end in 1..=first {
        desk.lay(&bytes[..end]);
        let (log, found) = desk.open().unwrap();
        assert!(found.torn.is_some() && !found.session_unknown, "{end}");
        drop(log);
        assert_eq!(events(&desk.path()), ["torn-line", "started"]);
        assert!(verify(&desk.path()).unwrap().is_sound());
    }
}

#[test]
fn a_beginning_torn_again_while_it_was_mended_is_mended() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    log.write(Event::SessionBegun).unwrap();
    drop(log);
    let mut torn = desk.bytes();
    let whole = torn.len();
    torn.extend_from_slice(br#"{"n":4,"#);
    desk.lay(&torn);
    let (log, found) = desk.open().unwrap();
    assert!(found.session_unknown && found.torn.is_some());
    drop(log);
    let mended = desk.bytes();
    for end in whole + 1..mended.len() {
        desk.lay(&mended[..end]);
        let (log, found) = desk.open().unwrap();
        drop(log);
        let events = events(&desk.path());
        let unknown = events.iter().filter(|event| *event == "session-unknown").count();
        // Said by the line that had come to the disk already, or by the new one.
        assert_eq!(unknown, 1, "{end}: {events:?} {found:?}");
        assert!(verify(&desk.path()).unwrap().is_sound());
    }
}

#[test]
fn torn_lines_get_names_of_their_own() {
    let desk = Desk::new();
    let (_, _) = whole(&desk);
    for _ in 0..3 {
        let mut bytes = desk.bytes();
        bytes.extend_from_slice(b"{\"n\":");
        fs::write(desk.path(), bytes).unwrap();
        desk.open().unwrap();
    }
    assert_eq!(desk.names(), ["booth.log", "booth.log.torn-1", "booth.log.torn-2", "booth.log.torn-3"]);
}

#[test]
fn a_session_left_open_is_told_at_the_next_start_and_only_then() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    log.write(Event::SessionBegun).unwrap();
    log.write(Event::Paused).unwrap();
    drop(log);
    let (log, found) = desk.open().unwrap();
    assert!(found.session_unknown);
    drop(log);
    assert_eq!(events(&desk.path())[4..], ["session-unknown", "started"]);
    assert_eq!(verify(&desk.path()).unwrap().sessions.unknown, 1);
    let (mut log, found) = desk.open().unwrap();
    assert!(!found.session_unknown);
    // The near miss: open, but between two voters.
    log.write(Event::Opened).unwrap();
    log.write(Event::SessionBegun).unwrap();
    log.write(Event::SessionAbandoned).unwrap();
    drop(log);
    assert!(!desk.open().unwrap().1.session_unknown);
}

#[test]
fn a_torn_line_of_an_open_booth_may_have_been_a_voters_beginning() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    log.write(Event::SessionBegun).unwrap();
    drop(log);
    let bytes = desk.bytes();
    desk.lay(&bytes[..bytes.len() - 1]);
    let (_, found) = desk.open().unwrap();
    assert!(found.session_unknown && found.torn.is_some());
}
