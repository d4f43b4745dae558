//! Sound as it came → sound as a booth plays it: 22.05 kHz, one channel, 16 bits, no silence before,
//! a little behind, every clip equally loud, no peak cut off.
//!
//! An onset close to the start is what lets a key be answered at once; equal loudness is what
//! spares a voter a shout between two whispers.

mod limit;
mod loudness;
mod resample;
mod trim;

use crate::engine::Sound;
use crate::flac;

/// The version of this processing. Another number renders every clip anew.
pub const PROCESS_VERSION: u32 = 1;
/// Samples a second of every clip.
pub const RATE_HZ: u32 = 22_050;
/// The loudness of every clip in LUFS. Speech has peaks 12 to 16 dB above it, below [`PEAK_DB`].
pub const TARGET_LUFS: f64 = -20.0;
/// The highest sample in dBFS.
pub const PEAK_DB: f64 = -1.0;
/// The level in dBFS below which a sample counts as silence, after leveling.
pub const SILENCE_DB: f64 = -40.0;
/// The most silence before the first sound, in milliseconds.
pub const BEFORE_MS: u32 = 10;
/// The silence kept behind the last sound, in milliseconds.
pub const AFTER_MS: u32 = 80;

/// A clip ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Clean {
    /// The samples at [`RATE_HZ`].
    pub samples: Vec<i16>,
    /// How many decibels the limiter took from the highest peak.
    pub limited_db: f64,
    /// Samples at full scale in the sound as it came: it was cut off before it got here.
    pub clipped: usize,
}

/// A level in dBFS as a factor of full scale.
#[must_use]
pub fn factor(db: f64) -> f64 {
    10.0_f64.powf(db / 20.0)
}

/// A factor of full scale as a level in dBFS; minus infinity for silence.
#[must_use]
pub fn decibels(factor: f64) -> f64 {
    20.0 * factor.log10()
}

/// Samples in so many milliseconds.
pub(crate) const fn samples_in(ms: u32) -> usize {
    (RATE_HZ as usize * ms as usize) / 1000
}

/// The loudness in LUFS of samples at [`RATE_HZ`]: of a second and longer as ITU-R BS.1770-4 gates it,
/// of shorter ones the K-weighted mean. Minus infinity for silence.
#[must_use]
pub fn loudness(samples: &[f64]) -> f64 {
    loudness::measure(samples, f64::from(RATE_HZ))
}

/// Makes a clip of a sound; `None` where nothing can be heard.
#[must_use]
pub fn process(sound: &Sound) -> Option<Clean> {
    let clipped = sound.samples.iter().filter(|sample| sample.abs() >= 0.9999).count();
    let mut samples = resample::resample(sound, RATE_HZ);
    remove_offset(&mut samples);
    // A tenth of a thousandth of full scale is below what 16 bits of noise would be.
    if samples.iter().all(|sample| sample.abs() < 1e-4) {
        return None;
    }
    // Loudness decides what counts as silence, and the silence that is left changes the loudness.
    for _ in 0..2 {
        level(&mut samples)?;
        samples = trim::trim(samples)?;
    }
    level(&mut samples)?;
    trim::fade(&mut samples);
    let limited_db = limit::limit(&mut samples, factor(PEAK_DB));
    let mut samples: Vec<i16> = samples.into_iter().map(quantize).collect();
    flac::fill_block(&mut samples);
    Some(Clean { samples, limited_db, clipped })
}

/// Brings samples to the target.
fn level(samples: &mut [f64]) -> Option<()> {
    let gain = factor(TARGET_LUFS - Some(loudness(samples)).filter(|loudness| loudness.is_finite())?);
    samples.iter_mut().for_each(|sample| *sample *= gain);
    Some(())
}

/// A microphone's constant offset would click at both ends.
fn remove_offset(samples: &mut [f64]) {
    let count = u32::try_from(samples.len()).unwrap_or(u32::MAX).max(1);
    let mean = samples.iter().sum::<f64>() / f64::from(count);
    samples.iter_mut().for_each(|sample| *sample -= mean);
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to 16 bits")]
fn quantize(sample: f64) -> i16 {
    (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16
}

/// Samples of a clip with full scale ±1.
#[must_use]
pub fn scaled(samples: &[i16]) -> Vec<f64> {
    samples.iter().map(|sample| f64::from(*sample) / 32_768.0).collect()
}

#[cfg(test)]
mod tests;
