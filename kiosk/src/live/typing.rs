//! The keyboard that the window hears: the same keys, the same filter and the same Help chord as everywhere.

use evdev::{EventType, KeyCode};
use keypad_protocol::DoubleStrike;
use kiosk_devices::Happened;
use kiosk_devices::keypad::hid::{Profile, RawEvent, Translator};
use slint::platform::Key as Sign;

/// Follows the window's keyboard.
pub(super) struct Typing {
    translator: Translator,
}

impl Typing {
    pub(super) fn new(now_ms: u64) -> Self {
        Self { translator: Translator::new(Profile::keyboard(), Vec::new(), DoubleStrike::Tenth, now_ms) }
    }

    /// A key went down or up; what the voter did with it.
    pub(super) fn key(&mut self, sign: &str, down: bool, now_ms: u64) -> Vec<Happened> {
        let Some(code) = code(sign) else { return Vec::new() };
        let event = RawEvent { at_ms: now_ms, kind: EventType::KEY, code: code.0, value: i32::from(down) };
        let mut told = Vec::new();
        // Nothing is ever dropped on this way, so no state is asked for.
        let _ = self.translator.event(event, &mut told);
        happened(told)
    }

    /// What is due now though no key moved.
    pub(super) fn pass(&mut self, now_ms: u64) -> Vec<Happened> {
        let mut told = Vec::new();
        self.translator.pass(now_ms, &mut told);
        happened(told)
    }

    pub(super) fn next_deadline_ms(&self) -> Option<u64> {
        self.translator.next_deadline_ms()
    }

    pub(super) fn set_filter(&mut self, filter: DoubleStrike) {
        self.translator.set_double_strike(filter);
    }

    /// The voter is gone.
    pub(super) fn forget(&mut self, now_ms: u64) {
        let mut told = Vec::new();
        self.translator.forget(now_ms, &mut told);
        self.translator.set_double_strike(DoubleStrike::Tenth);
    }
}

fn happened(told: Vec<(u64, Happened)>) -> Vec<Happened> {
    told.into_iter().map(|(_, happened)| happened).collect()
}

/// The digit that was typed, for the PIN page.
pub(super) fn digit(sign: &str) -> Option<u8> {
    let value = sign.parse::<u8>().ok()?;
    (sign.len() == 1).then_some(value)
}

/// The sign of a key of the window system as the code that a keyboard sends for it.
fn code(sign: &str) -> Option<KeyCode> {
    let mut signs = sign.chars();
    let (sign, None) = (signs.next()?, signs.next()) else { return None };
    named(sign).or_else(|| typed(sign))
}

fn named(sign: char) -> Option<KeyCode> {
    let table = [
        (Sign::UpArrow, KeyCode::KEY_UP),
        (Sign::DownArrow, KeyCode::KEY_DOWN),
        (Sign::LeftArrow, KeyCode::KEY_LEFT),
        (Sign::RightArrow, KeyCode::KEY_RIGHT),
        (Sign::Return, KeyCode::KEY_ENTER),
        (Sign::Space, KeyCode::KEY_SPACE),
        (Sign::Insert, KeyCode::KEY_INSERT),
        (Sign::Delete, KeyCode::KEY_DELETE),
        (Sign::Home, KeyCode::KEY_HOME),
        (Sign::PageUp, KeyCode::KEY_PAGEUP),
        (Sign::F1, KeyCode::KEY_F1),
        (Sign::F2, KeyCode::KEY_F2),
        (Sign::F3, KeyCode::KEY_F3),
        (Sign::F4, KeyCode::KEY_F4),
        (Sign::F5, KeyCode::KEY_F5),
        (Sign::F6, KeyCode::KEY_F6),
        (Sign::F7, KeyCode::KEY_F7),
        (Sign::F8, KeyCode::KEY_F8),
        (Sign::F13, KeyCode::KEY_F13),
        (Sign::F14, KeyCode::KEY_F14),
    ];
    table.iter().find(|(known, _)| char::from(*known) == sign).map(|(_, code)| *code)
}

/// The digits and signs of a numeric keypad. The same signs above the letters count too: no voter's hand comes there.
const fn typed(sign: char) -> Option<KeyCode> {
    Some(match sign {
        '0' => KeyCode::KEY_KP0,
        '2' => KeyCode::KEY_KP2,
        '4' => KeyCode::KEY_KP4,
        '5' => KeyCode::KEY_KP5,
        '6' => KeyCode::KEY_KP6,
        '7' => KeyCode::KEY_KP7,
        '8' => KeyCode::KEY_KP8,
        '9' => KeyCode::KEY_KP9,
        '/' => KeyCode::KEY_KPSLASH,
        '*' => KeyCode::KEY_KPASTERISK,
        '-' => KeyCode::KEY_KPMINUS,
        '+' => KeyCode::KEY_KPPLUS,
        '.' => KeyCode::KEY_KPDOT,
        ',' => KeyCode::KEY_KPCOMMA,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use keypad_protocol::{Key, KeyEvent};

    use super::*;

    fn pressed(typing: &mut Typing, sign: &str, at_ms: u64) -> Vec<KeyEvent> {
        let mut told = typing.key(sign, true, at_ms);
        told.extend(typing.pass(at_ms + 50));
        told.extend(typing.key(sign, false, at_ms + 80));
        told.extend(typing.pass(at_ms + 150));
        told.into_iter()
            .filter_map(|happened| match happened {
                Happened::Key(event) => Some(event),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn arrows_digits_and_function_keys_are_the_keys_of_the_booth() {
        let mut typing = Typing::new(0);
        let up = String::from(char::from(Sign::UpArrow));
        let f8 = String::from(char::from(Sign::F8));
        for (at, (sign, key)) in (1_000..).step_by(1_000).zip([
            (up.as_str(), Key::Up),
            ("8", Key::Up),
            ("2", Key::Down),
            ("5", Key::Select),
            ("\n", Key::Select),
            (" ", Key::Select),
            ("+", Key::VolumeUp),
            (f8.as_str(), Key::Curtain),
        ]) {
            let told = pressed(&mut typing, sign, at);
            assert_eq!(told, [KeyEvent::Pressed(key), KeyEvent::Released(key)], "{sign:?}");
        }
        assert!(pressed(&mut typing, "q", 100_000).is_empty());
        assert!(pressed(&mut typing, "1", 101_000).is_empty());
    }

    #[test]
    fn help_held_with_a_key_names_it() {
        let mut typing = Typing::new(0);
        let help = String::from(char::from(Sign::F1));
        let mut told = typing.key(&help, true, 1_000);
        told.extend(typing.pass(1_100));
        told.extend(typing.key("8", true, 1_200));
        told.extend(typing.pass(1_300));
        assert!(told.contains(&Happened::Key(KeyEvent::Explained(Key::Up))));
    }

    #[test]
    fn only_single_digits_are_digits_of_a_pin() {
        assert_eq!((digit("7"), digit("0"), digit("12"), digit("x"), digit("")), (Some(7), Some(0), None, None, None));
    }
}
