//! Every letter, digit and mark with its dots.
//!
//! Sources:
//! - Russian letters: GOST R 58511-2019, 6.1.1; the same in "Руководство по выпуску брайлевских
//!   изданий массового распространения" (VOS, 2015), §2.1.1.
//! - The nine other Kazakh letters: liblouis `kk.utb`, confirmed by the Kazakh Braille article of
//!   Wikipedia. No published Kazakh standard was found; a commission signs off these lines.
//! - Latin letters, digits and marks: liblouis `ru-litbrl.ctb`, which follows the VOS guidelines.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Cell;

/// A letter: one cell for both cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Letter {
    /// Capital form.
    pub upper: char,
    /// Small form.
    pub lower: char,
    /// Dot numbers.
    pub dots: &'static [u8],
}

/// The 33 Russian letters.
pub const RUSSIAN: [Letter; 33] = [
    letter('А', 'а', &[1]),
    letter('Б', 'б', &[1, 2]),
    letter('В', 'в', &[2, 4, 5, 6]),
    letter('Г', 'г', &[1, 2, 4, 5]),
    letter('Д', 'д', &[1, 4, 5]),
    letter('Е', 'е', &[1, 5]),
    letter('Ё', 'ё', &[1, 6]),
    letter('Ж', 'ж', &[2, 4, 5]),
    letter('З', 'з', &[1, 3, 5, 6]),
    letter('И', 'и', &[2, 4]),
    letter('Й', 'й', &[1, 2, 3, 4, 6]),
    letter('К', 'к', &[1, 3]),
    letter('Л', 'л', &[1, 2, 3]),
    letter('М', 'м', &[1, 3, 4]),
    letter('Н', 'н', &[1, 3, 4, 5]),
    letter('О', 'о', &[1, 3, 5]),
    letter('П', 'п', &[1, 2, 3, 4]),
    letter('Р', 'р', &[1, 2, 3, 5]),
    letter('С', 'с', &[2, 3, 4]),
    letter('Т', 'т', &[2, 3, 4, 5]),
    letter('У', 'у', &[1, 3, 6]),
    letter('Ф', 'ф', &[1, 2, 4]),
    letter('Х', 'х', &[1, 2, 5]),
    letter('Ц', 'ц', &[1, 4]),
    letter('Ч', 'ч', &[1, 2, 3, 4, 5]),
    letter('Ш', 'ш', &[1, 5, 6]),
    letter('Щ', 'щ', &[1, 3, 4, 6]),
    letter('Ъ', 'ъ', &[1, 2, 3, 5, 6]),
    letter('Ы', 'ы', &[2, 3, 4, 6]),
    letter('Ь', 'ь', &[2, 3, 4, 5, 6]),
    letter('Э', 'э', &[2, 4, 6]),
    letter('Ю', 'ю', &[1, 2, 5, 6]),
    letter('Я', 'я', &[1, 2, 4, 6]),
];

/// The nine letters that Kazakh adds to them.
pub const KAZAKH: [Letter; 9] = [
    letter('Ә', 'ә', &[3, 4, 5]),
    letter('Ғ', 'ғ', &[1, 2, 4, 5, 6]),
    letter('Қ', 'қ', &[1, 4, 5, 6]),
    letter('Ң', 'ң', &[1, 4, 6]),
    letter('Ө', 'ө', &[1, 2, 6]),
    letter('Ұ', 'ұ', &[3, 4, 6]),
    letter('Ү', 'ү', &[3, 4]),
    letter('Һ', 'һ', &[1, 2, 3, 6]),
    letter('І', 'і', &[1, 3, 4, 5, 6]),
];

