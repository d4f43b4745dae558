//! Hollow boxes: those drawn at one go, and those put together of four lines.

use std::collections::BTreeMap;

use hayro::kurbo::{Point, Rect};

use super::drawn::{Frame, Ink};
use super::outline::Segment;

/// Lines whose ends are this near meet, in mm.
const MEET: f64 = 0.3;
/// Two frames this near are one, drawn twice.
const TWICE: f64 = 0.05;
/// The sides that a square can have, and how far from a square it may be (`ballot::BallotForm` takes 3 to 30 mm).
const SIDES: std::ops::RangeInclusive<f64> = 3.0..=30.0;
const SLENDEREST: f64 = 2.0;

/// Whether a box can be a square of a ballot.
fn is_square(rect: Rect) -> bool {
    let (width, height) = (rect.width(), rect.height());
    SIDES.contains(&width) && SIDES.contains(&height) && width.max(height) <= width.min(height) * SLENDEREST
}

/// Every box on a page that could be a square, from top to bottom, each once.
pub(super) fn all(ink: &Ink) -> Vec<Frame> {
    let drawn = ink.frames.iter().map(|(_, frame)| *frame);
    let mut frames: Vec<Frame> = drawn.chain(of_lines(ink)).filter(|frame| is_square(frame.rect)).collect();
    frames.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0).then(a.rect.x0.total_cmp(&b.rect.x0)));
    let mut once: Vec<Frame> = Vec::new();
    for frame in frames {
        let near = once.iter().rev().take_while(|known| frame.rect.y0 - known.rect.y0 <= TWICE);
        if !near.into_iter().any(|known| off(known.rect, frame.rect) <= TWICE) {
            once.push(frame);
        }
    }
    once
}

/// The farthest that any edge is from the other's.
pub(super) fn off(a: Rect, b: Rect) -> f64 {
    let edges = [a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1, a.y1 - b.y1];
    edges.iter().fold(0.0, |most, off| off.abs().max(most))
}

/// Boxes of two level and two upright lines that meet at their ends.
fn of_lines(ink: &Ink) -> Vec<Frame> {
    let lines = ink.segments.iter().map(|(_, line)| line).filter(|line| SIDES.contains(&line.length()));
    let (level, upright): (Vec<&Segment>, Vec<&Segment>) = lines.partition(|line| line.is_level());
    let (rows, columns) = (Starts::of(&level), Starts::of(&upright));
    let mut frames = Vec::new();
    for top in &level {
        for left in columns.near(top.from) {
            let mut rights = columns.near(top.to);
            let right = rights.find(|right| meets(right.to.y, left.to.y) && right.middle().x > left.middle().x + MEET);
            let Some(right) = right else { continue };
            let Some(bottom) = rows.near(left.to).find(|bottom| meets(bottom.to.x, right.to.x)) else { continue };
            let rect = Rect::new(left.middle().x, top.middle().y, right.middle().x, bottom.middle().y);
            let line = [*top, left, right, bottom].iter().fold(0.0, |most: f64, line| most.max(line.width));
            frames.push(Frame { rect, line });
        }
    }
    frames
}

fn meets(a: f64, b: f64) -> bool {
    (a - b).abs() <= MEET
}

/// Lines by where they begin, so that few are compared with each other.
struct Starts<'a>(BTreeMap<(i64, i64), Vec<&'a Segment>>);

impl<'a> Starts<'a> {
    fn of(lines: &[&'a Segment]) -> Self {
        let mut starts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in lines {
            starts.entry(cell(line.from)).or_default().push(*line);
        }
        Self(starts)
    }

    /// The lines that begin near this place.
    fn near(&self, place: Point) -> impl Iterator<Item = &'a Segment> {
        let (column, row) = cell(place);
        let cells = (column - 1..=column + 1).flat_map(move |column| (row - 1..=row + 1).map(move |row| (column, row)));
        let lines = cells.filter_map(|cell| self.0.get(&cell)).flatten().copied();
        lines.filter(move |line| meets(line.from.x, place.x) && meets(line.from.y, place.y))
    }
}

/// Places in one cell or in neighboring ones may meet, no others.
#[expect(clippy::cast_possible_truncation, reason = "a page is a few thousand cells wide")]
fn cell(place: Point) -> (i64, i64) {
    ((place.x / MEET).floor() as i64, (place.y / MEET).floor() as i64)
}
