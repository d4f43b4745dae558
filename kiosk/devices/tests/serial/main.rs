//! The serial keypad over a real pseudo-terminal, against a scripted board.
//!
//! Times are only given as generous upper limits.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that meets something unexpected is to stop, and says what it measured"
)]

mod board;
mod booth;

use std::time::{Duration, Instant};

use keypad_protocol::{HostMessage, Key, KeyEvent, ProtocolVersion};
use kiosk_devices::keypad::Command;
use kiosk_devices::{Happened, LinkState};

use board::{Board, Manner, frame};
use booth::{Booth, is_linked};

fn pressed(key: Key) -> Happened {
    Happened::Key(KeyEvent::Pressed(key))
}

#[test]
fn a_keypad_that_is_there_is_linked_and_its_keys_are_heard_in_order() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    for key in Key::ALL {
        board.event(KeyEvent::Explained(key));
    }
    let heard: Vec<_> = Key::ALL.iter().map(|_| booth.next_key()).collect();
    assert_eq!(heard, Key::ALL.map(KeyEvent::Explained));
}

#[test]
fn frames_split_byte_by_byte_and_many_frames_at_once_are_read() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    for byte in frame(&board.next_input(KeyEvent::Explained(Key::Up))) {
        board.raw(vec![byte]);
    }
    let five: Vec<u8> =
        Key::ALL[..5].iter().flat_map(|key| frame(&board.next_input(KeyEvent::Explained(*key)))).collect();
    board.raw(five);
    let mut wanted = vec![KeyEvent::Explained(Key::Up)];
    wanted.extend(Key::ALL[..5].iter().map(|key| KeyEvent::Explained(*key)));
    let heard: Vec<_> = wanted.iter().map(|_| booth.next_key()).collect();
    assert_eq!(heard, wanted);
}

#[test]
fn a_damaged_frame_is_told_as_a_lost_key_and_the_next_one_is_heard() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    board.event(KeyEvent::Explained(Key::Up));
    assert_eq!(booth.next_key(), KeyEvent::Explained(Key::Up));
    let mut damaged = frame(&board.next_input(KeyEvent::Explained(Key::Down)));
    damaged[3] ^= 0x20;
    board.raw(damaged);
    board.event(KeyEvent::Explained(Key::Left));
    let told = booth.until(|happened| matches!(happened, Happened::Key(_)));
    assert_eq!(told, [Happened::KeysLost(1), Happened::Key(KeyEvent::Explained(Key::Left))]);
}

#[test]
fn a_doubled_frame_acts_once() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    // While an `EndSession` is on its way, a number seen before is told as lost.
    board.wait_for_count(|message| *message == HostMessage::EndSession, 1);
    board.event(KeyEvent::Explained(Key::Up));
    let twice = frame(&board.next_input(KeyEvent::Explained(Key::Down)));
    board.raw([twice.clone(), twice].concat());
    board.event(KeyEvent::Explained(Key::Left));
    let heard = [booth.next_key(), booth.next_key(), booth.next_key()];
    assert_eq!(heard, [Key::Up, Key::Down, Key::Left].map(KeyEvent::Explained));
}

#[test]
fn another_major_version_is_told_and_its_keys_are_not_heard() {
    let booth = Booth::new();
    let theirs = ProtocolVersion { major: 9, minor: 1 };
    let board = Board::plug(booth.path(), Manner { protocol: theirs, ..Manner::default() });
    let booth = booth.start();
    booth.wait_for(|happened| *happened == Happened::Link(LinkState::WrongVersion { theirs }));
    board.event(KeyEvent::Pressed(Key::Up));
    board.wait_for_count(|message| matches!(message, HostMessage::Hello { .. }), 3);
    assert_eq!(booth.told(), []);
}

#[test]
fn nothing_at_the_path_is_told_once_and_found_when_it_comes() {
    let booth = Booth::new();
    let path = booth.path().to_owned();
    let booth = booth.start();
    booth.wait_for(|happened| *happened == Happened::Link(LinkState::Absent));
    let _board = Board::plug(&path, Manner::default());
    assert_eq!(booth.until(is_linked).len(), 1);
}

#[test]
fn a_silent_port_is_told_and_so_is_the_keypad_that_then_answers() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner { mute: true, ..Manner::default() });
    let booth = booth.start();
    booth.wait_for(|happened| *happened == Happened::Link(LinkState::Silent));
    board.set_mute(false);
    booth.wait_for(is_linked);
}

#[test]
fn a_board_that_falls_silent_is_lost_and_linked_again_when_it_speaks() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    board.set_mute(true);
    booth.wait_for(|happened| *happened == Happened::Link(LinkState::Lost));
    board.set_mute(false);
    booth.wait_for(is_linked);
}

