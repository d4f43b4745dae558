//! The tables, and what is recognized as what.

use std::collections::{BTreeMap, BTreeSet};

use evdev::KeyCode;
use keypad_protocol::{Cap, Key};

use crate::Source;
use crate::keypad::hid::{Abilities, KEYBOARD, Kind, Match, Place, Profile, Rule, SWITCH_BOX, codes_of_cap, recognize};

const DIGITS: [KeyCode; 5] = [KeyCode::KEY_KP2, KeyCode::KEY_KP4, KeyCode::KEY_KP5, KeyCode::KEY_KP6, KeyCode::KEY_KP8];
const ARROWS: [KeyCode; 5] =
    [KeyCode::KEY_UP, KeyCode::KEY_DOWN, KeyCode::KEY_LEFT, KeyCode::KEY_RIGHT, KeyCode::KEY_ENTER];

fn device(name: &str, keys: &[&[KeyCode]]) -> Abilities {
    let keys = keys.iter().copied().flatten().copied().collect();
    Abilities { name: name.to_owned(), usb: (0x1209, 1), keys, touch: false, pointer: false }
}

#[test]
fn no_code_of_a_table_does_two_things() {
    let caps =
        (0..=9).map(Cap::Digit).chain([Cap::Divide, Cap::Multiply, Cap::Minus, Cap::Plus, Cap::Enter, Cap::Point]);
    let mut seen = BTreeSet::new();
    for code in caps.flat_map(codes_of_cap) {
        assert!(seen.insert(code.0), "{code:?}");
    }
    for table in [KEYBOARD, SWITCH_BOX] {
        let mut seen = BTreeMap::new();
        for Place { key, codes, .. } in table {
            for code in *codes {
                assert_eq!(seen.insert(code.0, key), None, "{code:?}");
            }
        }
    }
}

#[test]
fn every_key_of_the_keypad_is_on_a_keyboard() {
    let profile = Profile::keyboard();
    let keys: BTreeSet<_> = profile.codes().filter_map(|code| profile.key(code)).collect();
    assert_eq!(keys, Key::ALL.into_iter().collect());
}

#[test]
fn the_corners_beside_down_and_num_lock_do_nothing() {
    let profile = Profile::numeric_keypad();
    for code in [KeyCode::KEY_KP1, KeyCode::KEY_KP3, KeyCode::KEY_END, KeyCode::KEY_PAGEDOWN, KeyCode::KEY_NUMLOCK] {
        assert_eq!(profile.key(code), None, "{code:?}");
    }
    assert!(codes_of_cap(Cap::NumLock).is_empty());
}

#[test]
fn switch_codes_can_be_configured() {
    let profile = Profile::switches(&[KeyCode::KEY_F15], &[KeyCode::KEY_F16]);
    assert_eq!(profile.key(KeyCode::KEY_F15), Some(Key::SwitchMove));
    assert_eq!(profile.key(KeyCode::KEY_F16), Some(Key::SwitchSelect));
    assert_eq!(profile.key(KeyCode::KEY_SPACE), None);
}

#[test]
fn keypads_keyboards_and_panels_are_recognized_and_nothing_else() {
    let source = |abilities: &Abilities| recognize(abilities, &[], true).map(|(kind, _)| kind.source());
    assert_eq!(source(&device("keypad", &[&DIGITS])), Some(Source::NumericKeypad));
    assert_eq!(source(&device("keyboard", &[&DIGITS, &ARROWS, &[KeyCode::KEY_A]])), Some(Source::Keyboard));
    assert_eq!(source(&device("small keyboard", &[&ARROWS, &[KeyCode::KEY_A]])), Some(Source::Keyboard));
    assert_eq!(source(&Abilities { touch: true, ..device("panel", &[]) }), Some(Source::Touch));
    assert_eq!(source(&Abilities { pointer: true, ..device("mouse with keys", &[&ARROWS]) }), None);
    assert_eq!(source(&device("power button", &[&[KeyCode::KEY_POWER]])), None);
    assert_eq!(source(&device("switch box", &[&[KeyCode::KEY_SPACE, KeyCode::KEY_ENTER]])), None);
    assert_eq!(recognize(&device("keypad", &[&DIGITS]), &[], false), None);
}

#[test]
fn a_rule_goes_before_what_a_device_can_send() {
    let by_name = Rule { matches: Match::Name("box".to_owned()), kind: Kind::Keys(Profile::switch_box()) };
    let by_usb = Rule { matches: Match::Usb { vendor: 0x1209, product: 1 }, kind: Kind::Touch };
    let rules = [by_name, by_usb];
    let whole = device("box", &[&DIGITS, &ARROWS]);
    assert_eq!(recognize(&whole, &rules, true), Some((Kind::Keys(Profile::switch_box()), Some(0))));
    // The same hardware's second interface, which sends no such key and is no panel, is left alone.
    assert_eq!(recognize(&device("box", &[&[KeyCode::KEY_MUTE]]), &rules, true), None);
    assert_eq!(rules[1].matches.to_string(), "1209:0001");
}
