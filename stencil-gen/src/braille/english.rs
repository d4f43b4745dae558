//! English in Unified English Braille, grade 1 (uncontracted), for handbooks.
//!
//! Rules of Unified English Braille, second edition 2013: capitals (section 8), numbers (6),
//! grade 1 indicator (5), punctuation (7).

use super::table::{DIGITS, LATIN, NUMBER_SIGN};
use super::{Cell, UnknownSign, UnreadableCell};

/// Before a capital letter; twice before a capital word, three times before a passage.
const CAPITAL: Cell = Cell::from_dots(&[6]);
/// After [`CAPITAL`]: ends a capital word or passage.
const TERMINATOR: Cell = Cell::from_dots(&[3]);
/// Before a letter a to j that directly follows a number, or a stop or comma after one.
const GRADE_ONE: Cell = Cell::from_dots(&[5, 6]);
/// Words in capitals that make a passage (8.5).
const PASSAGE_WORDS: usize = 3;

/// Marks and their cells (section 7, and 3 for % & @ * + =).
const MARKS: [(char, &[&[u8]]); 28] = [
    (' ', &[&[]]),
    ('.', &[&[2, 5, 6]]),
    (',', &[&[2]]),
    (';', &[&[2, 3]]),
    (':', &[&[2, 5]]),
    ('?', &[&[2, 3, 6]]),
    ('!', &[&[2, 3, 5]]),
    ('’', &[&[3]]),
    ('“', &[&[2, 3, 6]]),
    ('”', &[&[3, 5, 6]]),
    ('«', &[&[4, 5, 6], &[2, 3, 6]]),
    ('»', &[&[4, 5, 6], &[3, 5, 6]]),
    ('-', &[&[3, 6]]),
    ('–', &[&[6], &[3, 6]]),
    ('(', &[&[5], &[1, 2, 6]]),
    (')', &[&[5], &[3, 4, 5]]),
    ('[', &[&[4, 6], &[1, 2, 6]]),
    (']', &[&[4, 6], &[3, 4, 5]]),
    ('/', &[&[4, 5, 6], &[3, 4]]),
    ('%', &[&[4, 6], &[3, 5, 6]]),
    ('&', &[&[4], &[1, 2, 3, 4, 6]]),
    ('@', &[&[4], &[1]]),
    ('*', &[&[5], &[3, 5]]),
    ('+', &[&[5], &[2, 3, 5]]),
    ('=', &[&[5], &[2, 3, 5, 6]]),
    ('#', &[&[4, 5, 6], &[1, 4, 5, 6]]),
    ('§', &[&[4, 5], &[2, 3, 4]]),
    ('°', &[&[4, 5], &[2, 4, 5]]),
];

/// Writes an English text. Runs of blanks become one.
pub(super) fn translate(text: &str) -> Result<Vec<Cell>, UnknownSign> {
    let signs: Vec<char> = canonical(text);
    for (position, sign) in text.chars().enumerate() {
        if canonical(&sign.to_string()).iter().any(|sign| !is_known(*sign)) {
            return Err(UnknownSign { sign, position });
        }
    }
    let mut writer = Writer { cells: Vec::with_capacity(signs.len() * 2), number: false, capitals: Capitals::Single };
    let capitals = capitals(&signs);
    for (index, sign) in signs.iter().enumerate() {
        let own = capitals.get(index).copied().unwrap_or_default();
        writer.sign(*sign, own);
    }
    writer.close(None);
    Ok(writer.cells)
}

/// What a reader of the Braille of `text` can know of it: the quotes and dashes brought to one
/// form each.
pub(super) fn fold(text: &str) -> String {
    canonical(text).into_iter().collect()
}

fn is_known(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || MARKS.iter().any(|(mark, _)| *mark == sign)
}

