//! Another number of samples a second, by a windowed sinc.

use std::f64::consts::PI;

use crate::engine::Sound;

/// Zero crossings of the sinc on each side.
const CROSSINGS: u32 = 24;

/// The samples at `rate_hz`. What lies above half the lower rate is filtered out.
pub(super) fn resample(sound: &Sound, rate_hz: u32) -> Vec<f64> {
    let from = sound.samples.iter().map(|sample| f64::from(*sample));
    if sound.rate_hz == rate_hz {
        return from.collect();
    }
    let samples: Vec<f64> = from.collect();
    let divisor = greatest_common_divisor(sound.rate_hz, rate_hz);
    let (up, down) = ((rate_hz / divisor) as usize, (sound.rate_hz / divisor) as usize);
    let cut = (f64::from(rate_hz) / f64::from(sound.rate_hz)).min(1.0) * 0.97;
    let half = (f64::from(CROSSINGS) / cut).ceil();
    let phases: Vec<Vec<f64>> = (0..up).map(|phase| weights(index(phase) / index(up), half, cut)).collect();
    let count = samples.len() * up / down;
    let taps = phases.first().map_or(0, Vec::len);
    let one = |place: usize| {
        let (whole, phase) = (place * down / up, place * down % up);
        let weights = phases.get(phase).map(Vec::as_slice).unwrap_or_default();
        // The first weight belongs to the sample `taps / 2 - 1` before this one.
        let first = (whole + 1).checked_sub(taps / 2);
        let skip = if first.is_none() { taps / 2 - whole - 1 } else { 0 };
        let part = samples.get(first.unwrap_or(0)..).unwrap_or_default();
        part.iter().zip(weights.iter().skip(skip)).map(|(sample, weight)| sample * weight).sum()
    };
    (0..count).map(one).collect()
}

/// The weights of the samples around a place that lies `offset` behind one of them.
fn weights(offset: f64, half: f64, cut: f64) -> Vec<f64> {
    let mut weights = Vec::new();
    let mut distance = 1.0 - half - offset;
    while distance < half - offset + 0.5 {
        let x = PI * distance * cut;
        let sinc = if x == 0.0 { 1.0 } else { x.sin() / x };
        let window = if distance.abs() < half { 0.5 + 0.5 * (PI * distance / half).cos() } else { 0.0 };
        weights.push(sinc * window);
        distance += 1.0;
    }
    // Every place has the same sum, so that no tone at the rate of the phases is added.
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
    weights
}

fn index(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap_or(u32::MAX))
}

const fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate_hz: u32, hertz: f64, seconds: u32) -> Vec<f64> {
        (0..rate_hz * seconds).map(|at| (2.0 * PI * hertz * f64::from(at) / f64::from(rate_hz)).sin()).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a test tone")]
    fn sound(rate_hz: u32, hertz: f64) -> Sound {
        Sound { rate_hz, samples: tone(rate_hz, hertz, 1).iter().map(|sample| *sample as f32).collect() }
    }

    #[test]
    fn a_tone_stays_the_same_tone_at_the_same_place_at_every_rate() {
        for rate_hz in [8000, 16_000, 22_050, 24_000, 44_100, 48_000] {
            let resampled = resample(&sound(rate_hz, 1000.0), 22_050);
            let expected = tone(22_050, 1000.0, 1);
            assert!(resampled.len().abs_diff(expected.len()) <= 1, "{rate_hz}: {}", resampled.len());
            let inner = resampled.iter().zip(&expected).skip(500).take(21_000);
            let worst = inner.map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
            assert!(worst < 0.002, "{rate_hz}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_filtered_out() {
        let resampled = resample(&sound(48_000, 15_000.0), 22_050);
        let worst = resampled.iter().skip(500).take(21_000).fold(0.0_f64, |worst, sample| worst.max(sample.abs()));
        assert!(worst < 0.01, "{worst}");
    }
}
