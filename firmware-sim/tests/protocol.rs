//! What passes over the line when nothing is wrong with it.

use std::io;

use firmware_sim::script::SETTLE;
use firmware_sim::{Options, SimError, SimulatedBoard};
use keypad_core::{CAPABILITIES, FIRMWARE, Page};
use keypad_protocol::{
    Beep, BoardMessage, DisplayLanguage, DisplayPage, HostMessage, Input, Key, KeyEvent, ProtocolVersion,
};
use rustix::termios::{LocalModes, OutputModes, tcgetattr};
use wording::Coded;

use crate::host::{APART, Host, LIMIT, TAP, board, files, linked, presses, settled};

#[test]
fn a_booth_that_opens_the_link_gets_the_boards_hello_and_its_heartbeat() {
    let (_folder, board) = board();
    let mut host = Host::open(board.link());
    let hello = BoardMessage::Hello {
        protocol: ProtocolVersion::CURRENT,
        firmware: FIRMWARE,
        capabilities: CAPABILITIES,
        headphones: false,
    };
    assert_eq!(host.greet(), hello);
    host.until("a heartbeat", |message| matches!(message, BoardMessage::Heartbeat { next_sequence: 0, .. }));
    assert!(host.damaged.is_empty());
    assert!(board.wait_until(LIMIT, |status| status.linked()).unwrap().port_open);
}

#[test]
fn every_key_reaches_the_booth_once_and_in_order() {
    let (_folder, board, mut host) = linked();
    for key in Key::ALL {
        board.tap(key, TAP).unwrap();
        board.run_for(TAP).unwrap();
    }
    let inputs = host.until_released(Key::SwitchSelect);
    assert_eq!(presses(&inputs), Key::ALL);
    assert!(inputs.iter().zip(0..).all(|((sequence, _), place)| *sequence == place));
}

#[test]
fn a_key_under_help_is_explained_and_not_pressed() {
    let (_folder, board, mut host) = linked();
    board.press(Key::Help);
    board.run_for(TAP).unwrap();
    board.tap(Key::Up, TAP).unwrap();
    board.release(Key::Help);
    board.run_for(APART).unwrap();
    board.tap(Key::Down, TAP).unwrap();
    let inputs = host.until_released(Key::Down);
    assert!(inputs.iter().any(|(_, input)| *input == Input::Key(KeyEvent::Explained(Key::Up))));
    assert_eq!(presses(&inputs), [Key::Down]);
}

#[test]
fn three_keys_at_the_corners_of_a_rectangle_press_no_fourth() {
    let (_folder, board, mut host) = linked();
    for key in [Key::Help, Key::Left, Key::Up] {
        board.press(key);
    }
    let inputs = host.inputs_until(Input::Ambiguous);
    assert!(!presses(&inputs).contains(&Key::Select), "{inputs:?}");
}

#[test]
fn headphones_are_told_in_and_out() {
    let (_folder, board, mut host) = linked();
    for plugged in [true, false] {
        board.set_headphones(plugged);
        host.inputs_until(Input::Headphones(plugged));
    }
}

#[test]
fn the_display_and_the_beeper_follow_the_booth_and_a_session_shows_one_page() {
    let (_folder, board, mut host) = linked();
    let page = DisplayPage::CallPollWorker(301);
    host.send(&HostMessage::SetDisplay { page, language: DisplayLanguage::Ru });
    board.wait_until(LIMIT, |status| status.screen.page == Page::CallPollWorker(301)).unwrap();
    host.send(&HostMessage::Beep(Beep::Fault));
    board.wait_until(LIMIT, |status| status.tone.is_some()).unwrap();
    host.send(&HostMessage::BeginSession { first_sequence: 40_000 });
    host.until("the session", |message| *message == BoardMessage::SessionBegun { first_sequence: 40_000 });
    board.wait_until(LIMIT, |status| status.in_session()).unwrap();
    board.run_for(SETTLE).unwrap();
    let before = board.snapshot();
    board.press(Key::Up);
    let inputs = host.inputs_until(Input::Key(KeyEvent::Pressed(Key::Up)));
    assert_eq!(inputs, [(40_000, Input::Key(KeyEvent::Pressed(Key::Up)))]);
    let after = board.snapshot();
    assert_eq!((before.picture, before.notes, before.fingers), (after.picture, after.notes, None));
    assert_eq!(after.fingers, None);
    host.send(&HostMessage::EndSession);
    host.until("its end", |message| *message == BoardMessage::SessionEnded);
}

