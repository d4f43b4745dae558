//! From the rows of a table to a draft: finds the header, names the columns, groups the rows by
//! contest.

use std::collections::BTreeMap;

use super::columns::{column_name, is_known, meant_by_cell, meant_by_header};
use super::{Knows, ListReader, Row, plain_stem};
use crate::draft::{Draft, DraftContest, DraftOption, DraftText};
use crate::rules::is_against_all_name;
use crate::{NameParts, Place, Problem, ProblemKind, text};

/// The columns that every list needs, and those that a name can be put together from instead.
const NEEDED_COLUMNS: [(&str, [&str; 2]); 2] =
    [("name_kk", ["surname_kk", "given_kk"]), ("name_ru", ["surname_ru", "given_ru"])];

/// Rows in which a header is looked for.
pub(super) const HEADER_ROWS: usize = 20;
/// Rows in which an unknown column is looked at: more than the largest list has.
const TELLING_ROWS: usize = 1_000;
/// The most of a strange header that a message repeats.
const SHOWN_HEADER: usize = 60;
/// The most strange headers that a message repeats.
const SHOWN_HEADERS: usize = 12;

/// A header as messages repeat it.
fn shown(cell: &str) -> String {
    let repaired = text::normalize(cell).map(|(cell, _)| cell).unwrap_or_default();
    repaired.chars().take(SHOWN_HEADER).collect()
}

/// The row that looks most like a header where no column is known: of the rows of texts the fullest.
fn likely_header(rows: &[Row]) -> Option<&Row> {
    let is_text = |cell: &str| cell.chars().any(char::is_alphabetic) && cell.chars().count() <= SHOWN_HEADER;
    let texts = |row: &Row| row.cells.iter().filter(|(_, cell)| is_text(cell)).count();
    let most = rows.iter().take(HEADER_ROWS).map(texts).max().filter(|most| *most > 1)?;
    rows.iter().take(HEADER_ROWS).find(|row| texts(row) == most)
}

/// How many cells of a row name a column.
pub(super) fn known_columns(row: &Row, knows: Knows<'_>) -> usize {
    row.cells.iter().filter(|(_, header)| knows(header)).count()
}

/// Whether a cell holds what a spreadsheet shows where it has no value: `#N/A`, `#REF!`, `Err:502`,
/// in Russian `#Н/Д` and `#ССЫЛКА!`, and `####` for a number wider than its column.
pub(super) fn is_error_value(cell: &str) -> bool {
    let cell = cell.trim();
    let is_named = |word: &str| {
        matches!(word, "N/A" | "Н/Д") || (word.ends_with(['!', '?']) && word.chars().all(|sign| !sign.is_lowercase()))
    };
    match (cell.strip_prefix('#'), cell.strip_prefix("Err:")) {
        (Some(rest), _) => {
            !rest.contains(char::is_whitespace)
                && (is_named(rest) || (rest.len() > 1 && rest.trim_matches('#').is_empty()))
        }
        (None, Some(rest)) => !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()),
        (None, None) => false,
    }
}

/// Where the header stands among `rows`: the first of the rows that name most columns, as a title
/// above it may happen to be called like one.
pub(super) fn header_index(rows: &[Row], knows: Knows<'_>) -> Option<usize> {
    let counts: Vec<usize> = rows.iter().take(HEADER_ROWS).map(|row| known_columns(row, knows)).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    counts.iter().position(|count| *count == most)
}

/// Whether a header is found among `rows`.
pub(super) fn has_header(rows: &[Row], knows: Knows<'_>) -> bool {
    header_index(rows, knows).is_some()
}

/// The header of a table: column names by position.
struct Header(BTreeMap<usize, String>);

/// A row whose cells are found by column name.
struct Record<'a> {
    place: Place,
    hidden: bool,
    cells: BTreeMap<&'a str, &'a str>,
    header: &'a Header,
}

