//! What is to be said: clips one after the other.

use std::fmt;

use ballot::Election;
use wording::{Pause, Segment};

use super::ClipKey;

/// Tells one [`Talk`] from another, so that the end of the last one is not taken for the end of this.
pub type Ticket = u32;

/// Clips to be said one after the other.
///
/// Nothing of it shows in its `Debug` form: what is said may follow from a choice.
#[derive(Clone, Eq, PartialEq)]
pub struct Talk {
    /// The clips.
    pub parts: Vec<Part>,
    /// Loudness from 0 to 10, in steps of 8 dB from 20 dB SPL; 5 is usual.
    pub volume: u8,
    /// Speed in percent of the recording. The nearest of 50, 75 … 200 is taken.
    pub rate_percent: u16,
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Talk(..)")
    }
}

/// How long the silence of a pause lasts at 100 %, in milliseconds.
#[must_use]
pub const fn pause_ms(pause: Pause) -> u32 {
    match pause {
        Pause::None => 0,
        Pause::Clause => 150,
        Pause::Sentence => 350,
    }
}

/// One clip, and how long to wait behind it.
#[derive(Clone, Eq, PartialEq)]
pub struct Part {
    /// The clip.
    pub clip: ClipKey,
    /// The silence behind it. It shrinks and grows with the rate.
    pub pause: Pause,
}

impl Part {
    /// The clip and the pause that say `segment`.
    #[must_use]
    pub fn of(segment: &Segment, election: &Election) -> Self {
        Self { clip: ClipKey::new(segment.language(), segment.clip_id(election)), pause: segment.pause(election) }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part(..)")
    }
}
