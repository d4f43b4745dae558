//! The list on the clerk's desk: what is wrong with it, row by row, and its corrections.
//!
//! The clerk's own file is never written to. Corrections go to a table of our own with the same rows (`corrected/NAME.csv`
//! beside the list), which is saved with every single one, and from then on that table is the list.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use ballot::list::{self, Encoding, ReadOptions, Row, Table};
use ballot::{Election, Problem, ProblemKind, rules, text};
use stencil_gen::input::{self, SourceFile};
use stencil_gen::notice::{FileProblem, Notice};

/// Where corrected lists lie, beside the list.
pub const CORRECTED: &str = "corrected";

/// A list as it lies on the desk.
#[derive(Clone, Debug)]
pub struct ListDesk {
    path: PathBuf,
    /// As the clerk gave it.
    given: SourceFile,
    /// With the corrections; the same as `given` without any.
    current: SourceFile,
    table: Option<Table>,
    /// What was noticed of the given file that its corrected table no longer shows.
    kept: Vec<Problem>,
    /// Which encoding the clerk has named.
    pub encoding: Option<Encoding>,
    /// The election, if nothing is wrong.
    pub election: Option<Election>,
    /// Everything that was noticed.
    pub problems: Vec<Problem>,
    /// Why the corrections could not be saved; they are in memory then.
    pub unsaved: Option<FileProblem>,
    /// Where they are saved.
    pub saved: Option<PathBuf>,
    /// Another program has it open, too, and may hold changes that are not in it.
    pub open_elsewhere: bool,
}

/// A cell that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The column's name.
    pub column: String,
    /// What stands in it.
    pub text: String,
}

/// A row of the table as the clerk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Its number in the file.
    pub number: u32,
    /// Its names in Kazakh and Russian.
    pub names: [String; 2],
    /// Whether it has withdrawn.
    pub withdrawn: bool,
    /// Whether it is one that can withdraw.
    pub can_withdraw: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Its cells, by known columns.
    pub cells: Vec<CellView>,
}

