//! Contacts over time, and what the filter tells of them.

use std::{vec, vec::Vec};

use keypad_protocol::{DoubleStrike, Key, KeySet};

use crate::{Filtered, KeyFilter};

/// When the contacts changed, and which are closed from then on. Begins with all open at 0.
#[derive(Debug)]
pub(super) struct Timeline {
    changes: Vec<(u64, KeySet)>,
}

impl Timeline {
    /// Each key's contact is open at first and turns at the times that follow one another by its gaps.
    pub(super) fn from_gaps(keys: &[(Key, Vec<u64>)]) -> Self {
        let mut turns: Vec<(u64, Key)> = Vec::new();
        for (key, gaps) in keys {
            let mut at = 0;
            turns.extend(gaps.iter().map(|gap| {
                at += gap;
                (at, *key)
            }));
        }
        turns.sort();
        let mut down = KeySet::EMPTY;
        let mut changes = vec![(0, down)];
        for (at, key) in turns {
            down = if down.contains(key) { down.without(key) } else { down.with(key) };
            changes.push((at, down));
        }
        Self { changes }
    }

    /// The contacts closed at `ms`.
    pub(super) fn down_at(&self, ms: u64) -> KeySet {
        self.changes.iter().take_while(|(at, _)| *at <= ms).last().map_or(KeySet::EMPTY, |(_, down)| *down)
    }

    /// The contacts in every millisecond up to `end`.
    pub(super) fn every_ms(&self, end: u64) -> Vec<KeySet> {
        let mut down = KeySet::EMPTY;
        let mut changes = self.changes.iter().peekable();
        (0..=end)
            .map(|ms| {
                while let Some((_, next)) = changes.next_if(|(at, _)| *at <= ms) {
                    down = *next;
                }
                down
            })
            .collect()
    }

    /// What a filter tells when it is asked only where it must be: at changes and at its own deadlines.
    pub(super) fn tell(&self, filter: DoubleStrike, end: u64) -> Vec<(u64, Filtered)> {
        let mut key_filter = KeyFilter::new();
        key_filter.set_double_strike(filter);
        let mut told = Vec::new();
        let mut down = KeySet::EMPTY;
        let mut changes = self.changes.iter().copied().peekable();
        loop {
            let change = changes.peek().map(|(at, _)| *at);
            let Some(now) = change.into_iter().chain(key_filter.next_deadline_ms()).min().filter(|now| *now <= end)
            else {
                return told;
            };
            while let Some((_, next)) = changes.next_if(|(at, _)| *at == now) {
                down = next;
            }
            told.extend(key_filter.update(down, now).into_iter().map(|filtered| (now, filtered)));
        }
    }

    /// What a filter tells that is asked every `step_ms`.
    pub(super) fn tell_every(&self, step_ms: usize, filter: DoubleStrike, end: u64) -> Vec<(u64, Filtered)> {
        let mut key_filter = KeyFilter::new();
        key_filter.set_double_strike(filter);
        let contacts = self.every_ms(end);
        let asked = contacts.into_iter().zip(0..).step_by(step_ms);
        asked.flat_map(|(down, now)| key_filter.update(down, now).into_iter().map(move |told| (now, told))).collect()
    }
}
