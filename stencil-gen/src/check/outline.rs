//! Closed lines, compared all the way round: every place of one lies on the other, both ways, they
//! are as long as each other and enclose as much.

use std::f64::consts::FRAC_PI_2;

use super::plane::{Bounds, Spot};

/// How far two lines may be apart, in mm.
const APART: f64 = 0.05;
/// Short lines in the place of a quarter circle.
const STEPS: u32 = 8;
/// No outline that belongs on a page has more corners.
const MOST_CORNERS: usize = 2_000;

/// The corners of a rectangle.
pub(super) fn rectangle(bounds: Bounds) -> Vec<Spot> {
    bounds.corners().to_vec()
}

/// A rectangle with rounded corners.
pub(super) fn rounded(bounds: Bounds, radius: f64) -> Vec<Spot> {
    let inner = bounds.grown(-radius);
    let [top_left, top_right, bottom_right, bottom_left] = inner.corners();
    let corners = [(top_left, 2), (top_right, 3), (bottom_right, 0), (bottom_left, 1)];
    corners.iter().flat_map(|(center, quarter)| arc(*center, radius, *quarter, true)).collect()
}

/// A quarter circle: quarter 0 from the right to the bottom, 1 on to the left, 2 to the top, 3 back
/// to the right; or the same way back.
pub(super) fn arc(center: Spot, radius: f64, quarter: u32, clockwise: bool) -> Vec<Spot> {
    let steps = (0..=STEPS).map(|step| {
        let step = if clockwise { step } else { STEPS - step };
        let angle = (f64::from(quarter) + f64::from(step) / f64::from(STEPS)) * FRAC_PI_2;
        Spot::new(center.x + radius * angle.cos(), center.y + radius * angle.sin())
    });
    steps.collect()
}

/// A whole circle.
pub(super) fn circle(center: Spot, radius: f64) -> Vec<Spot> {
    (0..4).flat_map(|quarter| arc(center, radius, quarter, true)).collect()
}

/// The first place where two closed lines differ; `None` where they are the same.
pub(super) fn difference(found: &[Spot], wanted: &[Spot]) -> Option<Spot> {
    let first = found.first().copied().unwrap_or_default();
    if found.len() < 3 || found.len() > MOST_CORNERS {
        return Some(first);
    }
    let off = |ring: &[Spot], other: &[Spot]| ring.iter().find(|spot| distance(**spot, other) > APART).copied();
    if let Some(place) = off(found, wanted).or_else(|| off(wanted, found)) {
        return Some(place);
    }
    let round = length(wanted);
    // A line that goes forth and back, or round twice, is longer; one that crosses itself encloses
    // another area.
    let alike = (length(found) - round).abs() <= round * 0.01 && (area(found) - area(wanted)).abs() <= round * APART;
    (!alike).then_some(first)
}

/// Whether two closed lines are the same.
pub(super) fn same(found: &[Spot], wanted: &[Spot]) -> bool {
    difference(found, wanted).is_none()
}

fn sides(ring: &[Spot]) -> impl Iterator<Item = (Spot, Spot)> + '_ {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(from, to)| (*from, *to))
}

fn distance(spot: Spot, ring: &[Spot]) -> f64 {
    sides(ring).map(|(from, to)| spot.distance_to_segment(from, to)).fold(f64::INFINITY, f64::min)
}

fn length(ring: &[Spot]) -> f64 {
    sides(ring).map(|(from, to)| from.distance(to)).sum()
}

/// The area a ring encloses.
fn area(ring: &[Spot]) -> f64 {
    let twice: f64 = sides(ring).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Bounds = Bounds { left: 10.0, top: 20.0, right: 19.0, bottom: 29.0 };

    #[test]
    fn a_rounded_rectangle_is_itself_and_no_other() {
        let wanted = rounded(SQUARE, 1.0);
        assert!(same(&wanted, &wanted));
        assert!(same(&rounded(SQUARE.grown(0.03), 1.0), &wanted));
        assert!(!same(&rounded(SQUARE.grown(0.06), 1.0), &wanted));
        assert!(!same(&rounded(SQUARE, 1.5), &wanted));
        assert!(!same(&rectangle(SQUARE), &wanted));
    }

    #[test]
    fn a_peninsula_and_a_needle_are_seen() {
        for width in [4.0, 0.02] {
            let mut ring = rectangle(SQUARE);
            let middle = SQUARE.center();
            let foot = |by: f64| Spot::new(middle.x + by, SQUARE.bottom);
            ring.splice(3..3, [foot(width / 2.0), middle, foot(-width / 2.0)]);
            assert_eq!(difference(&ring, &rectangle(SQUARE)), Some(middle));
        }
    }

    #[test]
    fn a_line_that_goes_round_twice_or_forth_and_back_is_another() {
        let once = rectangle(SQUARE);
        assert!(!same(&[once.clone(), once.clone()].concat(), &once));
        let mut back = once.clone();
        back.splice(2..2, [once[0], once[1]]);
        assert!(!same(&back, &once));
        let crossed = [once[0], once[1], once[3], once[2]];
        assert!(!same(&crossed, &once));
    }
}
