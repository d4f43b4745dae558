//! What can go wrong with a keypad, on command.

mod line;

use fastrand::Rng;
use keypad_protocol::Key;

pub(crate) use line::FaultyLine;

/// How likely something is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Chance(u32);

/// Parts of a [`Chance`]: a hundredth of a percent is the smallest.
const PARTS: u32 = 10_000;

impl Chance {
    /// Never.
    pub const NEVER: Self = Self(0);

    /// Each time.
    pub const ALWAYS: Self = Self(PARTS);

    /// So many hundredths of a percent; more than 10,000 is [`Chance::ALWAYS`].
    #[must_use]
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(if hundredths < PARTS { hundredths } else { PARTS })
    }

    /// So many percent; more than 100 is [`Chance::ALWAYS`].
    #[must_use]
    pub const fn percent(percent: u32) -> Self {
        Self::from_hundredths(percent.saturating_mul(100))
    }

    pub(crate) fn strikes(self, rng: &mut Rng) -> bool {
        self.0 > 0 && rng.u32(0..PARTS) < self.0
    }
}

/// A fault, or its end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The key's contact chatters for so many milliseconds at each press and release; 0 ends it.
    Bounce {
        /// Which key; `None` is every key.
        key: Option<Key>,
        /// For how long.
        ms: u64,
    },
    /// The key's contact stays closed.
    Stuck {
        /// Which key.
        key: Key,
        /// Or comes up again.
        on: bool,
    },
    /// Messages of the board are lost.
    Drop(Chance),
    /// Messages of the board come twice.
    Double(Chance),
    /// Bytes of the board are changed.
    Corrupt(Chance),
    /// Bytes of the board are lost.
    DropBytes(Chance),
    /// Bytes of the board come twice.
    DoubleBytes(Chance),
    /// What the board says arrives so many milliseconds late; 0 ends it.
    Delay {
        /// How late.
        ms: u64,
    },
    /// The board sends garbage for so many milliseconds, among its messages.
    Flood {
        /// For how long.
        ms: u64,
    },
    /// The board's chip starts anew; the line stays.
    Reset,
    /// The board has a program that speaks this major version of the protocol; `None` is the right one. Where that is
    /// another than before, its chip starts anew.
    Version(Option<u8>),
    /// The display does not take what it is sent.
    Display {
        /// Or takes it again.
        on: bool,
    },
    /// The board's pins cannot be read.
    Pins {
        /// Or can be read again.
        on: bool,
    },
    /// Every fault ends.
    Off,
}
