//! A talk as samples: its clips, and the silence between them.

use std::sync::Arc;
use std::vec::IntoIter;

use wording::Pause;

use crate::audio::clips::{CLIP_RATE_HZ, ClipKey, Samples, Store};
use crate::audio::mixer::Earcon;
use crate::audio::sample;
use crate::audio::talk::{Part, Ticket, pause_ms};

use super::Told;

/// The silence behind the last clip, in milliseconds: more than the stretcher is off its place, so that it never ends
/// in the middle of a wave.
const CLOSING_MS: u32 = 30;
/// Every clip rises and falls within so many samples (1 ms), so that none that was cut badly clicks.
const EDGE: usize = 22;

/// What is being said.
pub(super) struct Script {
    ticket: Ticket,
    parts: IntoIter<Part>,
    now: Now,
    /// The pause behind what is being said.
    pause: Pause,
    closed: bool,
}

/// What stands at the place that has been read up to.
enum Now {
    Clip { samples: Arc<Samples>, at: usize },
    Missing { at: u32 },
    Silence { left: u32 },
}

impl Script {
    pub(super) fn new(parts: Vec<Part>, ticket: Ticket) -> Self {
        Self { ticket, parts: parts.into_iter(), now: Now::Silence { left: 0 }, pause: Pause::None, closed: false }
    }

    pub(super) const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Reads on. Fewer samples than there is place for only at the end.
    pub(super) fn read(&mut self, block: &mut [i16], store: &mut Store, told: &mut Vec<Told>) -> usize {
        let mut count = 0;
        for slot in block {
            let Some(sample) = self.next(store, told) else { break };
            *slot = sample;
            count += 1;
        }
        count
    }

    fn next(&mut self, store: &mut Store, told: &mut Vec<Told>) -> Option<i16> {
        loop {
            let sample = match &mut self.now {
                Now::Clip { samples, at } => {
                    let sample = samples.get(*at).map(|&sample| {
                        let from_edge = (*at + 1).min(samples.len() - *at).min(EDGE);
                        weigh(sample, from_edge)
                    });
                    *at += 1;
                    sample
                }
                Now::Missing { at } => {
                    let sample = Earcon::Missing.sample(*at, CLIP_RATE_HZ).map(sample::to_whole);
                    *at += 1;
                    sample
                }
                Now::Silence { left } => {
                    let sample = left.checked_sub(1);
                    *left = sample.unwrap_or(0);
                    sample.map(|_| 0)
                }
            };
            if sample.is_some() {
                return sample;
            }
            self.now = self.go_on(store, told)?;
        }
    }

    /// What comes behind what has been said.
    fn go_on(&mut self, store: &mut Store, told: &mut Vec<Told>) -> Option<Now> {
        let pause = std::mem::replace(&mut self.pause, Pause::None);
        // Behind the last clip nobody waits for anything.
        let ms = pause_ms(pause);
        if ms > 0 && !self.parts.as_slice().is_empty() {
            return Some(Now::Silence { left: CLIP_RATE_HZ * ms / 1_000 });
        }
        if let Some(Part { clip, pause }) = self.parts.next() {
            self.pause = pause;
            return Some(Self::clip(&clip, store, told));
        }
        let closing = (!self.closed).then_some(Now::Silence { left: CLIP_RATE_HZ * CLOSING_MS / 1_000 });
        self.closed = true;
        closing
    }

    fn clip(clip: &ClipKey, store: &mut Store, told: &mut Vec<Told>) -> Now {
        match store.get(clip) {
            Ok(samples) => Now::Clip { samples, at: 0 },
            Err(fault) => {
                told.push(Told::Unplayable(fault));
                Now::Missing { at: 0 }
            }
        }
    }
}

/// A sample so far from the edge of its clip.
fn weigh(sample: i16, from_edge: usize) -> i16 {
    let weighed = i32::from(sample) * i32::try_from(from_edge).unwrap_or(0) / i32::try_from(EDGE).unwrap_or(1);
    i16::try_from(weighed).unwrap_or(0)
}