impl Record<'_> {
    fn get(&self, column: &str) -> Option<String> {
        self.cells.get(column).map(|&text| text.to_owned())
    }

    fn text(&self, field: &str) -> DraftText {
        let get = |language| self.get(&format!("{field}_{language}"));
        DraftText { kk: get("kk"), ru: get("ru"), en: get("en") }
    }

    /// The name parts in one language; a part that others miss is left empty for the rules to see.
    fn parts(&self, language: &str) -> Option<NameParts> {
        let get = |part| self.get(&format!("{part}_{language}"));
        let (surname, given, patronymic) = (get("surname"), get("given"), get("patronymic"));
        (surname.is_some() || given.is_some() || patronymic.is_some()).then(|| NameParts {
            surname: surname.unwrap_or_default(),
            given: given.unwrap_or_default(),
            patronymic,
        })
    }

    /// The name in one language: its own cell; in a table without a column for it, its parts in the
    /// order of the ballot (Constitutional Law on Elections, Art. 37(1)).
    fn name(&self, language: &str) -> Option<String> {
        let own = format!("name_{language}");
        if self.header.0.values().any(|column| *column == own) {
            return self.get(&own);
        }
        let part = |part| self.get(&format!("{part}_{language}"));
        let parts: Vec<String> = ["surname", "given", "patronymic"].into_iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The name parts in one language, but for "against all", which has its words where others have
    /// a surname.
    fn own_parts(&self, language: &str) -> Option<NameParts> {
        let parts = self.parts(language)?;
        let is_words = parts.given.is_empty() && parts.patronymic.is_none();
        (!(is_words && is_against_all_name(&parts.surname))).then_some(parts)
    }

    fn option(&self) -> DraftOption {
        DraftOption {
            place: self.place.clone(),
            id: None,
            number: self.get("number"),
            kind: self.get("kind"),
            status: self.get("status"),
            hidden: self.hidden,
            name: DraftText { kk: self.name("kk"), ru: self.name("ru"), ..self.text("name") },
            short: self.text("short"),
            spoken: self.text("spoken"),
            detail: self.text("detail"),
            parts_kk: self.own_parts("kk"),
            parts_ru: self.own_parts("ru"),
        }
    }
}

