//! From the rows of a table to a draft: finds the header, names the columns, groups the rows by
//! contest.

use std::collections::BTreeMap;

use super::{ListReader, Row, plain_stem};
use crate::draft::{Draft, DraftContest, DraftOption, DraftText};
use crate::{NameParts, Place, Problem, ProblemKind, text};

/// Columns without a language.
const PLAIN_COLUMNS: [&str; 5] = ["contest", "kind", "number", "status", "form"];
/// Columns with a language: `name_kk`, `name_ru`, `name_en`.
const TEXT_COLUMNS: [&str; 7] = ["name", "short", "spoken", "detail", "question", "title", "short_title"];
/// Columns of name parts, which exist in the two languages of the ballot.
const PART_COLUMNS: [&str; 3] = ["surname", "given", "patronymic"];
/// The columns that every list needs.
const NEEDED_COLUMNS: [&str; 2] = ["name_kk", "name_ru"];

/// Rows in which a header is looked for.
const HEADER_ROWS: usize = 20;
/// The most of a strange header that a message repeats.
const SHOWN_HEADER: usize = 60;

/// A header as a column's name: small letters, spaces and hyphens as underscores.
fn column_name(header: &str) -> String {
    let header = text::normalize(header).map(|(header, _)| header).unwrap_or_default();
    header.to_lowercase().replace([' ', '-'], "_")
}

fn is_known(column: &str) -> bool {
    let (field, language) = column.rsplit_once('_').unwrap_or((column, ""));
    PLAIN_COLUMNS.contains(&column)
        || (TEXT_COLUMNS.contains(&field) && matches!(language, "kk" | "ru" | "en"))
        || (PART_COLUMNS.contains(&field) && matches!(language, "kk" | "ru"))
}

/// How many cells of a row name a column.
pub(super) fn known_columns(row: &Row) -> usize {
    row.cells.iter().filter(|(_, header)| is_known(&column_name(header))).count()
}

/// Where the header stands among `rows`.
fn header_index(rows: &[Row]) -> Option<usize> {
    rows.iter().take(HEADER_ROWS).position(|row| known_columns(row) > 0)
}

/// Whether a header is found among `rows`.
pub(super) fn has_header(rows: &[Row]) -> bool {
    header_index(rows).is_some()
}

/// The header of a table: column names by position.
struct Header(BTreeMap<usize, String>);

/// A row whose cells are found by column name.
struct Record<'a> {
    place: Place,
    hidden: bool,
    cells: BTreeMap<&'a str, &'a str>,
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

    fn option(&self) -> DraftOption {
        DraftOption {
            place: self.place.clone(),
            id: None,
            number: self.get("number"),
            kind: self.get("kind"),
            status: self.get("status"),
            hidden: self.hidden,
            name: self.text("name"),
            short: self.text("short"),
            spoken: self.text("spoken"),
            detail: self.text("detail"),
            parts_kk: self.parts("kk"),
            parts_ru: self.parts("ru"),
        }
    }
}

impl ListReader<'_> {
    /// Reads a table into a draft.
    pub(super) fn table(&mut self, rows: &[Row]) -> Result<Draft, Problem> {
        let split = header_index(rows).and_then(|index| rows.get(index..)).and_then(<[Row]>::split_first);
        let Some((first, rows)) = split else {
            return Err(self.missing_column("name_kk"));
        };
        let header = self.header(first)?;
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

    fn missing_column(&self, column: &str) -> Problem {
        self.problem(ProblemKind::MissingColumn { column: column.to_owned() })
    }

    /// Names the columns, tells which are unknown, and refuses a table without the needed ones or
    /// with two of one name.
    fn header(&mut self, row: &Row) -> Result<Header, Problem> {
        let place = Place::row(self.file, row.number);
        let mut columns = BTreeMap::new();
        for (index, cell) in &row.cells {
            let name = column_name(cell);
            if !is_known(&name) {
                let shown: String = cell.trim().chars().take(SHOWN_HEADER).collect();
                let kind = ProblemKind::UnknownColumn { column: shown.clone() };
                let known_already = self.problems.iter().any(|problem| problem.kind == kind);
                if !known_already {
                    self.problems.push(Problem::new(place.column(&shown), kind));
                }
            } else if columns.values().any(|known| *known == name) {
                return Err(Problem::new(place.column(&name), ProblemKind::DuplicateId { id: name }));
            }
            columns.insert(*index, name);
        }
        for needed in NEEDED_COLUMNS {
            if !columns.values().any(|name| name == needed) {
                return Err(self.missing_column(needed));
            }
        }
        Ok(Header(columns))
    }

    /// A row by column names; `None` for a row without a cell.
    fn record<'a>(&mut self, Header(columns): &'a Header, row: &'a Row) -> Option<Record<'a>> {
        let place = Place::row(self.file, row.number);
        let mut cells = BTreeMap::new();
        let mut ragged = false;
        for (index, cell) in row.cells.iter().filter(|(_, cell)| text::normalize(cell).is_some()) {
            match columns.get(index) {
                Some(name) => {
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
        (!cells.is_empty()).then_some(Record { place, hidden: row.hidden, cells })
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