/// Straight quotes made curved by their place, one dash, one apostrophe, one blank.
fn canonical(text: &str) -> Vec<char> {
    let mut signs: Vec<char> = Vec::with_capacity(text.len());
    for sign in text.chars() {
        let opens = signs.last().is_none_or(|before| matches!(before, ' ' | '(' | '[' | '–'));
        match sign {
            '"' if opens => signs.push('“'),
            '"' => signs.push('”'),
            '\'' => signs.push('’'),
            '—' => signs.push('–'),
            '…' => signs.extend(['.', '.', '.']),
            '\u{2010}' | '\u{2011}' => signs.push('-'),
            sign if sign.is_whitespace() => {
                if signs.last() != Some(&' ') {
                    signs.push(' ');
                }
            }
            sign => signs.push(sign),
        }
    }
    signs
}

/// How a letter's capital is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Capitals {
    /// By itself.
    #[default]
    Single,
    /// In a run of capitals of one word.
    Word,
    /// In a passage of three words and more.
    Passage,
}

/// For each sign, how its capital is shown.
fn capitals(signs: &[char]) -> Vec<Capitals> {
    let mut shown = vec![Capitals::Single; signs.len()];
    let is_capital = |at: usize| signs.get(at).is_some_and(char::is_ascii_uppercase);
    for (index, own) in shown.iter_mut().enumerate() {
        let beside = index.checked_sub(1).is_some_and(is_capital) || is_capital(index + 1);
        if is_capital(index) && beside {
            *own = Capitals::Word;
        }
    }
    for (start, end) in passages(signs) {
        for own in shown.iter_mut().take(end).skip(start) {
            *own = Capitals::Passage;
        }
    }
    shown
}

/// Runs of three and more words in capitals, as places of their first sign and after the last.
fn passages(signs: &[char]) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in 0..=signs.len() {
        if signs.get(end).is_none_or(|sign| *sign == ' ') {
            words.push((start, end));
            start = end + 1;
        }
    }
    let capital = |(from, to): &(usize, usize)| {
        let word = signs.get(*from..*to).unwrap_or_default();
        word.iter().any(char::is_ascii_uppercase) && !word.iter().any(char::is_ascii_lowercase)
    };
    let mut found = Vec::new();
    for run in words.chunk_by(|a, b| capital(a) == capital(b)) {
        if let (Some(first), Some(last)) = (run.first(), run.last())
            && capital(first)
            && run.len() >= PASSAGE_WORDS
        {
            found.push((first.0, last.1));
        }
    }
    found
}

struct Writer {
    cells: Vec<Cell>,
    /// A number is being written.
    number: bool,
    /// The capitals indicator in force.
    capitals: Capitals,
}

impl Writer {
    fn sign(&mut self, sign: char, own: Capitals) {
        let next = sign.is_ascii_uppercase().then_some(own).or((own == Capitals::Passage).then_some(own));
        self.close(Some((sign, next)));
        if sign.is_ascii_digit() {
            if !self.number {
                self.cells.push(NUMBER_SIGN);
            }
            self.number = true;
        } else if sign.is_ascii_alphabetic() {
            self.letter(sign, own);
        } else if !(self.number && matches!(sign, '.' | ',')) {
            self.number = false;
        }
        self.cells.extend(cells(sign));
    }

    fn letter(&mut self, letter: char, own: Capitals) {
        if letter.is_ascii_uppercase() {
            if own == Capitals::Single {
                self.cells.push(CAPITAL);
            } else if self.capitals != own {
                let count = if own == Capitals::Word { 2 } else { 3 };
                self.cells.extend(std::iter::repeat_n(CAPITAL, count));
                self.capitals = own;
            }
        } else if self.number && letter <= 'j' {
            self.cells.push(GRADE_ONE);
        }
        self.number = false;
    }

    /// Ends a capital word or passage before a sign that does not belong to it. A capital word
    /// ends by itself at any sign but a letter.
    fn close(&mut self, next: Option<(char, Option<Capitals>)>) {
        let (sign, capitals) = next.map_or((None, None), |(sign, capitals)| (Some(sign), capitals));
        match self.capitals {
            Capitals::Single => return,
            Capitals::Word if capitals == Some(Capitals::Word) => return,
            Capitals::Passage if capitals == Some(Capitals::Passage) => return,
            Capitals::Word if sign.is_none_or(|sign| !sign.is_ascii_alphabetic()) => {}
            Capitals::Word | Capitals::Passage => self.cells.extend([CAPITAL, TERMINATOR]),
        }
        self.capitals = Capitals::Single;
    }
}

