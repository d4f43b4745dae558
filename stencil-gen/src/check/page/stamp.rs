//! A form that is one filled path, placed a thousand times: a dot.
//!
//! Its path is worked out where it is placed first. Placed again in the same size, it is the same
//! path elsewhere, in the ink and on the layer of that place.

use lopdf::ObjectId;

use super::super::ink::{Paint, Part, Shape};
use super::super::plane::{Matrix, Spot};
use super::super::tokens::Operation;
use super::{MOST_STEPS, Runner};

/// What a form draws.
pub(super) struct Stamp {
    placed: Matrix,
    parts: Vec<Part>,
    /// How many operations it has.
    steps: usize,
}

impl Stamp {
    /// The stamp of a form that drew this shape; `None` where a form does anything but fill a path,
    /// for that may depend on where it is placed.
    pub(super) fn of(operations: &[Operation], placed: Matrix, shape: &Shape) -> Option<Self> {
        let (last, path) = operations.split_last()?;
        let builds = |operation: &Operation| matches!(&operation.operator, b"m  " | b"l  " | b"c  " | b"h  ");
        let fills = last.operator == *b"f  " && shape.paint == Paint::Fill && path.iter().all(builds);
        fills.then(|| Self { placed, parts: shape.parts.clone(), steps: operations.len() })
    }

    /// Its path where it is placed now, if it has the size it had first.
    fn at(&self, now: Matrix) -> Option<Vec<Part>> {
        let ([a, b, c, d, e, f], [g, h, i, j, x, y]) = (self.placed.0, now.0);
        let same = [(a, g), (b, h), (c, i), (d, j)].iter().all(|(first, now)| first.to_bits() == now.to_bits());
        let moved = |spot: &Spot| Spot::new(spot.x + (x - e), spot.y + (y - f));
        let part = |part: &Part| Part { spots: part.spots.iter().map(moved).collect(), ..*part };
        same.then(|| self.parts.iter().map(part).collect())
    }
}

impl Runner<'_> {
    /// Places a form that is known as a stamp; whether it is one. That the path keeps within the
    /// form's own bounds was seen where it was placed first.
    pub(super) fn stamped(&mut self, id: ObjectId) -> Result<bool, String> {
        let stamp = self.stamps.get(&id);
        let Some((parts, steps)) = stamp.and_then(|stamp| Some((stamp.at(self.state.matrix)?, stamp.steps))) else {
            return Ok(false);
        };
        self.steps += steps;
        if self.steps > MOST_STEPS {
            return Err("too many operations".to_owned());
        }
        self.shape(Paint::Fill, self.state.fill.clone(), parts, None)?;
        Ok(true)
    }
}
