//! Dots to cells: finds the columns that the dots themselves show, and every dot that is off.

use std::collections::BTreeMap;

use super::super::finding::{CheckFinding, length};
use super::super::plane::Spot;
use super::super::reader::BLANK;
use super::Proof;

/// Between dots of a cell, in mm: design §2.
pub(super) const DOT_PITCH: f64 = 2.5;
/// How far a dot may be from its place.
const OFF: f64 = 0.1;
/// A dot farther away than this belongs to no place of the line.
const LOST: f64 = 0.8;
/// How much a dot's diameter may differ.
const DIAMETER: f64 = 0.05;

/// A dot as found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dot {
    pub(super) at: Spot,
}

/// The columns of cells, the same for every line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// Center of dot 1 of the first cell.
    pub(super) first: f64,
    /// Between cells.
    pub(super) pitch: f64,
}

impl Columns {
    /// Center of dot 1 of a cell.
    pub(super) fn x(&self, cell: usize) -> f64 {
        self.first + self.pitch * f64::from(u32::try_from(cell).unwrap_or(u32::MAX))
    }

    /// The nearest place for a dot: cell, whether it is the right column, and how far it is off.
    fn nearest(&self, x: f64) -> (i64, bool, f64) {
        let place = |right: bool| {
            let from = x - self.first - if right { DOT_PITCH } else { 0.0 };
            let cell = (from / self.pitch).round();
            (cell, right, from - cell * self.pitch)
        };
        let (left, right) = (place(false), place(true));
        let (cell, right, off) = if left.2.abs() <= right.2.abs() { left } else { right };
        #[expect(clippy::cast_possible_truncation, reason = "a page has few cells")]
        (cell as i64, right, off)
    }
}

/// Cells of one line, from the common left margin on.
#[derive(Clone, Debug, Default)]
pub(super) struct CellLine {
    /// Height of the middle dots.
    pub(super) y: f64,
    /// Unicode Braille patterns, blanks included.
    pub(super) cells: Vec<char>,
}

impl Proof<'_> {
    /// Every disc of the Braille layer; of the right size or not.
    pub(super) fn dots(&mut self) -> Vec<Dot> {
        let page = self.page;
        let mut dots = Vec::new();
        for shape in page.on("Braille") {
            let at = shape.bounds.center();
            let Some(diameter) = shape.disc() else {
                self.stray(Some("Braille"), at);
                continue;
            };
            let wanted = self.wanted.making.dot;
            if (diameter - wanted).abs() > DIAMETER {
                let finding = CheckFinding::DotSize { found: length(diameter), wanted: length(wanted) };
                self.find(None, Some(at), finding);
            }
            dots.push(Dot { at });
        }
        self.facts.dots = dots.len();
        dots
    }

    /// The columns that most dots agree on, counted from the leftmost cell with a dot.
    pub(super) fn columns(&self, dots: &[Dot]) -> Columns {
        let pitch = self.wanted.making.cell_pitch;
        let agreeing = |first: f64| {
            let columns = Columns { first, pitch };
            dots.iter().filter(|dot| columns.nearest(dot.at.x).2.abs() <= OFF).count()
        };
        // A few dots give every phase there is; damaged ones are outvoted.
        let step = (dots.len() / 40).max(1);
        let best = dots.iter().step_by(step).max_by_key(|dot| agreeing(dot.at.x));
        let phase = Columns { first: best.map_or(0.0, |dot| dot.at.x), pitch };
        let on_columns = dots.iter().map(|dot| phase.nearest(dot.at.x)).filter(|(_, _, off)| off.abs() <= OFF);
        let leftmost = on_columns.map(|(cell, ..)| cell).min().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a page has few cells")]
        Columns { first: phase.first + pitch * leftmost as f64, pitch }
    }

    /// Puts the dots near a line's middle into cells, and tells of each that is off.
    pub(super) fn line(&mut self, y: f64, dots: &[Dot], columns: Columns, row: Option<u32>) -> CellLine {
        let mut cells: BTreeMap<i64, u32> = BTreeMap::new();
        for dot in dots {
            let (cell, right, dx) = columns.nearest(dot.at.x);
            let level = ((dot.at.y - y) / DOT_PITCH).round().clamp(-1.0, 1.0);
            let off = dx.hypot(dot.at.y - y - level * DOT_PITCH);
            if off > OFF {
                self.find(row, Some(dot.at), CheckFinding::DotStray { by: length(off) });
            }
            if off < LOST && cell >= 0 {
                // Dots 1 2 3 are the left column from the top, 4 5 6 the right one.
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0, 1, 2")]
                let down = (level + 1.0) as u32;
                *cells.entry(cell).or_default() |= 1 << (down + if right { 3 } else { 0 });
            } else if cell < 0 && off <= OFF {
                self.find(row, Some(dot.at), CheckFinding::DotStray { by: length(columns.first - dot.at.x) });
            }
        }
        let last = cells.keys().last().copied().unwrap_or(-1);
        let pattern = |bits: u32| char::from_u32(u32::from(BLANK) + bits).unwrap_or(BLANK);
        let cells = (0..=last).map(|cell| pattern(cells.get(&cell).copied().unwrap_or_default())).collect();
        CellLine { y, cells }
    }

    /// Whether a whole line stands at another height: then its dots agree with each other.
    pub(super) fn height_off(dots: &[Dot], y: f64) -> Option<f64> {
        let off = |dot: &Dot| {
            let level = ((dot.at.y - y) / DOT_PITCH).round().clamp(-1.0, 1.0);
            dot.at.y - y - level * DOT_PITCH
        };
        let first = dots.first().map(off)?;
        let together = dots.len() >= 4 && dots.iter().all(|dot| (off(dot) - first).abs() < 0.02);
        (together && first.abs() > OFF).then_some(first)
    }
}
