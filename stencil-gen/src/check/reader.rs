//! Reads cells as a blind reader does, by a table of its own, and brings print to the form in
//! which Braille can tell it.
//!
//! Some cells mean two things (`⠣` is ө and an opening bracket, `⠝` is н and №). Both readings
//! come out as one sign here, on the side of the cells and on the side of the print, so that two
//! texts agree exactly when their cells do. [`SET_OFF`] stands where Braille sets a mark off from
//! a digit; it is not shown to people.

use ballot::Language;

/// Stands for the sign (dot 6) between a digit and a mark.
pub(super) const SET_OFF: char = '\u{2060}';

const CYRILLIC: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі";
const CYRILLIC_CELLS: &str = "⠁⠃⠺⠛⠙⠑⠡⠚⠵⠊⠯⠅⠇⠍⠝⠕⠏⠗⠎⠞⠥⠋⠓⠉⠟⠱⠭⠷⠮⠾⠪⠳⠫⠜⠻⠹⠩⠣⠬⠌⠧⠽";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const LATIN_CELLS: &str = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵";
const DIGITS: &str = "1234567890";
const DIGIT_CELLS: &str = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚";
const MARKS: &str = ".,;:?!-«»'";
const MARK_CELLS: &str = "⠲⠂⠆⠒⠢⠖⠤⠦⠴⠄";

pub(super) const BLANK: char = '⠀';
/// Before the first digit of a number.
pub(super) const NUMBER: char = '⠼';
/// One dot of the line that leads the finger from a name to its number.
pub(super) const GUIDE: char = '⠐';
const SMALL_CYRILLIC: char = '⠐';
const CAPITAL_CYRILLIC: char = '⠘';
const SMALL_LATIN: char = '⠠';
const CAPITAL_LATIN: char = '⠨';
/// Both round brackets of Kazakh running text, and the sign of equality.
const EITHER_BRACKET: char = '⠶';

fn meaning(cell: char, cells: &str, signs: &str) -> Option<char> {
    cells.chars().zip(signs.chars()).find(|(known, _)| *known == cell).map(|(_, sign)| sign)
}

fn digit(cell: char) -> Option<char> {
    meaning(cell, DIGIT_CELLS, DIGITS)
}

fn latin(cell: char) -> Option<char> {
    meaning(cell, LATIN_CELLS, LATIN)
}

fn cyrillic(cell: char) -> Option<char> {
    meaning(cell, CYRILLIC_CELLS, CYRILLIC)
}

fn mark(cell: char) -> Option<char> {
    meaning(cell, MARK_CELLS, MARKS)
}

/// What the letters mean at this place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Cyrillic,
    CyrillicCapitals,
    Latin,
    Number,
}

/// Reads a line of cells (Unicode Braille patterns). The error is the place of the first cell
/// that means nothing there.
pub(super) fn read(cells: &[char], language: Language) -> Result<String, usize> {
    let mut reader = Reader { cells, at: 0, mode: Mode::Cyrillic, language, text: String::new() };
    while reader.at < cells.len() {
        reader.step().ok_or(reader.at)?;
    }
    Ok(reader.text)
}

/// A number alone: its sign and digits, nothing else.
pub(super) fn number(cells: &[char]) -> Option<u32> {
    let (sign, digits) = cells.split_first()?;
    let digits: Option<String> = digits.iter().map(|cell| digit(*cell)).collect();
    digits.filter(|_| *sign == NUMBER)?.parse().ok()
}

struct Reader<'a> {
    cells: &'a [char],
    at: usize,
    mode: Mode,
    language: Language,
    text: String,
}

