//! What one update tells, in a list of fixed size.

use keypad_protocol::Key;

use crate::Filtered;

/// The most one update can tell: two things of each key. Since the last update a key was either down all the
/// time (then it can be held and stuck), or open (then it can be let go and pressed again).
pub const CAPACITY: usize = 2 * Key::ALL.len();

/// What one update tells, in the order it happened.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct FilteredList {
    told: [Option<Filtered>; CAPACITY],
    length: usize,
}

impl FilteredList {
    pub(crate) const fn new() -> Self {
        Self { told: [None; CAPACITY], length: 0 }
    }

    pub(crate) fn push(&mut self, filtered: Filtered) {
        if let Some(place) = self.told.get_mut(self.length) {
            *place = Some(filtered);
            self.length += 1;
        }
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many things there are to tell.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// What is told, in the order it happened.
    pub fn iter(&self) -> impl Iterator<Item = Filtered> {
        self.told.iter().copied().flatten()
    }
}

impl IntoIterator for FilteredList {
    type Item = Filtered;
    type IntoIter = core::iter::Flatten<core::array::IntoIter<Option<Filtered>, CAPACITY>>;

    fn into_iter(self) -> Self::IntoIter {
        self.told.into_iter().flatten()
    }
}

impl core::fmt::Debug for FilteredList {
    /// Says how many, never which: keys lead to what was chosen.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "FilteredList({} told)", self.length)
    }
}
