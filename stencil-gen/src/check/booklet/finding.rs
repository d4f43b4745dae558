//! What the proof-reader finds in booklets. The number in each line is its code.

use wording::{Code, values};

/// What is wrong with a booklet.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the placeholders of the texts in docs/codes.toml")]
pub enum BookletFinding {
    /// S341: a row, or a row's detail, that the booklet leaves out.
    RowMissing { row: u32, wanted: String },
    /// S342: a row that says something else.
    RowWrong { row: u32, found: String, wanted: String },
    /// S343: a number before another row's name.
    RowSwapped { row: u32, other: u32 },
    /// S344: a title, a question or a rule that says something else.
    TextWrong { found: String, wanted: String },
    /// S345: words that the list does not have there.
    TextExtra { found: String },
    /// S346: a Braille page with more lines, or longer ones, than the device takes.
    PageTooLarge { page: usize, cells: usize, lines: usize, most_cells: usize, most_lines: usize },
    /// S347: the foot of a page: its number, and the title beside it.
    FootWrong { page: usize, found: String },
    /// S348: a Braille line that another file of the same booklet has differently.
    CellsDiffer { page: usize, line: usize, found: String, wanted: String },
    /// S349: print that reaches beyond the paper.
    OffPage { page: usize, text: String },
}

impl BookletFinding {
    /// Its code.
    pub(in super::super) const fn code(&self) -> Code {
        match self {
            Self::RowMissing { .. } => Code::S341,
            Self::RowWrong { .. } => Code::S342,
            Self::RowSwapped { .. } => Code::S343,
            Self::TextWrong { .. } => Code::S344,
            Self::TextExtra { .. } => Code::S345,
            Self::PageTooLarge { .. } => Code::S346,
            Self::FootWrong { .. } => Code::S347,
            Self::CellsDiffer { .. } => Code::S348,
            Self::OffPage { .. } => Code::S349,
        }
    }

    /// Its placeholders in words.
    pub(in super::super) fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::RowMissing { row, wanted } => values([("row", row), ("wanted", wanted)]),
            Self::RowWrong { row, found, wanted } => values([("row", row), ("found", found), ("wanted", wanted)]),
            Self::RowSwapped { row, other } => values([("row", row), ("other", other)]),
            Self::TextWrong { found, wanted } => values([("found", found), ("wanted", wanted)]),
            Self::TextExtra { found } => values([("found", found)]),
            Self::PageTooLarge { page, cells, lines, most_cells, most_lines } => values([
                ("page", page),
                ("cells", cells),
                ("lines", lines),
                ("most_cells", most_cells),
                ("most_lines", most_lines),
            ]),
            Self::FootWrong { page, found } => values([("page", page), ("found", found)]),
            Self::CellsDiffer { page, line, found, wanted } => {
                values([("page", page), ("line", line), ("found", found), ("wanted", wanted)])
            }
            Self::OffPage { page, text } => values([("page", page), ("text", text)]),
        }
    }

    /// The row it is about.
    pub(super) const fn row(&self) -> Option<u32> {
        match self {
            Self::RowMissing { row, .. } | Self::RowWrong { row, .. } | Self::RowSwapped { row, .. } => Some(*row),
            Self::TextWrong { .. }
            | Self::TextExtra { .. }
            | Self::PageTooLarge { .. }
            | Self::FootWrong { .. }
            | Self::CellsDiffer { .. }
            | Self::OffPage { .. } => None,
        }
    }
}
