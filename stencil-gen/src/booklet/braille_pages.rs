//! Braille pages: words into lines of cells and these into pages.

use std::fmt;

use crate::braille::{self, Cell, Style, UnknownSign, table, to_unicode};

use super::pages::{Block, Placed, paginate};
use super::text::{Part, Row};

/// A Braille page: exactly as many lines as the setting says, the last being its foot. No line has
/// blanks at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The lines from the top.
    pub lines: Vec<Vec<Cell>>,
}

impl fmt::Display for Page {
    /// The lines as Unicode Braille.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}", to_unicode(line)))
    }
}

type Line = Vec<Cell>;

const HYPHEN: Cell = Cell::from_dots(&[3, 6]);
/// The line under the contest's heading: dots 25, the separation line of Braille formats.
const RULE: Cell = Cell::from_dots(&[2, 5]);

/// Paragraphs begin in the third cell (VOS 2015; BANA Braille Formats 2016).
const PARAGRAPH: Indent = Indent { first: 2, further: 0 };
/// A row's number stands at the margin, where a finger runs down; further lines are set in.
const ROW: Indent = Indent { first: 0, further: 2 };
/// Details are set in further, so that they are not taken for the rest of a name.
const DETAIL: Indent = Indent { first: 4, further: 4 };
const CENTERED: Indent = Indent { first: 0, further: 0 };

/// Blanks before the first and the further lines of a text.
#[derive(Clone, Copy)]
struct Indent {
    first: usize,
    further: usize,
}

/// Breaks parts into lines and pages.
pub(super) fn pages(
    parts: &[Part],
    running_title: &str,
    style: Style,
    cells: usize,
    lines: usize,
) -> Result<Vec<Page>, UnknownSign> {
    let blocks = parts.iter().map(|part| block(part, style, cells)).collect::<Result<_, _>>()?;
    // The last line of a page is its foot.
    let room = lines.saturating_sub(1);
    let pages = paginate(blocks, i64::try_from(room).unwrap_or(i64::MAX));
    let running = braille::translate(running_title, style)?;
    let page = |(index, placed)| page(placed, foot(index + 1, &running, cells), room);
    Ok(pages.into_iter().enumerate().map(page).collect())
}

fn page(placed: Vec<Placed<Line>>, foot: Line, room: usize) -> Page {
    let mut lines = vec![Line::new(); room];
    for Placed { from_top, line } in placed {
        let slot = usize::try_from(from_top).ok().and_then(|index| lines.get_mut(index));
        if let Some(slot) = slot {
            *slot = line;
        }
    }
    lines.push(foot);
    Page { lines }
}

/// The page number at the right. From the second page on the contest stands before it where it fits
/// whole, so that loose pages of several booklets can be told apart. Both keep clear of the left
/// margin, where a finger runs down the rows' numbers.
fn foot(number: usize, running: &[Cell], cells: usize) -> Line {
    let number = braille::number(u32::try_from(number).unwrap_or(u32::MAX));
    let (clear, gap) = (8, 2);
    let is_first = number == braille::number(1);
    let fits = clear + running.len() + gap + number.len() <= cells;
    let mut foot = if fits && !is_first { [running, &blanks(gap)].concat() } else { Line::new() };
    foot.extend(number);
    let mut line = blanks(cells.saturating_sub(foot.len()));
    line.extend(foot);
    line
}

fn block(part: &Part, style: Style, cells: usize) -> Result<Block<Line>, UnknownSign> {
    let (lines, before, with_next) = match part {
        Part::Title(text) => (centered(text, style, cells)?, 0, true),
        Part::Day(text) => (centered(text, style, cells)?, 0, true),
        Part::Contest(text) => (ruled(centered(text, style, cells)?), 1, true),
        Part::Question(text) => (set(text, style, PARAGRAPH, cells)?, 0, false),
        Part::Paragraph(text) => (set(text, style, PARAGRAPH, cells)?, 0, false),
        Part::Heading(text) => (centered(text, style, cells)?, 1, true),
        Part::Row(row) => (row_lines(row, style, cells)?, 0, false),
    };
    Ok(Block { lines, pitch: 1, before, with_next })
}

