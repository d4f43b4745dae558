//! The rows: each a line of Braille that ends in the hole, with print over it.

use ballot::{BallotOption, Language, Length, OptionKind, Point, Status};
use wording::{Phrase, phrase};

use crate::braille::Cell;
use crate::fonts;

use super::columns::Columns;
use super::labels::Level;
use super::levels::{Choice, RowLabel, indent};
use super::measures::{
    CAPITAL_LEAST, CAPITAL_MOST, DOT_PITCH, DOT_RADIUS, FLAP, GUIDE_DOTS_FROM, LINE_PITCH, STAGGER_GAP,
};
use super::plan::{BrailleLine, Drawn, Layer, Role, Shape, TextLine};
use super::windows::Windows;
use super::writer::Writer;
use super::{RowFacts, RowText, Scope};

/// The rows as shapes and as facts for the report.
pub(super) struct Rows {
    pub(super) shapes: Vec<Drawn>,
    pub(super) facts: Vec<RowFacts>,
    /// Height of capitals, the same in every row.
    pub(super) capital: Length,
}

/// A line of a row, before it is drawn.
struct Line {
    row: u32,
    language: Language,
    center_y: Length,
    /// Cell at which the first cell stands.
    start: usize,
    words: String,
    cells: Vec<Cell>,
    /// Cell of the number sign, where the number stands on this line.
    number_at: Option<usize>,
}

const GUIDE_DOT: Cell = Cell::from_dots(&[5]);

/// Cells of the number column: the number sign and the digits of the largest number.
pub(super) fn number_cells(rows: usize) -> usize {
    1 + rows.to_string().len()
}

/// Rows with names, or with numbers in one column.
pub(super) fn in_line(
    writer: &Writer<'_>,
    choice: &Choice,
    columns: &Columns,
    windows: &Windows,
    scope: Scope,
) -> Vec<PlacedRow> {
    let number_at = columns.cells.saturating_sub(number_cells(windows.rows.len()));
    // All withdrawn rows say the same: name and words where that fits in each, else the words.
    let with_names = choice
        .labels
        .iter()
        .filter(|label| label.shorter.is_some())
        .all(|label| label.cells.len() <= number_at.saturating_sub(indent(label.language, scope) + 1));
    let line = |label: &RowLabel| {
        let start = indent(label.language, scope);
        let (words, name) = words_of(label, with_names);
        let leads = start == 0;
        let cells = if leads { with_number(name, number_at, writer.number(label.number)) } else { name };
        let center = window_center(windows, label.number);
        let below = if leads { Length::ZERO } else { LINE_PITCH };
        PlacedRow(Line {
            row: label.number,
            language: label.language,
            center_y: center + below,
            start,
            words,
            cells,
            number_at: leads.then_some(number_at),
        })
    };
    choice.labels.iter().map(line).collect()
}

/// A row's line with its place.
pub(super) struct PlacedRow(Line);

impl PlacedRow {
    /// Row number.
    pub(super) fn row(&self) -> u32 {
        self.0.row
    }

    /// Height of the line's middle, in the blank's coordinates.
    pub(super) fn center_y(&self) -> Length {
        self.0.center_y
    }
}

/// The words of a row: for a withdrawn one the name with the words for it, or the words alone.
fn words_of(label: &RowLabel, with_names: bool) -> (String, Vec<Cell>) {
    match &label.shorter {
        Some((text, cells)) if !with_names => (text.clone(), cells.clone()),
        _ => (label.text.clone(), label.cells.clone()),
    }
}

/// The name, guide dots where there is room for them, and the number.
fn with_number(mut line: Vec<Cell>, number_at: usize, number: Vec<Cell>) -> Vec<Cell> {
    let gap = number_at.saturating_sub(line.len());
    if !line.is_empty() && gap >= GUIDE_DOTS_FROM {
        line.push(Cell::BLANK);
        line.extend(std::iter::repeat_n(GUIDE_DOT, gap - 2));
    }
    line.resize(number_at, Cell::BLANK);
    line.extend(number);
    line
}

/// Numbers only, odd rows in the left column and even rows in the right, so that each column
/// keeps twice the rows' pitch. A withdrawn row has a short word for it left of both columns.
pub(super) fn staggered(
    writer: &mut Writer<'_>,
    options: &[BallotOption],
    columns: &Columns,
    windows: &Windows,
    language: Language,
) -> Result<Vec<PlacedRow>, ()> {
    let width = number_cells(windows.rows.len());
    let right = columns.cells.saturating_sub(width);
    let left = right.saturating_sub(width + STAGGER_GAP);
    let word = phrase(Phrase::WithdrawnShort, language);
    let word_cells = writer.braille(word, language)?;
    let mut rows = Vec::new();
    for option in options {
        let odd = option.number % 2 == 1;
        let number_at = if odd { left } else { right };
        let mut line = Line {
            row: option.number,
            language,
            center_y: window_center(windows, option.number),
            start: number_at,
            words: String::new(),
            cells: writer.number(option.number),
            number_at: Some(number_at),
        };
        if option.status == Status::Withdrawn {
            let steps = if odd { 1 } else { 2 };
            line.start = left.saturating_sub(steps * (word_cells.len() + 1));
            word.clone_into(&mut line.words);
            let mut cells = word_cells.clone();
            cells.resize(number_at - line.start, Cell::BLANK);
            cells.extend(writer.number(option.number));
            line.cells = cells;
        }
        rows.push(PlacedRow(line));
    }
    Ok(rows)
}

