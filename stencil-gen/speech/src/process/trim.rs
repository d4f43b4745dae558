//! Silence at the ends.

use super::{AFTER_MS, BEFORE_MS, SILENCE_DB, factor, samples_in};

/// Milliseconds over which the ends rise from silence and fall to it.
const RISE_MS: u32 = 2;
const FALL_MS: u32 = 20;

/// Leaves [`BEFORE_MS`] before the first sound and [`AFTER_MS`] behind the last; adds silence behind
/// where there was less. `None` where nothing is above [`SILENCE_DB`].
pub(super) fn trim(mut samples: Vec<f64>) -> Option<Vec<f64>> {
    let silence = factor(SILENCE_DB);
    let is_sound = |sample: &f64| sample.abs() >= silence;
    let first = samples.iter().position(is_sound)?;
    let last = samples.iter().rposition(is_sound)?;
    // A sample less than allowed, because leveling comes after and can move the first sound.
    samples.resize(last + 1 + samples_in(AFTER_MS), 0.0);
    samples.drain(..first.saturating_sub(samples_in(BEFORE_MS) - samples_in(1)));
    Some(samples)
}

/// Lets both ends begin and end in silence, so that no clip clicks.
pub(super) fn fade(samples: &mut [f64]) {
    let ramp = |ms: u32| (0..samples_in(ms)).map(move |at| fraction(at, samples_in(ms)));
    samples.iter_mut().zip(ramp(RISE_MS)).for_each(|(sample, gain)| *sample *= gain);
    samples.iter_mut().rev().zip(ramp(FALL_MS)).for_each(|(sample, gain)| *sample *= gain);
}

fn fraction(at: usize, of: usize) -> f64 {
    let value = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    value(at) / value(of)
}
