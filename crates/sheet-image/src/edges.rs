//! Is the paper's edge where a placement says? Looks only there.

use crate::fit::Placement;
use crate::image::Gray;
use crate::plane::{Spot, Straight, quantile, whole};

/// One side of the sheet as seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// The middle of the side on the form, mm.
    pub(crate) at: Spot,
    /// Toward the outside of the sheet on the image; length 1.
    pub(crate) outward: Spot,
    /// How far outside the expected place it lies, mm.
    pub(crate) offset: f64,
}

/// Corners may be cut or folded.
const LEFT_OUT: f64 = 0.1;
/// Between two values of a profile, mm.
const STEP: f64 = 0.25;
/// Steps on each side of an edge whose mean is compared.
const ARM: usize = 3;
/// Gray levels between paper and lid, or paper and shadow.
const LEAST_STEP: f64 = 6.0;
/// The share of the side on which the edge must be seen, on one straight line. A line of text is straight too, but has
/// gaps.
const LEAST_SHARE: f64 = 0.75;
/// Points of a straight edge lie within this, mm.
const STRAIGHT: f64 = 0.4;
/// Where the sheet fills the image, the image's border is its edge to within this, mm.
const BORDER: f64 = 1.5;

/// How closely edges are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Care {
    /// How far to both sides, mm.
    pub(crate) reach: f64,
    /// At how many places of each side.
    pub(crate) places: usize,
}

/// The top, right, bottom and left sides of a sheet of `width` by `height` mm; `None` where one is not seen where it
/// should be. Left and right are not looked for where neither top nor bottom is seen.
pub(crate) fn edges(image: &Gray, placement: &Placement, page: (f64, f64), care: Care) -> [Option<Edge>; 4] {
    let (width, height) = page;
    let [a, b, c, d] = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)].map(|(x, y)| Spot::new(x, y));
    let (right, down) = placement.directions();
    let look = |from, to, outward| edge(image, placement, (from, to), outward, care);
    let (top, bottom) = (look(a, b, down * -1.0), look(c, d, down));
    if top.is_none() && bottom.is_none() {
        return [None; 4];
    }
    [top, look(b, c, right), bottom, look(d, a, right * -1.0)]
}

fn edge(image: &Gray, placement: &Placement, line: (Spot, Spot), outward: Spot, care: Care) -> Option<Edge> {
    let (from, to) = line;
    let at = (from + to) * 0.5;
    let scale = placement.scale();
    if let Some(offset) = border(image, placement, line, outward) {
        return Some(Edge { at, outward, offset: offset / scale });
    }
    let (start, along) = (placement.at(from), placement.at(to) - placement.at(from));
    let mut points = Vec::with_capacity(care.places);
    let mut steps = Vec::with_capacity(care.places);
    for index in 0..care.places {
        let share = (index as f64 + 0.5) / care.places as f64;
        let t = LEFT_OUT + share * (1.0 - 2.0 * LEFT_OUT);
        let middle = start + along * t;
        if !image.holds(middle) {
            continue;
        }
        let values = profile(image, middle, outward, along.unit(), care.reach, scale);
        if let Some((offset, step)) = steepest(&values, care.reach) {
            points.push((t - 0.5, offset));
            steps.push(step);
        }
    }
    // About one degree.
    let slope = along.length() / scale * 0.02;
    let straight = Straight::through(&points, STRAIGHT, slope)?;
    let typical = quantile(&mut steps, 0.5)?;
    (straight.kept as f64 >= care.places as f64 * LEAST_SHARE && typical >= LEAST_STEP).then_some(Edge {
        at,
        outward,
        offset: straight.middle,
    })
}

/// The distance to the image's border in pixels, where the expected side runs along it.
fn border(image: &Gray, placement: &Placement, (from, to): (Spot, Spot), outward: Spot) -> Option<f64> {
    let (width, height) = (image.width() as f64, image.height() as f64);
    let beside = |spot: Spot| {
        if outward.x.abs() > outward.y.abs() {
            if outward.x > 0.0 { width - spot.x } else { spot.x }
        } else if outward.y > 0.0 {
            height - spot.y
        } else {
            spot.y
        }
    };
    let [start, end] = [from, to].map(|corner| beside(placement.at(corner)));
    let near = BORDER * placement.scale();
    (start.abs() <= near && end.abs() <= near).then_some(f64::midpoint(start, end))
}

/// Values across the edge from inside to outside, each the mean of three places along it.
fn profile(image: &Gray, middle: Spot, outward: Spot, along: Spot, reach: f64, scale: f64) -> Vec<f64> {
    let arms = ARM as f64 * STEP;
    let count = whole((reach + arms) * 2.0 / STEP) + 1;
    let value = |index: usize| {
        let spot = middle + outward * ((index as f64 * STEP - reach - arms) * scale);
        [-0.5, 0.0, 0.5].iter().map(|shift| image.sample(spot + along * (shift * scale))).sum::<f64>() / 3.0
    };
    (0..count).map(value).collect()
}

/// Where the values change most, in mm outward of the middle, and by how many gray levels.
fn steepest(values: &[f64], reach: f64) -> Option<(f64, f64)> {
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let changes = values.windows(2 * ARM + 1).map(|window| {
        let (inner, outer) = (window.get(..ARM).unwrap_or_default(), window.get(ARM + 1..).unwrap_or_default());
        (mean(outer) - mean(inner)).abs()
    });
    let (at, step) = changes.enumerate().max_by(|one, other| one.1.total_cmp(&other.1))?;
    (step >= LEAST_STEP * 0.6).then_some((at as f64 * STEP - reach, step))
}
