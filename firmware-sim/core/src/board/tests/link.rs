//! Hello, heartbeats, a lost link, another version.

use std::{vec, vec::Vec};

use keypad_protocol::{
    Beep, BoardMessage, DisplayLanguage, DisplayPage, HEARTBEAT_MS, HostMessage, Input, Key, KeyEvent, KeySet,
    LINK_TIMEOUT_MS, ProtocolVersion,
};

use super::bench::Bench;
use crate::{
    board::{CAPABILITIES, FIRMWARE, State},
    screen::Page,
};

const HELLO: HostMessage = HostMessage::Hello { protocol: ProtocolVersion::CURRENT };

fn board_hello(headphones: bool) -> BoardMessage {
    BoardMessage::Hello {
        protocol: ProtocolVersion::CURRENT,
        firmware: FIRMWARE,
        capabilities: CAPABILITIES,
        headphones,
    }
}

#[test]
fn the_firmwares_version_is_the_packages() {
    let version = std::format!("{}.{}.{}", FIRMWARE.major, FIRMWARE.minor, FIRMWARE.patch);
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_board_says_hello_once_at_its_start_and_then_waits() {
    let mut bench = Bench::new();
    bench.run(5000);
    assert_eq!(bench.heard(), [(1, board_hello(false))]);
    assert_eq!(bench.screen.page, Page::NotConnected);
}

#[test]
fn hello_is_answered_and_says_whether_headphones_are_in() {
    let mut bench = Bench::new();
    bench.headphones = true;
    bench.run(100);
    bench.heard();
    bench.say(HELLO);
    bench.run(1);
    assert_eq!(bench.answers(), [board_hello(true)]);
    assert_eq!(bench.screen.page, Page::Closed);
}

#[test]
fn a_greater_minor_version_is_welcome_and_another_major_is_refused() {
    let ProtocolVersion { major, minor } = ProtocolVersion::CURRENT;
    for (protocol, page) in [
        (ProtocolVersion { major, minor: minor + 1 }, Page::Closed),
        (ProtocolVersion { major: major + 1, minor }, Page::WrongVersion),
        (ProtocolVersion { major: major - 1, minor }, Page::WrongVersion),
    ] {
        let mut bench = Bench::linked();
        bench.say(HostMessage::Hello { protocol });
        bench.run(20);
        assert_eq!(bench.answers(), [board_hello(false)]);
        assert_eq!(bench.screen.page, page);
        bench.strike(Key::Up, 100);
        assert_eq!(bench.inputs().is_empty(), page == Page::WrongVersion);
        bench.booth_beats = false;
        bench.run(60_000);
        let later = if page == Page::WrongVersion { page } else { Page::NotConnected };
        assert_eq!(bench.screen.page, later);
    }
}

#[test]
fn nothing_but_hello_makes_a_link() {
    let mut bench = Bench::new();
    bench.heard();
    for message in [
        HostMessage::BeginSession { first_sequence: 7 },
        HostMessage::EndSession,
        HostMessage::RunSelfTest,
        HostMessage::Beep(Beep::Fault),
        HostMessage::SetDisplay { page: DisplayPage::Ready, language: DisplayLanguage::En },
    ] {
        bench.say(message);
        bench.run(20);
        assert_eq!(bench.tone, None);
    }
    bench.run(2000);
    bench.strike(Key::Up, 100);
    assert_eq!(bench.heard(), []);
    assert_eq!((bench.screen.page, bench.screen.language), (Page::NotConnected, DisplayLanguage::Kk));
}

#[test]
fn a_heartbeat_of_a_booth_the_board_does_not_know_is_answered_with_hello() {
    let mut bench = Bench::new();
    bench.heard();
    bench.say(HostMessage::Heartbeat);
    bench.run(1);
    assert_eq!(bench.answers(), [board_hello(false)]);
    assert_eq!(bench.screen.page, Page::NotConnected, "it is still no link");
}

#[test]
fn the_board_beats_every_quarter_second_whatever_is_pressed() {
    let beats = |strikes: bool| {
        let mut bench = Bench::linked();
        let start = 2;
        if strikes {
            bench.strike(Key::Up, 333);
            bench.strike(Key::Down, 777);
        } else {
            bench.run(333 + 777 + 2000);
        }
        let beats = bench.heard().into_iter().filter(|(_, heard)| matches!(heard, BoardMessage::Heartbeat { .. }));
        let beats: Vec<u64> = beats.map(|(at, _)| at - start).collect();
        assert!(beats.len() >= 12);
        assert!(beats.iter().zip(1..).all(|(at, count)| *at == count * HEARTBEAT_MS), "{beats:?}");
        beats
    };
    assert_eq!(beats(true), beats(false));
}

#[test]
fn a_booth_silent_for_longer_than_three_beats_is_gone() {
    let mut bench = Bench::linked();
    bench.booth_beats = false;
    bench.say(HostMessage::Heartbeat);
    bench.run(1 + LINK_TIMEOUT_MS);
    assert_eq!(bench.screen.page, Page::Closed);
    bench.run(1);
    assert_eq!(bench.screen.page, Page::NotConnected);
    bench.heard();
    bench.run(2000);
    assert_eq!(bench.heard(), [], "no heartbeat without a link");
}

#[test]
fn a_lost_link_ends_the_session_and_the_next_begins_anew() {
    let mut bench = Bench::in_session();
    bench.booth_beats = false;
    bench.run(2000);
    assert_eq!(bench.screen.page, Page::NotConnected);
    bench.booth_beats = true;
    bench.say(HELLO);
    bench.run(100);
    assert_eq!(bench.screen.page, Page::Closed);
    bench.heard();
    bench.strike(Key::Up, 50);
    assert!(matches!(bench.answers()[0], BoardMessage::Input { sequence: 0, .. }));
}

#[test]
fn what_was_pressed_without_a_link_is_never_told() {
    let mut bench = Bench::linked();
    bench.booth_beats = false;
    bench.run(1000);
    bench.heard();
    bench.strike(Key::Select, 300);
    bench.headphones = true;
    bench.run(100);
    bench.pressed = KeySet::EMPTY.with(Key::Down);
    bench.run(100);
    bench.booth_beats = true;
    bench.say(HELLO);
    bench.run(3000);
    assert_eq!(bench.inputs(), [], "a key held over the hello is not told, nor held");
    bench.pressed = KeySet::EMPTY;
    bench.run(1000);
    assert_eq!(bench.inputs(), [], "nor let go");
    bench.strike(Key::Down, 50);
    assert_eq!(bench.inputs(), [Input::Key(KeyEvent::Pressed(Key::Down)), Input::Key(KeyEvent::Released(Key::Down))]);
}

#[test]
fn hello_in_a_session_ends_it() {
    let mut bench = Bench::in_session();
    bench.say(HELLO);
    bench.run(20);
    assert_eq!(bench.screen.page, Page::Closed);
    assert_eq!(bench.answers(), [board_hello(false)]);
}

#[test]
fn bytes_in_any_pieces_and_damaged_ones_between_do_no_harm() {
    let mut bench = Bench::new();
    bench.heard();
    let frame = keypad_protocol::encode(&HELLO).unwrap();
    bench.say_bytes(&[1, 2, 3, 0, 0xFF]);
    for byte in frame.as_bytes() {
        bench.say_bytes(&[*byte]);
        bench.run(1);
    }
    assert_eq!(bench.answers(), [board_hello(false)]);
    let mut flipped: Vec<u8> = frame.as_bytes().to_vec();
    flipped[4] ^= 0x10;
    bench.say_bytes(&flipped);
    bench.say_bytes(&vec![0x55; 5000]);
    bench.run(1);
    assert_eq!(bench.answers(), []);
}

#[test]
fn a_stalled_board_that_finds_heartbeats_waiting_keeps_its_link() {
    let mut bench = Bench::in_session();
    bench.now_ms += 10_000;
    bench.say(HostMessage::Heartbeat);
    bench.turn();
    assert_eq!(bench.screen.page, Page::InSession);
    let beats = bench.heard().len();
    assert_eq!(beats, 1, "missed beats are not made up for");
}

#[test]
fn a_clock_that_goes_back_stands_still() {
    let mut bench = Bench::linked();
    let late = bench.now_ms;
    bench.now_ms = 5;
    bench.turn();
    assert_eq!(bench.screen.page, Page::Closed);
    bench.now_ms = late;
    bench.strike(Key::Up, 100);
    assert_eq!(bench.inputs().len(), 2);
    assert!(bench.state != State::new());
}
