//! How people fill in a square.

use ballot::Rect;
use fastrand::Rng;

use crate::canvas::{Canvas, Mm};
use crate::{Recipe, between};

/// What a mark is made with.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Width of its stroke, mm.
    pub width_mm: f64,
    /// The share of light that the ink takes, 0 to 1.
    pub dark: f64,
}

/// A way to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// ✓, large or small.
    Tick,
    /// ✗ from corner to corner, or smaller.
    Cross,
    /// One line, in any direction.
    Line,
    /// A dot rubbed until it is seen: 1.3 to 2.5 mm.
    Dot,
    /// A blot, up to the whole square.
    Blot,
    /// A tick of a ballpoint that hardly writes and leaves gaps.
    Faint,
    /// A line that begins on the square's own line and ends inside.
    Edge,
    /// Loops that go round the square's inside.
    Ring,
    /// Crossed out with many lines: a correction's first part.
    Scribble,
    /// A speck, as when a pen falls: a person doubts too.
    Speck,
}

impl Hand {
    /// Every hand.
    pub const ALL: [Self; 10] = [
        Self::Tick,
        Self::Cross,
        Self::Line,
        Self::Dot,
        Self::Blot,
        Self::Faint,
        Self::Edge,
        Self::Ring,
        Self::Scribble,
        Self::Speck,
    ];
    /// Those in which a person sees one mark at once.
    pub const CLEAR: [Self; 9] = [
        Self::Tick,
        Self::Cross,
        Self::Line,
        Self::Dot,
        Self::Blot,
        Self::Faint,
        Self::Edge,
        Self::Ring,
        Self::Scribble,
    ];

    /// A person sees it at once.
    #[must_use]
    pub fn is_clear(self) -> bool {
        Self::CLEAR.contains(&self)
    }
}

/// Places of the unit square, 0 to 1 in both directions, to places of the sheet.
struct Ground<'a> {
    square: Rect,
    rng: &'a mut Rng,
    tremble: f64,
    /// How far outside the square a pen comes, mm.
    outside: f64,
}

impl Ground<'_> {
    fn at(&mut self, x: f64, y: f64) -> Mm {
        let width = self.square.width().mm();
        let mut jitter = || (self.rng.f64() - 0.5) * 2.0 * self.tremble;
        let (x, y) = (x + jitter(), y + jitter());
        let keep = |value: f64, least: f64, most: f64| value.clamp(least - self.outside, most + self.outside);
        (
            keep(self.square.left.mm() + x * width, self.square.left.mm(), self.square.right.mm()),
            keep(self.square.top.mm() + y * self.square.height().mm(), self.square.top.mm(), self.square.bottom.mm()),
        )
    }
}

/// Draws a mark into a square.
pub(crate) fn mark(canvas: &mut Canvas, square: Rect, hand: Hand, recipe: &Recipe, rng: &mut Rng) {
    let outside = if recipe.through_stencil { 0.4 } else { 1.2 };
    let size = between(rng, 0.55, 1.0);
    let shift = (between(rng, -0.5, 0.5) * (1.0 - size), between(rng, -0.5, 0.5) * (1.0 - size));
    let pen = recipe.pen;
    let mut ground = Ground { square, rng, tremble: 0.06, outside };
    let mut at = |x: f64, y: f64| ground.at(0.5 + shift.0 + (x - 0.5) * size, 0.5 + shift.1 + (y - 0.5) * size);
    match hand {
        Hand::Tick => {
            canvas.path(&[at(0.1, 0.55), at(0.4, 0.9), at(0.65, 0.5), at(0.98, 0.05)], pen.width_mm, pen.dark);
        }
        Hand::Cross => {
            canvas.path(&[at(0.08, 0.1), at(0.5, 0.5), at(0.92, 0.9)], pen.width_mm, pen.dark);
            canvas.path(&[at(0.9, 0.08), at(0.5, 0.5), at(0.1, 0.92)], pen.width_mm, pen.dark);
        }
        Hand::Line => line(canvas, &mut ground, pen),
        Hand::Dot => disc(canvas, &mut ground, (1.3, 2.5), pen),
        Hand::Blot => {
            let most = square.width().mm() * 0.95;
            disc(canvas, &mut ground, (2.6, most.max(2.7)), Pen { dark: pen.dark.max(0.75), ..pen });
        }
        Hand::Faint => faint(canvas, &mut ground, pen),
        Hand::Edge => {
            let side = ground.rng.bool();
            let y = between(ground.rng, 0.25, 0.75);
            let x = if side { 0.0 } else { 1.0 };
            let end = ground.at(0.5, 1.0 - y);
            let start = ground.at(x, y);
            canvas.path(&[start, ground.at(f64::midpoint(x, 0.5), 0.4), end], pen.width_mm, pen.dark);
        }
        Hand::Ring => {
            let places: Vec<Mm> = (0..=20)
                .map(|step| {
                    let angle = f64::from(step) / 18.0 * std::f64::consts::TAU;
                    at(0.5 + 0.4 * angle.cos(), 0.5 + 0.4 * angle.sin())
                })
                .collect();
            canvas.path(&places, pen.width_mm, pen.dark);
        }
        Hand::Scribble => {
            let places: Vec<Mm> =
                (0..14).map(|step| at(if step % 2 == 0 { 0.05 } else { 0.95 }, f64::from(step) / 13.0)).collect();
            canvas.path(&places, pen.width_mm, pen.dark);
        }
        Hand::Speck => {
            let place = ground.at(0.5, 0.5);
            let width = between(ground.rng, 0.3, 0.55);
            canvas.stroke(place, (place.0 + 0.1, place.1), width, pen.dark);
        }
    }
}

fn line(canvas: &mut Canvas, ground: &mut Ground<'_>, pen: Pen) {
    let angle = ground.rng.f64() * std::f64::consts::PI;
    let half = between(ground.rng, 0.28, 0.48);
    let (x, y) = (angle.cos() * half, angle.sin() * half);
    let places = [ground.at(0.5 - x, 0.5 - y), ground.at(0.5, 0.5), ground.at(0.5 + x, 0.5 + y)];
    canvas.path(&places, pen.width_mm, pen.dark);
}

fn disc(canvas: &mut Canvas, ground: &mut Ground<'_>, (least, most): (f64, f64), pen: Pen) {
    let size = between(ground.rng, least, most);
    let (x, y) = ground.at(0.5, 0.5);
    let turns = (size / 0.25) as usize * 8;
    let places: Vec<Mm> = (0..=turns)
        .map(|step| {
            let share = step as f64 / turns as f64;
            let (angle, radius) =
                (share * turns as f64 / 8.0 * std::f64::consts::TAU, share * (size - pen.width_mm) / 2.0);
            let radius = radius.max(0.05) * between(ground.rng, 0.9, 1.1);
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
        .collect();
    canvas.path(&places, pen.width_mm, pen.dark);
}

/// A tick with gaps in it.
fn faint(canvas: &mut Canvas, ground: &mut Ground<'_>, pen: Pen) {
    let corners = [ground.at(0.12, 0.5), ground.at(0.42, 0.88), ground.at(0.95, 0.08)];
    for pair in corners.windows(2) {
        for step in 0..12 {
            let part = |index: i32| {
                let t = f64::from(index) / 12.0;
                (pair[0].0 + (pair[1].0 - pair[0].0) * t, pair[0].1 + (pair[1].1 - pair[0].1) * t)
            };
            if ground.rng.u8(0..6) > 0 {
                canvas.stroke(part(step), part(step + 1), pen.width_mm, pen.dark * between(ground.rng, 0.85, 1.1));
            }
        }
    }
}
