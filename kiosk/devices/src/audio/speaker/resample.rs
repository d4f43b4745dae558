//! From the clips' 22,050 samples a second to the device's 48,000: a filter bank of windowed sincs, 320 frames for
//! every 147 samples.

use std::f64::consts::PI;

use zeroize::Zeroize;

use crate::audio::OUTPUT_RATE_HZ;
use crate::audio::clips::CLIP_RATE_HZ;

/// Frames in the time of [`DOWN`] samples.
const UP: usize = 320;
/// Samples in the time of [`UP`] frames.
const DOWN: usize = 147;
/// Samples that make one frame: the delay is half of it, 0.9 ms.
const TAPS: usize = 40;
/// Where the filter has fallen by half, as a part of the clips' bandwidth of 11 kHz.
const CUTOFF: f64 = 0.92;
/// The shape of the Kaiser window: images fall by some 70 dB.
const BETA: f64 = 7.0;

const _: () = assert!(CLIP_RATE_HZ as usize * UP == OUTPUT_RATE_HZ as usize * DOWN);

/// Resamples a stream.
pub(super) struct Resampler {
    /// One filter for each of the places that a frame can have between two samples.
    bank: Vec<[f32; TAPS]>,
    /// The last samples, twice, so that they always lie in one piece.
    kept: [f32; 2 * TAPS],
    newest: usize,
    /// Where the next frame stands behind the newest sample but [`TAPS`] / 2, in parts of [`UP`].
    phase: usize,
}

impl Resampler {
    pub(super) fn new() -> Self {
        Self { bank: (0..UP).map(filter).collect(), kept: [0.0; 2 * TAPS], newest: 0, phase: 0 }
    }

    /// Puts a sample in, and gives out the frames up to it.
    pub(super) fn push(&mut self, sample: f32, out: &mut impl FnMut(f32)) {
        self.newest = (self.newest + 1) % TAPS;
        for at in [self.newest, self.newest + TAPS] {
            if let Some(slot) = self.kept.get_mut(at) {
                *slot = sample;
            }
        }
        while self.phase < UP {
            out(self.frame());
            self.phase += DOWN;
        }
        self.phase -= UP;
    }

    /// Gives out what the delay still holds.
    pub(super) fn finish(&mut self, out: &mut impl FnMut(f32)) {
        (0..TAPS / 2).for_each(|_| self.push(0.0, out));
    }

    /// Overwrites what it keeps.
    pub(super) fn wipe(&mut self) {
        self.kept.zeroize();
        self.phase = 0;
    }

    fn frame(&self) -> f32 {
        let samples = self.kept.get(self.newest + 1..=self.newest + TAPS).unwrap_or_default();
        let filter = self.bank.get(self.phase).map_or(&[][..], |filter| filter.as_slice());
        samples.iter().zip(filter).map(|(sample, weight)| sample * weight).sum()
    }
}

impl Drop for Resampler {
    fn drop(&mut self) {
        self.wipe();
    }
}

/// The weights of the last [`TAPS`] samples, oldest first, for a frame at `phase`.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers, and weights of f32")]
fn filter(phase: usize) -> [f32; TAPS] {
    let half = TAPS as f64 / 2.0;
    // How far the frame stands from each sample, in samples.
    let distance = |tap: usize| phase as f64 / UP as f64 + half - 1.0 - tap as f64;
    let weight = |tap: usize| {
        let x = distance(tap);
        let inside = (1.0 - (x / half).powi(2)).max(0.0).sqrt();
        CUTOFF * sinc(CUTOFF * x) * bessel(BETA * inside) / bessel(BETA)
    };
    let weights: [f64; TAPS] = std::array::from_fn(weight);
    // Every filter passes a constant as it is.
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| (weight / sum) as f32)
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { (PI * x).sin() / (PI * x) }
}

/// The modified Bessel function of order 0, which the Kaiser window is made of.
fn bessel(x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..40 {
        term *= (x / 2.0 / f64::from(k)).powi(2);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resampled(samples: &[f32]) -> Vec<f32> {
        let mut out = Vec::new();
        let mut resampler = Resampler::new();
        samples.iter().for_each(|&sample| resampler.push(sample, &mut |frame| out.push(frame)));
        resampler.finish(&mut |frame| out.push(frame));
        out
    }

    #[expect(clippy::cast_possible_truncation, reason = "a float of half the bits is what goes in")]
    fn sine(hz: f64) -> Vec<f32> {
        (0..22_050).map(|at| (2.0 * PI * hz * f64::from(at) / 22_050.0).sin() as f32).collect()
    }

    /// How strong a frequency is: 1 for a sine of that frequency.
    fn strength(frames: &[f32], hz: f64) -> f64 {
        let middle = &frames[2_400..2_400 + 43_200];
        let sum = |wave: fn(f64) -> f64| {
            let turn = 2.0 * PI * hz / 48_000.0;
            middle.iter().enumerate().map(|(at, &frame)| f64::from(frame) * wave(turn * at as f64)).sum::<f64>()
        };
        2.0 * sum(f64::sin).hypot(sum(f64::cos)) / middle.len() as f64
    }

    #[test]
    fn a_second_becomes_a_second_and_the_delay() {
        let delay = TAPS / 2 * UP / DOWN;
        assert!(resampled(&sine(440.0)).len().abs_diff(48_000 + delay) <= 1);
    }

    #[test]
    fn tones_of_speech_pass_as_they_are_and_leave_no_image() {
        for hz in [100.0, 440.0, 3_000.0, 8_000.0] {
            let frames = resampled(&sine(hz));
            assert!((strength(&frames, hz) - 1.0).abs() < 0.01, "{hz}: {}", strength(&frames, hz));
            let image = strength(&frames, 22_050.0 - hz);
            assert!(image < 1e-3, "{hz} leaves {image}");
        }
    }

    #[test]
    fn a_sine_of_full_loudness_follows_its_shape_at_every_phase() {
        let frames = resampled(&sine(440.0));
        let delay = (TAPS / 2) as f64 / 22_050.0;
        for (at, frame) in frames.iter().enumerate().skip(200).take(40_000) {
            let wanted = (2.0 * PI * 440.0 * (at as f64 / 48_000.0 - delay)).sin();
            assert!((f64::from(*frame) - wanted).abs() < 2e-3, "frame {at}: {frame} for {wanted}");
        }
    }
}
