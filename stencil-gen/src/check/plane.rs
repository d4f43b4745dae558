//! Places on a finished page, as measured: millimetres from the card's top-left corner, y downward.
//!
//! A proof-reader measures what a file holds, so these are floats with tolerances; the exact
//! micrometres of the layout stay on its side.

use ballot::Rect;

/// A place in millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Spot {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn distance(self, other: Self) -> f64 {
        // Places on a page are small numbers: nothing overflows, and this is what takes the time.
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt()
    }

    /// Distance to the straight line between two places.
    pub(super) fn distance_to_segment(self, from: Self, to: Self) -> f64 {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let square = dx * dx + dy * dy;
        let along = if square == 0.0 { 0.0 } else { ((self.x - from.x) * dx + (self.y - from.y) * dy) / square };
        let along = along.clamp(0.0, 1.0);
        self.distance(Self::new(from.x + dx * along, from.y + dy * along))
    }
}

/// A rectangle in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Bounds {
    /// Nothing yet: grows with the first place.
    pub(super) const EMPTY: Self =
        Self { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };

    pub(super) fn around<'a>(spots: impl IntoIterator<Item = &'a Spot>) -> Self {
        spots.into_iter().fold(Self::EMPTY, |bounds, spot| Self {
            left: bounds.left.min(spot.x),
            top: bounds.top.min(spot.y),
            right: bounds.right.max(spot.x),
            bottom: bounds.bottom.max(spot.y),
        })
    }

    /// A rectangle of the form, moved to where the sheet lies on the card.
    pub(super) fn of(rect: Rect, sheet_left: f64, sheet_top: f64) -> Self {
        Self {
            left: sheet_left + rect.left.mm(),
            top: sheet_top + rect.top.mm(),
            right: sheet_left + rect.right.mm(),
            bottom: sheet_top + rect.bottom.mm(),
        }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn center(self) -> Spot {
        Spot::new(f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    pub(super) fn corners(self) -> [Spot; 4] {
        [
            Spot::new(self.left, self.top),
            Spot::new(self.right, self.top),
            Spot::new(self.right, self.bottom),
            Spot::new(self.left, self.bottom),
        ]
    }

    pub(super) fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether the other lies inside, up to `slack`.
    pub(super) fn contains(self, other: Self, slack: f64) -> bool {
        let outer = self.grown(slack);
        outer.left <= other.left && outer.top <= other.top && outer.right >= other.right && outer.bottom >= other.bottom
    }

    /// The farthest that any edge is from the other's.
    pub(super) fn off(self, other: Self) -> f64 {
        let edges =
            [self.left - other.left, self.top - other.top, self.right - other.right, self.bottom - other.bottom];
        edges.into_iter().fold(0.0, |most, off| most.max(off.abs()))
    }
}

/// Whether a place lies inside a closed line of places.
pub(super) fn inside(spot: Spot, ring: &[Spot]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossings = ring
        .iter()
        .zip(next)
        .filter(|(a, b)| (a.y > spot.y) != (b.y > spot.y) && spot.x < (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) + a.x);
    crossings.count() % 2 == 1
}

/// A 2 × 3 matrix as PDF has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This matrix, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    pub(super) fn apply(self, x: f64, y: f64) -> Spot {
        let [a, b, c, d, e, f] = self.0;
        Spot::new(a * x + c * y + e, b * x + d * y + f)
    }
}