/// The cells of a sign, without indicators.
fn cells(sign: char) -> Vec<Cell> {
    let small = sign.to_ascii_lowercase();
    let letter = LATIN.iter().find(|letter| letter.lower == small).map(|letter| letter.dots);
    let digit = DIGITS.iter().find(|(digit, _)| *digit == sign).map(|(_, dots)| *dots);
    if let Some(dots) = letter.or(digit) {
        return vec![Cell::from_dots(dots)];
    }
    let mark = MARKS.iter().find(|(mark, _)| *mark == sign).map(|(_, cells)| *cells);
    mark.unwrap_or_default().iter().map(|dots| Cell::from_dots(dots)).collect()
}

/// Reads cells as English text in the form of [`fold`].
pub(super) fn read(cells: &[Cell]) -> Result<String, UnreadableCell> {
    let mut reader = Reader { cells, place: 0, text: String::new(), number: false, capitals: None };
    while let Some(cell) = cells.get(reader.place).copied() {
        let position = reader.place;
        if !reader.indicator(cell) && !reader.read_sign(cell) {
            return Err(UnreadableCell { cell, position });
        }
    }
    Ok(reader.text)
}

struct Reader<'a> {
    cells: &'a [Cell],
    place: usize,
    text: String,
    number: bool,
    capitals: Option<Capitals>,
}

impl Reader<'_> {
    fn at(&self, ahead: usize) -> Option<Cell> {
        self.cells.get(self.place + ahead).copied()
    }

    fn indicator(&mut self, cell: Cell) -> bool {
        let repeats = (0..3).take_while(|ahead| self.at(*ahead) == Some(CAPITAL)).count();
        let letter = |cell: Option<Cell>| cell.is_some_and(|cell| letter_of(cell).is_some());
        if cell == NUMBER_SIGN {
            self.number = true;
            self.place += 1;
        } else if cell == GRADE_ONE {
            self.number = false;
            self.place += 1;
        } else if repeats == 1 && self.at(1) == Some(TERMINATOR) && self.capitals.is_some() {
            self.capitals = None;
            self.place += 2;
        } else if repeats > 0 && letter(self.at(repeats)) {
            self.number = false;
            self.capitals = Some(match repeats {
                1 => Capitals::Single,
                2 => Capitals::Word,
                _ => Capitals::Passage,
            });
            self.place += repeats;
        } else {
            return false;
        }
        true
    }

    fn read_sign(&mut self, cell: Cell) -> bool {
        let digit = DIGITS.iter().find(|(_, dots)| Cell::from_dots(dots) == cell).map(|(digit, _)| *digit);
        if let Some(digit) = digit.filter(|_| self.number) {
            self.text.push(digit);
            self.place += 1;
            return true;
        }
        if let Some(letter) = letter_of(cell) {
            self.number = false;
            self.text.push(if self.capitals.is_some() { letter.to_ascii_uppercase() } else { letter });
            self.capitals = self.capitals.filter(|capitals| *capitals != Capitals::Single);
            self.place += 1;
            return true;
        }
        self.mark()
    }

    fn mark(&mut self) -> bool {
        let matches =
            |wanted: &[&[u8]]| (0..).zip(wanted).all(|(ahead, dots)| self.at(ahead) == Some(Cell::from_dots(dots)));
        // Longer marks first: a dash begins with the cell of a capital.
        let found = MARKS.iter().filter(|(_, cells)| matches(cells)).max_by_key(|(_, cells)| cells.len());
        let Some((mark, cells)) = found else { return false };
        let opens = self.text.chars().last().is_none_or(|before| matches!(before, ' ' | '(' | '[' | '–'));
        let mark = if matches!(mark, '?' | '“') { if opens { '“' } else { '?' } } else { *mark };
        self.number &= matches!(mark, '.' | ',');
        if self.capitals == Some(Capitals::Word) {
            self.capitals = None;
        }
        self.place += cells.len();
        self.text.push(mark);
        true
    }
}

fn letter_of(cell: Cell) -> Option<char> {
    LATIN.iter().find(|letter| Cell::from_dots(letter.dots) == cell).map(|letter| letter.lower)
}