/// The session goes on: the board is put back into it, and what was held is let go.
#[test]
fn a_keypad_replugged_in_mid_session_is_put_back_into_it() {
    let booth = Booth::new();
    let path = booth.path().to_owned();
    let board = Board::plug(&path, Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    booth.command(Command::BeginSession);
    board.wait_for_count(|message| matches!(message, HostMessage::BeginSession { .. }), 1);
    board.event(KeyEvent::Pressed(Key::Up));
    booth.wait_for(|happened| *happened == pressed(Key::Up));
    drop(board);
    let told = booth.until(|happened| *happened == Happened::Link(LinkState::Lost));
    assert_eq!(told.first(), Some(&Happened::Key(KeyEvent::Released(Key::Up))));
    let board = Board::plug(&path, Manner::default());
    booth.wait_for(is_linked);
    board.wait_for_count(|message| matches!(message, HostMessage::BeginSession { .. }), 1);
    board.event(KeyEvent::Pressed(Key::Down));
    booth.wait_for(|happened| *happened == pressed(Key::Down));
}

#[test]
fn replugged_twenty_times_it_is_linked_again_soon_each_time() {
    let booth = Booth::new();
    let path = booth.path().to_owned();
    let mut board = Board::plug(&path, Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    let mut times = Vec::new();
    for _ in 0..20 {
        drop(board);
        booth.wait_for(|happened| *happened == Happened::Link(LinkState::Lost));
        let replugged = Instant::now();
        board = Board::plug(&path, Manner::default());
        booth.wait_for(is_linked);
        times.push(replugged.elapsed());
    }
    times.sort();
    println!("replugged → linked: median {:?}, worst {:?}", times[10], times[19]);
    // The bar is one second on a machine of its own; this one may be busy.
    assert!(times[19] < Duration::from_secs(5));
}

/// A simulator that is started anew takes over the link before the old one has gone.
#[test]
fn a_path_that_names_another_port_by_now_is_opened_anew() {
    let booth = Booth::new();
    let path = booth.path().to_owned();
    let old = Board::plug(&path, Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    let new = Board::plug(&path, Manner::default());
    booth.until(is_linked);
    new.event(KeyEvent::Explained(Key::Up));
    assert_eq!(booth.next_key(), KeyEvent::Explained(Key::Up));
    drop(old);
}

#[test]
fn a_port_that_another_program_holds_is_told_as_busy() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let holder = serialport_holds(booth.path());
    let booth = booth.start();
    booth.wait_for(|happened| *happened == Happened::Link(LinkState::Busy));
    drop(holder);
    booth.wait_for(is_linked);
    drop(board);
}

fn serialport_holds(path: &std::path::Path) -> serialport::TTYPort {
    serialport::TTYPort::open(&serialport::new(path.to_string_lossy(), 9_600)).unwrap()
}

#[test]
fn a_flood_of_garbage_costs_little_and_keys_come_through_it() {
    let booth = Booth::alone();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    let before = booth::thread_cpu("serial keypad");
    let begun = Instant::now();
    board.flood(Duration::from_secs(2));
    board.wait_until_idle();
    board.event(KeyEvent::Explained(Key::Select));
    booth.wait_for(|happened| *happened == Happened::Key(KeyEvent::Explained(Key::Select)));
    let cpu = booth::thread_cpu("serial keypad") - before;
    println!("a flood: {cpu:?} of processor time in {:?}", begun.elapsed());
    assert!(cpu < begun.elapsed() / 2);
}

/// The writer must not hang: the booth still learns that the link is lost, and can end.
#[test]
fn a_board_that_does_not_read_is_lost_and_the_thread_can_end() {
    let booth = Booth::new();
    let path = booth.path().to_owned();
    let board = Board::plug(&path, Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    board.stop_reading();
    let patience = Instant::now() + Duration::from_secs(30);
    while !booth.told().contains(&Happened::Link(LinkState::Lost)) {
        assert!(Instant::now() < patience, "the link is never lost");
        booth.command_if_room(Command::RunSelfTest);
        std::thread::sleep(Duration::from_micros(200));
    }
    let ending = Instant::now();
    drop(booth);
    assert!(ending.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_booth_that_takes_no_events_can_still_end_the_thread() {
    let booth = Booth::new();
    let board = Board::plug(booth.path(), Manner::default());
    let booth = booth.start();
    booth.wait_for(is_linked);
    for _ in 0..2 * kiosk_devices::EVENT_ROOM {
        board.event(KeyEvent::Explained(Key::Up));
    }
    board.wait_until_idle();
    drop(booth);
}