impl Reader<'_> {
    fn cell(&self, ahead: usize) -> Option<char> {
        self.cells.get(self.at + ahead).copied()
    }

    /// Reads one sign; `None` where the cell has no meaning.
    fn step(&mut self) -> Option<()> {
        let cell = self.cell(0)?;
        let next = self.cell(1);
        match cell {
            BLANK => self.sign(' ', 1),
            NUMBER if next == Some('⠴') => self.sign('%', 2),
            NUMBER => {
                next.and_then(digit)?;
                self.mode = Mode::Number;
                self.at += 1;
            }
            SMALL_LATIN if next == Some('⠌') => self.sign('/', 2),
            SMALL_LATIN if self.mode == Mode::Number && next.is_some_and(|next| mark(next).is_some()) => {
                self.text.push(SET_OFF);
                self.sign(next.and_then(mark)?, 2);
            }
            SMALL_LATIN => self.letter(next.and_then(latin)?, false, Mode::Latin, 2),
            CAPITAL_LATIN => self.letter(next.and_then(latin)?, true, Mode::Latin, 2),
            SMALL_CYRILLIC => self.letter(next.and_then(cyrillic)?, false, Mode::Cyrillic, 2),
            CAPITAL_CYRILLIC if next == Some(CAPITAL_CYRILLIC) => {
                self.letter(self.cell(2).and_then(cyrillic)?, true, Mode::CyrillicCapitals, 3);
            }
            CAPITAL_CYRILLIC => self.letter(next.and_then(cyrillic)?, true, Mode::Cyrillic, 2),
            _ => self.plain(cell)?,
        }
        Some(())
    }

    /// A cell without a sign before it.
    fn plain(&mut self, cell: char) -> Option<()> {
        match self.mode {
            Mode::Number => {
                if let Some(digit) = digit(cell) {
                    self.keep(digit);
                    return Some(());
                }
                // A decimal comma leaves the number open.
                if cell == '⠂' && self.cell(1).and_then(digit).is_some() {
                    self.keep(',');
                    return Some(());
                }
            }
            Mode::Latin => {
                if let Some(letter) = latin(cell) {
                    self.keep(letter);
                    return Some(());
                }
            }
            Mode::Cyrillic | Mode::CyrillicCapitals => {}
        }
        if cell == EITHER_BRACKET {
            let opens = at_word_start(&self.text);
            self.sign(if opens { '(' } else { ')' }, 1);
        } else if let Some(mark) = mark(cell) {
            self.sign(mark, 1);
        } else if let Some(letter) = cyrillic(cell) {
            let letter = self.by_language(letter);
            if letter.is_alphabetic() {
                let capital = self.mode == Mode::CyrillicCapitals;
                let mode = if capital { Mode::CyrillicCapitals } else { Mode::Cyrillic };
                self.letter(letter, capital, mode, 1);
            } else {
                self.sign(letter, 1);
            }
        } else {
            return None;
        }
        Some(())
    }

    /// Russian has no ө and ә: there these cells are brackets. A lone н before a number is №.
    fn by_language(&self, letter: char) -> char {
        match letter {
            'ө' if self.language == Language::Ru => '(',
            'ә' if self.language == Language::Ru => ')',
            'н' if at_word_start(&self.text) && self.cell(1) == Some(NUMBER) => '№',
            other => other,
        }
    }

    fn keep(&mut self, sign: char) {
        self.text.push(sign);
        self.at += 1;
    }

    fn sign(&mut self, sign: char, cells: usize) {
        self.text.push(sign);
        self.mode = Mode::Cyrillic;
        self.at += cells;
    }

    fn letter(&mut self, letter: char, capital: bool, mode: Mode, cells: usize) {
        if capital {
            self.text.extend(letter.to_uppercase());
        } else {
            self.text.push(letter);
        }
        self.mode = mode;
        self.at += cells;
    }
}

/// Whether a word would begin after this text.
pub(super) fn at_word_start(text: &str) -> bool {
    text.chars().next_back().is_none_or(|last| matches!(last, ' ' | ',' | ';' | '«'))
}

/// Whether this small letter is one of the alphabet's.
pub(super) fn is_cyrillic(letter: char) -> bool {
    CYRILLIC.contains(letter)
}

/// A text for people: without the sign that only Braille has.
pub(super) fn shown(text: &str) -> String {
    text.replace(SET_OFF, "")
}
