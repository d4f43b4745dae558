//! What the device plays: speech from the ring, faded where it is cut off, at the voter's loudness, with earcons.
//!
//! It knows no clock and no device, waits for nobody and takes no memory while it runs.

mod earcon;
mod ramp;
mod ring;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use zeroize::Zeroize;

pub use earcon::Earcon;
pub(super) use ring::{Reader, Writer, ring};

use super::sample;
use earcon::Sounding;
use ramp::Ramp;

/// The fade of speech that is cut off or paused: 5 ms.
const FADE_FRAMES: u16 = 240;
/// The way from one loudness to another: 10 ms.
const GAIN_FRAMES: u16 = 480;
/// New speech rises within 1 ms, so that a clip that does not begin in silence does not click.
const RISE_FRAMES: u16 = 48;
/// What remains of the last sample, one frame later, where the ring has run dry: silent within some 5 ms.
const DECAY: f32 = 0.97;
/// Below the last bit of any device.
const INAUDIBLE: f32 = 1e-9;

/// What the speaker asks of the mixer, from its own thread.
#[derive(Debug)]
pub(super) struct Controls {
    /// A gain, as the bits of a float.
    gain: AtomicU32,
    paused: AtomicBool,
    /// How many earcons were asked for, and in the lowest bits which the last one is.
    earcon: AtomicU32,
}

impl Controls {
    pub(super) fn new(gain: f32) -> Self {
        Self { gain: AtomicU32::new(gain.to_bits()), paused: AtomicBool::new(false), earcon: AtomicU32::new(0) }
    }

    pub(super) fn set_gain(&self, gain: f32) {
        self.gain.store(gain.to_bits(), Ordering::Relaxed);
    }

    pub(super) fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }

    pub(super) fn play(&self, earcon: Earcon) {
        let next = |last: u32| Some((last | Earcon::MASK).wrapping_add(1) | earcon.bits());
        // The closure always gives a number, so the update never fails.
        let _ = self.earcon.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
    }
}

/// Mixes speech and earcons.
pub(super) struct Mixer {
    speech: Reader,
    controls: Arc<Controls>,
    gain: Ramp,
    /// 0 in a pause, else 1.
    flow: Ramp,
    /// 0 where new speech begins, then 1.
    rise: Ramp,
    /// The end of speech that was cut off, already faded.
    tail: [f32; FADE_FRAMES as usize],
    tail_at: usize,
    /// The speech frame before, at full gain.
    last: f32,
    /// Nothing has sounded since the last cut.
    fresh: bool,
    earcon: Option<Sounding>,
    earcon_heard: u32,
}

impl Mixer {
    pub(super) fn new(speech: Reader, controls: Arc<Controls>) -> Self {
        let gain = f32::from_bits(controls.gain.load(Ordering::Relaxed));
        Self {
            speech,
            controls,
            gain: Ramp::at(gain),
            flow: Ramp::at(1.0),
            rise: Ramp::at(1.0),
            tail: [0.0; FADE_FRAMES as usize],
            tail_at: usize::from(FADE_FRAMES),
            last: 0.0,
            fresh: true,
            earcon: None,
            earcon_heard: 0,
        }
    }

    /// The next frames, from −1 to 1.
    pub(super) fn render(&mut self, frames: &mut [f32]) {
        self.obey();
        frames.fill_with(|| self.frame().clamp(-1.0, 1.0));
    }

    /// Overwrites everything that was said.
    pub(super) fn wipe(&mut self) {
        self.speech.wipe();
        self.tail.zeroize();
        self.tail_at = self.tail.len();
        (self.last, self.fresh) = (0.0, true);
        self.earcon = None;
    }

    fn obey(&mut self) {
        if self.speech.is_cut() {
            self.cut();
        }
        self.gain.go_to(f32::from_bits(self.controls.gain.load(Ordering::Relaxed)), GAIN_FRAMES);
        let flow = if self.controls.paused.load(Ordering::Relaxed) { 0.0 } else { 1.0 };
        self.flow.go_to(flow, FADE_FRAMES);
        let asked = self.controls.earcon.load(Ordering::Relaxed);
        if asked != self.earcon_heard {
            self.earcon_heard = asked;
            self.earcon = Earcon::from_bits(asked).map(Sounding::new);
        }
    }

    /// Fades what was being said, and goes on with what stands behind the cut.
    fn cut(&mut self) {
        // What never began to sound is not heard now either.
        if !self.fresh {
            self.fade();
        }
        self.speech.skip_to_cut();
        self.fresh = true;
        self.flow = Ramp::at(if self.controls.paused.load(Ordering::Relaxed) { 0.0 } else { 1.0 });
        self.rise = rising();
    }

    /// Keeps the next frames of what was being said, faded.
    fn fade(&mut self) {
        let mut fade = Ramp::at(1.0);
        fade.go_to(0.0, FADE_FRAMES);
        let mut gain = self.gain;
        for at in 0..self.tail.len() {
            let stale = self.speech.stale();
            // A tail that still sounds goes on below the new one.
            let before = self.tail_frame();
            let frame = self.shape(stale) * self.flow.step() * gain.step() * fade.step() + before;
            if let Some(slot) = self.tail.get_mut(at) {
                *slot = frame;
            }
        }
        self.tail_at = 0;
        self.last = 0.0;
    }

    /// The next speech frame from a sample, or from the lack of one.
    fn shape(&mut self, sample: Option<i16>) -> f32 {
        if let Some(sample) = sample {
            self.last = sample::to_fraction(sample) * self.rise.step();
            self.fresh = false;
        } else {
            // It ends at zero, not among the smallest floats, which are slow to work with.
            self.last = if self.last.abs() < INAUDIBLE { 0.0 } else { self.last * DECAY };
            self.rise = rising();
        }
        self.last
    }

    fn tail_frame(&mut self) -> f32 {
        let Some(slot) = self.tail.get_mut(self.tail_at) else { return 0.0 };
        self.tail_at += 1;
        std::mem::take(slot)
    }

    fn frame(&mut self) -> f32 {
        let gain = self.gain.step();
        let speech = self.speech_frame() * gain;
        let earcon = self.earcon.as_mut().and_then(Sounding::next);
        if earcon.is_none() {
            self.earcon = None;
        }
        speech + self.tail_frame() + earcon.unwrap_or(0.0) * gain
    }

    fn speech_frame(&mut self) -> f32 {
        let flow = self.flow.step();
        // In a pause no frame is taken: it goes on where it stopped.
        if flow <= 0.0 {
            return 0.0;
        }
        let sample = self.speech.next();
        self.shape(sample) * flow
    }
}

fn rising() -> Ramp {
    let mut rise = Ramp::at(0.0);
    rise.go_to(1.0, RISE_FRAMES);
    rise
}

impl Drop for Mixer {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Mixer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mixer(..)")
    }
}
