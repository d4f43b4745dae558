//! Reads a candidate list, whatever program wrote it, into a [`Draft`].
//!
//! The format is told by the file's content: a zip package is a spreadsheet (XLSX or ODS), a brace
//! is JSON, all other text is a table of comma, semicolon or tab separated cells. Nothing is
//! guessed that could change a name: where the text encoding is not certain, the clerk is asked.

mod columns;
mod delimited;
mod detect;
mod encoding;
mod json;
mod naming;
mod ods;
mod package;
mod table;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

use crate::draft::{Draft, DraftText};
use crate::rules::is_plain_id;
use crate::{Place, Problem, ProblemKind};

pub(crate) use json::FORMAT as ELECTION_FORMAT;

pub use encoding::{Encoding, UnknownEncoding};
pub use naming::{ColumnNames, column_names};

/// The largest list file in megabytes.
const MAX_FILE_MB: u64 = 16;
/// The most that a spreadsheet package may unpack to, in megabytes.
const MAX_UNPACKED_MB: u64 = 64;
/// The most rows of a list, far beyond any ballot.
const MAX_LIST_ROWS: usize = 10_000;
/// The most rows and columns of any table.
const MAX_ROWS: usize = 100_000;
const MAX_COLUMNS: usize = 1_000;

/// What the clerk says about the list beside the list itself. What is said here wins over what the
/// file says.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The text encoding of a CSV list.
    pub encoding: Option<Encoding>,
    /// The election's identifier; without one, the file's, else the file's name.
    pub id: Option<String>,
    /// The day of voting, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The election's Kazakh title, also that of its only contest if this has none.
    pub title_kk: Option<String>,
    /// The same in Russian.
    pub title_ru: Option<String>,
    /// How many options a voter may mark in each contest.
    pub max_choices: Option<u32>,
    /// How a candidate's name given as one string is ordered. Reading keeps names as they are; the
    /// stencil's layout asks for this.
    pub name_order: NameOrder,
    /// Columns that the clerk has named.
    pub columns: ColumnNames,
}

/// The order of the words in a name given as one string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameOrder {
    /// Surname, given name, patronymic: the order on the ballot (Constitutional Law on Elections,
    /// Art. 37(1)).
    #[default]
    SurnameFirst,
    /// Given name, patronymic, surname.
    GivenFirst,
}

/// A list as read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the list says; empty when it could not be read.
    pub draft: Draft,
    /// Errors and warnings. After an error the draft must not be used.
    pub problems: Vec<Problem>,
}

/// Reads a list. `file_name` is used in messages, as a hint to the format, and where the list has
/// no identifier of its own. Any bytes give an answer.
#[must_use]
pub fn read(file_name: &str, bytes: &[u8], options: &ReadOptions) -> Reading {
    let mut reader = ListReader { file: file_name, options, problems: Vec::new() };
    let draft = reader.draft(bytes).unwrap_or_else(|problem| {
        reader.problems.push(problem);
        Draft { file: file_name.to_owned(), ..Draft::default() }
    });
    Reading { draft, problems: reader.problems }
}

/// A table of any kind, with its header told from the rows under it.
#[derive(Clone, Debug)]
pub struct Table {
    /// The header.
    pub header: Row,
    /// The rows under it.
    pub rows: Vec<Row>,
    /// What was inferred, such as the encoding.
    pub warnings: Vec<Problem>,
}

/// A table of which only the header is read, and the rows as they are asked for: a country's table is large.
pub struct TableReader {
    /// The header.
    pub header: Row,
    /// The rows under it. Nothing follows an error.
    pub rows: Box<dyn Iterator<Item = Result<Row, Problem>>>,
    /// What was inferred, such as the encoding.
    pub warnings: Vec<Problem>,
}

/// Reads a table that is no list, by the same rules. `knows` says which headers are of that table.
///
/// # Errors
///
/// Everything that is wrong with the file; [`ProblemKind::NotAList`] when no row has a header.
pub fn read_table(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<Encoding>,
    knows: &dyn Fn(&str) -> bool,
) -> Result<Table, Vec<Problem>> {
    let TableReader { header, rows, warnings } = open_table(file_name, bytes, encoding, knows)?;
    let rows: Result<Vec<Row>, Problem> = rows.collect();
    Ok(Table { header, rows: rows.map_err(|problem| vec![problem])?, warnings })
}

