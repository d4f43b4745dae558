//! The heading above the rows: the contest or the question, all of it or a short title, never cut.

use ballot::{Contest, Language, Length, Point, Text};

use crate::braille::Cell;
use crate::fonts;

use super::columns::Columns;
use super::measures::{CAPITAL_LEAST, CLEARANCE, DOT_PITCH, DOT_RADIUS, FLAP, LINE_PITCH};
use super::plan::{BrailleLine, Drawn, Layer, Role, Shape, TextLine};
use super::writer::Writer;
use super::{Finding, HeadingFacts, Scope};

/// Where heading lines can stand, in the blank's coordinates.
pub(super) struct Space {
    /// The fold at the right.
    pub(super) right_fold: Length,
    /// Legs of the corner's cut.
    pub(super) corner: Length,
    /// Top edge of the first window that is cut.
    pub(super) first_window_top: Length,
    /// Middle of the first row's line.
    pub(super) first_row_y: Length,
}

/// The heading as shapes and facts.
pub(super) struct Heading {
    pub(super) shapes: Vec<Drawn>,
    pub(super) facts: Vec<HeadingFacts>,
}

/// A line of the heading.
#[derive(Clone)]
struct Line {
    language: Language,
    text: String,
    cells: Vec<Cell>,
}

impl Space {
    /// The middle of the first heading line: its dots keep clear of the top fold.
    fn first_y(&self) -> Length {
        FLAP + CLEARANCE + DOT_RADIUS + DOT_PITCH
    }

    fn y(&self, index: usize) -> Length {
        self.first_y() + LINE_PITCH * i64::try_from(index).unwrap_or(0)
    }

    /// Heading lines that fit above the first row, a Braille line's pitch apart.
    fn lines(&self) -> usize {
        let last = self.first_row_y - LINE_PITCH;
        if last < self.first_y() { 0 } else { (last - self.first_y()).times(LINE_PITCH) + 1 }
    }

    /// Cells that line `index` can hold from the rows' left margin: clear of the fold, of the
    /// corner's cut and, near the first window, of that window.
    fn capacity(&self, index: usize, columns: &Columns) -> usize {
        let center = self.y(index);
        let from_fold = self.right_fold - CLEARANCE - DOT_RADIUS;
        // The cut runs at 45° from (fold − corner, top) to (fold, top + corner). A dot's center
        // keeps clearance + radius from it; along x that is √2 times as much, here 7.920 mm.
        let top_dot = center - DOT_PITCH;
        let from_corner = self.right_fold - self.corner + (top_dot - FLAP) - Length::from_um(7_920);
        let near_window = center + DOT_PITCH + DOT_RADIUS + CLEARANCE > self.first_window_top;
        let from_window = if near_window { columns.last_dot_x() } else { from_fold };
        let last_dot = from_fold.min(from_corner).min(from_window);
        let width = last_dot - DOT_PITCH - columns.first_x;
        if width < Length::ZERO { 0 } else { width.times(columns.cell_pitch) + 1 }
    }
}

/// Places the fullest heading that fits in every language of the stencil.
pub(super) fn place(
    writer: &mut Writer<'_>,
    contest: &Contest,
    scope: Scope,
    columns: &Columns,
    space: &Space,
    capital: Length,
) -> Result<Heading, ()> {
    let full = contest.question.as_ref().unwrap_or(&contest.title);
    let shorter = if contest.question.is_some() { Some(&contest.title) } else { None };
    let choices = std::iter::once(full).chain(shorter).chain(contest.short_title.as_ref());
    for (index, text) in choices.enumerate() {
        if let Some(lines) = set(writer, text, scope, columns, space)? {
            let whole = index == 0 || full == text;
            if !whole {
                for language in scope.languages() {
                    writer.find(Finding::HeadingShortened { language: *language });
                }
            }
            let facts = facts(text, whole, scope, &lines);
            return Ok(Heading { shapes: draw(lines, columns, space, capital), facts });
        }
    }
    let language = scope.languages().first().copied().unwrap_or(Language::Kk);
    writer.find(Finding::HeadingTooLong { language, lines: space.lines() });
    Err(())
}

fn facts(text: &Text, whole: bool, scope: Scope, lines: &[Line]) -> Vec<HeadingFacts> {
    let one = |language: &Language| {
        let own = lines.iter().filter(|line| line.language == *language);
        HeadingFacts {
            language: *language,
            text: text.get(*language).to_owned(),
            whole,
            lines: own.map(|line| line.cells.clone()).collect(),
        }
    };
    scope.languages().iter().map(one).collect()
}