fn row_lines(row: &Row, style: Style, cells: usize) -> Result<Vec<Line>, UnknownSign> {
    let mut lines = set(&format!("{}. {}", row.number, row.name), style, ROW, cells)?;
    if let Some(detail) = &row.detail {
        lines.extend(set(detail, style, DETAIL, cells)?);
    }
    Ok(lines)
}

/// A heading: every line in the middle, with three blanks at least on either side where the line
/// is long enough, so that it is felt as a heading (BANA Braille Formats 2016, centered headings).
fn centered(text: &str, style: Style, cells: usize) -> Result<Vec<Line>, UnknownSign> {
    let aside = (cells / 10).min(3);
    let lines = set(text, style, CENTERED, cells - aside * 2)?;
    let center = |line: Line| {
        let mut whole = blanks((cells - line.len()) / 2);
        whole.extend(line);
        whole
    };
    Ok(lines.into_iter().map(center).collect())
}

/// The contest's heading gets a line under it, as long as its longest line: a finger that skims
/// down the page meets it, and in a volume of several booklets nothing else feels like it.
fn ruled(mut lines: Vec<Line>) -> Vec<Line> {
    let is_blank = |cell: &&Cell| **cell == Cell::BLANK;
    let left = lines.iter().map(|line| line.iter().take_while(is_blank).count()).min().unwrap_or(0);
    let right = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut rule = blanks(left);
    rule.resize(right, RULE);
    lines.push(rule);
    lines
}

fn blanks(count: usize) -> Line {
    vec![Cell::BLANK; count]
}

/// Breaks a text into lines of at most `cells`.
fn set(text: &str, style: Style, indent: Indent, cells: usize) -> Result<Vec<Line>, UnknownSign> {
    let mut setter = Setter { cells, indent, lines: Vec::new(), line: blanks(indent.first), is_empty: true };
    for word in words(text, style)? {
        setter.add(&word, style)?;
    }
    setter.end_line();
    Ok(setter.lines)
}

/// Cells that stand together, from one place where a line may end to the next.
struct Word {
    cells: Line,
    /// Whether a blank stands before it on the same line. Braille drops the blank of print after a
    /// comma, but a line may end there.
    spaced: bool,
    /// The print it stands for, from the beginning of the text, and where the word begins in it.
    print: String,
    begins: usize,
}

/// The words of a text. All of it is translated at once, since quotation marks, brackets and
/// numbers depend on what stands around them; a line may end where the cells before it would be
/// the same without what follows.
fn words(text: &str, style: Style) -> Result<Vec<Word>, UnknownSign> {
    let whole = braille::translate(text, style)?;
    let mut words = Vec::new();
    let (mut from, mut begins, mut spaced) = (0, 0, false);
    let spaces = text.match_indices(' ').map(|(at, _)| at + 1);
    for at in spaces.chain([text.len()]) {
        let Some((print, _)) = text.split_at_checked(at) else { continue };
        let before = braille::translate(print, style)?;
        let is_end = at == text.len();
        let blank = !is_end && before.last() == Some(&Cell::BLANK);
        let after_comma = print.trim_end().ends_with([',', ';']);
        if !whole.starts_with(&before) || !(is_end || blank || after_comma) {
            continue;
        }
        let to = before.len() - usize::from(blank);
        let cells = whole.get(from..to).unwrap_or_default().to_vec();
        words.push(Word { cells, spaced, print: print.trim_end().to_owned(), begins });
        (from, begins, spaced) = (before.len(), at, blank);
    }
    Ok(words)
}

/// A place inside a word where it may be broken.
struct Break {
    /// Cells before it.
    at: usize,
    /// Whether a hyphen is added; else the word has one there.
    hyphen: bool,
    /// The sign that Latin letters and digits need again on the next line.
    sign: Option<Cell>,
}

