//! From scans to keys: a contact counts as closed after two scans, and readings that could be ghosts make no
//! press.

use keypad_protocol::{Key, KeySet};

use crate::{
    contacts::{Contacts, Crossings},
    wiring::{ROWS, Wire, wire},
};

/// Doubt is over when no scan had any for this long, in milliseconds: longer than a contact bounces.
const DOUBT_OVER_MS: u64 = key_filter::BOUNCE_MS;

/// What is known of the contacts from earlier scans.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Settling {
    /// Closed in the last scan.
    seen: KeySet,
    /// Not believed until they read open: they first read closed where they could be ghosts.
    blocked: KeySet,
    doubt: Option<Doubt>,
}

/// More keys read closed than can be told apart.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Doubt {
    since_ms: u64,
    last_ms: u64,
    told: bool,
}

/// What is made of a scan.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Settled {
    /// The keys whose contacts are closed, for the key filter.
    pub(crate) closed: KeySet,
    /// More keys are down than can be told apart, and that has not been told yet.
    pub(crate) tell_doubt: bool,
}

impl Settling {
    pub(crate) const fn new() -> Self {
        Self { seen: KeySet::EMPTY, blocked: KeySet::EMPTY, doubt: None }
    }

    /// Takes in a scan. `down` are the keys the filter holds for down: one closed scan keeps such a key down, so
    /// that the open times of a bounce are not drawn out. `later` says that time has passed since the last
    /// scan: of two scans in the same millisecond, a contact must be closed in both.
    pub(crate) fn take(&mut self, scan: &Contacts, down: KeySet, now_ms: u64, later: bool) -> Settled {
        if scan.unreadable {
            // As if contacts had not moved: a key held stays down, a key up stays up. Two scans in a row are two
            // that could be read.
            self.seen = KeySet::EMPTY;
            return Settled { closed: down, tell_doubt: self.doubt(now_ms) };
        }
        let doubtful = doubtful(scan);
        let raw: KeySet = Key::ALL.into_iter().filter(|key| scan.reads(*key)).collect();
        let blocked = |key: &Key| !down.contains(*key) && (self.blocked.contains(*key) || lies_in(*key, doubtful));
        let blocked: KeySet = raw.iter().filter(blocked).collect();
        let believed =
            |key: &Key| down.contains(*key) || (later && self.seen.contains(*key) && !blocked.contains(*key));
        let closed = raw.iter().filter(believed).collect();
        self.blocked = blocked;
        self.seen = if later { raw } else { raw.iter().filter(|key| self.seen.contains(*key)).collect() };
        if !doubtful.is_empty() {
            return Settled { closed, tell_doubt: self.doubt(now_ms) };
        }
        if self.doubt.is_some_and(|doubt| now_ms.saturating_sub(doubt.last_ms) > DOUBT_OVER_MS) {
            self.doubt = None;
        }
        Settled { closed, tell_doubt: false }
    }

    /// The keys whose contacts read closed in the last scan, ghosts among them.
    pub(crate) const fn seen(&self) -> KeySet {
        self.seen
    }

    /// There is doubt. It is told once, when it lasts for a second scan.
    fn doubt(&mut self, now_ms: u64) -> bool {
        let doubt = self.doubt.get_or_insert(Doubt { since_ms: now_ms, last_ms: now_ms, told: false });
        doubt.last_ms = now_ms;
        let tell = !doubt.told && now_ms > doubt.since_ms;
        doubt.told |= tell;
        tell
    }
}

fn lies_in(key: Key, crossings: Crossings) -> bool {
    match wire(key) {
        Wire::Matrix(crossing) => crossings.contains(crossing),
        Wire::SwitchMove | Wire::SwitchSelect => false,
    }
}

/// The crossings of which a closed reading proves nothing. Current that takes a detour to a column passes three
/// closed crossings of a rectangle at least, so a ghost always lies at the fourth corner of one.
fn doubtful(scan: &Contacts) -> Crossings {
    let mut doubtful = Crossings::of_columns(scan.shorted_columns).and(scan.crossings);
    for row in 0..ROWS {
        for other in row + 1..ROWS {
            let both = scan.crossings.row(row) & scan.crossings.row(other);
            if both.count_ones() >= 2 {
                doubtful = doubtful.with_row(row, both).with_row(other, both);
            }
        }
    }
    doubtful
}

#[cfg(test)]
mod tests;