/// The same, row by row. Of a text no more than itself is in memory; a spreadsheet is read whole.
///
/// # Errors
///
/// What is wrong with the file as far as its header; [`ProblemKind::NotAList`] when no row has one.
pub fn open_table(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<Encoding>,
    knows: &dyn Fn(&str) -> bool,
) -> Result<TableReader, Vec<Problem>> {
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    let mut reader = ListReader { file: file_name, options: &options, problems: Vec::new() };
    let (mut first, rest) = reader.rows_in_turn(bytes, knows).map_err(|problem| vec![problem])?;
    let Some(index) = table::header_index(&first, knows) else {
        return Err(vec![reader.problem(ProblemKind::NotAList)]);
    };
    let under = first.split_off(index.saturating_add(1));
    let header = first.pop().unwrap_or_default();
    let file = file_name.to_owned();
    let rest = rest.map(move |row| row.map_err(|why| refused(&file, why, MAX_FILE_MB)));
    Ok(TableReader { header, rows: Box::new(under.into_iter().map(Ok).chain(rest)), warnings: reader.problems })
}

/// Reads one file and collects what is wrong with it.
struct ListReader<'a> {
    file: &'a str,
    options: &'a ReadOptions,
    problems: Vec<Problem>,
}

/// A row of a table: only the cells that hold something, in the order of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Column, counted from 0, and text.
    pub cells: Vec<(usize, String)>,
}

/// Why a table could not be read. The place is filled in by [`ListReader`].
enum Refusal {
    Damaged(String),
    TooLarge,
    NotAList,
    SeveralSheets { first: String, second: String },
    Syntax { row: u32, detail: String },
}