/// Latin letters, as written after a Latin sign.
pub const LATIN: [Letter; 26] = [
    letter('A', 'a', &[1]),
    letter('B', 'b', &[1, 2]),
    letter('C', 'c', &[1, 4]),
    letter('D', 'd', &[1, 4, 5]),
    letter('E', 'e', &[1, 5]),
    letter('F', 'f', &[1, 2, 4]),
    letter('G', 'g', &[1, 2, 4, 5]),
    letter('H', 'h', &[1, 2, 5]),
    letter('I', 'i', &[2, 4]),
    letter('J', 'j', &[2, 4, 5]),
    letter('K', 'k', &[1, 3]),
    letter('L', 'l', &[1, 2, 3]),
    letter('M', 'm', &[1, 3, 4]),
    letter('N', 'n', &[1, 3, 4, 5]),
    letter('O', 'o', &[1, 3, 5]),
    letter('P', 'p', &[1, 2, 3, 4]),
    letter('Q', 'q', &[1, 2, 3, 4, 5]),
    letter('R', 'r', &[1, 2, 3, 5]),
    letter('S', 's', &[2, 3, 4]),
    letter('T', 't', &[2, 3, 4, 5]),
    letter('U', 'u', &[1, 3, 6]),
    letter('V', 'v', &[1, 2, 3, 6]),
    letter('W', 'w', &[2, 4, 5, 6]),
    letter('X', 'x', &[1, 3, 4, 6]),
    letter('Y', 'y', &[1, 3, 4, 5, 6]),
    letter('Z', 'z', &[1, 3, 5, 6]),
];

/// Digits, as written after the number sign: the Latin letters a to j.
pub const DIGITS: [(char, &[u8]); 10] = [
    ('1', &[1]),
    ('2', &[1, 2]),
    ('3', &[1, 4]),
    ('4', &[1, 4, 5]),
    ('5', &[1, 5]),
    ('6', &[1, 2, 4]),
    ('7', &[1, 2, 4, 5]),
    ('8', &[1, 2, 5]),
    ('9', &[2, 4]),
    ('0', &[2, 4, 5]),
];

/// Marks of one cell. Other forms (dashes, curved quotes, the ellipsis) are brought to these
/// first.
pub const MARKS: [(char, &[u8]); 16] = [
    (' ', &[]),
    ('.', &[2, 5, 6]),
    (',', &[2]),
    (';', &[2, 3]),
    (':', &[2, 5]),
    ('?', &[2, 6]),
    ('!', &[2, 3, 5]),
    ('-', &[3, 6]),
    ('«', &[2, 3, 6]),
    ('»', &[3, 5, 6]),
    ('\'', &[3]),
    ('(', &[1, 2, 6]),
    (')', &[3, 4, 5]),
    ('№', &[1, 3, 4, 5]),
    ('+', &[2, 3, 5]),
    ('=', &[2, 3, 5, 6]),
];

/// Marks of two cells.
pub const DOUBLE_MARKS: [(char, [&[u8]; 2]); 2] = [('/', [&[6], &[3, 4]]), ('%', [&[3, 4, 5, 6], &[3, 5, 6]])];

/// Before the first digit of a number.
pub const NUMBER_SIGN: Cell = Cell::from_dots(&[3, 4, 5, 6]);
/// Before a Cyrillic capital.
pub const CYRILLIC_CAPITAL: Cell = Cell::from_dots(&[4, 5]);
/// Before a small Cyrillic letter that directly follows a digit or a Latin letter.
pub const CYRILLIC_SMALL: Cell = Cell::from_dots(&[5]);
/// Before a Latin word with a capital first letter.
pub const LATIN_CAPITAL: Cell = Cell::from_dots(&[4, 6]);
/// Before a Latin word with a small first letter.
pub const LATIN_SMALL: Cell = Cell::from_dots(&[6]);
/// Before a mark that directly follows a digit, so that it is not read as a lowered digit.
pub const MARK_AFTER_DIGIT: Cell = Cell::from_dots(&[6]);
/// Either round bracket in Kazakh text, away from numbers (`kk.utb`).
pub const KAZAKH_TEXT_BRACKET: Cell = Cell::from_dots(&[2, 3, 5, 6]);

