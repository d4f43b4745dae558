//! Back-translation: what a reader makes of the cells, for checking every line before it is cut.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::fold::follows_with_space;
use super::table::{
    CYRILLIC_CAPITAL, CYRILLIC_SMALL, DIGITS, KAZAKH, KAZAKH_TEXT_BRACKET, LATIN, LATIN_CAPITAL, LATIN_SMALL, Letter,
    MARKS, NUMBER_SIGN, RUSSIAN,
};
use super::{Cell, Language, Style};

/// A cell that means nothing where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("cell {} ({cell:?}) has no meaning here", .position + 1)]
pub struct UnreadableCell {
    /// The cell.
    pub cell: Cell,
    /// Cells before it.
    pub position: usize,
}

/// Reads cells as text in the form of [`fold_for_reading`](super::fold_for_reading).
///
/// Cells with two meanings are read by their surroundings. In Russian text 126 and 345 are always
/// brackets, never ө and ә; in Kazakh text they are brackets beside a number. A text that reads
/// differently from its fold is ambiguous in Braille and should be reworded.
///
/// # Errors
/// [`UnreadableCell`] for a cell without a meaning in its place.
pub fn back_translate(cells: &[Cell], style: Style) -> Result<String, UnreadableCell> {
    if style.language == Language::English {
        return super::english::read(cells);
    }
    Ok(read_by_cell(cells, style)?.into_iter().map(|read| read.text).collect())
}

/// What some cells of a line say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCells {
    /// Which cells, counted from 0.
    pub cells: Range<usize>,
    /// What they say; nothing for a sign that only changes what follows.
    pub text: String,
}

/// Reads Kazakh or Russian cells as [`back_translate`] does, and tells which of them say what.
///
/// # Errors
/// [`UnreadableCell`] for a cell without a meaning in its place.
pub fn read_by_cell(cells: &[Cell], style: Style) -> Result<Vec<ReadCells>, UnreadableCell> {
    let mut reader = Reader {
        cells,
        place: 0,
        language: style.language,
        script: Script::Cyrillic,
        capital: Capital::None,
        number_bracket_open: false,
        text_bracket_open: false,
        space_due: false,
        text: String::with_capacity(cells.len() * 2),
    };
    let mut all = Vec::new();
    while let Some(&cell) = cells.get(reader.place) {
        let (place, length) = (reader.place, reader.text.len());
        if !reader.read_indicator(cell) && !reader.read_sign(cell) {
            return Err(UnreadableCell { cell, position: reader.place });
        }
        let text = reader.text.get(length..).unwrap_or_default().to_owned();
        all.push(ReadCells { cells: place..reader.place, text });
    }
    Ok(all)
}

/// What the cells of letters mean now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Cyrillic,
    Latin,
    Number,
}

/// Which capital sign is in force.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capital {
    None,
    Letter,
    Word,
}

/// The standard table turned around.
struct Meanings {
    cyrillic: BTreeMap<Cell, char>,
    latin: BTreeMap<Cell, char>,
    digits: BTreeMap<Cell, char>,
    marks: BTreeMap<Cell, char>,
}

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let small = |letter: &Letter| (Cell::from_dots(letter.dots), letter.lower);
    // № and + share cells with a letter and a mark and are told apart by their surroundings.
    let marks = MARKS.iter().filter(|(mark, _)| !matches!(mark, '№' | '+' | '(' | ')' | '='));
    Meanings {
        cyrillic: RUSSIAN.iter().chain(&KAZAKH).map(small).collect(),
        latin: LATIN.iter().map(small).collect(),
        digits: DIGITS.iter().map(|(digit, dots)| (Cell::from_dots(dots), *digit)).collect(),
        marks: marks.map(|(mark, dots)| (Cell::from_dots(dots), *mark)).collect(),
    }
});

