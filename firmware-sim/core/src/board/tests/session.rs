//! Sessions: numbers, the filter's setting, what a session ignores; display, beeper and self-test outside.

use std::vec::Vec;

use keypad_protocol::{
    Beep, BoardMessage, DisplayLanguage, DisplayPage, DoubleStrike, HostMessage, Input, Key, KeyEvent, KeySet, SelfTest,
};

use super::bench::Bench;
use crate::{contacts::Contacts, screen::Page, self_test::SELF_TEST_MS, tone::Tone};

fn sequences(bench: &mut Bench) -> Vec<u16> {
    let sequence = |message| if let BoardMessage::Input { sequence, .. } = message { Some(sequence) } else { None };
    bench.answers().into_iter().filter_map(sequence).collect()
}

fn presses(bench: &mut Bench) -> usize {
    bench.inputs().into_iter().filter(|input| matches!(input, Input::Key(KeyEvent::Pressed(_)))).count()
}

#[test]
fn a_session_numbers_its_inputs_from_its_own_number_and_wraps_round() {
    let mut bench = Bench::linked();
    bench.strike(Key::Up, 50);
    assert_eq!(sequences(&mut bench), [0, 1]);
    bench.say(HostMessage::BeginSession { first_sequence: u16::MAX });
    bench.run(20);
    assert_eq!(bench.answers(), [BoardMessage::SessionBegun { first_sequence: u16::MAX }]);
    bench.strike(Key::Up, 50);
    assert_eq!(sequences(&mut bench), [u16::MAX, 0]);
    bench.say(HostMessage::EndSession);
    bench.run(20);
    assert_eq!(bench.answers(), [BoardMessage::SessionEnded]);
    bench.strike(Key::Up, 50);
    assert_eq!(sequences(&mut bench), [0, 1]);
}

#[test]
fn begin_said_again_is_only_answered_again() {
    let mut bench = Bench::in_session();
    bench.pressed = KeySet::EMPTY.with(Key::Up);
    bench.run(50);
    bench.say(HostMessage::BeginSession { first_sequence: 1000 });
    bench.run(50);
    bench.pressed = KeySet::EMPTY;
    bench.run(50);
    let answers = bench.answers();
    assert_eq!(answers[1], BoardMessage::SessionBegun { first_sequence: 1000 });
    assert!(matches!(answers[0], BoardMessage::Input { sequence: 1000, .. }));
    assert!(matches!(answers[2], BoardMessage::Input { sequence: 1001, .. }), "neither number nor key is forgotten");
}

#[test]
fn begin_with_another_number_is_another_session() {
    let mut bench = Bench::in_session();
    bench.say(HostMessage::SetFilter(DoubleStrike::Second));
    bench.pressed = KeySet::EMPTY.with(Key::Up);
    bench.run(50);
    bench.heard();
    bench.say(HostMessage::BeginSession { first_sequence: 40_000 });
    bench.run(2000);
    bench.pressed = KeySet::EMPTY;
    bench.run(500);
    assert_eq!(bench.answers(), [BoardMessage::SessionBegun { first_sequence: 40_000 }], "the key held is forgotten");
    bench.strike(Key::Up, 50);
    assert_eq!(sequences(&mut bench), [40_000, 40_001]);
}

#[test]
fn end_said_again_is_only_answered_again() {
    let mut bench = Bench::in_session();
    bench.say(HostMessage::EndSession);
    bench.run(50);
    bench.strike(Key::Up, 50);
    bench.say(HostMessage::EndSession);
    bench.run(50);
    bench.strike(Key::Up, 50);
    let numbers = sequences(&mut bench);
    assert_eq!(numbers, [0, 1, 2, 3]);
}

#[test]
fn the_key_that_opens_the_booth_is_let_go_within_the_session() {
    let mut bench = Bench::linked();
    bench.pressed = KeySet::EMPTY.with(Key::Down);
    bench.run(40);
    bench.say(HostMessage::BeginSession { first_sequence: 500 });
    bench.run(40);
    bench.pressed = KeySet::EMPTY;
    bench.run(12);
    bench.pressed = KeySet::EMPTY.with(Key::Down);
    bench.run(100);
    let down: Vec<Input> = bench.inputs();
    assert_eq!(down, [KeyEvent::Pressed(Key::Down), KeyEvent::Released(Key::Down)].map(Input::Key), "a double strike");
}

#[test]
fn the_filter_is_the_voters_and_goes_with_the_voter() {
    let mut bench = Bench::linked();
    let two_strikes = |bench: &mut Bench| {
        bench.pressed = KeySet::EMPTY.with(Key::Up);
        bench.run(50);
        bench.pressed = KeySet::EMPTY;
        bench.run(350);
        bench.strike(Key::Up, 50);
        presses(bench)
    };
    bench.say(HostMessage::SetFilter(DoubleStrike::Second));
    assert_eq!(two_strikes(&mut bench), 2, "not outside a session");
    bench.say(HostMessage::BeginSession { first_sequence: 1 });
    bench.say(HostMessage::SetFilter(DoubleStrike::Half));
    assert_eq!(two_strikes(&mut bench), 1);
    bench.say(HostMessage::EndSession);
    bench.run(20);
    assert_eq!(two_strikes(&mut bench), 2);
    bench.say(HostMessage::BeginSession { first_sequence: 2 });
    assert_eq!(two_strikes(&mut bench), 2, "nor for the next voter");
}

