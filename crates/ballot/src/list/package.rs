//! Spreadsheets as zip packages: how far they may unpack, which kind they are, and the rows that
//! both kinds are read into.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::damaged;
use super::{MAX_ROWS, MAX_UNPACKED_MB, Refusal, Row, ods, table, xlsx};

/// The unpacked XML parts of a package, by name in small letters.
pub(super) type Parts = BTreeMap<String, Vec<u8>>;

/// The rows of the visible sheet that has a list's header; no rows if none has. Two such sheets are
/// refused: one may be a draft of the other.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<Row>, Refusal> {
    let parts = unpack(bytes)?;
    if parts.contains_key("xl/workbook.xml") {
        xlsx::rows(&parts)
    } else if let Some(content) = parts.get("content.xml") {
        ods::rows(content)
    } else {
        Err(Refusal::NotAList)
    }
}

/// Unpacks a package, counting what really comes out: the sizes it claims may be a lie.
fn unpack(bytes: &[u8]) -> Result<Parts, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = MAX_UNPACKED_MB * 1024 * 1024;
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.to_lowercase();
        let mut content = Vec::new();
        let size = (&mut entry).take(left + 1).read_to_end(&mut content).map_err(damaged)?;
        left = left.checked_sub(size as u64).ok_or(Refusal::TooLarge)?;
        if name.ends_with(".xml") || name.ends_with(".rels") {
            parts.insert(name, content);
        }
    }
    Ok(parts)
}

/// The one sheet with a list among those of a workbook.
#[derive(Default)]
pub(super) struct ListSheet {
    name: String,
    rows: Option<Vec<Row>>,
}

impl ListSheet {
    /// Keeps the sheet if it has a list's header.
    pub(super) fn offer(&mut self, name: String, rows: Vec<Row>) -> Result<(), Refusal> {
        if !table::has_header(&rows) {
            return Ok(());
        }
        if self.rows.is_some() {
            return Err(Refusal::SeveralSheets { first: std::mem::take(&mut self.name), second: name });
        }
        *self = Self { name, rows: Some(rows) };
        Ok(())
    }

    pub(super) fn rows(self) -> Vec<Row> {
        self.rows.unwrap_or_default()
    }
}

/// Takes in the rows of a sheet and keeps their number and size within what a list can have: a
/// small package can repeat one text a million times.
pub(super) struct Sheet {
    rows: Vec<Row>,
    row: Row,
    size_left: usize,
}

impl Sheet {
    pub(super) fn new() -> Self {
        let size_left = usize::try_from(MAX_UNPACKED_MB * 1024 * 1024).unwrap_or(usize::MAX);
        Self { rows: Vec::new(), row: Row::default(), size_left }
    }

    /// Begins row `number`, counted from 1.
    pub(super) fn begin_row(&mut self, number: u32, hidden: bool) {
        self.row = Row { number, hidden, cells: Vec::new() };
    }

    /// Adds a cell right of those added before.
    pub(super) fn cell(&mut self, column: usize, text: &str) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.size_left = self.size_left.checked_sub(text.len()).ok_or(Refusal::TooLarge)?;
        self.row.cells.push((column, text.to_owned()));
        Ok(())
    }

    /// Ends the row, which stands `times` times, one below the other.
    pub(super) fn end_row(&mut self, times: usize) -> Result<(), Refusal> {
        let row = std::mem::take(&mut self.row);
        if row.cells.is_empty() {
            return Ok(());
        }
        if self.rows.len().saturating_add(times) > MAX_ROWS {
            return Err(Refusal::TooLarge);
        }
        let size: usize = row.cells.iter().map(|(_, text)| text.len()).sum();
        let copies = size.saturating_mul(times.saturating_sub(1));
        self.size_left = self.size_left.checked_sub(copies).ok_or(Refusal::TooLarge)?;
        let numbers = (0..).take(times).map(|below| row.number.saturating_add(below));
        self.rows.extend(numbers.map(|number| Row { number, ..row.clone() }));
        Ok(())
    }

    pub(super) fn rows(self) -> Vec<Row> {
        self.rows
    }
}