const OPENING_BRACKET: Cell = Cell::from_dots(&[1, 2, 6]);
const CLOSING_BRACKET: Cell = Cell::from_dots(&[3, 4, 5]);
const NUMERO: Cell = Cell::from_dots(&[1, 3, 4, 5]);
const PLUS: Cell = Cell::from_dots(&[2, 3, 5]);
const SLASH_END: Cell = Cell::from_dots(&[3, 4]);
const PERCENT_END: Cell = Cell::from_dots(&[3, 5, 6]);

struct Reader<'a> {
    cells: &'a [Cell],
    place: usize,
    language: Language,
    script: Script,
    capital: Capital,
    number_bracket_open: bool,
    text_bracket_open: bool,
    /// A comma or semicolon was read; a space follows if a word does.
    space_due: bool,
    text: String,
}

impl Reader<'_> {
    /// Reads signs that change the meaning of what follows, and the marks that begin with one.
    fn read_indicator(&mut self, cell: Cell) -> bool {
        let Some(next) = self.cell_at(1) else {
            return false;
        };
        let meanings = &*MEANINGS;
        if cell == NUMBER_SIGN && meanings.digits.contains_key(&next) {
            self.enter(Script::Number, Capital::None, 1);
        } else if cell == NUMBER_SIGN && next == PERCENT_END {
            self.push_mark('%', 2);
        } else if cell == LATIN_SMALL && next == SLASH_END {
            self.push_mark('/', 2);
        } else if cell == LATIN_SMALL && meanings.latin.contains_key(&next) {
            self.enter(Script::Latin, Capital::None, 1);
        } else if cell == LATIN_SMALL && self.script == Script::Number {
            return self.read_mark_after_digit(next);
        } else if cell == LATIN_CAPITAL && meanings.latin.contains_key(&next) {
            self.enter(Script::Latin, Capital::Letter, 1);
        } else if cell == CYRILLIC_SMALL {
            return self.read_marked_letter(Capital::None, 1);
        } else if cell == CYRILLIC_CAPITAL && next == CYRILLIC_CAPITAL {
            return self.read_marked_letter(Capital::Word, 2);
        } else if cell == CYRILLIC_CAPITAL {
            return self.read_marked_letter(Capital::Letter, 1);
        } else {
            return false;
        }
        true
    }

    /// Reads a Cyrillic letter after its sign, which leaves no doubt that it is one.
    fn read_marked_letter(&mut self, capital: Capital, signs: usize) -> bool {
        let letter = self.cell_at(signs).and_then(|cell| MEANINGS.cyrillic.get(&cell));
        if let Some(&letter) = letter {
            self.enter(Script::Cyrillic, capital, signs);
            self.push_letter(letter);
        }
        letter.is_some()
    }

    fn read_sign(&mut self, cell: Cell) -> bool {
        let meanings = &*MEANINGS;
        match self.script {
            Script::Number => {
                if let Some(&digit) = meanings.digits.get(&cell) {
                    self.push(digit, 1);
                    return true;
                }
                if self.read_separator(cell) {
                    return true;
                }
            }
            Script::Latin => {
                if let Some(&letter) = meanings.latin.get(&cell) {
                    self.push_letter(letter);
                    return true;
                }
            }
            Script::Cyrillic => {}
        }
        if let Some(mark) = self.mark_by_surroundings(cell) {
            self.push_mark(mark, 1);
        } else if let Some(&letter) = meanings.cyrillic.get(&cell) {
            self.enter(Script::Cyrillic, self.capital, 0);
            self.push_letter(letter);
        } else if let Some(&mark) = meanings.marks.get(&cell) {
            self.push_mark(mark, 1);
        } else {
            return false;
        }
        true
    }

    /// Reads a comma or semicolon that joins two numbers.
    fn read_separator(&mut self, cell: Cell) -> bool {
        let next = self.cell_at(1);
        let digit_follows = next.is_some_and(|cell| MEANINGS.digits.contains_key(&cell));
        match MEANINGS.marks.get(&cell) {
            Some(',') if digit_follows => self.push(',', 1),
            Some(';') if next == Some(NUMBER_SIGN) => self.push(';', 1),
            _ => return false,
        }
        true
    }

    fn read_mark_after_digit(&mut self, mark: Cell) -> bool {
        let Some(&mark) = MEANINGS.marks.get(&mark).filter(|mark| **mark != ' ') else {
            return false;
        };
        self.push_mark(mark, 2);
        true
    }

    /// Reads the cells that are a letter in one place and a mark in another.
    fn mark_by_surroundings(&mut self, cell: Cell) -> Option<char> {
        let after_word = self.text.chars().next_back().is_some_and(char::is_alphabetic);
        let number_follows = self.number_at(1);
        match cell {
            NUMERO if number_follows && !after_word => Some('№'),
            PLUS if self.at_word_start() && self.cell_at(1).is_some_and(|c| c != Cell::BLANK) => Some('+'),
            OPENING_BRACKET | CLOSING_BRACKET if self.language == Language::Russian => {
                Some(if cell == OPENING_BRACKET { '(' } else { ')' })
            }
            OPENING_BRACKET | CLOSING_BRACKET => self.kazakh_number_bracket(cell, after_word),
            KAZAKH_TEXT_BRACKET => Some(self.kazakh_text_bracket(number_follows)),
            _ => None,
        }
    }

    /// A letter directly after a digit has a sign of its own, so what has none is a bracket.
    fn kazakh_number_bracket(&mut self, cell: Cell, after_word: bool) -> Option<char> {
        let after_digit = self.script == Script::Number;
        let next = self.cell_at(1);
        let number_follows = self.number_at(1) || (next == Some(NUMERO) && self.number_at(2));
        if cell == OPENING_BRACKET {
            let bracket = after_digit || (number_follows && !after_word);
            self.number_bracket_open |= bracket;
            return bracket.then_some('(');
        }
        let word_ends = next.is_none_or(|cell| !MEANINGS.cyrillic.contains_key(&cell));
        let is_open = self.number_bracket_open || self.text_bracket_open;
        let bracket = after_digit || (number_follows && is_open) || (word_ends && self.number_bracket_open);
        self.number_bracket_open &= !bracket;
        bracket.then_some(')')
    }

    fn kazakh_text_bracket(&mut self, number_follows: bool) -> char {
        if self.language == Language::Russian || (number_follows && self.at_word_start()) {
            return '=';
        }
        let word_ends = self.cell_at(1).is_none_or(|cell| cell == Cell::BLANK);
        let opens = !word_ends && (self.at_word_start() || !self.text_bracket_open);
        self.text_bracket_open = opens;
        if opens { '(' } else { ')' }
    }

    fn at_word_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(' ') || self.space_due
    }

    fn number_at(&self, ahead: usize) -> bool {
        let digit = self.cell_at(ahead + 1);
        self.cell_at(ahead) == Some(NUMBER_SIGN) && digit.is_some_and(|cell| MEANINGS.digits.contains_key(&cell))
    }

    fn cell_at(&self, ahead: usize) -> Option<Cell> {
        self.cells.get(self.place + ahead).copied()
    }

    fn enter(&mut self, script: Script, capital: Capital, cells: usize) {
        self.script = script;
        self.capital = capital;
        self.place += cells;
    }

    fn push_letter(&mut self, small: char) {
        let letter = match self.capital {
            Capital::None => small,
            Capital::Letter | Capital::Word => small.to_uppercase().next().unwrap_or(small),
        };
        if self.capital == Capital::Letter {
            self.capital = Capital::None;
        }
        self.push(letter, 1);
    }

    /// Writes a mark; it ends the number, the Latin word and the capitals.
    fn push_mark(&mut self, mark: char, cells: usize) {
        self.enter(Script::Cyrillic, Capital::None, 0);
        self.push(mark, cells);
        self.space_due = matches!(mark, ',' | ';');
    }

    fn push(&mut self, sign: char, cells: usize) {
        if self.space_due && follows_with_space(sign) {
            self.text.push(' ');
        }
        self.space_due = false;
        self.text.push(sign);
        self.place += cells;
    }
}