impl ListDesk {
    /// Puts a list on the desk.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, FileProblem> {
        let given = input::source(path)?;
        let mut desk = Self {
            path: path.to_owned(),
            current: given.clone(),
            given,
            table: None,
            kept: Vec::new(),
            encoding: None,
            election: None,
            problems: Vec::new(),
            unsaved: None,
            saved: None,
            open_elsewhere: is_open_elsewhere(path),
        };
        desk.read(options);
        Ok(desk)
    }

    /// The clerk's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The list as it stands now.
    #[must_use]
    pub const fn source(&self) -> &SourceFile {
        &self.current
    }

    /// The clerk's file, if it is another one now than it was when it was opened.
    #[must_use]
    pub fn changed(&self) -> Option<&Path> {
        // A file that is gone, such as with its memory stick, says nothing new.
        let is_other = fs::read(&self.path).is_ok_and(|bytes| bytes != self.given.bytes);
        is_other.then_some(self.path.as_path())
    }

    /// How it is read.
    #[must_use]
    pub fn reading(&self, options: &ReadOptions) -> ReadOptions {
        let encoding = if self.is_corrected() { Some(Encoding::Utf8) } else { self.encoding };
        ReadOptions { encoding, ..options.clone() }
    }

    /// Whether it has corrections.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.current.bytes != self.given.bytes
    }

    /// Whether it is a table, whose cells can be corrected here.
    #[must_use]
    pub const fn is_table(&self) -> bool {
        self.table.is_some()
    }

    /// Reads it anew.
    pub fn read(&mut self, options: &ReadOptions) {
        let options = self.reading(options);
        let SourceFile { name, bytes } = &self.current;
        let knows = |header: &str| options.columns.knows(header);
        self.table = list::read_table(name, bytes, options.encoding, &knows).ok();
        let reading = list::read(name, bytes, &options);
        let mut problems = reading.problems;
        self.election = None;
        if !problems.iter().any(Problem::is_error) {
            let checked = rules::check(reading.draft);
            problems.extend(checked.problems);
            self.election = checked.election.filter(|_| !problems.iter().any(Problem::is_error));
        }
        if self.is_corrected() {
            problems.extend(self.kept.iter().cloned());
        } else {
            let lost =
                |kind: &ProblemKind| matches!(kind, ProblemKind::HiddenRow | ProblemKind::EncodingInferred { .. });
            self.kept = problems.iter().filter(|problem| lost(&problem.kind)).cloned().collect();
        }
        self.problems = problems;
    }

    /// Reads the clerk's file again, as it was changed elsewhere. Corrections made here stay in their file and are set
    /// aside.
    ///
    /// # Errors
    ///
    /// The file cannot be read; everything stays as it was.
    pub fn read_again(&mut self, options: &ReadOptions) -> Result<(), FileProblem> {
        let fresh = Self::open(&self.path, &ReadOptions { encoding: self.encoding, ..options.clone() })?;
        *self = Self { encoding: self.encoding, ..fresh };
        self.read(options);
        Ok(())
    }

    /// The columns of its table by their places.
    fn columns(&self, options: &ReadOptions) -> BTreeMap<usize, String> {
        self.table.as_ref().map(|table| options.columns.of_header(&table.header)).unwrap_or_default()
    }

    /// Its rows, each with what is wrong with it.
    #[must_use]
    pub fn rows(&self, options: &ReadOptions) -> Vec<RowView> {
        let columns = self.columns(options);
        let rows = self.table.iter().flat_map(|table| &table.rows);
        let has_cells = |row: &&Row| row.cells.iter().any(|(_, cell)| text::normalize(cell).is_some());
        rows.filter(has_cells).map(|row| self.row(row, &columns)).collect()
    }

    fn row(&self, row: &Row, columns: &BTreeMap<usize, String>) -> RowView {
        let text = |column: &str| {
            let place = columns.iter().find(|(_, name)| *name == column).map(|(place, _)| *place)?;
            row.cells.iter().find(|(own, _)| *own == place).map(|(_, text)| text.trim().to_owned())
        };
        let name = |language: &str| {
            let parts = ["surname", "given", "patronymic"].map(|part| text(&format!("{part}_{language}")));
            let parts = || parts.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            text(&format!("name_{language}")).unwrap_or_else(parts)
        };
        let names = ["kk", "ru"].map(name);
        let is_option = !names.iter().any(|name| rules::is_against_all_name(name));
        let problems = self.problems.iter().filter(|problem| problem.place.row == Some(row.number));
        RowView {
            number: row.number,
            withdrawn: text("status").is_some_and(|status| status.to_lowercase() == "withdrawn"),
            can_withdraw: is_option,
            problems: problems.cloned().collect(),
            cells: columns
                .values()
                .map(|column| CellView { column: column.clone(), text: text(column).unwrap_or_default() })
                .collect(),
            names,
        }
    }

    /// Problems of no row that is shown.
    #[must_use]
    pub fn general(&self, rows: &[RowView]) -> Vec<Notice> {
        let is_shown = |row: u32| rows.iter().any(|own| own.number == row);
        let general = self.problems.iter().filter(|problem| !problem.place.row.is_some_and(is_shown));
        general.cloned().map(Notice::from).collect()
    }

    /// Puts a text into a cell, saves the corrected table and reads it.
    pub fn correct(&mut self, row: u32, column: &str, text: &str, options: &ReadOptions) {
        let columns = self.columns(options);
        let Some(table) = self.table.as_mut() else { return };
        let known = columns.iter().find(|(_, name)| *name == column).map(|(place, _)| *place);
        let place = known.unwrap_or_else(|| {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            let last = rows.flat_map(|row| &row.cells).map(|(place, _)| *place).max();
            let place = last.map_or(0, |last| last.saturating_add(1));
            table.header.cells.push((place, column.to_owned()));
            place
        });
        let Some(own) = table.rows.iter_mut().find(|own| own.number == row) else { return };
        own.cells.retain(|(own, _)| *own != place);
        if let Some((text, _)) = text::normalize(text) {
            let at = own.cells.partition_point(|(own, _)| *own < place);
            own.cells.insert(at, (place, text));
        }
        self.current = SourceFile { name: csv_name(&self.given.name), bytes: csv(table).into_bytes() };
        self.save();
        self.read(options);
    }

    /// Saves the corrected table, whole or not at all.
    fn save(&mut self) {
        let folder = self.path.parent().unwrap_or(Path::new("")).join(CORRECTED);
        let to = self.saved.clone().unwrap_or_else(|| free(&folder, &self.current));
        let saved = fs::create_dir_all(to.parent().unwrap_or(&folder)).and_then(|()| {
            let partial = to.with_extension("new");
            fs::write(&partial, &self.current.bytes)?;
            fs::rename(&partial, &to)
        });
        match saved {
            Ok(()) => (self.saved, self.unsaved) = (Some(to), None),
            Err(error) => self.unsaved = Some(FileProblem::Unwritable { path: to, detail: error.to_string() }),
        }
    }

    /// The headers that nobody knows and all others, each with a cell that stands under it, for the clerk to name; the
    /// columns they have now.
    #[must_use]
    pub fn headers(&self, options: &ReadOptions) -> Vec<(String, String, String)> {
        let options = self.reading(options);
        let unknown: Vec<&String> = self
            .problems
            .iter()
            .filter_map(|problem| match &problem.kind {
                ProblemKind::ColumnsToName { unknown, .. } => Some(unknown),
                _ => None,
            })
            .flatten()
            .collect();
        let is_asked = |header: &str| {
            let header = text::normalize(header).map(|(header, _)| header).unwrap_or_default();
            unknown.iter().any(|own| header.starts_with(own.as_str()))
        };
        let knows = |header: &str| options.columns.knows(header) || is_asked(header);
        let Ok(table) = list::read_table(&self.current.name, &self.current.bytes, options.encoding, &knows) else {
            return Vec::new();
        };
        let named = options.columns.of_header(&table.header);
        let sample = |place: usize| {
            let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|(own, _)| *own == place);
            cells.map(|(_, text)| text.trim()).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let headers = table.header.cells.iter();
        headers
            .map(|(place, header)| (header.clone(), sample(*place), named.get(place).cloned().unwrap_or_default()))
            .collect()
    }

    /// Encodings that the file could be in, each with a line that shows its letters.
    #[must_use]
    pub fn encodings(&self) -> Vec<(String, String)> {
        let named = self.problems.iter().find_map(|problem| match &problem.kind {
            ProblemKind::EncodingUnclear { candidates } => Some(candidates.clone()),
            _ => None,
        });
        let decoded = |name: &str| {
            let text = name.parse::<Encoding>().ok()?.decode(&self.given.bytes)?;
            let telling = text.lines().max_by_key(|line| line.chars().filter(|sign| !sign.is_ascii()).count())?;
            Some(telling.chars().take(90).collect::<String>())
        };
        named
            .unwrap_or_default()
            .into_iter()
            .filter_map(|name| Some((decoded(&name)?, name)))
            .map(|(line, name)| (name, line))
            .collect()
    }
}

