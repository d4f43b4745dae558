//! The rows in Braille: every dot belongs to a line, every line begins and ends where it must.

use std::collections::BTreeMap;

use ballot::{Language, Status};

use super::super::finding::{CheckFinding, OutOfPlace};
use super::super::plane::Spot;
use super::super::reader::{self, BLANK, GUIDE, NUMBER};
use super::lattice::{CellLine, Columns, DOT_PITCH, Dot};
use super::{Proof, Sheet};

/// Between Braille lines, and how far the second language is indented (design §2).
const LINE_PITCH: f64 = 10.0;
const SECOND_INDENT: usize = 2;
/// From so many free cells on, guide dots lead from the name to the number.
const GUIDED: usize = 5;

/// A row's line.
#[derive(Clone, Debug)]
pub(super) struct RowLine {
    pub(super) row: u32,
    pub(super) language: Language,
    pub(super) line: CellLine,
    /// Cell of the first word.
    pub(super) start: usize,
    /// Cell of the number sign.
    pub(super) number_at: Option<usize>,
    /// The cells of the words, without guide dots and number.
    pub(super) words: Vec<char>,
}

/// Every line of a stencil.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) columns: Columns,
    pub(super) headings: Vec<CellLine>,
    pub(super) rows: Vec<RowLine>,
}

/// Where a line of a row must stand.
pub(super) struct Slot {
    pub(super) row: u32,
    language: Language,
    y: f64,
    leads: bool,
}

