//! The beeper's sounds, as the frequency it gives at each moment.

use keypad_protocol::Beep;

/// What the beeper gives now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tone {
    /// The frequency, in hertz.
    pub hz: u16,
}

/// One piece of a sound: a frequency, or silence, and how long it lasts in milliseconds.
type Piece = (Option<u16>, u64);

const HERE: &[Piece] = &[(Some(880), 120)];
const READY: &[Piece] = &[(Some(660), 120), (None, 60), (Some(990), 120)];
const FAULT: &[Piece] = &[(Some(220), 600)];

/// A sound that has begun.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Sounding {
    pub(crate) beep: Beep,
    pub(crate) since_ms: u64,
}

impl Sounding {
    /// The tone at `now_ms`, or `Err` when the sound is over.
    pub(crate) fn at(self, now_ms: u64) -> Result<Option<Tone>, Over> {
        let pieces = match self.beep {
            Beep::Here => HERE,
            Beep::Ready => READY,
            Beep::Fault => FAULT,
        };
        let mut left_ms = now_ms.saturating_sub(self.since_ms);
        for (hz, length_ms) in pieces {
            if left_ms < *length_ms {
                return Ok(hz.map(|hz| Tone { hz }));
            }
            left_ms -= length_ms;
        }
        Err(Over)
    }
}

/// The sound is over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Over;
