//! Printed squares, found without knowing the form.

use crate::holes::{Hole, holes};
use crate::image::Gray;
use crate::plane::{Spot, Straight, whole};
use crate::trace::{Search, sides};

/// A rectangle outlined by dark lines, measured to the middle of its lines, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Boxed {
    pub(crate) middle: Spot,
    /// Along the side that is nearest to horizontal, to the right; length 1.
    pub(crate) right: Spot,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A square as measured on an image, in millimetres from the image's top-left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundSquare {
    /// Its middle, to the right of the image's left edge, mm.
    pub x: f64,
    /// Its middle, below the image's top edge, mm.
    pub y: f64,
    /// Width to the middle of its lines, mm.
    pub width: f64,
    /// Height to the middle of its lines, mm.
    pub height: f64,
    /// How far its upper side falls to the right, in degrees.
    pub skew: f64,
}

/// Sides of a square, mm: what a form may have, with room for the scale.
const SIDE: (f64, f64) = (2.8, 31.0);
/// The steepest side: 5° and what a hand adds.
const STEEPEST: f64 = 0.12;
/// The share of each side that must be seen.
const LEAST_COVERAGE: f64 = 0.7;
/// Up to this resolution detail helps; beyond it only time is lost.
const WORK_DPI: f64 = 150.0;
const MEASURE_DPI: f64 = 300.0;

/// Every printed empty square on the image, from top to bottom, where no form is known. `dpi` is the scanner's
/// resolution. A square with a mark in it is not found, nor one that is more than twice as wide as high.
#[must_use]
pub fn find_squares(image: &Gray, dpi: f64) -> Vec<FoundSquare> {
    if !(50.0..=2400.0).contains(&dpi) {
        return Vec::new();
    }
    let (small, factor) = image.at_least(MEASURE_DPI.min(dpi), dpi);
    let scale = dpi / factor as f64 / 25.4;
    let found = boxes(small.as_ref().unwrap_or(image), scale);
    let mut squares: Vec<_> = found
        .iter()
        .filter(|found| (0.5..=2.0).contains(&(found.width / found.height)))
        .map(|found| FoundSquare {
            x: found.middle.x / scale,
            y: found.middle.y / scale,
            width: found.width / scale,
            height: found.height / scale,
            skew: found.right.y.atan2(found.right.x).to_degrees(),
        })
        .collect();
    squares.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    squares
}

/// The image in which squares are searched for, if it is another than this: small enough to be quick, large enough for
/// thin lines. With it the number of pixels a millimetre.
pub(crate) fn workable(image: &Gray, dpi: f64) -> (Option<Gray>, f64) {
    let (small, factor) = image.at_least(WORK_DPI, dpi);
    (small, dpi / factor as f64 / 25.4)
}

/// Every empty rectangle outlined by straight dark lines. `scale` is in pixels a millimetre.
pub(crate) fn boxes(image: &Gray, scale: f64) -> Vec<Boxed> {
    let (least, most) = (whole(SIDE.0 * scale * 0.9), whole(SIDE.1 * scale * 1.15));
    let reach = whole(scale * 2.0).max(6);
    let found = holes(image, reach, least.max(8), most.max(9));
    found.iter().filter_map(outline).filter_map(|rough| settled(image, &rough, scale)).collect()
}

