//! Which key lies at which crossing of the matrix. The only place that knows.

use keypad_protocol::{Key, KeySet};

use crate::contacts::Crossings;

/// Rows of the matrix, driven by the board one after the other.
pub const ROWS: usize = 4;

/// Columns of the matrix, read by the board.
pub const COLUMNS: usize = 4;

/// Where a row and a column of the matrix meet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Crossing {
    /// The row, from 0 to [`ROWS`] − 1.
    pub row: usize,
    /// The column, from 0 to [`COLUMNS`] − 1.
    pub column: usize,
}

/// How a key reaches the board.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wire {
    /// At a crossing of the matrix.
    Matrix(Crossing),
    /// The first switch's own input.
    SwitchMove,
    /// The second switch's own input.
    SwitchSelect,
}

/// How `key` is wired. The arrows lie round `Select` as under the hand:
///
/// ```text
///          column 0     1      2           3
/// row 0    Help         Up     Repeat      Language
/// row 1    Left         Select Right       Curtain
/// row 2    VolumeDown   Down   VolumeUp    –
/// row 3    RateDown     –      RateUp      –
/// ```
#[must_use]
pub const fn wire(key: Key) -> Wire {
    let (row, column) = match key {
        Key::Help => (0, 0),
        Key::Up => (0, 1),
        Key::Repeat => (0, 2),
        Key::Language => (0, 3),
        Key::Left => (1, 0),
        Key::Select => (1, 1),
        Key::Right => (1, 2),
        Key::Curtain => (1, 3),
        Key::VolumeDown => (2, 0),
        Key::Down => (2, 1),
        Key::VolumeUp => (2, 2),
        Key::RateDown => (3, 0),
        Key::RateUp => (3, 2),
        Key::SwitchMove => return Wire::SwitchMove,
        Key::SwitchSelect => return Wire::SwitchSelect,
    };
    Wire::Matrix(Crossing { row, column })
}

/// The crossings where no key lies. One that reads closed is a short, or a ghost.
pub(crate) fn unwired() -> Crossings {
    Key::ALL.into_iter().fold(Crossings::ALL, |left, key| match wire(key) {
        Wire::Matrix(crossing) => left.but_not(Crossings::NONE.with(crossing)),
        Wire::SwitchMove | Wire::SwitchSelect => left,
    })
}

/// The keys that lie in the matrix.
#[must_use]
pub fn matrix_keys() -> KeySet {
    Key::ALL.into_iter().filter(|key| matches!(wire(*key), Wire::Matrix(_))).collect()
}
