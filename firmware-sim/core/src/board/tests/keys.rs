//! From contacts to inputs on the wire: keys, stuck keys, too many keys, headphones.

use keypad_protocol::{BoardMessage, Input, Key, KeyEvent, KeySet};

use super::bench::Bench;
use crate::plug::PLUG_MS;

#[test]
fn every_key_is_told_as_itself_one_millisecond_after_its_first_scan() {
    for key in Key::ALL.into_iter().filter(|key| *key != Key::Help) {
        let mut bench = Bench::in_session();
        let start = bench.now_ms;
        bench.strike(key, 100);
        let expected =
            [(start + 2, Input::Key(KeyEvent::Pressed(key))), (start + 112, Input::Key(KeyEvent::Released(key)))];
        assert_eq!(bench.timed_inputs(), expected);
    }
}

#[test]
fn help_with_a_key_explains_it() {
    let mut bench = Bench::in_session();
    bench.pressed = KeySet::EMPTY.with(Key::Help);
    bench.run(200);
    bench.strike(Key::Select, 100);
    bench.pressed = KeySet::EMPTY;
    bench.run(200);
    bench.strike(Key::Help, 100);
    assert_eq!(bench.inputs(), [KeyEvent::Explained(Key::Select), KeyEvent::Pressed(Key::Help)].map(Input::Key));
}

#[test]
fn a_stuck_key_is_told_and_stands_in_the_heartbeats_until_it_is_freed() {
    let mut bench = Bench::linked();
    bench.pressed = KeySet::EMPTY.with(Key::Curtain);
    bench.run(21_000);
    let heard = bench.heard();
    assert!(matches!(heard.last().unwrap().1, BoardMessage::Heartbeat { stuck, .. } if stuck == bench.pressed));
    bench.pressed = KeySet::EMPTY;
    bench.run(1000);
    let heard = bench.heard();
    assert!(matches!(heard.last().unwrap().1, BoardMessage::Heartbeat { stuck, .. } if stuck.is_empty()));
    let freed = heard
        .iter()
        .filter(|(_, heard)| matches!(heard, BoardMessage::Input { input: Input::Freed(Key::Curtain), .. }));
    assert_eq!(freed.count(), 1);
}

#[test]
fn three_corners_of_a_rectangle_press_two_keys_and_say_so_once() {
    let mut bench = Bench::in_session();
    for key in [Key::Up, Key::Select, Key::Left] {
        bench.pressed = bench.pressed.with(key);
        bench.run(100);
    }
    bench.pressed = KeySet::EMPTY;
    bench.run(1000);
    let told = bench.inputs();
    assert_eq!(
        told,
        [
            Input::Key(KeyEvent::Pressed(Key::Up)),
            Input::Key(KeyEvent::Pressed(Key::Select)),
            Input::Ambiguous,
            Input::Key(KeyEvent::Released(Key::Up)),
            Input::Key(KeyEvent::Released(Key::Select)),
        ],
        "neither Left nor Help, its ghost"
    );
}

#[test]
fn headphones_are_told_after_the_contact_stood_still() {
    let mut bench = Bench::in_session();
    let start = bench.now_ms;
    bench.headphones = true;
    bench.run(PLUG_MS - 1);
    bench.headphones = false;
    bench.run(1);
    bench.headphones = true;
    bench.run(PLUG_MS);
    assert_eq!(bench.inputs(), [], "it scraped");
    bench.run(1);
    assert_eq!(bench.timed_inputs(), [(start + 2 * PLUG_MS + 1, Input::Headphones(true))]);
    bench.headphones = false;
    bench.run(200);
    assert_eq!(bench.inputs(), [Input::Headphones(false)]);
}

#[test]
fn headphones_in_at_power_up_are_no_change() {
    let mut bench = Bench::linked();
    bench.run(1000);
    assert_eq!(bench.inputs(), []);
}
