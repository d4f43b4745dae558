//! The pitch of a voice, by autocorrelation.

use kiosk_devices::audio::OUTPUT_RATE_HZ;

/// A window of 40 ms: at least two periods of the lowest voice.
const WINDOW: usize = OUTPUT_RATE_HZ as usize / 25;
/// Between windows: 10 ms.
const STEP: usize = OUTPUT_RATE_HZ as usize / 100;
/// Periods of voices from 60 to 300 Hz.
const PERIODS: std::ops::RangeInclusive<usize> = OUTPUT_RATE_HZ as usize / 300..=OUTPUT_RATE_HZ as usize / 60;
/// A window is voiced where it is as like itself a period later.
const VOICED: f64 = 0.8;

/// How the pitch of `other`, at this rate, differs from that of `usual`, the same words at 100 %: the median over all
/// places that are voiced in both, as a part of the pitch.
pub(crate) fn error(usual: &[i16], other: &[i16], rate_percent: u16) -> f64 {
    let (usual, other) = (thin(usual), thin(other));
    let starts = (0..usual.len().saturating_sub(WINDOW / 2)).step_by(STEP / 4);
    let mut errors: Vec<f64> = starts
        .filter_map(|start| {
            // The middle of the same place in both.
            let middle = (start + WINDOW / 4) * 100 / usize::from(rate_percent);
            Some(hz(&other, middle.checked_sub(WINDOW / 4)?)? / hz(&usual, start)? - 1.0)
        })
        .collect();
    assert!(errors.len() > 20, "{} voiced windows are too few to measure", errors.len());
    errors.sort_by(f64::total_cmp);
    errors[errors.len() / 2]
}

/// A quarter of the frames: enough for periods of a few milliseconds, and sixteen times as quick.
fn thin(frames: &[i16]) -> Vec<f64> {
    frames.chunks(4).map(|chunk| chunk.iter().map(|&frame| f64::from(frame)).sum()).collect()
}

fn hz(frames: &[f64], start: usize) -> Option<f64> {
    window_hz(frames.get(start..start + WINDOW / 2)?).filter(|hz| (60.0..300.0).contains(hz))
}

fn window_hz(frames: &[f64]) -> Option<f64> {
    let half = frames.len() / 2;
    let energy = |part: &[f64]| part.iter().map(|frame| frame * frame).sum::<f64>();
    let base = &frames[..half];
    // Louder than −40 dBFS.
    if (energy(base) / half as f64).sqrt() < 4.0 * 328.0 {
        return None;
    }
    let likeness = |lag: usize| {
        let moved = &frames[lag..lag + half];
        let product: f64 = base.iter().zip(moved).map(|(one, other)| one * other).sum();
        product / (energy(base) * energy(moved)).sqrt().max(1.0)
    };
    let (first, last) = (PERIODS.start() / 4, (PERIODS.end() / 4).min(half - 1));
    let all: Vec<f64> = (first..=last).map(likeness).collect();
    let highest = all.iter().copied().fold(0.0, f64::max);
    if highest < VOICED {
        return None;
    }
    // The first peak that is nearly the highest: two periods are as alike as one.
    let peak =
        (1..all.len() - 1).find(|&at| all[at] > 0.95 * highest && all[at] >= all[at - 1] && all[at] >= all[at + 1])?;
    // The top of the parabola through three neighbors.
    let (left, top, right) = (all[peak - 1], all[peak], all[peak + 1]);
    let shift = 0.5 * (left - right) / (left - 2.0 * top + right);
    Some(f64::from(OUTPUT_RATE_HZ) / 4.0 / ((first + peak) as f64 + shift))
}
