//! Whether an input that arrives is the next one, one seen before, or one after a gap.

/// How many numbers back a number counts as one seen before, not as one far ahead.
const BEHIND: u16 = 64;

/// What a number says about the input it came with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Arrival {
    /// The next one.
    Next,
    /// Seen before: drop it.
    Doubled,
    /// The next one after `lost` that never came.
    After {
        /// How many.
        lost: u16,
    },
}

/// Follows the numbers of [`BoardMessage::Input`](crate::BoardMessage::Input).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SequenceTracker {
    next: u16,
}

impl SequenceTracker {
    /// A tracker that waits for `first`.
    #[must_use]
    pub const fn starting_at(first: u16) -> Self {
        Self { next: first }
    }

    /// An input came with this number.
    pub const fn input(&mut self, sequence: u16) -> Arrival {
        let ahead = sequence.wrapping_sub(self.next);
        if ahead > u16::MAX - BEHIND {
            return Arrival::Doubled;
        }
        self.next = sequence.wrapping_add(1);
        if ahead == 0 { Arrival::Next } else { Arrival::After { lost: ahead } }
    }

    /// A heartbeat said which number comes next. Answers how many inputs were lost before it.
    pub const fn heartbeat(&mut self, next_sequence: u16) -> u16 {
        let ahead = next_sequence.wrapping_sub(self.next);
        if ahead > u16::MAX - BEHIND {
            return 0;
        }
        self.next = next_sequence;
        ahead
    }
}