#[test]
fn display_and_language_are_the_booths_outside_sessions_only() {
    let mut bench = Bench::linked();
    let ready = HostMessage::SetDisplay { page: DisplayPage::Ready, language: DisplayLanguage::Ru };
    bench.say(ready);
    bench.run(1);
    assert_eq!((bench.screen.page, bench.screen.language), (Page::Ready, DisplayLanguage::Ru));
    bench.say(HostMessage::BeginSession { first_sequence: 1 });
    bench.run(1);
    let closed = HostMessage::SetDisplay { page: DisplayPage::CallPollWorker(301), language: DisplayLanguage::En };
    bench.say(closed);
    bench.run(1);
    assert_eq!((bench.screen.page, bench.screen.language), (Page::InSession, DisplayLanguage::Ru));
    bench.say(HostMessage::EndSession);
    bench.run(1);
    assert_eq!((bench.screen.page, bench.screen.language), (Page::Ready, DisplayLanguage::Ru));
    bench.say(closed);
    bench.run(1);
    assert_eq!((bench.screen.page, bench.screen.language), (Page::CallPollWorker(301), DisplayLanguage::En));
}

#[test]
fn each_beep_sounds_and_ends() {
    for (beep, sounds_ms) in [(Beep::Here, 120), (Beep::Ready, 240), (Beep::Fault, 600)] {
        let mut bench = Bench::linked();
        bench.say(HostMessage::Beep(beep));
        let tones: Vec<Option<Tone>> = core::iter::repeat_with(|| {
            bench.run(1);
            bench.tone
        })
        .take(1000)
        .collect();
        assert_eq!(tones.iter().flatten().count(), sounds_ms, "{beep:?}");
        assert!(tones[0].is_some() && tones[700..].iter().all(Option::is_none));
    }
}

#[test]
fn a_beep_stops_where_a_session_begins_and_none_begins_in_it() {
    let mut bench = Bench::linked();
    bench.say(HostMessage::Beep(Beep::Fault));
    bench.run(10);
    assert!(bench.tone.is_some());
    bench.say(HostMessage::BeginSession { first_sequence: 1 });
    bench.say(HostMessage::Beep(Beep::Fault));
    bench.run(1);
    assert_eq!(bench.tone, None);
    bench.say(HostMessage::EndSession);
    bench.run(1);
    assert_eq!(bench.tone, None, "nor is one kept for later");
}

#[test]
fn the_self_test_tells_what_it_saw_in_its_second() {
    let report = |prepare: fn(&mut Bench)| {
        let mut bench = Bench::linked();
        bench.say(HostMessage::RunSelfTest);
        bench.run(SELF_TEST_MS / 2);
        assert_eq!((bench.screen.page, bench.answers().len()), (Page::SelfTest, 0));
        prepare(&mut bench);
        bench.run(2);
        bench.pressed = KeySet::EMPTY;
        bench.scan = None;
        bench.display_ok = true;
        bench.run(SELF_TEST_MS);
        assert_eq!(bench.screen.page, Page::Closed);
        let reports = bench
            .answers()
            .into_iter()
            .filter_map(|answer| if let BoardMessage::SelfTest(report) = answer { Some(report) } else { None });
        reports.collect::<Vec<_>>()
    };
    let good = SelfTest { down: KeySet::EMPTY, matrix_ok: true, display_ok: true };
    assert_eq!(report(|_| ()), [good]);
    assert_eq!(report(|bench| bench.display_ok = false), [SelfTest { display_ok: false, ..good }]);
    let left = KeySet::EMPTY.with(Key::Left);
    assert_eq!(report(|bench| bench.pressed = KeySet::EMPTY.with(Key::Left)), [SelfTest { down: left, ..good }]);
    let bad = SelfTest { matrix_ok: false, ..good };
    assert_eq!(report(|bench| bench.scan = Some(Contacts::UNREADABLE)), [bad]);
    assert_eq!(report(|bench| bench.scan = Some(Contacts { shorted_columns: 1, ..Contacts::OPEN })), [bad]);
    let unwired = Contacts { crossings: crate::wiring::unwired(), ..Contacts::OPEN };
    let mut bench = Bench::linked();
    bench.scan = Some(unwired);
    bench.say(HostMessage::RunSelfTest);
    bench.run(SELF_TEST_MS + 1);
    assert!(bench.answers().contains(&BoardMessage::SelfTest(bad)));
}

#[test]
fn a_session_ignores_and_ends_a_self_test() {
    let mut bench = Bench::in_session();
    bench.say(HostMessage::RunSelfTest);
    bench.run(2 * SELF_TEST_MS);
    assert_eq!(bench.answers(), []);
    bench.say(HostMessage::EndSession);
    bench.say(HostMessage::RunSelfTest);
    bench.run(10);
    bench.say(HostMessage::BeginSession { first_sequence: 3 });
    bench.run(2 * SELF_TEST_MS);
    assert_eq!(bench.answers(), [BoardMessage::SessionEnded, BoardMessage::SessionBegun { first_sequence: 3 }]);
}