impl ListReader<'_> {
    /// Reads a table into a draft.
    pub(super) fn table(&mut self, rows: &[Row]) -> Result<Draft, Problem> {
        let columns = &self.options.columns;
        let index = header_index(rows, &|header| columns.any(header).is_some());
        let split = index.and_then(|index| rows.get(index..)).and_then(<[Row]>::split_first);
        let Some((first, rows)) = split else {
            return Err(self.missing_column("name_kk", likely_header(rows)));
        };
        let header = self.header(first, rows)?;
        let records: Vec<Record<'_>> = rows.iter().filter_map(|row| self.record(&header, row)).collect();
        let by_contest = records.iter().any(|record| record.cells.contains_key("contest"));
        let mut draft = Draft::default();
        if !by_contest {
            draft.contests.push(self.contest(plain_stem(self.file, "contest"), Place::file(self.file)));
        }
        for record in &records {
            let id = if by_contest {
                record.cells.get("contest").and_then(|id| text::normalize(id)).map(|(id, _)| id).unwrap_or_default()
            } else {
                plain_stem(self.file, "contest")
            };
            let known = draft.contests.iter().position(|contest| contest.id == id);
            let index = known.unwrap_or_else(|| {
                draft.contests.push(self.contest(id, record.place.clone()));
                draft.contests.len().saturating_sub(1)
            });
            if let Some(contest) = draft.contests.get_mut(index) {
                self.add(contest, record);
            }
        }
        let mut draft = self.finish(draft);
        if let Some(first) = draft.contests.first()
            && draft.title.is_empty()
        {
            draft.title = first.title.clone();
        }
        Ok(draft)
    }

    fn contest(&self, id: String, place: Place) -> DraftContest {
        DraftContest { id, place, ..DraftContest::default() }
    }

    /// That a needed column is missing, with the columns of `header` that may be meant.
    fn missing_column(&self, column: &str, header: Option<&Row>) -> Problem {
        let column = column.to_owned();
        let cells = header.into_iter().flat_map(|row| &row.cells);
        let strange = cells.filter(|(_, cell)| self.options.columns.any(cell).is_none());
        let unknown: Vec<String> = strange.take(SHOWN_HEADERS).map(|(_, cell)| shown(cell)).collect();
        self.problem(if unknown.is_empty() {
            ProblemKind::MissingColumn { column }
        } else {
            ProblemKind::ColumnsToName { column, unknown }
        })
    }

    /// Names the columns, tells which are unknown, and refuses a table without the needed ones or
    /// with two of one name.
    fn header(&mut self, row: &Row, rows: &[Row]) -> Result<Header, Problem> {
        let place = Place::row(self.file, row.number);
        let mut columns = BTreeMap::new();
        let mut known = self.options.columns.of_header(row);
        for (index, cell) in &row.cells {
            let name = known.remove(index).unwrap_or_else(|| column_name(cell));
            if !is_known(&name) {
                let problem = self.unknown_column(&place, *index, cell, rows);
                let known_already = self.problems.iter().any(|known| known.kind == problem.kind);
                if !known_already {
                    self.problems.push(problem);
                }
            } else if columns.values().any(|known| *known == name) {
                return Err(Problem::new(place.column(&name), ProblemKind::DuplicateId { id: name }));
            }
            columns.insert(*index, name);
        }
        let has = |wanted: &str| columns.values().any(|name| name == wanted);
        for (needed, parts) in NEEDED_COLUMNS {
            if !has(needed) && !parts.iter().all(|part| has(part)) {
                return Err(self.missing_or_misspelt(needed, row));
            }
        }
        Ok(Header(columns))
    }

    /// That a needed column is missing, unless a misspelt one has been told in its place.
    fn missing_or_misspelt(&mut self, needed: &str, header: &Row) -> Problem {
        let is_told =
            |problem: &Problem| matches!(&problem.kind, ProblemKind::MisspeltColumn { meant, .. } if meant == needed);
        match self.problems.iter().position(is_told) {
            Some(index) => self.problems.remove(index),
            None => self.missing_column(needed, Some(header)),
        }
    }

    /// What is wrong with a column that is not known: an error where its name or a cell among
    /// `rows` shows that a known one is meant.
    fn unknown_column(&self, header: &Place, index: usize, cell: &str, rows: &[Row]) -> Problem {
        let column = shown(cell);
        let place = header.column(&column);
        if let Some(meant) = meant_by_header(cell) {
            return Problem::new(place, ProblemKind::MisspeltColumn { column, meant });
        }
        let told_by_row = rows.iter().take(TELLING_ROWS).find_map(|row| {
            let at = row.cells.binary_search_by_key(&index, |(column, _)| *column).ok()?;
            Some((row.number, meant_by_cell(&row.cells.get(at)?.1)?))
        });
        match told_by_row {
            Some((row, meant)) => {
                let kind = ProblemKind::MisspeltColumn { column, meant: meant.to_owned() };
                Problem::new(Place { row: Some(row), ..place }, kind)
            }
            None => Problem::new(place, ProblemKind::UnknownColumn { column }),
        }
    }

    /// A row by column names; `None` for a row without a cell.
    fn record<'a>(&mut self, header: &'a Header, row: &'a Row) -> Option<Record<'a>> {
        let Header(columns) = header;
        let place = Place::row(self.file, row.number);
        let mut cells = BTreeMap::new();
        let mut ragged = false;
        for (index, cell) in row.cells.iter().filter(|(_, cell)| text::normalize(cell).is_some()) {
            match columns.get(index) {
                Some(name) => {
                    if is_error_value(cell) && is_known(name) {
                        let kind = ProblemKind::CellError { found: cell.trim().to_owned() };
                        self.problems.push(Problem::new(place.column(name), kind));
                    }
                    cells.insert(name.as_str(), cell.as_str());
                }
                None => ragged = true,
            }
        }
        if ragged {
            self.problems.push(Problem::new(place.clone(), ProblemKind::RaggedRow));
        }
        if row.hidden && !cells.is_empty() {
            self.problems.push(Problem::new(place.clone(), ProblemKind::HiddenRow));
        }
        (!cells.is_empty()).then_some(Record { place, hidden: row.hidden, cells, header })
    }

    /// Adds a row to its contest, with what it says about the contest as a whole.
    fn add(&mut self, contest: &mut DraftContest, record: &Record<'_>) {
        let texts = [
            ("title", &mut contest.title),
            ("short_title", &mut contest.short_title),
            ("question", &mut contest.question),
        ];
        for (field, text) in texts {
            let found = record.text(field);
            for (language, own, found) in
                [("kk", &mut text.kk, found.kk), ("ru", &mut text.ru, found.ru), ("en", &mut text.en, found.en)]
            {
                self.agree(&record.place.column(&format!("{field}_{language}")), own, found);
            }
        }
        self.agree(&record.place.column("form"), &mut contest.form, record.get("form"));
        contest.options.push(record.option());
    }

    /// Takes over what a row says about its contest; rows that say different things are an error.
    fn agree(&mut self, place: &Place, own: &mut Option<String>, found: Option<String>) {
        let Some(found) = found else { return };
        let repaired = |text: &str| text::normalize(text).map(|(text, _)| text);
        match own {
            None => *own = Some(found),
            Some(own) if repaired(own) == repaired(&found) => {}
            Some(own) => {
                let kind = ProblemKind::RowsDisagree { first: own.clone(), found };
                self.problems.push(Problem::new(place.clone(), kind));
            }
        }
    }
}
