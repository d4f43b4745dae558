//! Paths as rectangles and straight lines, in millimetres.

use hayro::kurbo::{BezPath, PathEl, Point, Rect};

/// Corners of a path that count as the same, and how far a line may lean, in mm.
const SAME: f64 = 0.05;
/// A side of a rectangle is straight for at least this share of its length; corners may be round.
const STRAIGHT: f64 = 0.5;

/// A straight line along an edge of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) from: Point,
    pub(super) to: Point,
    /// How thick it is.
    pub(super) width: f64,
}

impl Segment {
    /// From left to right or from top to bottom; `None` for a slanted one.
    pub(super) fn upright(from: Point, to: Point, width: f64) -> Option<Self> {
        let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        let forward = from.x + from.y <= to.x + to.y;
        let (from, to) = if forward { (from, to) } else { (to, from) };
        (dx.min(dy) <= SAME && dx.max(dy) > SAME).then_some(Self { from, to, width })
    }

    pub(super) fn is_level(&self) -> bool {
        self.to.x - self.from.x > self.to.y - self.from.y
    }

    pub(super) fn length(&self) -> f64 {
        (self.to.x - self.from.x).max(self.to.y - self.from.y)
    }

    pub(super) fn middle(&self) -> Point {
        self.from.midpoint(self.to)
    }
}

/// A part of a path that is drawn at one go.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    lines: Vec<(Point, Point)>,
    bounds: Option<Rect>,
    start: Option<Point>,
    at: Option<Point>,
    /// Twice the area, positive or negative by the direction.
    turn: f64,
}

impl Part {
    fn reach(&mut self, point: Point) {
        let dot = Rect::from_points(point, point);
        self.bounds = Some(self.bounds.map_or(dot, |bounds| bounds.union_pt(point)));
    }

    fn line_to(&mut self, to: Point) {
        if let Some(from) = self.at.filter(|from| *from != to) {
            self.turn += from.x * to.y - to.x * from.y;
            self.lines.push((from, to));
        }
        self.reach(to);
        self.at = Some(to);
    }

    fn curve_to(&mut self, through: &[Point], to: Point) {
        through.iter().for_each(|point| self.reach(*point));
        if let Some(from) = self.at {
            self.turn += from.x * to.y - to.x * from.y;
        }
        self.reach(to);
        self.at = Some(to);
    }

    fn is_closed(&self) -> bool {
        self.start.zip(self.at).is_some_and(|(start, at)| start.distance(at) <= SAME)
    }

    /// Which way round it goes.
    pub(super) fn is_clockwise(&self) -> bool {
        self.turn > 0.0
    }

    /// The rectangle that it is: all its straight lines lie on the edges of its bounds, and each edge is mostly
    /// straight. Filled, an open one is closed by the filling.
    pub(super) fn rectangle(&self, filled: bool) -> Option<Rect> {
        let bounds = self.bounds.filter(|_| filled || self.is_closed())?;
        let mut along = [0.0; 4];
        let closing = self.at.zip(self.start).filter(|(at, start)| filled && at != start);
        for (from, to) in self.lines.iter().copied().chain(closing) {
            let edges = [
                (from.y - bounds.y0).abs() <= SAME && (to.y - bounds.y0).abs() <= SAME,
                (from.x - bounds.x1).abs() <= SAME && (to.x - bounds.x1).abs() <= SAME,
                (from.y - bounds.y1).abs() <= SAME && (to.y - bounds.y1).abs() <= SAME,
                (from.x - bounds.x0).abs() <= SAME && (to.x - bounds.x0).abs() <= SAME,
            ];
            let (edge, _) = edges.iter().enumerate().find(|(_, on)| **on)?;
            *along.get_mut(edge)? += from.distance(to);
        }
        let sides = [bounds.width(), bounds.height(), bounds.width(), bounds.height()];
        let straight =
            along.iter().zip(sides).all(|(along, side)| *along >= side * STRAIGHT && *along <= side * 1.01 + SAME);
        (straight && bounds.width() > SAME && bounds.height() > SAME).then_some(bounds)
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = (Point, Point)> {
        self.lines.iter().copied()
    }
}

/// The parts of a path that is in millimetres already.
pub(super) fn parts(path: &BezPath) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for element in path.elements() {
        if let PathEl::MoveTo(to) = element {
            parts.push(Part { start: Some(*to), at: Some(*to), ..Part::default() });
        }
        let Some(part) = parts.last_mut() else { continue };
        match element {
            PathEl::MoveTo(to) => part.reach(*to),
            PathEl::LineTo(to) => part.line_to(*to),
            PathEl::QuadTo(through, to) => part.curve_to(&[*through], *to),
            PathEl::CurveTo(first, second, to) => part.curve_to(&[*first, *second], *to),
            PathEl::ClosePath => {
                if let Some(start) = part.start {
                    part.line_to(start);
                }
            }
        }
    }
    parts.retain(|part| part.bounds.is_some());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(svg: &str) -> Part {
        let mut parts = parts(&BezPath::from_svg(svg).unwrap());
        assert_eq!(parts.len(), 1);
        parts.remove(0)
    }

    #[test]
    fn rectangles_are_known_whichever_way_they_are_drawn() {
        let wanted = Some(Rect::new(10.0, 20.0, 18.0, 28.0));
        assert_eq!(one("M10 20 L18 20 L18 28 L10 28 Z").rectangle(false), wanted);
        assert_eq!(one("M10 20 L10 28 L18 28 L18 20 L10 20").rectangle(false), wanted);
        assert_eq!(one("M10 20 L14 20 L18 20 L18 28 L10 28 Z").rectangle(false), wanted);
        assert_eq!(
            one("M11 20 L17 20 Q18 20 18 21 L18 27 Q18 28 17 28 L11 28 Q10 28 10 27 L10 21 Q10 20 11 20 Z")
                .rectangle(false),
            wanted
        );
        assert_eq!(one("M10 20 L18 20 L18 28 L10 28").rectangle(true), wanted);
    }

    #[test]
    fn what_only_looks_a_little_like_a_rectangle_is_none() {
        assert_eq!(one("M10 20 L18 20 L18 28 L10 28").rectangle(false), None);
        assert_eq!(one("M10 20 L18 20 L18 28 Z").rectangle(true), None);
        assert_eq!(one("M10 20 L18 20.2 L18 28 L10 28 Z").rectangle(true), None);
        assert_eq!(one("M14 20 Q18 20 18 24 Q18 28 14 28 Q10 28 10 24 Q10 20 14 20 Z").rectangle(true), None);
        assert_eq!(one("M10 20 L18 20 L18 28 L10 28 Z").lines().count(), 4);
    }

    #[test]
    fn lines_know_their_direction_and_slanted_ones_are_none() {
        let (a, b) = (Point::new(5.0, 5.0), Point::new(1.0, 5.0));
        let level = Segment::upright(a, b, 0.2).unwrap();
        assert!(level.is_level() && level.from == b && (level.length() - 4.0).abs() < 1e-9);
        assert_eq!(Segment::upright(a, Point::new(1.0, 5.1), 0.2), None);
        assert!(!Segment::upright(a, Point::new(5.0, 9.0), 0.2).unwrap().is_level());
    }
}
