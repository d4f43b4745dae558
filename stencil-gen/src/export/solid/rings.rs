//! Closed rings of straight edges. Arcs take their points from tables, not from trigonometry, so
//! that every machine writes the same bytes.

use ballot::{Length, Point};

use crate::layout::{Outline, Step};

/// Cosine and sine in millionths for eight edges a quarter, without the quarter's end.
pub(in crate::export) const FINE: [(i64, i64); 8] = [
    (1_000_000, 0),
    (980_785, 195_090),
    (923_880, 382_683),
    (831_470, 555_570),
    (707_107, 707_107),
    (555_570, 831_470),
    (382_683, 923_880),
    (195_090, 980_785),
];
/// For four edges a quarter.
pub(in crate::export) const RECESS_CIRCLE: [(i64, i64); 4] =
    [(1_000_000, 0), (923_880, 382_683), (707_107, 707_107), (382_683, 923_880)];
/// For three edges a quarter.
pub(in crate::export) const DOME_CIRCLE: [(i64, i64); 3] = [(1_000_000, 0), (866_025, 500_000), (500_000, 866_025)];

/// A circle with its corners on it.
pub(in crate::export) fn circle(center: Point, radius: Length, quarter: &[(i64, i64)]) -> Vec<Point> {
    let start = (radius, Length::ZERO);
    let turns = [start, (Length::ZERO, radius), (-radius, Length::ZERO), (Length::ZERO, -radius)];
    let ends = turns.into_iter().cycle().skip(1);
    turns.into_iter().zip(ends).flat_map(|(from, to)| arc(center, from, to, quarter)).collect()
}

/// A quarter circle from one offset of its center to another, without the end.
fn arc(
    center: Point,
    from: (Length, Length),
    to: (Length, Length),
    quarter: &[(i64, i64)],
) -> impl Iterator<Item = Point> + '_ {
    let part = |a: Length, cos: i64, b: Length, sin: i64| {
        let scaled = a.um() * cos + b.um() * sin;
        Length::from_um((scaled + if scaled < 0 { -500_000 } else { 500_000 }) / 1_000_000)
    };
    quarter.iter().map(move |(cos, sin)| {
        Point::new(center.x + part(from.0, *cos, to.0, *sin), center.y + part(from.1, *cos, to.1, *sin))
    })
}

/// An outline with eight edges for each quarter circle.
pub(in crate::export) fn flattened(outline: &Outline) -> Vec<Point> {
    let mut ring = Vec::new();
    for (from, step) in outline.legs() {
        match step {
            Step::Line(_) => ring.push(from),
            Step::Quarter { to, center } => {
                let offset = |point: Point| (point.x - center.x, point.y - center.y);
                ring.extend(arc(center, offset(from), offset(to), &FINE));
            }
        }
    }
    ring
}

/// The edges of a ring.
pub(in crate::export) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Twice the ring's area in square micrometres, positive when it runs counterclockwise (y upward).
pub(in crate::export) fn doubled_area(ring: &[Point]) -> i64 {
    edges(ring).map(|(a, b)| a.x.um() * b.y.um() - b.x.um() * a.y.um()).sum()
}

/// Which way a ring runs.
pub(in crate::export) fn is_counterclockwise(ring: &[Point]) -> bool {
    doubled_area(ring) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_run_counterclockwise_with_their_corners_on_the_radius() {
        let center = Point::new(Length::from_um(5_001), Length::from_um(-77));
        for (quarter, edges) in [(FINE.as_slice(), 32), (&RECESS_CIRCLE, 16), (&DOME_CIRCLE, 12)] {
            let ring = circle(center, Length::from_mm(1), quarter);
            assert_eq!(ring.len(), edges);
            assert!(is_counterclockwise(&ring));
            for point in ring {
                let (x, y) = ((point.x - center.x).mm(), (point.y - center.y).mm());
                assert!((x.hypot(y) - 1.0).abs() < 0.001);
            }
        }
    }

    #[test]
    fn a_ring_has_no_point_twice() {
        let rect = ballot::Rect { right: Length::from_mm(9), bottom: Length::from_mm(9), ..ballot::Rect::default() };
        let ring = flattened(&Outline::rounded(rect, Length::from_mm(1)));
        assert_eq!(ring.len(), 4 * 9);
        assert!(edges(&ring).all(|(a, b)| a != b));
    }
}
