//! Tables as text: cells separated by commas, semicolons or tabs, and quoted where they contain
//! the separator (RFC 4180). Stricter than usual CSV readers: a quotation mark that is never
//! closed would swallow every candidate after it, and so is an error.

use super::{Knows, MAX_COLUMNS, MAX_ROWS, Refusal, Row, table};

/// Rows in which a header is looked for.
const HEADER_ROWS: usize = 20;

/// The rows of a table, split by the separator under which its header is recognized best.
pub(super) fn rows(text: &str, knows: Knows<'_>) -> Result<Vec<Row>, Refusal> {
    let separators = [';', '\t', ','];
    let fitness = |separator: &char| {
        let rows = Rows::new(text, *separator).take(HEADER_ROWS).map_while(Result::ok);
        rows.map(|row| table::known_columns(&row, knows)).max()
    };
    let separator = separators.into_iter().max_by_key(fitness).unwrap_or(',');
    let mut rows = Vec::new();
    for row in Rows::new(text, separator) {
        let row = row?;
        if !row.cells.is_empty() {
            rows.push(row);
        }
        if rows.len() > MAX_ROWS {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(rows)
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