/// The rectangle that a hole fills, if it does.
fn outline(hole: &Hole) -> Option<Boxed> {
    let (width, height) = (hole.right - hole.left, hole.bottom - hole.top);
    let area: usize = hole.runs.iter().map(|run| run.to - run.from).sum();
    // A square skewed by 5.5° fills five sixths of what stands upright around it.
    if area * 10 < width * height * 7 {
        return None;
    }
    let mut left = vec![usize::MAX; height];
    let mut right = vec![0; height];
    let mut top = vec![usize::MAX; width];
    let mut bottom = vec![0; width];
    for run in &hole.runs {
        let y = run.y - hole.top;
        let row = (left.get_mut(y)?, right.get_mut(y)?);
        *row.0 = (*row.0).min(run.from);
        *row.1 = (*row.1).max(run.to);
        let columns = run.from - hole.left..run.to - hole.left;
        top.get_mut(columns.clone())?.iter_mut().for_each(|slot| *slot = (*slot).min(run.y));
        bottom.get_mut(columns)?.iter_mut().for_each(|slot| *slot = (*slot).max(run.y + 1));
    }
    let left = side(&left, hole.top)?;
    let right = side(&right, hole.top)?;
    let top = side(&top, hole.left)?;
    let bottom = side(&bottom, hole.left)?;
    let bent = [top.slope - bottom.slope, left.slope - right.slope, top.slope + left.slope];
    // A step of one pixel, at either end of a short side, is a slope too.
    let play = 0.05 + 1.5 / width.min(height) as f64;
    if bent.iter().any(|difference| difference.abs() > play) {
        return None;
    }
    let corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
    let boxed = from_corners(corners);
    // Rounded corners and dents make a hole smaller than the rectangle of its sides, and so does half a pixel lost
    // here and there along them.
    let full = boxed.width * boxed.height;
    (full - area as f64 <= full * 0.05 + (boxed.width + boxed.height) * 0.4).then_some(boxed)
}

/// The straight line along one border of a hole; `None` where it is not straight.
fn side(border: &[usize], first: usize) -> Option<Straight> {
    let margin = border.len() / 7;
    let inner = border.len() - 2 * margin;
    let step = (inner / 20).max(1);
    let points: Vec<(f64, f64)> = border
        .iter()
        .enumerate()
        .skip(margin)
        .take(inner)
        .step_by(step)
        .filter(|(_, value)| **value != usize::MAX && **value != 0)
        .map(|(index, value)| ((first + index) as f64 + 0.5, *value as f64))
        .collect();
    let line = Straight::through(&points, 1.0, STEEPEST)?;
    (line.kept * 10 >= points.len() * 8).then_some(line)
}

/// Where a side that gives y for x meets one that gives x for y.
fn meet(flat: Straight, upright: Straight) -> Spot {
    let x = (upright.middle + upright.slope * flat.middle) / (1.0 - upright.slope * flat.slope);
    Spot::new(x, flat.at(x))
}

fn from_corners([a, b, c, d]: [Spot; 4]) -> Boxed {
    let middle = (a + b + c + d) * 0.25;
    let (across, down) = ((b + c - a - d) * 0.5, (c + d - a - b) * 0.5);
    Boxed { middle, right: across.unit(), width: across.length(), height: down.length() }
}

impl Boxed {
    /// The corners from the top left, clockwise.
    pub(crate) fn corners(&self) -> [Spot; 4] {
        let (across, down) = (self.right * (self.width / 2.0), self.right.turned() * (self.height / 2.0));
        let middle = self.middle;
        [middle - across - down, middle + across - down, middle + across + down, middle - across + down]
    }
}

/// Measured again to the middle of the printed lines; `None` where a side is missing.
fn settled(image: &Gray, rough: &Boxed, scale: f64) -> Option<Boxed> {
    // The hole ends inside the line, which was widened by a pixel.
    let grown = Boxed { width: rough.width + 3.0, height: rough.height + 3.0, ..*rough };
    let search = Search { reach: (scale * 0.6).max(3.0), tolerance: (scale * 0.12).max(0.7) };
    let found = sides(image, grown.corners(), search);
    let mut moved = [0.0; 4];
    for (slot, side) in moved.iter_mut().zip(found) {
        let side = side.filter(|side| side.coverage >= LEAST_COVERAGE)?;
        *slot = side.offset;
    }
    let [top, right, bottom, left] = moved;
    let down = grown.right.turned();
    Some(Boxed {
        middle: grown.middle + grown.right * ((left - right) / 2.0) + down * ((top - bottom) / 2.0),
        right: grown.right,
        width: grown.width - left - right,
        height: grown.height - top - bottom,
    })
}
