//! Choosing the fullest level at which every row has its parts, fits, and reads unlike the others.

use ballot::{BallotOption, Language, Length, OptionKind, Status};

use crate::braille::Cell;

use super::columns::Room;
use super::labels::{self, Label, Level};
use super::measures::SECOND_LANGUAGE_INDENT;
use super::writer::Writer;
use super::{Finding, Scope};

/// A level that was tried, and how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The level.
    pub level: Level,
    /// How it went.
    pub outcome: Outcome,
}

/// How the trial of a level went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Taken.
    Taken,
    /// The list has no parts or short name for this row.
    Missing {
        /// Row number.
        row: u32,
    },
    /// Two rows would read alike.
    Alike {
        /// The first row's number.
        first: u32,
        /// The second row's number.
        second: u32,
    },
    /// The longest row does not fit on the largest sheet.
    TooLong {
        /// Row number.
        row: u32,
        /// Cells the row takes, its number included.
        cells: usize,
        /// Cells there are.
        room: usize,
    },
}

/// A row's words and cells in one language, at the level taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowLabel {
    pub(super) number: u32,
    pub(super) language: Language,
    pub(super) text: String,
    pub(super) cells: Vec<Cell>,
    /// The name alone, by which rows are compared.
    name: Vec<Cell>,
    /// For a withdrawn row: the words alone, where name and words do not fit.
    pub(super) shorter: Option<(String, Vec<Cell>)>,
    split: Option<[String; 2]>,
}

impl RowLabel {
    fn least_cells(&self) -> usize {
        self.shorter.as_ref().map_or(self.cells.len(), |(_, cells)| cells.len())
    }
}

/// The level taken.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) level: Level,
    pub(super) trials: Vec<Trial>,
    /// Every row in every language of the stencil, row by row.
    pub(super) labels: Vec<RowLabel>,
    /// Cells of the longest row.
    pub(super) needed: usize,
}

/// Chooses the level for the whole stencil.
pub(super) fn choose(
    writer: &mut Writer<'_>,
    options: &[BallotOption],
    scope: Scope,
    number_cells: usize,
    room: &Room,
) -> Result<Choice, ()> {
    let mut trials = Vec::new();
    let levels = Level::of(options);
    for level in levels {
        let labels = match labels_at(writer, options, *level, scope)? {
            Ok(labels) => labels,
            Err(row) => {
                trials.push(Trial { level: *level, outcome: Outcome::Missing { row } });
                continue;
            }
        };
        let (row, needed) = longest(&labels, number_cells, scope);
        let outcome = match alike(&labels, *level) {
            Some((first, second)) => Outcome::Alike { first, second },
            None if needed > room.cells_most() => Outcome::TooLong { row, cells: needed, room: room.cells_most() },
            None => Outcome::Taken,
        };
        trials.push(Trial { level: *level, outcome });
        match outcome {
            Outcome::Taken => {
                warn(writer, &labels, *level, &trials, room);
                return Ok(Choice { level: *level, trials, labels, needed });
            }
            Outcome::Alike { .. } | Outcome::TooLong { .. } | Outcome::Missing { .. } => {}
        }
    }
    writer.find(no_level(&trials, options, room, scope));
    Err(())
}

/// Every row's words and cells at a level, or the number of the first row that lacks the parts.
fn labels_at(
    writer: &mut Writer<'_>,
    options: &[BallotOption],
    level: Level,
    scope: Scope,
) -> Result<Result<Vec<RowLabel>, u32>, ()> {
    if level == Level::Full {
        let order = writer.name_order();
        let unequal = scope.languages().iter().find_map(|language| {
            labels::unequal(options, *language, order).map(|option| (option, option.name.get(*language)))
        });
        if let Some((option, name)) = unequal {
            writer.find(Finding::UnequalNames { row: option.number, name: name.to_owned() });
            return Ok(Err(option.number));
        }
    }
    let mut labels = Vec::new();
    for option in options {
        for language in scope.languages() {
            let Some(label) = labels::label(option, level, *language, writer.name_order()) else {
                return Ok(Err(option.number));
            };
            labels.push(row_label(writer, option, *language, label)?);
        }
    }
    Ok(Ok(labels))
}