impl Word {
    /// The places inside the word, from its beginning. Only words longer than a line are broken.
    fn breaks(&self, style: Style) -> Result<Vec<Break>, UnknownSign> {
        let start = braille::translate(self.print.get(..self.begins).unwrap_or_default(), style)?.len();
        let all = braille::translate(&self.print, style)?;
        let word = self.print.get(self.begins..).unwrap_or_default();
        let mut breaks = Vec::new();
        for ((_, before), (at, after)) in word.char_indices().zip(word.char_indices().skip(1)) {
            let hyphenated = before == '-' && after.is_alphanumeric();
            let alike = |is_kind: fn(char) -> bool| is_kind(before) && is_kind(after);
            if !hyphenated && !alike(char::is_alphabetic) && !alike(char::is_numeric) {
                continue;
            }
            let head = self.print.get(..self.begins + at).unwrap_or_default();
            let cells = braille::translate(head, style)?;
            if all.starts_with(&cells) {
                let sign = if hyphenated { None } else { sign_of(after) };
                breaks.push(Break { at: cells.len() - start, hyphen: !hyphenated, sign });
            }
        }
        Ok(breaks)
    }
}

/// The sign by which a Latin letter or digit is known at the beginning of a line.
fn sign_of(letter: char) -> Option<Cell> {
    match letter {
        'A'..='Z' | 'a'..='z' => Some(table::LATIN_SMALL),
        '0'..='9' => Some(table::NUMBER_SIGN),
        _ => None,
    }
}

/// Fills lines.
struct Setter {
    cells: usize,
    indent: Indent,
    lines: Vec<Line>,
    line: Line,
    is_empty: bool,
}

impl Setter {
    fn room(&self) -> usize {
        self.cells.saturating_sub(self.line.len())
    }

    fn end_line(&mut self) {
        if !self.is_empty {
            self.lines.push(std::mem::replace(&mut self.line, blanks(self.indent.further)));
            self.is_empty = true;
        }
    }

    fn push(&mut self, cells: &[Cell]) {
        self.line.extend_from_slice(cells);
        self.is_empty = false;
    }

    fn add(&mut self, word: &Word, style: Style) -> Result<(), UnknownSign> {
        let further = self.cells - self.indent.further;
        let gap = usize::from(word.spaced && !self.is_empty);
        let fits = word.cells.len() + gap <= self.room();
        // A word that must be broken anyway begins here if half a line is free.
        let begins_here = word.cells.len() > further && self.room() > self.cells / 2;
        if fits || begins_here {
            self.line.extend(blanks(gap));
        } else {
            self.end_line();
        }
        if word.cells.len() <= self.room() {
            self.push(&word.cells);
            return Ok(());
        }
        self.add_in_pieces(word, &word.breaks(style)?);
        Ok(())
    }

    /// Breaks a word longer than a line: at its own hyphens where it has some, since a hyphen added
    /// to a name could be taken for a part of it; else between letters.
    fn add_in_pieces(&mut self, word: &Word, breaks: &[Break]) {
        let mut from = 0;
        let mut sign = None;
        while word.cells.len() - from + usize::from(sign.is_some()) > self.room() {
            let room = self.room() - usize::from(sign.is_some());
            let fits = |place: &&Break| place.at > from && place.at + usize::from(place.hyphen) - from <= room;
            let own = breaks.iter().rfind(|place| !place.hyphen && fits(place));
            let anywhere = Break { at: from + room - 1, hyphen: true, sign: None };
            let place = own.or_else(|| breaks.iter().rfind(fits)).unwrap_or(&anywhere);
            self.push(sign.as_slice());
            self.push(word.cells.get(from..place.at).unwrap_or_default());
            if place.hyphen {
                self.push(&[HYPHEN]);
            }
            self.end_line();
            from = place.at;
            sign = place.sign;
        }
        self.push(sign.as_slice());
        self.push(word.cells.get(from..).unwrap_or_default());
    }
}
