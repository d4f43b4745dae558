//! The raised symbols of the keys, each in a square of 8 × 8 mm.

use ballot::{Length, Point};
use keypad_protocol::{Key, Stroke};

/// The symbol of a key. No two are alike.
#[must_use]
pub fn symbol(key: Key) -> Vec<Stroke> {
    key.symbol().to_vec()
}

/// A symbol's strokes on the sheet.
pub(super) fn placed(key: Key, center: Point) -> impl Iterator<Item = (Key, Point, Point)> {
    let at = move |(x, y): (i32, i32)| {
        Point::new(center.x + Length::from_um(x.into()), center.y + Length::from_um(y.into()))
    };
    key.symbol().iter().map(move |(from, to)| (key, at(*from), at(*to)))
}