fn row_label(writer: &mut Writer<'_>, option: &BallotOption, language: Language, label: Label) -> Result<RowLabel, ()> {
    let (number, split) = (option.number, label.split);
    let name = writer.braille(&label.text, language)?;
    match labels::withdrawn(option, &label.text, language) {
        Some([long, word]) => {
            let cells = writer.braille(&long, language)?;
            let shorter = Some((word.clone(), writer.braille(&word, language)?));
            Ok(RowLabel { number, language, text: long, cells, name, shorter, split })
        }
        None => Ok(RowLabel { number, language, text: label.text, cells: name.clone(), name, shorter: None, split }),
    }
}

/// The row that needs most cells, and how many: indent, words, a blank, the number.
fn longest(labels: &[RowLabel], number_cells: usize, scope: Scope) -> (u32, usize) {
    let cells = |label: &RowLabel| match label.least_cells() {
        0 => number_cells,
        words => indent(label.language, scope) + words + 1 + number_cells,
    };
    let longest = labels.iter().map(|label| (cells(label), label.number)).max_by_key(|(cells, _)| *cells);
    longest.map_or((1, number_cells), |(cells, row)| (row, cells))
}

/// The second language of a shared row is indented.
pub(super) fn indent(language: Language, scope: Scope) -> usize {
    if scope == Scope::Both && language == Language::Ru { SECOND_LANGUAGE_INDENT } else { 0 }
}

/// Two rows with the same name in Braille, a withdrawn one too: who looks for the one who withdrew
/// must not find somebody else. Rows with numbers only differ by their numbers.
fn alike(labels: &[RowLabel], level: Level) -> Option<(u32, u32)> {
    labels.iter().enumerate().find_map(|(index, label)| {
        let same = |earlier: &&RowLabel| {
            earlier.language == label.language
                && earlier.name == label.name
                && !(level == Level::NumberOnly && label.name.is_empty())
        };
        labels.iter().take(index).find(same).map(|earlier| (earlier.number, label.number))
    })
}

fn warn(writer: &mut Writer<'_>, labels: &[RowLabel], level: Level, trials: &[Trial], room: &Room) {
    let names: Vec<_> = labels.iter().filter_map(|label| Some((label.number, label.split.clone()?))).collect();
    if !names.is_empty() {
        writer.find(Finding::NameSplit { names });
    }
    if level == Level::NumberOnly {
        let wing = least_wing_with_names(trials, room);
        writer.find(Finding::NumbersOnly { wing, width: room.blank_width(wing) });
    }
}

/// The wing that would hold names at some level.
fn least_wing_with_names(trials: &[Trial], room: &Room) -> Length {
    let wings = trials.iter().filter_map(|trial| match trial.outcome {
        Outcome::TooLong { cells, .. } => Some(room.wing_for(cells)),
        Outcome::Taken | Outcome::Missing { .. } | Outcome::Alike { .. } => None,
    });
    wings.min().unwrap_or_default()
}

/// Why not even the lowest level can be taken.
fn no_level(trials: &[Trial], options: &[BallotOption], room: &Room, scope: Scope) -> Finding {
    match trials.last().map(|trial| trial.outcome) {
        Some(Outcome::Alike { first, second }) => Finding::RowsReadAlike { first, second },
        Some(Outcome::TooLong { row, cells, .. }) => {
            let language = scope.languages().first().copied().unwrap_or(Language::Kk);
            let option = options.iter().find(|option| option.number == row);
            match option.filter(|option| in_full(option)) {
                Some(option) => Finding::RowDoesNotFit {
                    row,
                    text: option.name.get(language).to_owned(),
                    width: room.blank_width(room.wing_for(cells)),
                },
                None => Finding::NoRoomForNumber { row },
            }
        }
        Some(Outcome::Taken | Outcome::Missing { .. }) | None => Finding::NoRoomForNumber { row: 1 },
    }
}

/// Rows that are in full at every level.
fn in_full(option: &BallotOption) -> bool {
    matches!(option.kind, OptionKind::Answer | OptionKind::AgainstAll) || option.status == Status::Withdrawn
}
