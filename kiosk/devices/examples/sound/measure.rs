//! Likeness of two recordings, and the spread of many times.

/// The highest normalized cross-correlation of `wanted` with `heard`, over all places at which it may begin.
pub(crate) fn likeness(wanted: &[i16], heard: &[i16]) -> f64 {
    let loud = |frame: &i16| frame.unsigned_abs() > 100;
    let (Some(first), Some(last)) = (wanted.iter().position(loud), wanted.iter().rposition(loud)) else { return 0.0 };
    let wanted = &wanted[first..=last];
    let Some(onset) = heard.iter().position(loud) else { return 0.0 };
    // Both begin with the first loud frame, give or take a millisecond.
    let begins = onset.saturating_sub(48)..=onset + 48;
    begins
        .map(|begin| correlation(wanted, heard.get(begin..begin + wanted.len()).unwrap_or_default()))
        .fold(0.0, f64::max)
}

fn correlation(one: &[i16], other: &[i16]) -> f64 {
    let product = |left: &[i16], right: &[i16]| -> f64 {
        left.iter().zip(right).map(|(&left, &right)| f64::from(left) * f64::from(right)).sum()
    };
    product(one, other) / (product(one, one) * product(other, other)).sqrt().max(1.0)
}

/// Sorts the times and puts their spread into words.
pub(crate) fn spread(all: &mut [f64]) -> String {
    all.sort_by(f64::total_cmp);
    let [half, most, last] = [50, 99, 100].map(|percent| percentile(all, percent));
    format!("p50 {half:.1} ms, p99 {most:.1} ms, worst {last:.1} ms")
}

/// The value that so many percent of the sorted values do not exceed.
pub(crate) fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(at).copied().unwrap_or(f64::INFINITY)
}
