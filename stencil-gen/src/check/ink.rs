//! What stands on a finished page: shapes and words, each on its layer and in its ink.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use super::plane::{Bounds, Spot};

/// A page as read.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Size of the finished page in mm; places are measured from its top-left corner.
    pub(super) trim: [f64; 2],
    /// From the page's corner to the finished page's, in mm.
    pub(super) margin: [f64; 2],
    /// Names of the file's layers, those that are switched off marked.
    pub(super) layers: Vec<String>,
    /// Names of layers that a viewer hides.
    pub(super) hidden: Vec<String>,
    /// What the file says of itself.
    pub(super) says: Says,
    /// Shapes in drawing order.
    pub(super) shapes: Vec<Shape>,
    /// Words in drawing order.
    pub(super) texts: Vec<Words>,
}

/// What a file says of itself, as a viewer's title bar and a screen reader have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) title: String,
    pub(super) language: String,
}

impl Page {
    pub(super) fn on<'a>(&'a self, layer: &'a str) -> impl Iterator<Item = &'a Shape> {
        self.shapes.iter().filter(move |shape| shape.layer.as_deref() == Some(layer))
    }

    /// Whether the middles of two dots are nearer than this.
    pub(super) fn has_doubled_dots(&self, apart: f64) -> bool {
        let mut places: BTreeMap<[i64; 2], Vec<Spot>> = BTreeMap::new();
        for dot in self.shapes.iter().filter(|shape| shape.disc().is_some()) {
            let at = dot.bounds.center();
            #[expect(clippy::cast_possible_truncation, reason = "too large a place is the last one")]
            let [column, row] = [at.x, at.y].map(|side| ((side / apart).floor() as i64).clamp(-1_000_000, 1_000_000));
            let around = (column - 1..=column + 1).flat_map(|x| (row - 1..=row + 1).map(move |y| [x, y]));
            let mut near = around.filter_map(|place| places.get(&place)).flatten();
            if near.any(|other| other.distance(at) < apart) {
                return true;
            }
            places.entry([column, row]).or_default().push(at);
        }
        false
    }

    pub(super) fn texts_on<'a>(&'a self, layer: &'a str) -> impl Iterator<Item = &'a Words> {
        self.texts.iter().filter(move |words| words.layer.as_deref() == Some(layer))
    }
}

/// How a shape is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    Fill,
    FillEvenOdd,
    Stroke,
}

/// The ink of a shape.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ink {
    /// Cyan, magenta, yellow, black.
    Process([f64; 4]),
    /// A spot color, with its strength.
    Spot(String, f64),
    /// Anything else.
    Unknown,
}

impl Ink {
    pub(super) const BLACK: Self = Self::Process([0.0, 0.0, 0.0, 1.0]);

    /// Whether it is this mixture of cyan, magenta, yellow and black.
    pub(super) fn is_tint(&self, wanted: [f64; 4]) -> bool {
        let Self::Process(found) = self else { return false };
        found.iter().zip(&wanted).all(|(found, wanted)| (found - wanted).abs() < 0.002)
    }

    pub(super) fn is_spot(&self, name: &str) -> bool {
        matches!(self, Self::Spot(found, strength) if found == name && *strength > 0.999)
    }
}

/// A part of a path, curves made into short lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub(super) spots: Vec<Spot>,
    pub(super) closed: bool,
    /// How many curves it has.
    pub(super) curves: usize,
}

/// A painted path.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) layer: Option<String>,
    pub(super) paint: Paint,
    pub(super) ink: Ink,
    pub(super) parts: Vec<Part>,
    pub(super) bounds: Bounds,
}

impl Shape {
    /// The lines of a path, the closing ones too.
    pub(super) fn segments(&self) -> impl Iterator<Item = (Spot, Spot)> + '_ {
        self.parts.iter().flat_map(|part| {
            let open = part.spots.iter().zip(part.spots.iter().skip(1));
            let closing = part.spots.last().zip(part.spots.first()).filter(|_| part.closed);
            open.chain(closing).map(|(from, to)| (*from, *to))
        })
    }

    /// Whether it is one closed line.
    pub(super) fn ring(&self) -> Option<&[Spot]> {
        match self.parts.as_slice() {
            [part] if part.closed => Some(&part.spots),
            _ => None,
        }
    }

    /// The diameter, if it is a filled disc.
    pub(super) fn disc(&self) -> Option<f64> {
        let ring = self.ring().filter(|_| self.paint == Paint::Fill)?;
        let (width, height) = (self.bounds.width(), self.bounds.height());
        let center = self.bounds.center();
        let round = (width - height).abs() < 0.02
            && ring.len() >= 12
            && ring.iter().all(|spot| (spot.distance(center) * 2.0 - width).abs() < 0.02);
        // A line that goes forth and back, or round twice, has another area.
        let (diameter, next) = (f64::midpoint(width, height), ring.iter().cycle().skip(1));
        let doubled: f64 = ring.iter().zip(next).map(|(a, b)| cross(*a, *b, center)).sum();
        let wanted = PI * diameter * diameter / 4.0;
        (round && ((doubled / 2.0).abs() - wanted).abs() <= wanted * 0.03).then_some(diameter)
    }
}

fn cross(a: Spot, b: Spot, center: Spot) -> f64 {
    (a.x - center.x) * (b.y - center.y) - (b.x - center.x) * (a.y - center.y)
}

/// A run of words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    pub(super) layer: Option<String>,
    pub(super) ink: Ink,
    pub(super) text: String,
    /// Left end of the baseline.
    pub(super) start: Spot,
    /// Right end of the last letter's advance.
    pub(super) end_x: f64,
    /// Height of capitals in mm.
    pub(super) capital: f64,
    /// Whether every glyph has its letter's shape and stands upright.
    pub(super) true_shapes: bool,
}

impl Words {
    /// The middle of its capitals.
    pub(super) fn middle(&self) -> f64 {
        self.start.y - self.capital / 2.0
    }
}
