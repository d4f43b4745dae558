//! Follows a printed line across an image: where it runs, and how much of it is there.

use crate::image::Gray;
use crate::plane::{Spot, Straight, quantile, whole};

/// A printed line as found beside the one that was expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traced {
    /// How far beside the expected line's middle it runs, in pixels along `normal`.
    pub(crate) offset: f64,
    /// The expected line's direction turned by a quarter.
    pub(crate) normal: Spot,
    /// The share of the line's length on which it was seen.
    pub(crate) coverage: f64,
}

/// How a line is searched for, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    /// How far to both sides.
    pub(crate) reach: f64,
    /// How far points of a straight line may lie beside it.
    pub(crate) tolerance: f64,
}

const SAMPLES: usize = 22;
/// What is less dark than this is no printed line.
const LEAST_CONTRAST: f64 = 14.0;
/// Both ends of a side are left out: that is where the next side runs.
const LEFT_OUT: f64 = 0.12;

/// The dark line nearest to being straight from `from` to `to`.
pub(crate) fn trace(image: &Gray, from: Spot, to: Spot, search: Search) -> Option<Traced> {
    let along = to - from;
    let across = along.unit().turned();
    let mut points = Vec::with_capacity(SAMPLES);
    let mut contrasts = Vec::with_capacity(SAMPLES);
    let mut values = Vec::new();
    for index in 0..SAMPLES {
        let share = (index as f64 + 0.5) / SAMPLES as f64;
        let t = LEFT_OUT + share * (1.0 - 2.0 * LEFT_OUT) - 0.5;
        let middle = from + along * (t + 0.5);
        if !image.holds(middle) {
            continue;
        }
        profile(image, middle, across, search.reach, &mut values);
        if let Some((offset, contrast)) = darkest(&values, search.reach) {
            points.push((t, offset));
            contrasts.push(contrast);
        }
    }
    let typical = quantile(&mut contrasts.clone(), 0.5)?;
    // Pen and stamp are darker or lighter than the print; what is much fainter is paper.
    let mut pairs = points.iter().zip(&contrasts).filter(|(_, contrast)| **contrast >= typical * 0.4);
    let strong: Vec<_> = pairs.by_ref().map(|(point, _)| *point).collect();
    // The expected line is at most about two degrees off.
    let line = Straight::through(&strong, search.tolerance, along.length() * 0.04)?;
    Some(Traced { offset: line.middle, normal: across, coverage: line.kept as f64 / SAMPLES as f64 })
}

/// Values every half pixel from `-reach` to `reach`.
fn profile(image: &Gray, middle: Spot, across: Spot, reach: f64, values: &mut Vec<f64>) {
    let steps = whole(reach * 4.0);
    values.clear();
    values.extend((0..=steps).map(|step| image.sample(middle + across * (step as f64 * 0.5 - reach))));
}

/// Where a profile is darkest, between its steps, and how much darker than its lighter half.
fn darkest(values: &[f64], reach: f64) -> Option<(f64, f64)> {
    let (at, least) = values.iter().copied().enumerate().min_by(|one, other| one.1.total_cmp(&other.1))?;
    let paper = quantile(&mut values.to_vec(), 0.7)?;
    let contrast = paper - least;
    if contrast < LEAST_CONTRAST {
        return None;
    }
    // The middle of what is at least half as dark, next to the darkest place.
    let dark = |value: &&f64| paper - **value > contrast * 0.5;
    let before = values.get(..at).unwrap_or_default().iter().rev().take_while(dark);
    let after = values.get(at + 1..).unwrap_or_default().iter().take_while(dark);
    let (mut weight, mut moment) = (contrast * 0.5, 0.0);
    for (sign, side) in [(-1.0, before.collect::<Vec<_>>()), (1.0, after.collect())] {
        for (step, value) in side.into_iter().enumerate() {
            let more = paper - value - contrast * 0.5;
            weight += more;
            moment += more * sign * (step + 1) as f64;
        }
    }
    Some(((at as f64 + moment / weight) * 0.5 - reach, contrast))
}

/// The four sides of a rectangle, each from one corner to the next.
pub(crate) fn sides(image: &Gray, corners: [Spot; 4], search: Search) -> [Option<Traced>; 4] {
    let [a, b, c, d] = corners;
    [(a, b), (b, c), (c, d), (d, a)].map(|(from, to)| trace(image, from, to, search))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dark horizontal line of three pixels around y = 50.5, crossed by a thick pen stroke.
    fn line() -> Gray {
        let mut pixels = vec![230u8; 120 * 120];
        for x in 0..120 {
            for y in 49..52 {
                pixels[y * 120 + x] = 90;
            }
            for y in 0..120 {
                if (40..50).contains(&x) && y > 20 {
                    pixels[y * 120 + x] = 20;
                }
            }
        }
        Gray::new(120, 120, pixels, None).unwrap()
    }

    #[test]
    fn a_line_is_found_where_it_is_although_a_stroke_crosses_it() {
        let search = Search { reach: 6.0, tolerance: 0.7 };
        let found = trace(&line(), Spot::new(10.0, 48.0), Spot::new(110.0, 48.0), search).unwrap();
        assert!((found.offset - 2.5).abs() < 0.1, "{found:?}");
        assert!(found.coverage > 0.8);
    }

    #[test]
    fn where_no_line_is_none_is_found() {
        let search = Search { reach: 6.0, tolerance: 0.7 };
        let found = trace(&line(), Spot::new(60.0, 90.0), Spot::new(115.0, 90.0), search);
        assert!(found.is_none());
    }
}
