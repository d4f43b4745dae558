//! Which code of which device is which key of ours: tables, for the program and for the manual.

use evdev::KeyCode;
use keypad_protocol::{Cap, Key, NUMERIC_KEYPAD};

use crate::Source;

/// What a key cap of a keyboard or a switch box does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Place {
    /// What it does.
    pub key: Key,
    /// Every code it may send.
    pub codes: &'static [KeyCode],
    /// What is printed on the cap.
    pub legend: &'static str,
}

const fn place(key: Key, codes: &'static [KeyCode], legend: &'static str) -> Place {
    Place { key, codes, legend }
}

/// Every code that a cap of a numeric keypad may send: the digit's, and the one that keypads with a NumLock of
/// their own send while it is off. NumLock itself sends nothing that counts.
#[must_use]
pub const fn codes_of_cap(cap: Cap) -> &'static [KeyCode] {
    match cap {
        Cap::Divide => &[KeyCode::KEY_KPSLASH],
        Cap::Multiply => &[KeyCode::KEY_KPASTERISK],
        Cap::Minus => &[KeyCode::KEY_KPMINUS],
        Cap::Plus => &[KeyCode::KEY_KPPLUS],
        Cap::Enter => &[KeyCode::KEY_KPENTER, KeyCode::KEY_ENTER],
        Cap::Point => &[KeyCode::KEY_KPDOT, KeyCode::KEY_KPCOMMA, KeyCode::KEY_DELETE],
        Cap::Digit(0) => &[KeyCode::KEY_KP0, KeyCode::KEY_INSERT],
        Cap::Digit(1) => &[KeyCode::KEY_KP1, KeyCode::KEY_END],
        Cap::Digit(2) => &[KeyCode::KEY_KP2, KeyCode::KEY_DOWN],
        Cap::Digit(3) => &[KeyCode::KEY_KP3, KeyCode::KEY_PAGEDOWN],
        Cap::Digit(4) => &[KeyCode::KEY_KP4, KeyCode::KEY_LEFT],
        Cap::Digit(5) => &[KeyCode::KEY_KP5, KeyCode::KEY_CLEAR],
        Cap::Digit(6) => &[KeyCode::KEY_KP6, KeyCode::KEY_RIGHT],
        Cap::Digit(7) => &[KeyCode::KEY_KP7, KeyCode::KEY_HOME],
        Cap::Digit(8) => &[KeyCode::KEY_KP8, KeyCode::KEY_UP],
        Cap::Digit(9) => &[KeyCode::KEY_KP9, KeyCode::KEY_PAGEUP],
        Cap::NumLock | Cap::Digit(_) => &[],
    }
}

/// A keyboard: the arrows and Enter, the function keys by their groups of four, and the switches' keys.
/// Its numeric block does what a numeric keypad does.
pub const KEYBOARD: &[Place] = &[
    place(Key::Up, &[KeyCode::KEY_UP], "↑"),
    place(Key::Down, &[KeyCode::KEY_DOWN], "↓"),
    place(Key::Left, &[KeyCode::KEY_LEFT], "←"),
    place(Key::Right, &[KeyCode::KEY_RIGHT], "→"),
    place(Key::Select, &[KeyCode::KEY_ENTER], "Enter"),
    place(Key::Select, &[KeyCode::KEY_SPACE], "Space"),
    place(Key::Help, &[KeyCode::KEY_F1, KeyCode::KEY_HELP], "F1"),
    place(Key::Repeat, &[KeyCode::KEY_F2], "F2"),
    place(Key::RateDown, &[KeyCode::KEY_F3], "F3"),
    place(Key::RateUp, &[KeyCode::KEY_F4], "F4"),
    place(Key::VolumeDown, &[KeyCode::KEY_F5, KeyCode::KEY_VOLUMEDOWN], "F5"),
    place(Key::VolumeUp, &[KeyCode::KEY_F6, KeyCode::KEY_VOLUMEUP], "F6"),
    place(Key::Language, &[KeyCode::KEY_F7], "F7"),
    place(Key::Curtain, &[KeyCode::KEY_F8], "F8"),
    place(Key::SwitchMove, &[KeyCode::KEY_F13], "F13"),
    place(Key::SwitchSelect, &[KeyCode::KEY_F14], "F14"),
];

/// A box with two switches, as its makers set it: most send Space and Enter, some F13 and F14 or 1 and 2.
pub const SWITCH_BOX: &[Place] = &[
    place(Key::SwitchMove, &[KeyCode::KEY_SPACE, KeyCode::KEY_F13, KeyCode::KEY_1], "Space"),
    place(Key::SwitchSelect, &[KeyCode::KEY_ENTER, KeyCode::KEY_F14, KeyCode::KEY_2], "Enter"),
];

/// How a device's codes are to be understood.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    source: Source,
    codes: Vec<(KeyCode, Key)>,
}

impl Profile {
    fn of(source: Source, places: &[Place]) -> Self {
        Self { source, codes: places.iter().flat_map(of_place).collect() }
    }

    /// A USB numeric keypad.
    #[must_use]
    pub fn numeric_keypad() -> Self {
        Self { source: Source::NumericKeypad, codes: numeric_block().collect() }
    }

    /// A keyboard with or without a numeric block. Where both have a code, the keyboard's counts.
    #[must_use]
    pub fn keyboard() -> Self {
        let places = KEYBOARD.iter().flat_map(of_place);
        Self { source: Source::Keyboard, codes: places.chain(numeric_block()).collect() }
    }

    /// A box with two switches that send what most do.
    #[must_use]
    pub fn switch_box() -> Self {
        Self::of(Source::Switches, SWITCH_BOX)
    }

    /// A box with switches that send these codes. A code in both lists counts as the first.
    #[must_use]
    pub fn switches(moving: &[KeyCode], selecting: &[KeyCode]) -> Self {
        let moving = moving.iter().map(|code| (*code, Key::SwitchMove));
        let selecting = selecting.iter().map(|code| (*code, Key::SwitchSelect));
        Self { source: Source::Switches, codes: moving.chain(selecting).collect() }
    }

    /// The kind of device.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// What the code does, if anything.
    #[must_use]
    pub fn key(&self, code: KeyCode) -> Option<Key> {
        self.codes.iter().find(|(known, _)| *known == code).map(|(_, key)| *key)
    }

    /// Every code that does something.
    pub fn codes(&self) -> impl Iterator<Item = KeyCode> {
        self.codes.iter().map(|(code, _)| *code)
    }
}

fn of_place(place: &Place) -> impl Iterator<Item = (KeyCode, Key)> {
    place.codes.iter().map(|code| (*code, place.key))
}

fn numeric_block() -> impl Iterator<Item = (KeyCode, Key)> {
    NUMERIC_KEYPAD.iter().flat_map(|(cap, key)| codes_of_cap(*cap).iter().map(|code| (*code, *key)))
}