/// What kind of sign a table entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A small Cyrillic letter.
    CyrillicSmall,
    /// A capital Cyrillic letter.
    CyrillicCapital,
    /// A small Latin letter.
    LatinSmall,
    /// A capital Latin letter.
    LatinCapital,
    /// A digit.
    Digit,
    /// A blank or punctuation.
    Punctuation,
    /// A mathematical sign: + = / % №.
    Math,
}

impl Kind {
    /// Whether this is a Cyrillic letter.
    #[must_use]
    pub fn is_cyrillic(self) -> bool {
        matches!(self, Self::CyrillicSmall | Self::CyrillicCapital)
    }

    /// Whether this is a Latin letter.
    #[must_use]
    pub fn is_latin(self) -> bool {
        matches!(self, Self::LatinSmall | Self::LatinCapital)
    }

    /// Whether this is a letter of either script.
    #[must_use]
    pub fn is_letter(self) -> bool {
        self.is_cyrillic() || self.is_latin()
    }
}

#[derive(Clone, Debug)]
struct Entry {
    kind: Kind,
    cells: Vec<Cell>,
}

/// Signs with their cells.
#[derive(Clone, Debug)]
pub struct Table {
    entries: BTreeMap<char, Entry>,
}

impl Table {
    /// The table of this file.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Table> = LazyLock::new(Table::from_lists);
        &STANDARD
    }

    /// The table with the cell of one sign replaced, of a letter in both cases. A sign that the
    /// table does not have stays unknown.
    #[must_use]
    pub fn with_entry(mut self, sign: char, cell: Cell) -> Self {
        let pair = letters().find(|letter| letter.upper == sign || letter.lower == sign);
        for form in pair.map_or([sign, sign], |letter| [letter.upper, letter.lower]) {
            if let Some(entry) = self.entries.get_mut(&form) {
                entry.cells = vec![cell];
            }
        }
        self
    }

    /// Kind of a sign; `None` if the table does not have it.
    #[must_use]
    pub fn kind(&self, sign: char) -> Option<Kind> {
        self.entries.get(&sign).map(|entry| entry.kind)
    }

    /// Cells of a sign; empty if the table does not have it.
    #[must_use]
    pub fn cells(&self, sign: char) -> &[Cell] {
        self.entries.get(&sign).map_or(&[], |entry| &entry.cells)
    }

    /// Signs in the order of their code points, with kind and cells.
    pub fn entries(&self) -> impl Iterator<Item = (char, Kind, &[Cell])> {
        self.entries.iter().map(|(sign, entry)| (*sign, entry.kind, entry.cells.as_slice()))
    }

    fn from_lists() -> Self {
        let mut table = Self { entries: BTreeMap::new() };
        for letter in RUSSIAN.iter().chain(&KAZAKH) {
            table.add(letter.lower, Kind::CyrillicSmall, &[letter.dots]);
            table.add(letter.upper, Kind::CyrillicCapital, &[letter.dots]);
        }
        for letter in &LATIN {
            table.add(letter.lower, Kind::LatinSmall, &[letter.dots]);
            table.add(letter.upper, Kind::LatinCapital, &[letter.dots]);
        }
        for (digit, dots) in DIGITS {
            table.add(digit, Kind::Digit, &[dots]);
        }
        for (mark, dots) in MARKS {
            let math = matches!(mark, '№' | '+' | '=');
            table.add(mark, if math { Kind::Math } else { Kind::Punctuation }, &[dots]);
        }
        for (mark, pair) in DOUBLE_MARKS {
            table.add(mark, Kind::Math, &pair);
        }
        table
    }

    fn add(&mut self, sign: char, kind: Kind, dots: &[&[u8]]) {
        let cells = dots.iter().map(|one| Cell::from_dots(one)).collect();
        self.entries.insert(sign, Entry { kind, cells });
    }
}

/// All letters, Cyrillic first.
pub fn letters() -> impl Iterator<Item = &'static Letter> {
    RUSSIAN.iter().chain(&KAZAKH).chain(&LATIN)
}

const fn letter(upper: char, lower: char, dots: &'static [u8]) -> Letter {
    Letter { upper, lower, dots }
}