/// Cells that a staggered stencil needs.
pub(super) fn staggered_cells(options: &[BallotOption], word_cells: usize) -> usize {
    let numbers = 2 * number_cells(options.len()) + STAGGER_GAP;
    let withdrawn = options.iter().any(|option| option.status == Status::Withdrawn);
    if withdrawn { numbers + 2 * (word_cells + 1) } else { numbers }
}

fn window_center(windows: &Windows, row: u32) -> Length {
    let window = windows.rows.iter().find(|window| window.row == row);
    FLAP + window.map(|window| window.square.center().y).unwrap_or_default()
}

/// Draws the lines: Braille, and print over it in one size for all rows.
pub(super) fn draw(
    placed: Vec<PlacedRow>,
    columns: &Columns,
    level: Level,
    options: &[BallotOption],
    row_pitch: Length,
) -> Rows {
    let lines: Vec<Line> = placed.into_iter().map(|row| row.0).collect();
    let capital = capital(&lines, columns, row_pitch);
    let mut shapes = Vec::new();
    for line in &lines {
        print(line, columns, capital, &mut shapes);
    }
    for line in &lines {
        let origin = Point::new(columns.x(line.start), line.center_y - DOT_PITCH);
        let braille = BrailleLine { origin, cell_pitch: columns.cell_pitch, cells: line.cells.clone() };
        shapes.push(Drawn {
            layer: Layer::Braille,
            role: Role::Row(line.row, line.language),
            shape: Shape::Braille(braille),
        });
    }
    Rows { shapes, facts: facts(lines, level, options), capital }
}

/// The largest size, in tenths of a millimetre, at which every row's print stays over its Braille.
fn capital(lines: &[Line], columns: &Columns, row_pitch: Length) -> Length {
    let fits = |capital: Length| {
        lines.iter().all(|line| {
            let end = line.number_at.map_or(columns.last_dot_x(), |cell| columns.x(cell) - columns.cell_pitch.half());
            let number_end = columns.last_dot_x() + DOT_RADIUS;
            let number_start = line.number_at.map(|cell| columns.x(cell));
            let number = fonts::bold().width(&line.row.to_string(), capital);
            columns.x(line.start) + fonts::bold().width(&line.words, capital) <= end
                && number_start.is_none_or(|start| start + number <= number_end)
        })
    };
    // A line of print needs about twice the height of its capitals.
    let most = CAPITAL_MOST.min(row_pitch.half()).max(CAPITAL_LEAST);
    let step = Length::from_um(100);
    let mut capital = most;
    while capital > CAPITAL_LEAST && !fits(capital) {
        capital -= step;
    }
    capital.max(CAPITAL_LEAST)
}

fn print(line: &Line, columns: &Columns, capital: Length, shapes: &mut Vec<Drawn>) {
    let baseline = line.center_y + capital.half();
    let mut text = |cell: usize, role: Role, text: String| {
        let at = Point::new(columns.x(cell) - DOT_RADIUS, baseline);
        let shape = Shape::Text(TextLine { baseline: at, capital, bold: true, text });
        shapes.push(Drawn { layer: Layer::Print, role, shape });
    };
    if !line.words.is_empty() {
        text(line.start, Role::Row(line.row, line.language), line.words.clone());
    }
    if let Some(cell) = line.number_at {
        text(cell, Role::Number(line.row), line.row.to_string());
    }
}

/// The level of one row's words: answers and "against all" are in full, a withdrawn row may have
/// no name at all.
fn level_of(option: &BallotOption, text: &RowText, level: Level) -> Level {
    let in_full = matches!(option.kind, OptionKind::Answer | OptionKind::AgainstAll);
    let word = phrase(Phrase::Withdrawn, text.language);
    if option.status == Status::Withdrawn && text.text == word {
        Level::NumberOnly
    } else if in_full && !text.text.is_empty() {
        Level::Full
    } else {
        level
    }
}

fn facts(lines: Vec<Line>, level: Level, options: &[BallotOption]) -> Vec<RowFacts> {
    let mut facts: Vec<RowFacts> = Vec::new();
    for line in lines {
        let text = RowText { language: line.language, text: line.words, cells: line.cells };
        match facts.iter_mut().find(|fact| fact.row == line.row) {
            Some(fact) => fact.texts.push(text),
            None => {
                let option = options.iter().find(|option| option.number == line.row);
                let level = option.map_or(level, |option| level_of(option, &text, level));
                facts.push(RowFacts { row: line.row, level, texts: vec![text] });
            }
        }
    }
    facts
}
