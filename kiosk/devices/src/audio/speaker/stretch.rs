//! Speech faster and slower at the same pitch.

use std::num::{NonZeroU16, NonZeroU32};

use wsola::TimeStretch;
use zeroize::Zeroize;

use crate::audio::clips::CLIP_RATE_HZ;
use crate::audio::sample;

/// The one channel of a clip.
const MONO: NonZeroU16 = NonZeroU16::MIN;
/// More input than the stretcher ever keeps: what it has used, which it drops by 65,536 samples, a frame, a search,
/// a block. With this room from the start its memory never moves, so that it can be overwritten as a whole.
const KEPT: usize = 3 << 15;
/// Silence to overwrite it with.
static NOTHING: [f32; 1 << 11] = [0.0; 1 << 11];

/// One of the seven speeds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Rate {
    percent: u16,
}

impl Rate {
    /// As recorded.
    const USUAL: Self = Self { percent: 100 };
    /// Between two speeds, in percent (VVSG 2.0 7.1-K: from 50 to 200 %).
    const STEP: u16 = 25;

    /// The speed nearest to `percent`.
    pub(super) fn nearest(percent: u16) -> Self {
        let percent = percent.clamp(50, 200);
        Self { percent: (percent + Self::STEP / 2) / Self::STEP * Self::STEP }
    }
}

/// Stretches a stream of samples.
pub(super) struct Stretcher {
    inner: Option<TimeStretch>,
    rate: Rate,
    /// Samples of a hop of the stretcher.
    hop: Vec<f32>,
    /// Samples put in and not yet made up for, times 100.
    owed: u64,
    /// Samples to be left out: the silence put in ahead.
    skip: usize,
}

impl Stretcher {
    pub(super) fn new() -> Self {
        let inner = NonZeroU32::new(CLIP_RATE_HZ).and_then(|rate| TimeStretch::new(rate, MONO).ok());
        let hop = inner.as_ref().map_or(0, TimeStretch::min_output_buff_size);
        let mut stretcher = Self { inner, rate: Rate::USUAL, hop: vec![0.0; hop], owed: 0, skip: 0 };
        stretcher.wipe();
        stretcher
    }

    /// A new stream at this speed.
    pub(super) fn begin(&mut self, rate: Rate) {
        self.wipe();
        self.rate = rate;
        let hop = self.hop.len();
        if let Some(inner) = &mut self.inner {
            inner.set_tempo(f32::from(rate.percent) / 100.0);
            // The stretcher fades its first hop in. Put on silence, the fade takes nothing from the first word.
            inner.push(&self.hop);
            self.skip = hop.max(hop * 100 / usize::from(rate.percent));
        }
    }

    /// Puts samples in, and gives out what comes of them.
    pub(super) fn push(&mut self, samples: &[i16], out: &mut impl FnMut(f32)) {
        if self.rate == Rate::USUAL {
            return samples.iter().for_each(|&sample| out(sample::to_fraction(sample)));
        }
        self.owed += samples.len() as u64 * 100;
        for &sample in samples {
            self.put(sample::to_fraction(sample));
        }
        self.pull(out);
    }

    /// Gives out the rest, so that everything put in has become just as long as the speed makes it.
    pub(super) fn finish(&mut self, out: &mut impl FnMut(f32)) {
        while self.owed >= u64::from(self.rate.percent) && self.inner.is_some() {
            for _ in 0..self.hop.len() {
                self.put(0.0);
            }
            self.pull(out);
        }
    }

    /// Overwrites what it keeps.
    pub(super) fn wipe(&mut self) {
        if let Some(inner) = &mut self.inner {
            inner.reset();
            for _ in 0..KEPT / NOTHING.len() {
                inner.push(&NOTHING);
            }
            inner.reset();
        }
        self.hop.as_mut_slice().zeroize();
        (self.owed, self.skip) = (0, 0);
    }

    fn put(&mut self, sample: f32) {
        if let Some(inner) = &mut self.inner {
            inner.push(&[sample]);
        }
    }

    fn pull(&mut self, out: &mut impl FnMut(f32)) {
        let Some(inner) = &mut self.inner else { return };
        while let Ok(count) = inner.pull(&mut self.hop) {
            for &sample in self.hop.iter().take(count) {
                if self.skip > 0 {
                    self.skip -= 1;
                } else if let Some(owed) = self.owed.checked_sub(self.rate.percent.into()) {
                    self.owed = owed;
                    out(sample);
                }
            }
        }
    }
}

impl Drop for Stretcher {
    fn drop(&mut self) {
        self.wipe();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: [u16; 7] = [50, 75, 100, 125, 150, 175, 200];

    fn stretched(samples: &[i16], percent: u16) -> Vec<f32> {
        let mut stretcher = Stretcher::new();
        let mut out = Vec::new();
        stretcher.begin(Rate::nearest(percent));
        for block in samples.chunks(100) {
            stretcher.push(block, &mut |sample| out.push(sample));
        }
        stretcher.finish(&mut |sample| out.push(sample));
        out
    }

    #[test]
    fn a_rate_is_one_of_seven() {
        for percent in 0..=400 {
            let nearest = Rate::nearest(percent).percent;
            assert!(RATES.contains(&nearest));
            let distance = |rate: u16| rate.abs_diff(percent);
            assert!(RATES.iter().all(|&rate| distance(nearest) <= distance(rate)), "{percent} became {nearest}");
        }
    }

    #[test]
    fn as_recorded_means_sample_by_sample() {
        let samples: Vec<i16> = (0..5_000).map(|number| (number * 7 % 3_000) as i16).collect();
        let out = stretched(&samples, 100);
        assert!(out.iter().zip(&samples).all(|(out, sample)| sample::to_whole(*out) == *sample));
        assert_eq!(out.len(), samples.len());
    }

    #[test]
    fn every_length_becomes_what_the_rate_makes_of_it_to_the_sample() {
        for percent in RATES {
            for length in [1, 50, 330, 331, 661, 5_000, 40_001] {
                let out = stretched(&vec![1_000; length], percent);
                assert_eq!(out.len(), length * 100 / usize::from(percent), "{length} at {percent}");
            }
        }
    }

    #[test]
    fn the_beginning_is_neither_lost_nor_late() {
        let samples = [vec![12_000; 2_205], vec![0; 2_205]].concat();
        for percent in RATES {
            let out = stretched(&samples, percent);
            let onset = out.iter().position(|sample| sample.abs() > 0.3).unwrap();
            assert!(onset < 340, "{onset} at {percent}");
        }
    }

    #[test]
    fn nothing_of_the_last_stream_is_in_the_next() {
        let mut stretcher = Stretcher::new();
        stretcher.begin(Rate::nearest(150));
        stretcher.push(&[9_000; 3_000], &mut |_| ());
        stretcher.begin(Rate::nearest(50));
        let mut out = Vec::new();
        stretcher.push(&[0; 3_000], &mut |sample| out.push(sample));
        assert!(out.iter().all(|&sample| sample == 0.0) && out.len() > 1_000);
    }
}
