//! Print for eyes: the same words over each Braille line, in one size, large enough.

use super::super::finding::{CheckFinding, length};
use super::super::ink::Words;
use super::super::plane::Bounds;
use super::braille::{Lines, RowLine};
use super::lattice::CellLine;
use super::{Proof, Sheet};

/// Least height of capitals in mm: 10 point print, VVSG 2.0 7.1-I.
const LEAST_CAPITAL: f64 = 3.5;
/// Larger ones would run into the lines above and below.
const MOST_CAPITAL: f64 = 5.0;
/// Print begins at the left edge of its first dot.
const DOT_RADIUS: f64 = 0.8;
/// How far the middle of the capitals may be from the middle of the Braille.
const OFF: f64 = 0.3;
/// Print keeps clear of the window's rim.
const RIM: f64 = 3.0;
/// How much the height of capitals may differ.
pub(super) const SAME: f64 = 0.02;

impl Proof<'_> {
    pub(super) fn print(&mut self, sheet: Sheet, lines: &Lines, windows: &[(u32, Bounds)]) {
        let page = self.page;
        let mut runs: Vec<&Words> = page.texts_on("Print").collect();
        if !self.wanted.making.print {
            for words in runs {
                self.stray(Some("Print"), words.start);
            }
            return;
        }
        let mut capital = None;
        for line in &lines.rows {
            let own = take(&mut runs, |words| (words.middle() - line.line.y).abs() < 1.5);
            let right =
                windows.iter().find(|(row, _)| *row == line.row).map_or(sheet.right, |(_, window)| window.left - RIM);
            self.row_print(line, &own, lines, right);
            for words in own {
                let first = *capital.get_or_insert(words.capital);
                self.capital(words, first);
            }
        }
        let printed = self.heading_print(&lines.headings);
        for (line, wanted) in lines.headings.iter().zip(printed) {
            let own = take(&mut runs, |words| (words.middle() - line.y).abs() < 1.5);
            self.heading_line(line, &wanted, &own, lines);
        }
        for words in runs {
            self.stray(Some("Print"), words.start);
        }
    }

    /// A row's words and number in print.
    fn row_print(&mut self, line: &RowLine, own: &[&Words], lines: &Lines, right: f64) {
        let number_x = line.number_at.map(|cell| lines.columns.x(cell));
        let is_number = |words: &&&Words| number_x.is_some_and(|x| words.start.x > x - 2.0);
        let (numbers, words): (Vec<&Words>, Vec<&Words>) = own.iter().partition(is_number);
        let facts = self.facts.rows.iter().find(|facts| facts.number == line.row);
        let wanted = facts.and_then(|facts| facts.lines.iter().find(|(language, ..)| *language == line.language));
        let wanted = wanted.map(|(_, text, _)| text.clone()).unwrap_or_default();
        self.same(line.row, &words, &wanted, line.line.y);
        let end = numbers.first().map_or(right, |number| number.start.x);
        self.over(&words, lines.columns.x(line.start), line.line.y, end);
        if let Some(x) = number_x {
            self.same(line.row, &numbers, &line.row.to_string(), line.line.y);
            self.over(&numbers, x, line.line.y, right);
        }
    }

    /// The words are these, letter by letter.
    fn same(&mut self, row: u32, words: &[&Words], wanted: &str, y: f64) {
        let found = words.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" ");
        if found != wanted {
            let place = words.first().map_or(super::Spot::new(0.0, y), |words| words.start);
            let finding = CheckFinding::PrintWrong { row, found, wanted: wanted.to_owned() };
            self.find(Some(row), Some(place), finding);
        }
    }

    /// The words lie over their cells and end before `end`.
    fn over(&mut self, words: &[&Words], x: f64, y: f64, end: f64) {
        for words in words {
            let off = (words.start.x - (x - DOT_RADIUS)).abs().max((words.middle() - y).abs());
            if off > OFF || words.end_x > end {
                let finding = CheckFinding::PrintMisplaced { text: words.text.clone() };
                self.find(None, Some(words.start), finding);
            }
        }
    }

    fn capital(&mut self, words: &Words, first: f64) {
        if !(LEAST_CAPITAL - 0.02..=MOST_CAPITAL + 0.02).contains(&words.capital)
            || (words.capital - first).abs() > 0.02
        {
            let (found, wanted) = (length(words.capital), length(LEAST_CAPITAL));
            let finding = CheckFinding::PrintSize { text: words.text.clone(), found, wanted };
            self.find(None, Some(words.start), finding);
        }
    }

    fn heading_line(&mut self, line: &CellLine, wanted: &str, own: &[&Words], lines: &Lines) {
        let found = own.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" ");
        let place = own.first().map(|words| words.start);
        if found != wanted {
            let language = self.wanted.languages.first().copied().unwrap_or(ballot::Language::Kk);
            let finding = CheckFinding::HeadingWrong { language, found, wanted: wanted.to_owned() };
            self.find(None, place, finding);
        }
        self.over(own, lines.columns.first, line.y, self.page.trim.first().copied().unwrap_or_default());
        for words in own {
            self.capital(words, words.capital);
        }
    }
}

/// Takes the runs that a line owns, from left to right.
fn take<'a>(runs: &mut Vec<&'a Words>, owns: impl Fn(&Words) -> bool) -> Vec<&'a Words> {
    let mut own: Vec<&Words> = runs.iter().copied().filter(|words| owns(words)).collect();
    runs.retain(|words| !owns(words));
    own.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
    own
}
