//! What one look at the matrix and the switch inputs found, as it is: bounce, ghosts and faults included.

use keypad_protocol::{Key, KeySet};

use crate::wiring::{COLUMNS, Crossing, ROWS, Wire, wire};

/// A set of crossings of the matrix, one bit each.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Crossings(u16);

impl Crossings {
    /// No crossing.
    pub const NONE: Self = Self(0);

    /// Every crossing.
    pub const ALL: Self = Self(u16::MAX);

    /// Those of `columns`, one bit each, in every row.
    #[must_use]
    pub(crate) const fn of_columns(columns: u8) -> Self {
        let row = (columns & 0x0F) as u16;
        Self(row | row << COLUMNS | row << (2 * COLUMNS) | row << (3 * COLUMNS))
    }

    const fn bit(crossing: Crossing) -> u16 {
        if crossing.row < ROWS && crossing.column < COLUMNS {
            1 << (crossing.row * COLUMNS + crossing.column)
        } else {
            0
        }
    }

    /// Whether `crossing` is in the set. One outside the matrix never is.
    #[must_use]
    pub const fn contains(self, crossing: Crossing) -> bool {
        self.0 & Self::bit(crossing) != 0
    }

    /// The set with `crossing` in it.
    #[must_use]
    pub const fn with(self, crossing: Crossing) -> Self {
        Self(self.0 | Self::bit(crossing))
    }

    /// Those in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in this set and not in `other`.
    #[must_use]
    pub const fn but_not(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether no crossing is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The columns closed in `row`, one bit each.
    #[must_use]
    pub(crate) const fn row(self, row: usize) -> u16 {
        if row < ROWS { self.0 >> (row * COLUMNS) & 0x0F } else { 0 }
    }

    /// The set with the columns of `row` in it.
    #[must_use]
    pub(crate) const fn with_row(self, row: usize, columns: u16) -> Self {
        if row < ROWS { Self(self.0 | (columns & 0x0F) << (row * COLUMNS)) } else { self }
    }
}

/// What one scan found closed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Contacts {
    /// Crossings that read closed.
    pub crossings: Crossings,
    /// Columns that read closed though no row was driven, one bit each: a short. Nothing in them can be told.
    pub shorted_columns: u8,
    /// The first switch is closed.
    pub switch_move: bool,
    /// The second switch is closed.
    pub switch_select: bool,
    /// A pin could not be driven or read. Nothing in the scan can be told.
    pub unreadable: bool,
}

impl Contacts {
    /// Nothing is closed.
    pub const OPEN: Self = Self {
        crossings: Crossings::NONE,
        shorted_columns: 0,
        switch_move: false,
        switch_select: false,
        unreadable: false,
    };

    /// A scan that failed.
    pub const UNREADABLE: Self = Self { unreadable: true, ..Self::OPEN };

    /// What the board reads while exactly `pressed` are pressed. The matrix has no diodes: three keys at the
    /// corners of a rectangle close its fourth corner too, and so on from there.
    #[must_use]
    pub fn from_pressed(pressed: KeySet) -> Self {
        let mut contacts = Self::OPEN;
        for key in pressed.iter() {
            match wire(key) {
                Wire::Matrix(crossing) => contacts.crossings = contacts.crossings.with(crossing),
                Wire::SwitchMove => contacts.switch_move = true,
                Wire::SwitchSelect => contacts.switch_select = true,
            }
        }
        // Each round joins rows that have a closed column in common; ROWS rounds join all that hang together.
        for _ in 0..ROWS {
            let before = contacts.crossings;
            for row in 0..ROWS {
                for other in 0..ROWS {
                    if before.row(row) & before.row(other) != 0 {
                        contacts.crossings = contacts.crossings.with_row(row, before.row(other));
                    }
                }
            }
        }
        contacts
    }

    /// Whether `key`'s contact reads closed.
    #[must_use]
    pub const fn reads(&self, key: Key) -> bool {
        match wire(key) {
            Wire::Matrix(crossing) => self.crossings.contains(crossing),
            Wire::SwitchMove => self.switch_move,
            Wire::SwitchSelect => self.switch_select,
        }
    }
}