#[test]
fn the_board_lives_on_when_the_booth_closes_the_port_and_opens_it_again() {
    let (_folder, board, host) = linked();
    drop(host);
    board.wait_until(LIMIT, |status| !status.port_open && !status.linked()).unwrap();
    for _ in 0..3 {
        let mut host = Host::open(board.link());
        host.greet();
        settled(&board);
        board.tap(Key::Up, TAP).unwrap();
        assert_eq!(presses(&host.until_released(Key::Up)), [Key::Up]);
        assert!(host.damaged.is_empty(), "stale bytes: {:?}", host.damaged);
        drop(host);
        board.wait_until(LIMIT, |status| !status.port_open).unwrap();
        board.run_for(APART).unwrap();
    }
}

#[test]
fn the_line_is_raw_before_any_booth_sets_it_and_again_after_one_has_gone() {
    let (_folder, board, host) = linked();
    let raw = || {
        let port = std::fs::OpenOptions::new().read(true).write(true).open(board.link()).unwrap();
        let settings = tcgetattr(&port).unwrap();
        !settings.local_modes.intersects(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG)
            && !settings.output_modes.contains(OutputModes::OPOST)
    };
    drop(host);
    board.wait_until(LIMIT, |status| !status.port_open).unwrap();
    assert!(raw());
    let (_other, fresh) = crate::host::board();
    let port = std::fs::OpenOptions::new().read(true).write(true).open(fresh.link()).unwrap();
    assert!(!tcgetattr(&port).unwrap().local_modes.contains(LocalModes::ECHO));
}

#[test]
fn an_unplugged_board_breaks_the_booths_reads_and_comes_back_under_the_same_link() {
    let (_folder, board, mut host) = linked();
    let path = board.path().unwrap();
    board.unplug().unwrap();
    assert_eq!(host.read_error(), Some(io::ErrorKind::BrokenPipe));
    assert!(!path.exists() && std::fs::symlink_metadata(board.link()).is_err());
    assert_eq!((board.path(), board.unplug()), (None, Err(SimError::NotPlugged)));
    assert!(!board.status().linked());
    board.plug().unwrap();
    assert_eq!(board.plug(), Err(SimError::AlreadyPlugged));
    assert_eq!(std::fs::read_link(board.link()).unwrap(), board.path().unwrap());
    let mut again = Host::open(board.link());
    again.greet();
    settled(&board);
    board.tap(Key::Left, TAP).unwrap();
    assert_eq!(presses(&again.until_released(Key::Left)), [Key::Left]);
}

#[test]
fn a_second_board_on_the_same_link_is_refused_and_the_first_goes_on() {
    let (folder, first, mut host) = linked();
    let again = SimulatedBoard::start(&Options::at(first.link().to_owned()));
    assert_eq!(again.unwrap_err(), SimError::LinkTaken { link: first.link().to_owned() });
    first.unplug().unwrap();
    let unplugged = SimulatedBoard::start(&Options::at(first.link().to_owned()));
    assert!(unplugged.is_err(), "an unplugged board keeps its link");
    first.plug().unwrap();
    assert!(host.read_error().is_some());
    let second = SimulatedBoard::start(&Options::at(folder.path().join("other"))).unwrap();
    assert_ne!(first.path(), second.path());
    Host::open(first.link()).greet();
    Host::open(second.link()).greet();
}

#[test]
fn a_dropped_board_leaves_nothing_behind() {
    let (folder, board, mut host) = linked();
    assert_eq!(files(folder.path()), [".keypad.lock", "keypad"]);
    let path = board.path().unwrap();
    drop(board);
    assert_eq!(files(folder.path()), [""; 0]);
    assert!(!path.exists() && host.read_error().is_some());
}

#[test]
fn waiting_for_what_never_comes_ends() {
    let (_folder, board) = board();
    let waited = board.wait_until(TAP, |status| status.linked()).unwrap_err();
    assert_eq!((waited.code().as_str(), waited), ("F127", SimError::WaitedInVain { limit_ms: 60 }));
}