impl ListReader<'_> {
    fn draft(&mut self, bytes: &[u8]) -> Result<Draft, Problem> {
        let columns = &self.options.columns;
        let knows = |header: &str| columns.any(header).is_some();
        match self.rows(bytes, &knows)? {
            Some(rows) if rows.len() > MAX_LIST_ROWS => {
                let limit_mb = if is_package(bytes) { MAX_UNPACKED_MB } else { MAX_FILE_MB };
                Err(self.problem(ProblemKind::TooLarge { limit_mb }))
            }
            Some(rows) => self.table(&rows),
            None => {
                let text = self.text(bytes)?;
                self.json(&text)
            }
        }
    }

    /// The rows of a table; `None` for a file in JSON.
    fn rows(&mut self, bytes: &[u8], knows: Knows<'_>) -> Result<Option<Vec<Row>>, Problem> {
        if bytes.len() as u64 > MAX_FILE_MB * 1024 * 1024 {
            return Err(self.problem(ProblemKind::TooLarge { limit_mb: MAX_FILE_MB }));
        }
        if is_package(bytes) {
            let rows = package::rows(bytes, knows).map_err(|why| self.refusal(why, MAX_UNPACKED_MB))?;
            return Ok(Some(rows));
        }
        let told = self.problems.len();
        let text = self.text(bytes)?;
        if self.is_json(&text) {
            // Whoever reads it as JSON is told of its encoding then.
            self.problems.truncate(told);
            return Ok(None);
        }
        let rows: Result<Vec<Row>, Refusal> = delimited::Text::new(text, knows).collect();
        rows.map(Some).map_err(|why| self.refusal(why, MAX_FILE_MB))
    }

    fn is_json(&self, text: &str) -> bool {
        text.trim_start().starts_with('{') || has_ending(self.file, "json")
    }

    /// The first rows of a table that is no list, among them its header, and those after them.
    fn rows_in_turn(&mut self, bytes: &[u8], knows: Knows<'_>) -> Result<(Vec<Row>, InTurn), Problem> {
        if is_package(bytes) || bytes.len() as u64 > MAX_FILE_MB * 1024 * 1024 {
            let rows = self.rows(bytes, knows)?.unwrap_or_default();
            return Ok((rows, Box::new(std::iter::empty())));
        }
        let text = self.text(bytes)?;
        if self.is_json(&text) {
            return Err(self.problem(ProblemKind::NotAList));
        }
        let mut rows = delimited::Text::new(text, knows);
        let first: Result<Vec<Row>, Refusal> = rows.by_ref().take(table::HEADER_ROWS).collect();
        Ok((first.map_err(|why| self.refusal(why, MAX_FILE_MB))?, Box::new(rows)))
    }

    /// The file's text, with a warning if its encoding had to be inferred.
    fn text(&mut self, bytes: &[u8]) -> Result<String, Problem> {
        let text = match detect::decode(bytes, self.options.encoding) {
            detect::Decoded::Certain(text) => text,
            detect::Decoded::Inferred(text, encoding) => {
                let kind = ProblemKind::EncodingInferred { encoding: encoding.to_string() };
                self.problems.push(self.problem(kind));
                text
            }
            detect::Decoded::Unclear(encodings) => {
                let candidates = encodings.iter().map(Encoding::to_string).collect();
                return Err(self.problem(ProblemKind::EncodingUnclear { candidates }));
            }
            detect::Decoded::Binary => return Err(self.problem(ProblemKind::NotAList)),
        };
        if text.trim().is_empty() {
            return Err(self.problem(ProblemKind::NotAList));
        }
        Ok(text)
    }

    fn problem(&self, kind: ProblemKind) -> Problem {
        Problem::new(Place::file(self.file), kind)
    }

    fn refusal(&self, why: Refusal, limit_mb: u64) -> Problem {
        refused(self.file, why, limit_mb)
    }

    /// Puts the clerk's options over what the file says, and its name under it.
    fn finish(&self, mut draft: Draft) -> Draft {
        let options = self.options;
        let title = DraftText { kk: options.title_kk.clone(), ru: options.title_ru.clone(), en: None };
        if let [contest] = draft.contests.as_mut_slice()
            && contest.title.is_empty()
        {
            contest.title = title.clone();
        }
        draft.title.kk = title.kk.or(draft.title.kk);
        draft.title.ru = title.ru.or(draft.title.ru);
        draft.id = options.id.clone().or(draft.id).or_else(|| Some(plain_stem(self.file, "election")));
        draft.date = options.date.clone().or(draft.date);
        for contest in &mut draft.contests {
            contest.max_choices = options.max_choices.map(i64::from).or(contest.max_choices);
        }
        draft.file = self.file.to_owned();
        draft
    }
}

/// Rows one after the other.
type InTurn = Box<dyn Iterator<Item = Result<Row, Refusal>>>;

/// Why the table of a file could not be read.
fn refused(file: &str, why: Refusal, limit_mb: u64) -> Problem {
    let kind = match why {
        Refusal::Damaged(detail) => ProblemKind::DamagedSpreadsheet { detail },
        Refusal::TooLarge => ProblemKind::TooLarge { limit_mb },
        Refusal::NotAList => ProblemKind::NotAList,
        Refusal::SeveralSheets { first, second } => ProblemKind::SeveralSheets { first, second },
        Refusal::Syntax { row, detail } => return Problem::new(Place::row(file, row), ProblemKind::Syntax { detail }),
    };
    Problem::new(Place::file(file), kind)
}

/// Whether a header is one that the reader of a table knows.
type Knows<'a> = &'a dyn Fn(&str) -> bool;

fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn has_ending(file: &str, ending: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

/// The file's name as an identifier: no folder, no ending, small letters, spaces as hyphens, and
/// only the signs that may name a folder. `fallback` when nothing usable is left.
fn plain_stem(file: &str, fallback: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((stem, _)) = crate::text::normalize(stem) else {
        return fallback.to_owned();
    };
    let plain = stem.to_lowercase().replace(' ', "-");
    let plain: String = plain.chars().filter(|sign| is_plain_id(&format!("x{sign}x"))).collect();
    let plain: String = plain.trim_start_matches(['.', '-']).chars().take(64).collect();
    if is_plain_id(&plain) { plain } else { fallback.to_owned() }
}
