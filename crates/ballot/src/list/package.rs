//! Spreadsheets as zip packages: how far they may unpack, which kind they are, and the rows that
//! both kinds are read into.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::damaged;
use super::{Knows, MAX_ROWS, MAX_UNPACKED_MB, Refusal, Row, ods, table, xlsx};

/// The unpacked XML parts of a package, by name in small letters.
pub(super) type Parts = BTreeMap<String, Vec<u8>>;

/// The rows of the visible sheet that has a list's header, else of the first with any rows. Two such sheets are
/// refused: one may be a draft of the other.
pub(super) fn rows(bytes: &[u8], knows: Knows<'_>) -> Result<Vec<Row>, Refusal> {
    let parts = unpack(bytes)?;
    if parts.contains_key("xl/workbook.xml") {
        xlsx::rows(&parts, knows)
    } else if let Some(content) = parts.get("content.xml") {
        ods::rows(content, knows)
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
pub(super) struct ListSheet<'a> {
    knows: Knows<'a>,
    name: String,
    rows: Option<Vec<Row>>,
    /// The first sheet with anything in it, whose columns a message can name.
    first: Vec<Row>,
}

impl<'a> ListSheet<'a> {
    pub(super) fn new(knows: Knows<'a>) -> Self {
        Self { knows, name: String::new(), rows: None, first: Vec::new() }
    }

    /// Keeps the sheet if it has a list's header.
    pub(super) fn offer(&mut self, name: String, rows: Vec<Row>) -> Result<(), Refusal> {
        if !table::has_header(&rows, self.knows) {
            if self.first.is_empty() {
                self.first = rows;
            }
            return Ok(());
        }
        if self.rows.is_some() {
            return Err(Refusal::SeveralSheets { first: std::mem::take(&mut self.name), second: name });
        }
        (self.name, self.rows) = (name, Some(rows));
        Ok(())
    }

    pub(super) fn rows(self) -> Vec<Row> {
        self.rows.unwrap_or(self.first)
    }
}

/// Takes in the rows of a sheet and keeps their number and size within what a list can have: a
/// small package can repeat one text a million times.
pub(super) struct Sheet {
    rows: Vec<Row>,
    row: Row,
    size_left: usize,
    merged: Vec<Merged>,
}

/// Cells of one column that a spreadsheet shows as one: only the first of them holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// Column, counted from 0.
    pub(super) column: usize,
    /// First row, counted from 1.
    pub(super) first: u32,
    /// Last row.
    pub(super) last: u32,
}

/// The most cells that merged ones may stand for.
const MAX_MERGED: usize = 1_000_000;

impl Sheet {
    pub(super) fn new() -> Self {
        let size_left = usize::try_from(MAX_UNPACKED_MB * 1024 * 1024).unwrap_or(usize::MAX);
        Self { rows: Vec::new(), row: Row::default(), size_left, merged: Vec::new() }
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

    /// Takes down merged cells.
    pub(super) fn merge(&mut self, merged: Merged) -> Result<(), Refusal> {
        if self.merged.len() >= MAX_ROWS {
            return Err(Refusal::TooLarge);
        }
        self.merged.push(merged);
        Ok(())
    }

    /// The rows, each merged text in every row that has cells of its own: a contest named once
    /// beside all its candidates is the contest of each.
    pub(super) fn rows(mut self) -> Result<Vec<Row>, Refusal> {
        let mut steps = 0_usize;
        for Merged { column, first, last } in std::mem::take(&mut self.merged) {
            let from = self.rows.partition_point(|row| row.number < first);
            let mut covered = self.rows.iter_mut().skip(from).take_while(|row| row.number <= last);
            let Some(top) = covered.next().filter(|row| row.number == first) else { continue };
            let Some(text) = top.cells.iter().find(|(own, _)| *own == column).map(|(_, text)| text.clone()) else {
                continue;
            };
            for row in covered {
                steps = steps.saturating_add(1);
                self.size_left = self.size_left.checked_sub(text.len()).ok_or(Refusal::TooLarge)?;
                if steps > MAX_MERGED {
                    return Err(Refusal::TooLarge);
                }
                if let Err(at) = row.cells.binary_search_by_key(&column, |(own, _)| *own) {
                    row.cells.insert(at, (column, text.clone()));
                }
            }
        }
        Ok(self.rows)
    }
}
