//! What can be wrong with a list or a form, and where. Each kind has a code, a text and a remedy
//! in three languages in the `wording` crate; the fields here fill that text.

use std::fmt;

use crate::{Language, Length};

/// Where a problem stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// File name as the clerk gave it.
    pub file: String,
    /// Row of the table (the header is row 1), or the option's position in a JSON list.
    pub row: Option<u32>,
    /// Column name, or the key in a JSON or TOML file.
    pub column: Option<String>,
}

impl Place {
    /// The whole file.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), row: None, column: None }
    }

    /// A row of the file.
    #[must_use]
    pub fn row(file: &str, row: u32) -> Self {
        Self { file: file.to_owned(), row: Some(row), column: None }
    }

    /// The same place, narrowed to a column or key.
    #[must_use]
    pub fn column(&self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ":{row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// One problem and its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind:?}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

impl Problem {
    /// A problem of `kind` at `place`.
    #[must_use]
    pub fn new(place: Place, kind: ProblemKind) -> Self {
        Self { place, kind }
    }

    /// Whether this stops the work. Warnings do not.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        self.kind.is_error()
    }
}

/// The kinds of problem. The number in each line is its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// S101: not a list in any format the program reads (empty, binary, unknown ending).
    NotAList,
    /// S102: a spreadsheet that cannot be opened.
    DamagedSpreadsheet {
        /// The reader's own words.
        detail: String,
    },
    /// S103: larger than any list can be, packed or unpacked.
    TooLarge {
        /// The limit in megabytes.
        limit_mb: u64,
    },
    /// S104: the text encoding is not clear; the clerk must name it.
    EncodingUnclear {
        /// Encodings that the bytes could be in.
        candidates: Vec<String>,
    },
    /// S105: a column that every list needs.
    MissingColumn {
        /// Its name.
        column: String,
    },
    /// S614: a needed column that may be one of those with names that are not known.
    ColumnsToName {
        /// Its name.
        column: String,
        /// Headers that are not known.
        unknown: Vec<String>,
    },
    /// S615: a file of columns that gives a header the name of no column.
    NoSuchColumn {
        /// The header.
        header: String,
        /// The name it was given.
        column: String,
    },
    /// S106: broken JSON or TOML.
    Syntax {
        /// The reader's own words, with line and column.
        detail: String,
    },
    /// S107: a format or version this program does not read.
    UnknownFormat {
        /// What the file says.
        found: String,
        /// What this program reads.
        expected: String,
    },
    /// S108: a table row with more cells than the header.
    RaggedRow,
    /// S109: more than one visible sheet of a workbook with a list's header.
    SeveralSheets {
        /// Name of the first.
        first: String,
        /// Name of the next.
        second: String,
    },
    /// S110: a text that is missing in one of the ballot's languages.
    MissingTranslation {
        /// The language.
        language: Language,
    },
    /// S111: an option kind that does not exist.
    UnknownKind {
        /// As written.
        found: String,
    },
    /// S112: two rows with the same name.
    DuplicateName {
        /// The name.
        name: String,
        /// Number of the earlier row.
        first_row: u32,
    },
    /// S113: letters of another script inside a word.
    MixedScripts {
        /// The word.
        word: String,
        /// The foreign letters, each named with its code point.
        letters: String,
    },
    /// S114: a question mark inside a word, where a letter was lost in saving.
    LostLetter {
        /// The word.
        word: String,
    },
    /// S115: a sign that no Braille table knows.
    UnknownSign {
        /// The sign.
        sign: char,
        /// The text it stands in.
        text: String,
    },
    /// S116: a second row "against all".
    SecondAgainstAll,
    /// S117: a status that does not exist.
    UnknownStatus {
        /// As written.
        found: String,
    },
    /// S118: too few or too many rows.
    OptionCount {
        /// How many there are.
        found: usize,
        /// The least allowed.
        least: usize,
        /// The most allowed.
        most: usize,
    },
    /// S119: a number of choices that the contest cannot have.
    MaxChoices {
        /// As written.
        found: i64,
    },
    /// S120: a contest without a title.
    MissingTitle,
    /// S121: an identifier used twice.
    DuplicateId {
        /// The identifier.
        id: String,
    },
    /// S122: an identifier that cannot name a folder.
    BadId {
        /// The identifier.
        id: String,
    },
    /// S123: more than five contests.
    TooManyContests {
        /// How many there are.
        found: usize,
    },
    /// S124: candidates and parties, or answers and either, in one contest.
    MixedKinds,
    /// S125: every option has withdrawn.
    NothingToMark,
    /// S126: a date that is missing or not `YYYY-MM-DD`.
    BadDate {
        /// As written; empty when missing.
        found: String,
    },
    /// S127: a surname without a given name, or a given name or patronymic without a surname.
    IncompleteParts {
        /// The language.
        language: Language,
    },
    /// S128: a part of a name that does not occur in the full name.
    PartsDisagree {
        /// The part.
        part: String,
        /// The full name.
        name: String,
    },
    /// S129: rows of one contest that say different things about it.
    RowsDisagree {
        /// What an earlier row says.
        first: String,
        /// What this row says.
        found: String,
    },
    /// S130: a key of the form with a value that cannot be.
    FormValue {
        /// What is wrong, as a rule the value must meet.
        rule: FormRule,
    },
    /// S131: Kazakh text in the place of Russian, or the other way round.
    SwappedLanguages {
        /// The contest's identifier.
        contest: String,
    },
    /// S132: a column that is not known, but looks like one that is.
    MisspeltColumn {
        /// Its name.
        column: String,
        /// The known column.
        meant: String,
    },
    /// S133: a digit in a candidate's name, or in the place of a letter in any name.
    DigitInName {
        /// The name.
        name: String,
    },
    /// S134: a cell with an error value of the spreadsheet.
    CellError {
        /// The value.
        found: String,
    },
    /// S135: as many options as squares, or it is the wrong form.
    OptionsAndSquares {
        /// Options in the list.
        options: usize,
        /// Squares on the form that must carry an option.
        squares: usize,
    },
    /// S136: none of the forms given is for a contest.
    NoForm {
        /// The contest's identifier.
        contest: String,
    },
    /// S137: the list asks for another form.
    OtherForm {
        /// The form the list names.
        wanted: String,
        /// The form given.
        given: String,
    },
    /// S138: a form given for a contest that the list does not have.
    FormForNobody {
        /// The contest's identifier as given.
        contest: String,
    },
    /// S139: two forms given for one contest.
    FormTwice {
        /// The contest's identifier.
        contest: String,
    },
    /// S201: the printed number differs from the row's position.
    NumberDiffers {
        /// As written.
        found: String,
        /// The position.
        position: u32,
    },
    /// S202: a column the program does not know.
    UnknownColumn {
        /// Its name.
        column: String,
    },
    /// S203: stray spaces or signs without a width, repaired.
    SpacesRepaired {
        /// The text after the repair.
        text: String,
    },
    /// S204: a hidden row, read like every other.
    HiddenRow,
    /// S205: a candidate out of the Kazakh alphabet's order.
    OutOfOrder {
        /// The candidate.
        name: String,
        /// The one it should stand before.
        before: String,
    },
    /// S206: the encoding was inferred from the letters found.
    EncodingInferred {
        /// Its name.
        encoding: String,
    },
}

/// The rules a form's values must meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormRule {
    /// 90 to 1000 mm wide and 130 to 1000 mm high: flaps, notches and ruler need the room.
    PageSize,
    /// Side 1 or 2.
    Side,
    /// Squares of 3 to 30 mm.
    SquareSize,
    /// At least one square and at most 99.
    SquareCount,
    /// Every square inside the page.
    SquareOutsidePage {
        /// Number of the first that is not, counted from 1.
        number: usize,
    },
    /// Squares one below the other without touching, in one column.
    SquareOrder {
        /// Number of the first that is not, counted from 1.
        number: usize,
    },
    /// Fewer spare squares than squares.
    SpareSquares,
    /// The corner at the top right, of 3 to 40 mm.
    Corner,
}

impl ProblemKind {
    /// Whether this stops the work.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        !matches!(
            self,
            Self::NumberDiffers { .. }
                | Self::UnknownColumn { .. }
                | Self::SpacesRepaired { .. }
                | Self::HiddenRow
                | Self::OutOfOrder { .. }
                | Self::EncodingInferred { .. }
        )
    }
}

/// Micrometres of difference in x that still count as one column of squares.
pub(crate) const COLUMN_TOLERANCE: Length = Length::from_um(2_000);
