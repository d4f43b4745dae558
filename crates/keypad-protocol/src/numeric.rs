//! Which key of a USB numeric keypad is which of ours. One table for the driver, the labels and the manual.

use crate::Key;

/// A key cap of a USB numeric keypad.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Cap {
    /// `NumLock`, top left.
    NumLock,
    /// `/`.
    Divide,
    /// `*`.
    Multiply,
    /// `-`.
    Minus,
    /// `+`.
    Plus,
    /// `Enter`.
    Enter,
    /// `.` or `,`.
    Point,
    /// A digit, 0 to 9.
    Digit(u8),
}

impl Cap {
    /// What stands on the cap.
    #[must_use]
    pub const fn face(self) -> &'static str {
        match self {
            Self::NumLock => "Num",
            Self::Divide => "/",
            Self::Multiply => "*",
            Self::Minus => "-",
            Self::Plus => "+",
            Self::Enter => "Enter",
            Self::Point => ".",
            Self::Digit(0) => "0",
            Self::Digit(1) => "1",
            Self::Digit(2) => "2",
            Self::Digit(3) => "3",
            Self::Digit(4) => "4",
            Self::Digit(5) => "5",
            Self::Digit(6) => "6",
            Self::Digit(7) => "7",
            Self::Digit(8) => "8",
            Self::Digit(_) => "9",
        }
    }
}

/// The keys of a numeric keypad, by rows from the top left. Caps that are not here do nothing.
///
/// 8 2 4 6 are the arrows around 5, which carries the bump (EN 301 549, 8.4.1) and chooses, as does `Enter` in the
/// corner. 0, the widest key, repeats; beside it `.` helps. What belongs together lies together: softer over louder at
/// the right, slower beside faster at the top. 1 and 3 do nothing, so that a finger beside 2 does no harm.
pub const NUMERIC_KEYPAD: [(Cap, Key); 14] = [
    (Cap::Divide, Key::RateDown),
    (Cap::Multiply, Key::RateUp),
    (Cap::Minus, Key::VolumeDown),
    (Cap::Digit(7), Key::Language),
    (Cap::Digit(8), Key::Up),
    (Cap::Digit(9), Key::Curtain),
    (Cap::Plus, Key::VolumeUp),
    (Cap::Digit(4), Key::Left),
    (Cap::Digit(5), Key::Select),
    (Cap::Digit(6), Key::Right),
    (Cap::Digit(2), Key::Down),
    (Cap::Enter, Key::Select),
    (Cap::Digit(0), Key::Repeat),
    (Cap::Point, Key::Help),
];
