//! What a hand does with a key, and what the booth is told of it.

use std::time::Duration;

use firmware_sim::Fault;
use keypad_protocol::{DoubleStrike, Key};
use kiosk_devices::keypad::Command;

use super::booth::{AGAIN, Booth, TAP, presses, words};

/// What a tap of the key is told as. `Help` is told when it comes up, because it may become a chord.
fn tapped(key: Key) -> Vec<String> {
    match key {
        Key::Help => vec!["Pressed(Help)".to_owned()],
        _ => vec![format!("Pressed({key:?})"), format!("Released({key:?})")],
    }
}

#[test]
fn every_key_is_heard_as_itself_pressed_once_and_released_once() {
    let booth = Booth::linked();
    for key in Key::ALL {
        booth.tap(key);
        let wanted = tapped(key);
        assert_eq!(booth.listener.words_until(wanted.last().unwrap()), wanted);
    }
    assert_eq!(words(&booth.told_by_now()), [""; 0]);
}

#[test]
fn a_contact_that_bounces_for_8_ms_never_doubles_a_key() {
    bouncing_keys_are_heard_once(1);
}

/// Taps every key so often, each with a chattering contact.
pub(crate) fn bouncing_keys_are_heard_once(times: usize) {
    let booth = Booth::in_session();
    booth.board.fault(Fault::Bounce { key: None, ms: 8 });
    let wanted: Vec<_> = Key::ALL.into_iter().flat_map(tapped).collect();
    for time in 0..times {
        Key::ALL.into_iter().for_each(|key| booth.tap(key));
        // Heard each time: a booth that does not take its events loses the link.
        assert_eq!(words(&booth.told_by_now()), wanted, "time {time}");
    }
}

#[test]
fn a_key_held_for_two_seconds_is_one_press() {
    a_key_held_is_one_press(Duration::from_secs(2));
}

pub(crate) fn a_key_held_is_one_press(time: Duration) {
    let booth = Booth::in_session();
    booth.board.tap(Key::Select, time).unwrap();
    booth.board.run_for(AGAIN).unwrap();
    let wanted = ["Pressed(Select)", "Held(Select)", "Released(Select)"];
    assert_eq!(words(&booth.told_by_now()), wanted);
}

#[test]
fn while_help_is_down_every_other_key_is_explained_and_none_acts() {
    let booth = Booth::in_session();
    let others = Key::ALL.into_iter().filter(|key| *key != Key::Help);
    booth.board.press(Key::Help);
    booth.board.run_for(AGAIN).unwrap();
    others.clone().for_each(|key| booth.tap(key));
    booth.board.release(Key::Help);
    booth.board.run_for(AGAIN).unwrap();
    let wanted: Vec<_> = others.map(|key| format!("Explained({key:?})")).collect();
    assert_eq!(words(&booth.told_by_now()), wanted);
}

#[test]
fn the_voters_double_strike_filter_takes_hold_and_ends_with_the_session() {
    let booth = Booth::in_session();
    let thrice = || {
        for _ in 0..3 {
            booth.board.tap(Key::Down, TAP).unwrap();
            booth.board.run_for(AGAIN).unwrap();
        }
        presses(&booth.told_by_now()).len()
    };
    assert_eq!(thrice(), 3);
    booth.listener.command(Command::SetFilter(DoubleStrike::Second));
    // The board does not answer it, and its second looks back at the last press too.
    booth.board.run_for(Duration::from_millis(1000)).unwrap();
    assert_eq!(thrice(), 1);
    booth.end_session();
    booth.begin_session();
    assert_eq!(thrice(), 3);
}

#[test]
fn headphones_are_told_when_they_go_in_and_out_and_to_a_booth_that_comes_later() {
    let booth = Booth::linked();
    booth.board.set_headphones(true);
    assert_eq!(booth.listener.words_until("Headphones(true)"), ["Headphones(true)"]);
    booth.board.set_headphones(false);
    assert_eq!(booth.listener.words_until("Headphones(false)"), ["Headphones(false)"]);
    booth.board.unplug().unwrap();
    booth.board.set_headphones(true);
    booth.board.plug().unwrap();
    let told = booth.listener.words_until("Headphones(true)");
    assert_eq!(told, ["Link(Lost)", "Linked", "Headphones(true)"]);
}

#[test]
fn a_key_that_sticks_is_held_and_the_others_go_on_working() {
    let booth = Booth::in_session();
    booth.board.fault(Fault::Stuck { key: Key::Left, on: true });
    assert_eq!(booth.listener.words_until("Held(Left)"), ["Pressed(Left)", "Held(Left)"]);
    booth.hears_nothing_but(Key::Up);
    booth.board.fault(Fault::Off);
    booth.board.run_for(AGAIN).unwrap();
    assert_eq!(words(&booth.told_by_now()), ["Released(Left)"]);
}

/// After twenty seconds, which no clock but the real one can shorten here.
pub(crate) fn a_stuck_key_is_told_and_so_is_its_release() {
    let booth = Booth::in_session();
    booth.board.fault(Fault::Stuck { key: Key::Left, on: true });
    let told = booth.listener.words_until("Stuck(Left)");
    assert_eq!(told, ["Pressed(Left)", "Held(Left)", "Released(Left)", "Stuck(Left)"]);
    booth.board.fault(Fault::Off);
    booth.board.run_for(AGAIN).unwrap();
    assert_eq!(words(&booth.told_by_now()), ["Freed(Left)"]);
    booth.hears_nothing_but(Key::Left);
}
