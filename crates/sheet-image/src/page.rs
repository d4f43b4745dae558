//! The sheet's outline against the scanner's lid, where squares do not tell enough.

use crate::boxes::workable;
use crate::image::Gray;
use crate::plane::{Spot, Straight, whole};

/// A sheet's outline on the image, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    pub(crate) middle: Spot,
    /// Along the side that is nearest to horizontal; length 1.
    pub(crate) right: Spot,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

const LINES: usize = 48;
/// Gray levels by which the sheet differs from the lid, at least.
const LEAST_STEP: f64 = 14.0;
/// How far the outermost change is searched for, as a share of the image.
const DEPTH: f64 = 0.6;
const STEEPEST: f64 = 0.12;
const LEAST_SHARE: f64 = 0.5;

/// What the sheet's outline may be: what stands out from the lid, or the whole image where a scanner cuts it to the
/// sheet: there the first thing that stands out is print.
pub(crate) fn outlines(image: &Gray) -> [Outline; 2] {
    let (width, height) = (image.width() as f64, image.height() as f64);
    let whole = Outline { middle: Spot::new(width / 2.0, height / 2.0), right: Spot::new(1.0, 0.0), width, height };
    [outline(image), whole]
}

/// A sheet on an image, in millimetres from the image's top-left corner at the scanner's resolution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundSheet {
    /// Its top-left corner, to the right of the image's left edge, mm.
    pub x: f64,
    /// Its top-left corner, below the image's top edge, mm.
    pub y: f64,
    /// Along its upper side, mm.
    pub width: f64,
    /// Along its left side, mm.
    pub height: f64,
    /// How far its upper side falls to the right, in degrees.
    pub skew: f64,
}

/// The sheet that stands out from the scanner's lid, where no form is known. `dpi` is the scanner's resolution. `None`
/// unless all four sides are seen.
#[must_use]
pub fn find_sheet(image: &Gray, dpi: f64) -> Option<FoundSheet> {
    if !(50.0..=2400.0).contains(&dpi) {
        return None;
    }
    let (small, scale) = workable(image, dpi);
    let (found, seen) = sides(small.as_ref().unwrap_or(image));
    let corner = found.middle - found.right * (found.width / 2.0) - found.right.turned() * (found.height / 2.0);
    seen.then(|| FoundSheet {
        x: corner.x / scale,
        y: corner.y / scale,
        width: found.width / scale,
        height: found.height / scale,
        skew: found.right.y.atan2(found.right.x).to_degrees(),
    })
}

/// The outline of what lies on the scanner. A side on which no straight border is seen is the image's own.
fn outline(image: &Gray) -> Outline {
    sides(image).0
}

/// The outline, and whether all its sides are seen.
fn sides(image: &Gray) -> (Outline, bool) {
    let (width, height) = (image.width() as f64, image.height() as f64);
    // Each side: where its scan lines begin, the way they look, the way they follow each other, how far they go.
    let left = side(image, Spot::new(0.0, 0.0), Spot::new(1.0, 0.0), Spot::new(0.0, height), width * DEPTH);
    let right = side(image, Spot::new(width, 0.0), Spot::new(-1.0, 0.0), Spot::new(0.0, height), width * DEPTH);
    let top = side(image, Spot::new(0.0, 0.0), Spot::new(0.0, 1.0), Spot::new(width, 0.0), height * DEPTH);
    let bottom = side(image, Spot::new(0.0, height), Spot::new(0.0, -1.0), Spot::new(width, 0.0), height * DEPTH);
    let seen = [left, right, top, bottom].iter().all(|side| side.kept > 0);
    let mirrored = |line: Straight, far: f64| Straight { middle: far - line.middle, slope: -line.slope, ..line };
    let (right, bottom) = (mirrored(right, width), mirrored(bottom, height));
    let [a, b, c, d] = [(top, left), (top, right), (bottom, right), (bottom, left)].map(|(flat, upright)| {
        let x = (upright.middle + upright.slope * flat.middle) / (1.0 - upright.slope * flat.slope);
        Spot::new(x, flat.at(x))
    });
    let (across, down) = ((b + c - a - d) * 0.5, (c + d - a - b) * 0.5);
    let outline =
        Outline { middle: (a + b + c + d) * 0.25, right: across.unit(), width: across.length(), height: down.length() };
    (outline, seen)
}

/// The distance of the sheet from one border of the image, as a straight line over the place along that border.
fn side(image: &Gray, start: Spot, look: Spot, along: Spot, depth: f64) -> Straight {
    let none = Straight { middle: 0.0, slope: 0.0, kept: 0 };
    let length = along.length();
    let points: Vec<(f64, f64)> = (0..LINES)
        .filter_map(|index| {
            let t = (0.06 + 0.88 * (index as f64 + 0.5) / LINES as f64) * length;
            Some((t, outermost(image, start + along.unit() * t, look, along.unit(), depth)?))
        })
        .collect();
    let tolerance = (length / 300.0).max(2.0);
    match Straight::through(&points, tolerance, STEEPEST) {
        Some(line) if line.kept as f64 >= LINES as f64 * LEAST_SHARE => line,
        _ => none,
    }
}

/// How far along `look` the values first change for good.
fn outermost(image: &Gray, start: Spot, look: Spot, along: Spot, depth: f64) -> Option<f64> {
    let value = |t: f64| {
        let spot = start + look * t;
        [-2.0, 0.0, 2.0].iter().map(|shift| image.sample(spot + along * *shift)).sum::<f64>() / 3.0
    };
    let lid = (value(1.0) + value(2.0) + value(3.0)) / 3.0;
    (4..whole(depth)).map(|t| t as f64).find(|t| {
        let ahead = f64::midpoint(value(*t), value(t + 1.0));
        (ahead - lid).abs() > LEAST_STEP
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skewed_sheet_on_a_black_lid_is_outlined() {
        let (middle, right) = (Spot::new(210.0, 290.0), Spot::new(1.0, 0.05).unit());
        let mut pixels = vec![20u8; 420 * 580];
        for y in 0..580u16 {
            for x in 0..420u16 {
                let step = Spot::new(f64::from(x), f64::from(y)) - middle;
                if step.dot(right).abs() < 150.0 && step.dot(right.turned()).abs() < 220.0 {
                    pixels[usize::from(y) * 420 + usize::from(x)] = 230;
                }
            }
        }
        let found = outline(&Gray::new(420, 580, pixels, None).unwrap());
        assert!((found.middle - middle).length() < 2.0, "{found:?}");
        assert!((found.width - 300.0).abs() < 3.0 && (found.height - 440.0).abs() < 3.0, "{found:?}");
        assert!((found.right - right).length() < 0.01, "{found:?}");
    }

    #[test]
    fn a_sheet_that_fills_the_image_ends_where_the_image_ends() {
        let found = outline(&Gray::new(300, 400, vec![230; 300 * 400], None).unwrap());
        assert!((found.width - 300.0).abs() < 1e-6 && (found.height - 400.0).abs() < 1e-6);
    }
}
