//! Peaks brought below a limit by a gain that falls before them and rises behind them.

use std::collections::VecDeque;

use super::{decibels, samples_in};

/// Milliseconds over which the gain moves. Short enough for a plosive, too long to be a click.
const MOVE_MS: u32 = 4;

/// Brings every sample to `peak` or below; the decibels that were taken from the highest.
pub(super) fn limit(samples: &mut [f64], peak: f64) -> f64 {
    let highest = samples.iter().fold(0.0_f64, |highest, sample| highest.max(sample.abs()));
    if highest <= peak {
        return 0.0;
    }
    let width = samples_in(MOVE_MS);
    let wanted: Vec<f64> = samples.iter().map(|sample| (peak / sample.abs()).min(1.0)).collect();
    // The least gain around each sample, then its mean over as many: never above what is wanted.
    let least = least_around(&wanted, width);
    let mean = mean_around(&least, width);
    samples.iter_mut().zip(mean).for_each(|(sample, gain)| *sample *= gain);
    decibels(highest / peak)
}

/// The least value within `width` on either side.
fn least_around(values: &[f64], width: usize) -> Vec<f64> {
    let mut least: VecDeque<(usize, f64)> = VecDeque::new();
    let mut found = Vec::with_capacity(values.len());
    let ahead = values.iter().copied().chain(std::iter::repeat_n(1.0, width)).enumerate();
    for (place, value) in ahead {
        while least.back().is_some_and(|(_, last)| *last >= value) {
            least.pop_back();
        }
        least.push_back((place, value));
        while least.front().is_some_and(|(first, _)| first + 2 * width < place) {
            least.pop_front();
        }
        if place >= width {
            found.push(least.front().map_or(1.0, |(_, value)| *value));
        }
    }
    found
}

/// The mean within `width` on either side; what lies outside counts as the ends do.
fn mean_around(values: &[f64], width: usize) -> Vec<f64> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    let ends = |value: &f64| std::iter::repeat_n(*value, width);
    let padded: Vec<f64> = ends(first).chain(values.iter().copied()).chain(ends(last)).collect();
    let count = f64::from(u32::try_from(2 * width + 1).unwrap_or(u32::MAX));
    let sums: Vec<f64> = std::iter::once(0.0)
        .chain(padded.iter().scan(0.0, |sum, value| {
            *sum += value;
            Some(*sum)
        }))
        .collect();
    sums.iter().skip(2 * width + 1).zip(&sums).map(|(after, before)| (after - before) / count).collect()
}
