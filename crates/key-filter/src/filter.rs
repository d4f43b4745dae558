//! The filter over all keys: who is told first, and the chord of `Help` with another key.

use keypad_protocol::{DoubleStrike, Key, KeyEvent, KeySet};

use crate::{
    Filtered, FilteredList,
    track::{Press, Track},
};

/// The filter. See the crate's first page for what it is, and its rules here:
///
/// - A press is told at the first closed contact; a release once the contact was open for more than
///   [`BOUNCE_MS`](crate::BOUNCE_MS). So bounce neither delays nor doubles.
/// - A press within the double-strike time of the same key's last accepted press, or within half of it after
///   its release, is dropped whole. Other keys are not affected.
/// - A key held is one press. [`Held`](KeyEvent::Held) comes once, [`Stuck`](Filtered::Stuck) at last.
/// - While `Help` is down, other keys are explained and nothing else; their release is not told. `Help` itself
///   is told as pressed when it comes up, unless it explained a key, and never as released or held.
/// - `Help` counts toward being stuck only from the last key it explained: a voter who explores the keypad
///   with a finger on `Help` must not find the keys acting all at once.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct KeyFilter {
    now_ms: u64,
    double_strike: DoubleStrike,
    tracks: [Track; Key::ALL.len()],
}

impl KeyFilter {
    /// A filter that knows of no key: those down at its first look count only after they came up.
    #[must_use]
    pub const fn new() -> Self {
        Self { now_ms: 0, double_strike: DoubleStrike::Tenth, tracks: [Track::UNKNOWN; Key::ALL.len()] }
    }

    /// Sets the voter's double-strike time, from the next press on.
    pub const fn set_double_strike(&mut self, double_strike: DoubleStrike) {
        self.double_strike = double_strike;
    }

    /// The contacts in `down` are closed and all others open from `now_ms` on. To be called at every change of
    /// a contact and at [`next_deadline_ms`](Self::next_deadline_ms); more often does no harm. Between two
    /// calls the contacts count as unchanged. Time that goes back counts as standing still.
    pub fn update(&mut self, down: KeySet, now_ms: u64) -> FilteredList {
        let mut told = FilteredList::new();
        self.now_ms = self.now_ms.max(now_ms);
        // First what became of the contacts as they were, then the new ones, then what is due because a bounce
        // has ended just now.
        self.pass_time(&mut told);
        self.look(down, &mut told);
        self.pass_time(&mut told);
        told
    }

    /// When [`update`](Self::update) must be called again though no contact changes.
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        self.tracks.iter().filter_map(Track::deadline_ms).min()
    }

    /// Forgets all that was pressed, and the double-strike setting. Keys down now count only after they came
    /// up; one down for long is told as stuck again. Nothing of what was before can be told from the filter
    /// afterwards but the time.
    pub const fn forget(&mut self) {
        *self = Self { now_ms: self.now_ms, ..Self::new() };
    }

    /// The keys that are stuck.
    #[must_use]
    pub fn stuck(&self) -> KeySet {
        self.keys_that(Track::is_stuck)
    }

    /// The keys that are down or bounce, and those never looked at: closed contacts of all others are presses.
    #[must_use]
    pub fn down(&self) -> KeySet {
        self.keys_that(Track::is_down)
    }

    fn keys_that(&self, are: fn(&Track) -> bool) -> KeySet {
        Key::ALL.into_iter().zip(&self.tracks).filter(|(_, track)| are(track)).map(|(key, _)| key).collect()
    }

    /// Tells all that has become due, in order of time.
    fn pass_time(&mut self, told: &mut FilteredList) {
        while let Some((key, track)) = earliest(&mut self.tracks, self.now_ms) {
            if let Some(filtered) = track.reach_deadline(key) {
                told.push(filtered);
            }
        }
    }

    /// `Help` first: of a chord closed in the same moment, the other key is explained.
    fn look(&mut self, down: KeySet, told: &mut FilteredList) {
        let keys = Key::ALL.into_iter();
        let order = keys.clone().filter(|key| *key == Key::Help).chain(keys.filter(|key| *key != Key::Help));
        for key in order {
            if down.contains(key) {
                self.close(key, told);
            } else if let Some(track) = self.tracks.get_mut(key.index()) {
                track.open(self.now_ms);
            }
        }
    }

    fn close(&mut self, key: Key, told: &mut FilteredList) {
        let now_ms = self.now_ms;
        let help_explains = self.tracks.get(Key::Help.index()).is_some_and(Track::explains);
        let Some(track) = self.tracks.get_mut(key.index()) else { return };
        match track.close(self.double_strike, now_ms) {
            Press::Old | Press::Dropped => {}
            Press::Accepted if key == Key::Help => track.press_help(now_ms),
            Press::Accepted if help_explains => {
                track.explain(now_ms);
                told.push(Filtered::Key(KeyEvent::Explained(key)));
                if let Some(help) = self.tracks.get_mut(Key::Help.index()) {
                    help.has_explained(now_ms);
                }
            }
            Press::Accepted => {
                track.press(now_ms);
                told.push(Filtered::Key(KeyEvent::Pressed(key)));
            }
        }
    }
}

impl Default for KeyFilter {
    fn default() -> Self {
        Self::new()
    }
}

impl core::fmt::Debug for KeyFilter {
    /// Says nothing of the keys: they lead to what was chosen.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("KeyFilter").field("double_strike", &self.double_strike).finish_non_exhaustive()
    }
}

/// The key with the earliest deadline, if that has come by `now_ms`.
fn earliest(tracks: &mut [Track; Key::ALL.len()], now_ms: u64) -> Option<(Key, &mut Track)> {
    Key::ALL
        .into_iter()
        .zip(tracks)
        .filter(|(_, track)| track.deadline_ms().is_some_and(|deadline_ms| deadline_ms <= now_ms))
        .min_by_key(|(_, track)| track.deadline_ms())
}
