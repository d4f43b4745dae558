//! Doubled, lost and stray numbers, and the change of counting with every session.

use keypad_protocol::{BoardMessage, HostMessage, Key};

use super::{Bench, board, pressed, released};
use crate::keypad::{Command, Incident};
use crate::{Happened, LinkState};

#[test]
fn a_doubled_input_acts_once() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.press(0, Key::Up);
    bench.say(board::heartbeat(1));
    assert_eq!(bench.events, [pressed(Key::Up)]);
}

#[test]
fn a_gap_is_told_before_the_input_after_it() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.press(3, Key::Down);
    assert_eq!(bench.events, [pressed(Key::Up), Happened::KeysLost(2), pressed(Key::Down)]);
}

#[test]
fn the_last_input_lost_is_told_by_the_heartbeat_once() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.say(board::heartbeat(2));
    bench.say(board::heartbeat(2));
    assert_eq!(bench.events, [pressed(Key::Up), Happened::KeysLost(1)]);
}

#[test]
fn numbers_wrap_around() {
    let mut bench = Bench::linked();
    bench.link.inputs.greeted();
    bench.press(u16::MAX, Key::Up);
    bench.press(0, Key::Down);
    assert_eq!(bench.events, [pressed(Key::Up), pressed(Key::Down)]);
}

/// A board that started anew counts from 0. Were its hello lost, its inputs would look doubled.
#[test]
fn a_board_that_counts_anew_unheard_is_noticed_and_its_keys_are_told_as_lost() {
    let mut bench = Bench::linked();
    for sequence in 0..5 {
        bench.press(sequence, Key::Up);
    }
    bench.forget();
    bench.press(0, Key::Down);
    bench.press(1, Key::Down);
    bench.say(board::heartbeat(2));
    assert_eq!(bench.events, [Happened::KeysLost(2)]);
    assert_eq!(bench.sent, [HostMessage::EndSession]);
    bench.say(BoardMessage::SessionEnded);
    bench.press(2, Key::Left);
    assert_eq!(bench.events[1..], [released(Key::Up), pressed(Key::Left)]);
}

#[test]
fn a_number_of_no_counting_does_not_act_and_is_told_as_lost() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.press(30_000, Key::Select);
    assert_eq!(bench.events, [pressed(Key::Up), Happened::KeysLost(1)]);
}

#[test]
fn sessions_begin_a_quarter_of_the_numbers_away_from_the_counting_before() {
    for _ in 0..50 {
        let mut bench = Bench::linked();
        bench.press(0, Key::Up);
        for _ in 0..20 {
            bench.step(Incident::Command(Command::BeginSession));
            let first = bench.begun().unwrap();
            assert!((0x4000..=0xC001).contains(&first), "{first}");
            bench.say(BoardMessage::SessionBegun { first_sequence: first });
            bench.press(first, Key::Up);
            bench.step(Incident::Command(Command::EndSession));
            bench.say(BoardMessage::SessionEnded);
        }
    }
}

#[test]
fn sessions_begin_with_different_numbers() {
    let mut bench = Bench::linked();
    let mut firsts = std::collections::BTreeSet::new();
    for _ in 0..20 {
        bench.step(Incident::Command(Command::BeginSession));
        let first = bench.begun().unwrap();
        firsts.insert(first);
        bench.say(BoardMessage::SessionBegun { first_sequence: first });
        bench.step(Incident::Command(Command::EndSession));
        bench.say(BoardMessage::SessionEnded);
    }
    assert!(firsts.len() > 15, "{}", firsts.len());
}

#[test]
fn inputs_on_their_way_while_a_session_begins_are_neither_lost_nor_doubled() {
    let mut bench = Bench::linked();
    bench.press(0, Key::Up);
    bench.step(Incident::Command(Command::BeginSession));
    bench.press(1, Key::Down);
    bench.press(1, Key::Down);
    let first = bench.begun().unwrap();
    bench.say(BoardMessage::SessionBegun { first_sequence: first });
    bench.press(first, Key::Left);
    bench.say(BoardMessage::SessionBegun { first_sequence: first });
    bench.press(first.wrapping_add(1), Key::Right);
    bench.say(board::heartbeat(first.wrapping_add(2)));
    assert_eq!(bench.events, [Key::Up, Key::Down, Key::Left, Key::Right].map(pressed));
}

#[test]
fn a_begin_whose_answer_is_lost_is_said_again_with_the_same_number() {
    let mut bench = Bench::linked();
    bench.step(Incident::Command(Command::BeginSession));
    let first = bench.begun().unwrap();
    bench.pass(300, Some(board::heartbeat(0)));
    assert_eq!(bench.count(HostMessage::BeginSession { first_sequence: first }), 2);
    bench.press(first, Key::Up);
    bench.pass(700, Some(board::heartbeat(first.wrapping_add(1))));
    assert_eq!(bench.count(HostMessage::BeginSession { first_sequence: first }), 2);
    assert_eq!(bench.events, [pressed(Key::Up)]);
}

#[test]
fn a_board_that_never_answers_is_greeted_anew() {
    let mut bench = Bench::linked();
    bench.step(Incident::Command(Command::BeginSession));
    bench.pass(1_100, Some(board::heartbeat(0)));
    assert_eq!(bench.events, [Happened::Link(LinkState::Lost)]);
}

#[test]
fn an_end_and_a_begin_given_at_once_are_done_one_after_the_other() {
    let (mut bench, first) = Bench::in_session();
    bench.step(Incident::Command(Command::EndSession));
    bench.step(Incident::Command(Command::BeginSession));
    assert_eq!(bench.sent, [HostMessage::EndSession]);
    bench.press(first, Key::Up);
    bench.say(BoardMessage::SessionEnded);
    let next = bench.begun().unwrap();
    bench.say(BoardMessage::SessionBegun { first_sequence: next });
    bench.press(next, Key::Down);
    assert_eq!(bench.events, [pressed(Key::Up), released(Key::Up), pressed(Key::Down)]);
}

#[test]
fn a_session_is_begun_again_on_a_board_that_comes_back() {
    let (mut bench, first) = Bench::in_session();
    bench.step(Incident::Closed(super::PortFault::HungUp));
    bench.step(Incident::Opened);
    bench.say(board::hello());
    bench.say(BoardMessage::SessionEnded);
    let again = bench.begun().unwrap();
    assert_ne!(again, first);
    bench.say(BoardMessage::SessionBegun { first_sequence: again });
    bench.press(again, Key::Up);
    assert_eq!(bench.events.last(), Some(&pressed(Key::Up)));
}

#[test]
fn a_board_that_starts_anew_within_a_session_is_put_back_into_it() {
    let (mut bench, _) = Bench::in_session();
    bench.say(board::hello());
    bench.say(board::hello());
    bench.say(BoardMessage::SessionEnded);
    assert!(bench.begun().is_some());
    assert!(!bench.events.contains(&Happened::Link(LinkState::Lost)));
}

#[test]
fn a_frame_damaged_where_the_counting_changes_is_told_as_a_lost_key() {
    let mut bench = Bench::linked();
    bench.step(Incident::Command(Command::BeginSession));
    let first = bench.begun().unwrap();
    bench.step(Incident::Received(&[0, 7, 7, 7, 0]));
    bench.say(BoardMessage::SessionBegun { first_sequence: first });
    assert_eq!(bench.events, [Happened::KeysLost(1)]);
    bench.say(board::heartbeat(first));
    bench.step(Incident::Received(&[0, 7, 7, 7, 0]));
    bench.say(board::heartbeat(first));
    assert_eq!(bench.events.len(), 1);
}
