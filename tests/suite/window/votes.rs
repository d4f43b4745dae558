//! Whole votes with real keys.

use std::thread::sleep;
use std::time::Duration;

use super::kiosk::{Kiosk, replayed};
use crate::keypad::program::{Program, folder};

/// A vote from the first key to the last page, and the key that makes the booth ready for the next voter.
pub(crate) const VOTE: &str = "\
select
down
select
right
down
down
select
right
right
right
right
right
right
select";

/// What a key of a script is on an X keyboard.
pub(super) fn on_keyboard(line: &str) -> &'static str {
    match line {
        "up" => "Up",
        "down" => "Down",
        "left" => "Left",
        "right" => "Right",
        "select" => "Return",
        other => panic!("no key for {other}"),
    }
}

#[test]
fn a_whole_vote_by_the_keyboard_of_a_real_window_looks_as_it_was_rehearsed() {
    let kiosk = Kiosk::start(&["--open"], None);
    let pictures = replayed(kiosk.folder.path(), VOTE);
    for (line, picture) in VOTE.lines().zip(&pictures) {
        kiosk.key(on_keyboard(line));
        kiosk.shows(picture, line);
    }
    // The booth is ready for the next voter: the vote has ended.
    assert!(pictures.last().unwrap() != pictures.first().unwrap());
    kiosk.key("Return");
    kiosk.shows(&pictures[0], "the next voter's first page");
}

#[test]
fn a_keypad_pulled_out_in_mid_vote_keeps_the_choice_and_comes_back() {
    let (_folder, link) = folder();
    let mut keypad = Program::at(&link);
    let kiosk = Kiosk::start(&["--open"], Some(&keypad.link));
    keypad.say("wait linked 30s");
    let script = "select\ndown\nselect\nright\ndown\ndown\nselect\nunplug keypad\nplug keypad\nright\nright";
    let pictures = replayed(kiosk.folder.path(), script);
    let shown = |line: usize| kiosk.shows(&pictures[line], script.lines().nth(line).unwrap());
    for (line, key) in script.lines().take(7).enumerate() {
        sleep(Duration::from_millis(250));
        keypad.say(key);
        shown(line);
    }
    drop(keypad);
    shown(7);
    let mut keypad = Program::at(&link);
    keypad.say("wait linked 30s");
    shown(8);
    sleep(Duration::from_millis(250));
    keypad.say("right");
    shown(9);
    // Keyboard and keypad work side by side.
    kiosk.key("Right");
    shown(10);
}

#[test]
fn a_finger_on_the_real_window_chooses_where_it_is_lifted() {
    let kiosk = Kiosk::start(&["--open"], None);
    let script = "touch \"Бастау\"\ntouch \"Русский\"\ntouch \"Дальше\"";
    let pictures = replayed(kiosk.folder.path(), script);
    // The one item of the first page, the second of the next, and the second of the buttons below.
    for (line, at) in [(0, ("960", "368")), (1, ("960", "402")), (2, ("560", "1020"))] {
        kiosk.display.xdotool(&["mousemove", at.0, at.1]);
        kiosk.display.xdotool(&["click", "1"]);
        kiosk.display.xdotool(&["mousemove", "1900", "540"]);
        kiosk.shows(&pictures[line], script.lines().nth(line).unwrap());
        // Two touches of one trembling hand come faster.
        sleep(Duration::from_millis(500));
    }
}