impl Proof<'_> {
    /// Reads all Braille and compares it with the list.
    pub(super) fn braille(&mut self, sheet: Sheet, dots: &[Dot]) -> Lines {
        let columns = self.columns(dots);
        let slots = self.slots(sheet);
        let (rows, others) = self.rows(&slots, dots, columns);
        let headings = self.heading_lines(&others, columns, slots.first().map_or(sheet.bottom, |slot| slot.y));
        self.number_columns(&rows, columns);
        self.levels(&rows, columns);
        self.headings(&headings, columns);
        Lines { columns, headings, rows }
    }

    /// The lines of rows, each from the dots nearest to it, and the dots that are near to none.
    pub(super) fn rows(&mut self, slots: &[Slot], dots: &[Dot], columns: Columns) -> (Vec<RowLine>, Vec<Dot>) {
        let reach = DOT_PITCH + 0.6;
        let mut by_slot: BTreeMap<usize, Vec<Dot>> = BTreeMap::new();
        let mut others = Vec::new();
        for dot in dots {
            let far = |slot: &Slot| (slot.y - dot.at.y).abs();
            let nearest = slots.iter().enumerate().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
            match nearest.filter(|(_, slot)| far(slot) <= reach) {
                Some((index, _)) => by_slot.entry(index).or_default().push(*dot),
                None => others.push(*dot),
            }
        }
        let mut rows = Vec::new();
        for (index, slot) in slots.iter().enumerate() {
            let dots = by_slot.remove(&index).unwrap_or_default();
            rows.extend(self.row(slot, &dots, columns));
        }
        (rows, others)
    }

    /// The first language's line on the middle of the window, the second one's a line below.
    pub(super) fn slots(&self, sheet: Sheet) -> Vec<Slot> {
        let languages = self.wanted.languages;
        let slots = self.wanted.options().iter().filter_map(|option| {
            let middle = self.row_y(sheet, option.number)?;
            let below = [0.0, LINE_PITCH].into_iter().zip(languages);
            Some(below.map(move |(below, language)| Slot {
                row: option.number,
                language: *language,
                y: middle + below,
                leads: below == 0.0,
            }))
        });
        slots.flatten().collect()
    }

    fn row(&mut self, slot: &Slot, dots: &[Dot], columns: Columns) -> Option<RowLine> {
        let place = Spot::new(columns.first, slot.y);
        let row = slot.row;
        if dots.is_empty() {
            // A second line has no number of its own: with numbers only it is empty.
            if slot.leads {
                self.find(Some(row), Some(place), CheckFinding::RowMissing { row });
            }
            let line = CellLine { y: slot.y, cells: Vec::new() };
            let (number_at, words) = (None, Vec::new());
            return (!slot.leads).then_some(RowLine { row, language: slot.language, line, start: 0, number_at, words });
        }
        let shift = Self::height_off(dots, slot.y);
        if shift.is_some() {
            let finding = CheckFinding::RowMisplaced { row, what: OutOfPlace::Height };
            self.find(Some(row), Some(place), finding);
        }
        let mut line = self.line(slot.y + shift.unwrap_or_default(), dots, columns, Some(row));
        line.y = slot.y;
        let number_at = if slot.leads { self.number(row, &line, columns) } else { None };
        let before = line.cells.get(..number_at.unwrap_or(line.cells.len())).unwrap_or_default();
        let words = self.words(row, before, number_at.is_some(), columns, slot.y);
        let start = before.iter().position(|cell| *cell != BLANK).unwrap_or_default();
        self.margin(slot, start, words.is_empty(), columns);
        Some(RowLine { row, language: slot.language, line, start, number_at, words })
    }

    /// The last number sign of a line and the digits to its end are the row's number.
    fn number(&mut self, row: u32, line: &CellLine, columns: Columns) -> Option<usize> {
        let at = line.cells.iter().rposition(|cell| *cell == NUMBER);
        let cells = at.and_then(|at| line.cells.get(at..));
        let number = cells.and_then(reader::number);
        if number != Some(row) {
            let last = line.cells.len().saturating_sub(2);
            let found: String = match number {
                Some(number) => number.to_string(),
                None => line.cells.iter().skip(at.unwrap_or(last)).collect(),
            };
            let place = Spot::new(columns.x(at.unwrap_or(last)), line.y);
            self.find(Some(row), Some(place), CheckFinding::NumberWrong { row, found });
        }
        at
    }

    /// The words of a line: before a number either a blank, guide dots and a blank, or fewer
    /// blanks than guide dots need.
    fn words(&mut self, row: u32, before: &[char], number: bool, columns: Columns, y: f64) -> Vec<char> {
        let first = before.iter().position(|cell| *cell != BLANK).unwrap_or(before.len());
        let cells = before.get(first..).unwrap_or_default();
        let bare = trimmed(cells, BLANK);
        if !number || bare.is_empty() {
            return bare.to_vec();
        }
        let blanks = cells.len() - bare.len();
        let unguided = trimmed(bare, GUIDE);
        let guides = bare.len() - unguided.len();
        let words = trimmed(unguided, BLANK);
        let gap = cells.len() - words.len();
        let led = guides >= GUIDED - 2 && blanks == 1 && unguided.len() - words.len() == 1;
        let right = if gap >= GUIDED && !self.wanted.staggered() { led } else { guides == 0 && blanks >= 1 };
        if !right {
            let finding = CheckFinding::RowMisplaced { row, what: OutOfPlace::GuideDots };
            self.find(Some(row), Some(Spot::new(columns.x(first + words.len()), y)), finding);
        }
        if led { words.to_vec() } else { bare.to_vec() }
    }

    /// Words begin at the common left margin, those of the second language two cells to the right.
    fn margin(&mut self, slot: &Slot, start: usize, no_words: bool, columns: Columns) {
        let wanted = if slot.leads { 0 } else { SECOND_INDENT };
        if !no_words && !self.wanted.staggered() && start != wanted {
            let place = Spot::new(columns.x(start), slot.y);
            let finding = CheckFinding::RowMisplaced { row: slot.row, what: OutOfPlace::LeftMargin };
            self.find(Some(slot.row), Some(place), finding);
        }
    }

    /// All numbers begin in one column; where rows are close, in two by turns.
    fn number_columns(&mut self, rows: &[RowLine], columns: Columns) {
        let staggered = self.wanted.staggered();
        let lane = |row: u32| if staggered { row % 2 } else { 0 };
        let mut usual: BTreeMap<u32, usize> = BTreeMap::new();
        for wanted in [0, 1] {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for line in rows.iter().filter(|line| lane(line.row) == wanted) {
                *counts.entry(line.number_at.unwrap_or(usize::MAX)).or_default() +=
                    usize::from(line.number_at.is_some());
            }
            usual.extend(counts.into_iter().max_by_key(|(_, count)| *count).map(|(cell, _)| (wanted, cell)));
        }
        let digits = rows.iter().map(|line| line.row.to_string().len()).max().unwrap_or(1);
        // Odd rows stand left of even ones, two cells apart at the least.
        let apart = usual.get(&1).zip(usual.get(&0)).is_none_or(|(odd, even)| odd + 1 + digits + 2 <= *even);
        for line in rows {
            let Some(at) = line.number_at else { continue };
            if usual.get(&lane(line.row)) != Some(&at) || (staggered && !apart) {
                let finding = CheckFinding::RowMisplaced { row: line.row, what: OutOfPlace::NumberColumn };
                self.find(Some(line.row), Some(Spot::new(columns.x(at), line.line.y)), finding);
            }
        }
    }

    /// The dots that belong to no row are the heading's lines, a line's pitch apart.
    fn heading_lines(&mut self, dots: &[Dot], columns: Columns, first_row: f64) -> Vec<CellLine> {
        let (heading, stray): (Vec<Dot>, Vec<Dot>) = dots.iter().partition(|dot| dot.at.y < first_row - DOT_PITCH);
        for dot in stray {
            let by = self.wanted.row_pitch().min(LINE_PITCH) / 2.0;
            let finding = CheckFinding::DotStray { by: super::super::finding::length(by) };
            self.find(None, Some(dot.at), finding);
        }
        let top = heading.iter().map(|dot| dot.at.y).fold(f64::INFINITY, f64::min);
        let mut by_line: BTreeMap<u32, Vec<Dot>> = BTreeMap::new();
        for dot in &heading {
            let down = ((dot.at.y - top - DOT_PITCH) / LINE_PITCH).round().max(0.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and few")]
            by_line.entry(down as u32).or_default().push(*dot);
        }
        let last = by_line.keys().last().map_or(0, |last| last + 1);
        let lines = (0..last).map(|down| {
            let y = top + DOT_PITCH + LINE_PITCH * f64::from(down);
            self.line(y, by_line.get(&down).map_or(&[], Vec::as_slice), columns, None)
        });
        let lines: Vec<CellLine> = lines.collect();
        // The last heading line keeps a line's pitch from the first row.
        if let Some(line) = lines.last().filter(|line| line.y > first_row - LINE_PITCH + 0.1) {
            let finding = CheckFinding::RowMisplaced { row: 1, what: OutOfPlace::Height };
            self.find(None, Some(Spot::new(columns.first, line.y)), finding);
        }
        lines
    }
}

fn trimmed(cells: &[char], sign: char) -> &[char] {
    let end = cells.iter().rposition(|cell| *cell != sign).map_or(0, |last| last + 1);
    cells.get(..end).unwrap_or_default()
}

/// Cells for people to see, without blanks around them. Both of its ends are the report's too.
pub(super) fn shown(cells: &[char]) -> String {
    cells.iter().collect::<String>().trim_matches(BLANK).to_owned()
}

/// Whether a withdrawn row may say less than the others.
pub(super) fn withdrawn(status: Status) -> bool {
    status == Status::Withdrawn
}