/// Breaks the text of each language into lines, or `None` where it does not all fit.
fn set(
    writer: &mut Writer<'_>,
    text: &Text,
    scope: Scope,
    columns: &Columns,
    space: &Space,
) -> Result<Option<Vec<Line>>, ()> {
    let mut lines = Vec::new();
    for language in scope.languages() {
        let Some(more) = broken(writer, text.get(*language), *language, lines.len(), columns, space)? else {
            return Ok(None);
        };
        lines.extend(more);
    }
    Ok(Some(lines))
}

/// The sign of the language at the top left: ⠅⠵ or ⠗⠥, and what stands over it in print.
const fn sign(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Kk => ("кз", "KZ"),
        Language::Ru | Language::En => ("ру", "RU"),
    }
}

/// Breaks one text at its spaces, from line `first` on.
fn broken(
    writer: &mut Writer<'_>,
    text: &str,
    language: Language,
    first: usize,
    columns: &Columns,
    space: &Space,
) -> Result<Option<Vec<Line>>, ()> {
    let text = paired_quotes(text);
    let (sign, shown) = sign(language);
    let mut lines = vec![Line { language, text: shown.to_owned(), cells: writer.braille(sign, language)? }];
    let mut words = String::new();
    for word in text.split(' ') {
        let longer = if words.is_empty() { word.to_owned() } else { format!("{words} {word}") };
        let (head, head_text) = if lines.len() == 1 { (sign_cells(&lines), shown) } else { (Vec::new(), "") };
        let cells = joined(head, writer.braille(&longer, language)?);
        let capacity = space.capacity(first + lines.len() - 1, columns);
        if cells.len() <= capacity {
            set_last(&mut lines, &longer, head_text, cells);
            words = longer;
        } else {
            let cells = writer.braille(word, language)?;
            if cells.len() > space.capacity(first + lines.len(), columns) {
                return Ok(None);
            }
            lines.push(Line { language, text: word.to_owned(), cells });
            word.clone_into(&mut words);
        }
    }
    Ok((first + lines.len() <= space.lines()).then_some(lines))
}

/// The language's sign, which begins the first line.
fn sign_cells(lines: &[Line]) -> Vec<Cell> {
    let first = lines.first().map(|line| line.cells.iter().copied().take(2).collect());
    first.unwrap_or_default()
}

fn joined(mut head: Vec<Cell>, words: Vec<Cell>) -> Vec<Cell> {
    if !head.is_empty() {
        head.push(Cell::BLANK);
    }
    head.extend(words);
    head
}

fn set_last(lines: &mut [Line], words: &str, head: &str, cells: Vec<Cell>) {
    if let Some(line) = lines.last_mut() {
        line.text = if head.is_empty() { words.to_owned() } else { format!("{head} {words}") };
        line.cells = cells;
    }
}

/// Straight quotes made into « and », so that a line broken between them opens and closes right.
fn paired_quotes(text: &str) -> String {
    let mut open = false;
    let pair = |sign: char| {
        if sign == '"' {
            open = !open;
            if open { '«' } else { '»' }
        } else {
            sign
        }
    };
    text.chars().map(pair).collect()
}

fn draw(lines: Vec<Line>, columns: &Columns, space: &Space, capital: Length) -> Vec<Drawn> {
    let capital = print_size(&lines, columns, space, capital);
    let mut shapes = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let baseline = Point::new(columns.first_x - DOT_RADIUS, space.y(index) + capital.half());
        let shape = Shape::Text(TextLine { baseline, capital, bold: true, text: line.text.clone() });
        shapes.push(Drawn { layer: Layer::Print, role: Role::Heading(line.language), shape });
    }
    for (index, line) in lines.into_iter().enumerate() {
        let origin = Point::new(columns.first_x, space.y(index) - DOT_PITCH);
        let shape = Shape::Braille(BrailleLine { origin, cell_pitch: columns.cell_pitch, cells: line.cells });
        shapes.push(Drawn { layer: Layer::Braille, role: Role::Heading(line.language), shape });
    }
    shapes
}

/// The rows' size of print, or less where a line of the heading would run beyond its room.
fn print_size(lines: &[Line], columns: &Columns, space: &Space, most: Length) -> Length {
    let fits = |capital: Length| {
        lines.iter().enumerate().all(|(index, line)| {
            let room = columns.cell_pitch * i64::try_from(space.capacity(index, columns)).unwrap_or(0);
            fonts::bold().width(&line.text, capital) <= room
        })
    };
    let mut capital = most;
    while capital > CAPITAL_LEAST && !fits(capital) {
        capital -= Length::from_um(100);
    }
    capital.max(CAPITAL_LEAST)
}
