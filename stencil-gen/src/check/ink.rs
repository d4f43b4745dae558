//! What stands on a finished page: shapes and words, each on its layer and in its ink.

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
        let discs = self.shapes.iter().filter(|shape| shape.disc().is_some());
        let mut dots: Vec<Spot> = discs.map(|shape| shape.bounds.center()).collect();
        // Two dots that near each other lie in one band at least of those that are twice as high,
        // counted from the top or from half a band above it.
        [0.0, 0.5].into_iter().any(|shift| {
            let band = |dot: &Spot| (dot.y / (apart * 2.0) + shift).floor();
            dots.sort_by(|a, b| band(a).total_cmp(&band(b)).then(a.x.total_cmp(&b.x)));
            let near = |(index, dot): (usize, &Spot)| {
                let after = dots.iter().skip(index + 1);
                let mut beside = after.take_while(|other| band(other) == band(dot) && other.x - dot.x < apart);
                beside.any(|other| other.distance(*dot) < apart)
            };
            dots.iter().enumerate().any(near)
        })
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
    /// How thick its line is in mm, where it is drawn as one.
    pub(super) line: Option<f64>,
}

/// Lines are half a point thick wherever nothing else is said, in mm.
pub(super) const LINE: f64 = 0.5 * 25.4 / 72.0;
/// How much a line may be thicker or thinner: what rounding in a file makes.
const LINE_OFF: f64 = 0.002;

impl Shape {
    /// How thick its line is, where that is not the thickness it must have.
    pub(super) fn other_line(&self, wanted: f64) -> Option<f64> {
        self.line.filter(|line| (line - wanted).abs() > LINE_OFF)
    }

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
        // Squares are compared: pages have thousands of dots, and roots take long.
        let [least, most] = [(width - 0.02).max(0.0) / 2.0, (width + 0.02) / 2.0].map(|radius| radius * radius);
        let round = (width - height).abs() < 0.02
            && ring.len() >= 12
            && ring.iter().all(|spot| (least..most).contains(&square(*spot, center)));
        // A line that goes forth and back, or round twice, has another area.
        let diameter = f64::midpoint(width, height);
        let next = ring.iter().skip(1).chain(ring.first());
        let doubled: f64 = ring.iter().zip(next).map(|(a, b)| cross(*a, *b, center)).sum();
        let wanted = PI * diameter * diameter / 4.0;
        (round && ((doubled / 2.0).abs() - wanted).abs() <= wanted * 0.03).then_some(diameter)
    }
}

/// The square of the distance between two places.
fn square(a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (a.x - b.x, a.y - b.y);
    dx * dx + dy * dy
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

#[cfg(test)]
mod tests {
    use super::super::outline::circle;
    use super::*;

    fn disc(x: f64, y: f64) -> Shape {
        let spots = circle(Spot::new(x, y), 0.8);
        let bounds = Bounds::around(&spots);
        let parts = vec![Part { spots, closed: true, curves: 4 }];
        Shape { layer: None, paint: Paint::Fill, ink: Ink::BLACK, parts, bounds, line: None }
    }

    #[test]
    fn two_dots_near_each_other_are_seen_wherever_they_are_and_others_are_not() {
        let doubled = |dots: &[(f64, f64)]| {
            let shapes = dots.iter().map(|(x, y)| disc(*x, *y)).collect();
            Page { shapes, ..Page::default() }.has_doubled_dots(0.2)
        };
        for step in 0..50 {
            let y = 10.0 + f64::from(step) * 0.017;
            let around = [(20.0, y), (22.5, y), (20.0, y + 2.5), (20.15, y + 5.0), (19.9, y - 2.5)];
            assert!(!doubled(&around), "{y}");
            for (x, down) in [(0.0, 0.0), (0.1, 0.1), (-0.19, 0.0), (0.0, 0.19), (0.13, -0.14)] {
                assert!(doubled(&[&around[..], &[(20.0 + x, y + down)]].concat()), "{y} {x} {down}");
            }
            for (x, down) in [(0.21, 0.0), (0.0, 0.21), (-0.15, 0.15)] {
                assert!(!doubled(&[&around[..], &[(20.0 + x, y + down)]].concat()), "{y} {x} {down}");
            }
        }
    }
}
