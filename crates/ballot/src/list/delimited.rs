//! Tables as text: cells separated by commas, semicolons or tabs, and quoted where they contain
//! the separator (RFC 4180). Stricter than usual CSV readers: a quotation mark that is never
//! closed would swallow every candidate after it, and so is an error.

use super::{Knows, MAX_COLUMNS, MAX_ROWS, Refusal, Row, table};

/// The rows of a table, one after the other as they are asked for; those without a cell are left out.
pub(super) struct Text {
    text: String,
    /// How much of it is read.
    at: usize,
    separator: char,
    number: u32,
    /// How many rows more a table may have.
    left: usize,
}

impl Text {
    /// Split by the separator under which a header is recognized best; where none is, by the one that parts most rows.
    pub(super) fn new(text: String, knows: Knows<'_>) -> Self {
        let fitness = |separator: &char| {
            let rows = || Rows::new(&text, *separator).take(table::HEADER_ROWS).map_while(Result::ok);
            let known = rows().map(|row| table::known_columns(&row, knows)).max();
            (known, rows().filter(|row| row.cells.len() > 1).count())
        };
        // Of equals the last: a comma stands inside of names, too.
        let separator = [',', '\t', ';'].into_iter().max_by_key(fitness).unwrap_or(';');
        Self { text, at: 0, separator, number: 0, left: MAX_ROWS }
    }
}

impl Iterator for Text {
    type Item = Result<Row, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let mut rows = Rows { rest, separator: self.separator, number: self.number };
        let row = rows.find(|row| row.as_ref().map_or(true, |row| !row.cells.is_empty()))?;
        (self.at, self.number) = (self.text.len().saturating_sub(rows.rest.len()), rows.number);
        let Some(left) = self.left.checked_sub(1) else {
            self.at = self.text.len();
            return Some(Err(Refusal::TooLarge));
        };
        self.left = left;
        Some(row)
    }
}

/// Walks over the rows of a text.
struct Rows<'a> {
    rest: &'a str,
    separator: char,
    number: u32,
}

/// What stands behind a cell.
enum End {
    Cell,
    Row,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, separator: char) -> Self {
        Self { rest: text, separator, number: 0 }
    }

    fn row(&mut self) -> Result<Row, Refusal> {
        self.number = self.number.saturating_add(1);
        let mut cells = Vec::new();
        for column in 0.. {
            if column >= MAX_COLUMNS {
                return Err(Refusal::TooLarge);
            }
            let (text, end) = match self.rest.strip_prefix('"') {
                Some(rest) => {
                    self.rest = rest;
                    self.quoted()?
                }
                None => self.plain(),
            };
            if !text.trim().is_empty() {
                cells.push((column, text));
            }
            if matches!(end, End::Row) {
                break;
            }
        }
        Ok(Row { number: self.number, hidden: false, cells })
    }

    /// A cell without quotation marks around it.
    fn plain(&mut self) -> (String, End) {
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        let end = self.end().unwrap_or(End::Row);
        (cell.to_owned(), end)
    }

    /// The rest of a cell whose opening quotation mark is read.
    fn quoted(&mut self) -> Result<(String, End), Refusal> {
        let mut cell = String::new();
        loop {
            let Some((text, rest)) = self.rest.split_once('"') else {
                return Err(self.refuse("a quotation mark opens a cell and is never closed"));
            };
            cell.push_str(text);
            self.rest = rest;
            if let Some(rest) = self.rest.strip_prefix('"') {
                cell.push('"');
                self.rest = rest;
                continue;
            }
            return match self.end() {
                Some(end) => Ok((cell, end)),
                None => {
                    Err(self
                        .refuse("text follows a closing quotation mark; a mark inside a quoted cell is written twice"))
                }
            };
        }
    }

    /// Steps over a separator or a line end; `None` if neither stands here.
    fn end(&mut self) -> Option<End> {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return Some(End::Cell);
        }
        let rest = ["\r\n", "\n", "\r"].iter().find_map(|line_end| self.rest.strip_prefix(line_end));
        if rest.is_none() && !self.rest.is_empty() {
            return None;
        }
        self.rest = rest.unwrap_or_default();
        Some(End::Row)
    }

    fn refuse(&self, detail: &str) -> Refusal {
        Refusal::Syntax { row: self.number, detail: detail.to_owned() }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let row = self.row();
        if row.is_err() {
            self.rest = "";
        }
        Some(row)
    }
}