/// Office programs leave a small file beside one that they have open.
fn is_open_elsewhere(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    [format!(".~lock.{name}#"), format!("~${name}")].iter().any(|own| path.with_file_name(own).exists())
}

/// The corrected list's name: that of the list, so that its contest keeps its name too.
fn csv_name(list: &str) -> String {
    let stem = list.rsplit_once('.').map_or(list, |(stem, _)| stem);
    format!("{stem}.csv")
}

/// A file for the corrections that is nobody's yet, or already holds them.
fn free(folder: &Path, file: &SourceFile) -> PathBuf {
    let is_free = |path: &PathBuf| fs::read(path).map_or_else(|_| !path.exists(), |bytes| bytes == file.bytes);
    let numbered = (1..).map(|number| match number {
        1 => folder.join(&file.name),
        _ => folder.join(number.to_string()).join(&file.name),
    });
    let mut numbered = numbered.take(10_000);
    numbered.find(is_free).unwrap_or_else(|| folder.join(&file.name))
}

/// The table as CSV, each row on the line of its number.
fn csv(table: &Table) -> String {
    let mut text = String::from("\u{feff}");
    let mut line = 1;
    for row in std::iter::once(&table.header).chain(&table.rows) {
        for _ in line..row.number {
            text.push_str("\r\n");
        }
        let mut at = 0;
        for (place, cell) in &row.cells {
            for _ in at..*place {
                text.push(';');
            }
            at = *place;
            let cell = text::normalize(cell).map(|(cell, _)| cell).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = if cell.contains([';', '"']) {
                write!(text, "\"{}\"", cell.replace('"', "\"\""))
            } else {
                write!(text, "{cell}")
            };
        }
        text.push_str("\r\n");
        line = row.number.saturating_add(1);
    }
    text
}
