//! Puts speech together, ahead of what sounds: queue, stretching, resampling, ring.
//!
//! It runs in a thread of its own ([`Player`](super::Player)) or in turn with the mixer ([`WavSink`](super::WavSink)).

mod resample;
mod script;
mod stretch;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::clips::{ClipFault, ClipKey, ClipSource, Store};
use super::mixer::{Controls, Earcon, Mixer, Writer, ring};
use super::talk::{Talk, Ticket};
use super::{Calibration, sample};
use resample::Resampler;
use script::Script;
use stretch::{Rate, Stretcher};

/// The speaker runs so many frames ahead of the mixer: 100 ms, so that a thread held up for as long is not heard.
pub const AHEAD_FRAMES: usize = 4_800;
/// Samples of a clip worked on at a time: 6 ms.
const BLOCK: usize = 128;
/// More frames than one step ever writes: the last one, at half speed, with what the stretcher held back (some 6,000)
/// and the silence behind the end.
const BLOCK_FRAMES: usize = 8_192;
/// Silence behind the last clip: as long as a device keeps frames before they sound. Speech has ended when this has
/// been taken.
const END_FRAMES: usize = 1_024;

/// What the speaker can be told.
#[derive(Debug)]
pub(super) enum Order {
    /// Say this, instead of what is being said.
    Say(Talk, Ticket),
    /// Say nothing more.
    Hush,
    /// Stop where it is.
    Pause,
    /// Go on from there.
    Resume,
    /// This loudness from now on.
    Volume(u8),
    /// Play this tone, besides what is being said.
    Earcon(Earcon),
    /// Decode these ahead, in this order, instead of those asked for before.
    Prepare(Vec<ClipKey>),
    /// Overwrite everything said, queued and decoded.
    Forget,
}

/// What the speaker has to tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Told {
    /// The last sample of this talk has sounded.
    Ended(Ticket),
    /// A clip could not be said; an earcon stood in its place.
    Unplayable(ClipFault),
}

/// Speech in the making.
pub(super) struct Speaker {
    store: Store,
    calibration: Calibration,
    controls: Arc<Controls>,
    ring: Writer,
    script: Option<Script>,
    stretcher: Stretcher,
    resampler: Resampler,
    /// Where in the ring the talk that is fully written ends.
    end: Option<(usize, Ticket)>,
    ahead: std::vec::IntoIter<ClipKey>,
    told: Vec<Told>,
}

impl Speaker {
    /// A speaker, and the mixer that plays what it says.
    pub(super) fn new(source: Arc<dyn ClipSource>, calibration: Calibration) -> (Self, Mixer) {
        let (writer, reader) = ring();
        let controls = Arc::new(Controls::new(calibration.gain(Calibration::USUAL)));
        let mixer = Mixer::new(reader, Arc::clone(&controls));
        let speaker = Self {
            store: Store::new(source),
            calibration,
            controls,
            ring: writer,
            script: None,
            stretcher: Stretcher::new(),
            resampler: Resampler::new(),
            end: None,
            ahead: Vec::new().into_iter(),
            told: Vec::new(),
        };
        (speaker, mixer)
    }

    /// Does what it is told. Nothing sounds before [`Self::fill`].
    pub(super) fn obey(&mut self, order: Order) {
        match order {
            Order::Say(talk, ticket) => self.say(talk, ticket),
            Order::Hush => self.hush(),
            Order::Pause => self.controls.pause(true),
            Order::Resume => self.controls.pause(false),
            Order::Volume(volume) => self.controls.set_gain(self.calibration.gain(volume)),
            Order::Earcon(earcon) => self.controls.play(earcon),
            Order::Prepare(clips) => self.ahead = clips.into_iter(),
            Order::Forget => {
                self.hush();
                self.ahead = Vec::new().into_iter();
                self.store.forget();
            }
        }
    }

    /// Writes into the ring until it is [`AHEAD_FRAMES`] full or there is nothing more to say.
    pub(super) fn fill(&mut self) {
        while self.ring.ahead() < AHEAD_FRAMES && self.ring.room() >= BLOCK_FRAMES {
            let Some(script) = &mut self.script else { return };
            let mut block = [0; BLOCK];
            let count = script.read(&mut block, &mut self.store, &mut self.told);
            let block = block.get(..count).unwrap_or_default();
            let (resampler, ring) = (&mut self.resampler, &self.ring);
            let mut write = |fraction: f32| {
                // There is room: it was looked for above.
                let _ = ring.write(sample::to_whole(fraction));
            };
            if count > 0 {
                self.stretcher.push(block, &mut |sample| resampler.push(sample, &mut write));
            } else {
                let ticket = script.ticket();
                self.stretcher.finish(&mut |sample| resampler.push(sample, &mut write));
                resampler.finish(&mut write);
                (0..END_FRAMES).for_each(|_| write(0.0));
                self.end = Some((self.ring.position(), ticket));
                self.silence();
            }
        }
    }

    /// Decodes one clip ahead, where there is nothing better to do. Tells whether there is more to decode.
    pub(super) fn decode_ahead(&mut self) -> bool {
        let Some(clip) = self.ahead.next() else { return false };
        if !self.store.prepare(&clip) {
            self.ahead = Vec::new().into_iter();
        }
        true
    }

    /// What there is to tell since it was last asked.
    pub(super) fn tell(&mut self) -> Vec<Told> {
        if let Some((_, ticket)) = self.end.take_if(|(position, _)| self.ring.has_sounded(*position)) {
            self.told.push(Told::Ended(ticket));
        }
        std::mem::take(&mut self.told)
    }

    fn say(&mut self, talk: Talk, ticket: Ticket) {
        self.hush();
        self.stretcher.begin(Rate::nearest(talk.rate_percent));
        self.controls.set_gain(self.calibration.gain(talk.volume));
        self.controls.pause(false);
        self.script = Some(Script::new(talk.parts, ticket));
    }

    fn hush(&mut self) {
        self.ring.cut();
        self.end = None;
        self.silence();
        self.controls.pause(false);
    }

    /// Nothing is being said; everything said is overwritten.
    fn silence(&mut self) {
        self.script = None;
        self.stretcher.wipe();
        self.resampler.wipe();
    }
}
