//! Each fault, as the booth meets it, and that the board is whole again after it.

use std::time::{Duration, Instant};

use firmware_sim::{Chance, Fault};
use keypad_core::Page;
use keypad_protocol::{BoardMessage, HostMessage, Input, Key, KeyEvent, ProtocolVersion, SelfTest};

use crate::host::{APART, LIMIT, TAP, inputs, linked, presses, settled};

#[test]
fn a_bouncing_key_is_still_one_press_each_time() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Bounce { key: Some(Key::Up), ms: 8 });
    for _ in 0..20 {
        board.tap(Key::Up, TAP).unwrap();
        board.run_for(APART).unwrap();
    }
    board.tap(Key::Down, TAP).unwrap();
    let inputs = host.until_released(Key::Down);
    assert_eq!(presses(&inputs), [vec![Key::Up; 20], vec![Key::Down]].concat());
}

#[test]
fn a_stuck_key_is_held_until_it_is_freed() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Stuck { key: Key::Up, on: true });
    let inputs = host.inputs_until(Input::Key(KeyEvent::Held(Key::Up)));
    assert_eq!(presses(&inputs), [Key::Up]);
    board.fault(Fault::Off);
    host.until_released(Key::Up);
}

#[test]
fn lost_messages_leave_gaps_in_the_numbers_and_never_a_wrong_one() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Drop(Chance::percent(50)));
    for _ in 0..20 {
        board.tap(Key::Up, TAP).unwrap();
        board.run_for(APART).unwrap();
    }
    board.fault(Fault::Off);
    board.tap(Key::Down, TAP).unwrap();
    let inputs = host.until_released(Key::Down);
    // 20 presses and releases of Up, then those of Down: 42 inputs, of which the last has number 41.
    assert_eq!(inputs.last().unwrap().0, 41);
    assert!((4..38).contains(&inputs.len()), "{}", inputs.len());
    assert!(inputs.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(host.damaged.is_empty());
}

#[test]
fn doubled_messages_come_twice_with_the_same_number() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Double(Chance::ALWAYS));
    board.tap(Key::Up, TAP).unwrap();
    host.until_released(Key::Up);
    board.fault(Fault::Off);
    board.tap(Key::Down, TAP).unwrap();
    let inputs = host.until_released(Key::Down);
    // What is left of Up is the second copy of its release.
    assert_eq!(inputs.first(), Some(&(1, Input::Key(KeyEvent::Released(Key::Up)))));
    assert_eq!(presses(&inputs), [Key::Down]);
}

#[test]
fn damaged_bytes_are_noticed_and_the_line_is_whole_again_after_them() {
    for fault in [
        Fault::Corrupt(Chance::percent(20)),
        Fault::DropBytes(Chance::percent(20)),
        Fault::DoubleBytes(Chance::percent(20)),
    ] {
        let (_folder, board, mut host) = linked();
        board.fault(fault);
        let end = Instant::now() + LIMIT;
        while host.damaged.is_empty() && Instant::now() < end {
            host.next();
        }
        assert!(!host.damaged.is_empty(), "{fault:?}");
        board.fault(Fault::Off);
        // A frame cut short by the fault may swallow one more.
        host.until("a heartbeat", |message| matches!(message, BoardMessage::Heartbeat { .. }));
        board.tap(Key::Up, TAP).unwrap();
        assert_eq!(presses(&host.until_released(Key::Up)), [Key::Up]);
    }
}

#[test]
fn late_bytes_come_late_and_all_of_them() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Delay { ms: 1000 });
    let pressed_ms = board.status().clock_ms;
    board.strike(Key::Up, TAP);
    let mut early = Vec::new();
    while board.status().clock_ms < pressed_ms + 500 {
        early.extend(host.next());
        // A test machine that stood still proves nothing.
        if board.status().clock_ms < pressed_ms + 1000 {
            assert_eq!(inputs(&early), []);
        }
    }
    assert_eq!(presses(&host.until_released(Key::Up)), [Key::Up]);
}

#[test]
fn a_flood_of_garbage_hides_no_key_that_comes_after_it() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Flood { ms: 300 });
    let end = board.status().clock_ms + 300;
    while board.status().clock_ms <= end {
        host.next();
    }
    assert!(host.damaged.len() > 10, "{}", host.damaged.len());
    host.until("a heartbeat", |message| matches!(message, BoardMessage::Heartbeat { .. }));
    board.tap(Key::Up, TAP).unwrap();
    assert_eq!(presses(&host.until_released(Key::Up)), [Key::Up]);
}

#[test]
fn a_board_that_restarts_says_hello_by_itself_and_counts_anew() {
    let (_folder, board, mut host) = linked();
    board.tap(Key::Up, TAP).unwrap();
    host.until_released(Key::Up);
    board.fault(Fault::Reset);
    host.until("hello", |message| matches!(message, BoardMessage::Hello { .. }));
    host.greet();
    settled(&board);
    board.tap(Key::Down, TAP).unwrap();
    assert_eq!(host.until_released(Key::Down).first(), Some(&(0, Input::Key(KeyEvent::Pressed(Key::Down)))));
}

#[test]
fn a_board_of_another_version_says_so_shows_it_and_sends_no_keys() {
    let (_folder, board, mut host) = linked();
    board.fault(Fault::Version(Some(9)));
    host.send(&HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
    let of_nine =
        |message: &BoardMessage| matches!(message, BoardMessage::Hello { protocol, .. } if protocol.major == 9);
    host.until("a hello of version 9", of_nine);
    board.wait_until(LIMIT, |status| status.screen.page == Page::WrongVersion).unwrap();
    board.tap(Key::Up, TAP).unwrap();
    board.run_for(APART).unwrap();
    let mut seen = Vec::new();
    while let Some(message) = host.next() {
        seen.push(message);
    }
    assert_eq!(inputs(&seen), []);
    board.fault(Fault::Off);
    host.greet();
    settled(&board);
    board.tap(Key::Down, TAP).unwrap();
    assert_eq!(presses(&host.until_released(Key::Down)), [Key::Down]);
}

#[test]
fn the_self_test_finds_a_dead_display_and_dead_pins() {
    let (_folder, board, mut host) = linked();
    let mut report = || {
        host.send(&HostMessage::RunSelfTest);
        let messages = host.until("the report", |message| matches!(message, BoardMessage::SelfTest(_)));
        match messages.last() {
            Some(BoardMessage::SelfTest(report)) => *report,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(report(), SelfTest { matrix_ok: true, display_ok: true, ..SelfTest::default() });
    board.fault(Fault::Display { on: true });
    assert!(!board.snapshot().picture.ascii().contains('#'));
    let dark = report();
    assert!(!dark.display_ok && dark.matrix_ok);
    board.fault(Fault::Off);
    board.fault(Fault::Pins { on: true });
    board.run_for(Duration::from_millis(20)).unwrap();
    assert!(!report().matrix_ok);
    board.fault(Fault::Off);
    assert!(board.snapshot().picture.ascii().contains('#'));
    assert_eq!(report(), SelfTest { matrix_ok: true, display_ok: true, ..SelfTest::default() });
}
