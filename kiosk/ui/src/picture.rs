//! The keypad as a voter's hand finds it: where its keys are, for the explain page.

use keypad_protocol::{Key, Stroke};
use wording::Phrase;

use crate::flow::Place;

/// A key in the picture: its place in parts of a cell, four cells across and four down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cap {
    pub(crate) key: Key,
    pub(crate) column: u8,
    pub(crate) row: u8,
}

const fn cap(key: Key, column: u8, row: u8) -> Cap {
    Cap { key, column, row }
}

/// The arrows around the round key, what belongs together on one side of them, help and repeat above.
pub(crate) const CAPS: [Cap; 13] = [
    cap(Key::Help, 0, 0),
    cap(Key::Repeat, 1, 0),
    cap(Key::Language, 2, 0),
    cap(Key::Curtain, 3, 0),
    cap(Key::VolumeUp, 0, 1),
    cap(Key::Up, 1, 1),
    cap(Key::RateUp, 3, 1),
    cap(Key::Left, 0, 2),
    cap(Key::Select, 1, 2),
    cap(Key::Right, 2, 2),
    cap(Key::VolumeDown, 0, 3),
    cap(Key::Down, 1, 3),
    cap(Key::RateDown, 3, 3),
];

const COLUMNS: f32 = 4.0;
const ROWS: f32 = 4.0;
/// The gap between keys in parts of a cell.
const GAP: f32 = 0.12;

/// The place of a cap inside `room`: square keys, as large as fit, in the middle.
pub(crate) fn place(cap: &Cap, room: Place) -> Place {
    let cell = (room.width / COLUMNS).min(room.height / ROWS).max(1.0);
    let left = room.x + (room.width - cell * COLUMNS) / 2.0;
    Place {
        x: left + cell * (f32::from(cap.column) + GAP / 2.0),
        y: room.y + cell * (f32::from(cap.row) + GAP / 2.0),
        width: cell * (1.0 - GAP),
        height: cell * (1.0 - GAP),
    }
}

/// The strokes of a key's sign as a path, in a square of 8000 × 8000 around its middle: what a finger feels on the
/// keypad's labels.
pub(crate) fn path(key: Key) -> String {
    let stroke = |((x1, y1), (x2, y2)): &Stroke| format!("M {x1} {y1} L {x2} {y2}");
    key.symbol().iter().map(stroke).collect::<Vec<_>>().join(" ")
}

/// What a key is called.
pub(crate) const fn name(key: Key) -> Phrase {
    match key {
        Key::Up => Phrase::KeyUp,
        Key::Down => Phrase::KeyDown,
        Key::Left => Phrase::KeyLeft,
        Key::Right => Phrase::KeyRight,
        Key::Select => Phrase::KeySelect,
        Key::Help => Phrase::KeyHelp,
        Key::Repeat => Phrase::KeyRepeat,
        Key::VolumeDown => Phrase::KeyVolumeDown,
        Key::VolumeUp => Phrase::KeyVolumeUp,
        Key::RateDown => Phrase::KeyRateDown,
        Key::RateUp => Phrase::KeyRateUp,
        Key::Language => Phrase::KeyLanguage,
        Key::Curtain => Phrase::KeyCurtain,
        Key::SwitchMove => Phrase::KeySwitchMove,
        Key::SwitchSelect => Phrase::KeySwitchSelect,
    }
}
