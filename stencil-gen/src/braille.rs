//! Kazakh and Russian Braille for stencils: print text in, six-dot cells out, and back again.
//!
//! The rules are our own, small enough to be read aloud and signed off by a commission
//! ([`table`] holds every letter with its dots and source). liblouis 3.24 is the oracle in the
//! tests, never a part of the program. A sign without a rule is an error: no guessed cell, no
//! escape sequence and no dots 7 or 8 ever reach a stencil.

mod cell;
mod english;
mod fold;
mod read;
mod signs;
mod spacing;
pub mod table;
mod write;

#[cfg(test)]
mod tests;

pub use cell::{Cell, to_unicode};
pub use fold::fold_for_reading;
pub use read::{ReadCells, UnreadableCell, back_translate, read_by_cell};
pub use table::Table;

/// Language whose rules a text follows. Only round brackets differ: Russian has 126 and 345,
/// Kazakh, where these are ө and ә, has 2356 in running text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Kazakh in Cyrillic letters.
    Kazakh,
    /// Russian. The nine Kazakh letters keep their Kazakh cells.
    Russian,
    /// English: Unified English Braille, grade 1, for handbooks. Capitals are always shown.
    English,
}

/// How to write Braille.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Style {
    /// Language of the text.
    pub language: Language,
    /// Write the capital sign before Cyrillic capitals: 45 before a letter, 45-45 before a run.
    /// Off by default, because leaving it out is no error (GOST R 58511-2019, 6.1.1 note 1)
    /// and a row has few cells.
    pub capitals: bool,
}

impl Style {
    /// Style of a language without capital signs.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language, capitals: false }
    }

    /// The same style with Cyrillic capital signs.
    #[must_use]
    pub const fn with_capitals(self) -> Self {
        Self { capitals: true, ..self }
    }
}

/// A sign in a text that has no Braille cell here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no Braille cell for {sign:?} (U+{:04X}), character {} of the text", u32::from(*.sign), .position + 1)]
pub struct UnknownSign {
    /// The sign.
    pub sign: char,
    /// Its place in the text: characters before it, so 0 is the first.
    pub position: usize,
}

/// Writes `text` (in NFC) in Braille with the standard table.
///
/// Runs of spaces, tabs and line ends become one blank; none is trimmed.
///
/// # Errors
/// [`UnknownSign`] for the first sign outside the table.
pub fn translate(text: &str, style: Style) -> Result<Vec<Cell>, UnknownSign> {
    translate_with(Table::standard(), text, style)
}

/// Writes `text` with a table of the caller, so that a test can alter one cell and see what
/// notices. English has a table of its own.
///
/// # Errors
/// [`UnknownSign`] for the first sign outside the table.
pub fn translate_with(table: &Table, text: &str, style: Style) -> Result<Vec<Cell>, UnknownSign> {
    if style.language == Language::English {
        return english::translate(text);
    }
    let signs = signs::canonical(text, table)?;
    let spaced = spacing::adjust(&signs, table, style.language);
    Ok(write::cells(&spaced, table, style))
}

/// Writes a number: the number sign and its digits.
#[must_use]
pub fn number(n: u32) -> Vec<Cell> {
    number_with(Table::standard(), n)
}

/// Writes a number with a table of the caller.
#[must_use]
pub fn number_with(table: &Table, n: u32) -> Vec<Cell> {
    let digits = n.to_string();
    let cells = digits.chars().flat_map(|digit| table.cells(digit).iter().copied());
    std::iter::once(table::NUMBER_SIGN).chain(cells).collect()
}
