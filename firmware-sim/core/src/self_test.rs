//! The board's self-test: it watches for a second, in which nobody should touch the keypad.

use keypad_protocol::{KeySet, SelfTest};

use crate::{contacts::Contacts, wiring::unwired};

/// How long it watches, in milliseconds.
pub(crate) const SELF_TEST_MS: u64 = 1000;

/// A self-test that has begun.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Watch {
    since_ms: u64,
    found: SelfTest,
}

impl Watch {
    pub(crate) const fn new(now_ms: u64) -> Self {
        Self { since_ms: now_ms, found: SelfTest { down: KeySet::EMPTY, matrix_ok: true, display_ok: true } }
    }

    /// Takes in what can be seen now. Answers the report when the time is over.
    pub(crate) fn take(&mut self, scan: &Contacts, down: KeySet, display_ok: bool, now_ms: u64) -> Option<SelfTest> {
        self.found.down = down.iter().fold(self.found.down, KeySet::with);
        let shorted = scan.shorted_columns != 0 || !scan.crossings.and(unwired()).is_empty();
        self.found.matrix_ok &= !scan.unreadable && !shorted;
        self.found.display_ok &= display_ok;
        (now_ms.saturating_sub(self.since_ms) >= SELF_TEST_MS).then_some(self.found)
    }
}
