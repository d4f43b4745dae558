//! Brings print to what a reader of its Braille can know: the text that [`super::reader`] gives
//! for the right cells, and for no others.

use ballot::Language;

use super::reader::{SET_OFF, at_word_start, is_cyrillic};

/// How a text stands in Braille.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Its language: brackets differ.
    pub(super) language: Language,
    /// Whether capitals have their sign.
    pub(super) capitals: bool,
}

/// The text as its cells must read.
pub(super) fn fold(text: &str, style: Style) -> String {
    let signs = spaced(&plain_signs(text));
    let mut folder = Folder {
        signs: &signs,
        style,
        folded: String::with_capacity(text.len()),
        run_of_capitals: false,
        number_bracket: false,
        only_a_number: true,
    };
    for at in 0..signs.len() {
        folder.step(at);
    }
    folder.folded
}

/// Straight quotation marks made into « and » by turns, as a heading broken into lines needs it.
pub(super) fn paired_quotes(text: &str) -> String {
    let mut open = false;
    let mut paired = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign == '"' {
            open = !open;
            paired.push(if open { '«' } else { '»' });
        } else {
            paired.push(sign);
        }
    }
    paired
}

/// A sign with what was beside it in print before any space was dropped.
#[derive(Clone, Copy)]
struct Sign {
    sign: char,
    left: Option<char>,
    right: Option<char>,
}

/// One form each of space, dash, apostrophe and quotation mark.
fn plain_signs(text: &str) -> Vec<char> {
    let print: Vec<char> = text.chars().collect();
    let (mut low_open, mut straight_open) = (false, false);
    let mut signs: Vec<char> = Vec::with_capacity(print.len());
    for (at, sign) in print.iter().enumerate() {
        let starts = bare(print.iter().take(at).rev());
        let ends = bare(print.iter().skip(at + 1));
        match sign {
            '\u{2010}'..='\u{2015}' => signs.push('-'),
            '\u{2019}' | '\u{2bc}' => signs.push('\''),
            '…' => signs.extend(['.', '.', '.']),
            '"' => {
                straight_open = if starts == ends { !straight_open } else { starts };
                signs.push(if straight_open { '«' } else { '»' });
            }
            '„' => {
                low_open = true;
                signs.push('«');
            }
            '“' => {
                let closes = low_open && (ends || !starts);
                low_open &= !closes;
                signs.push(if closes { '»' } else { '«' });
            }
            '”' => signs.push('»'),
            blank if blank.is_whitespace() => {
                if signs.last() != Some(&' ') {
                    signs.push(' ');
                }
            }
            other => signs.push(*other),
        }
    }
    signs
}

/// Whether nothing but punctuation stands between here and the next space.
fn bare<'a>(signs: impl Iterator<Item = &'a char>) -> bool {
    let mut word = signs.take_while(|sign| !sign.is_whitespace());
    word.all(|sign| !sign.is_alphanumeric() && !matches!(sign, '№' | '+' | '=' | '/' | '%'))
}

/// Drops the spaces that Braille does not write, and adds those before + and =.
fn spaced(print: &[char]) -> Vec<Sign> {
    let first = print.iter().position(|sign| *sign != ' ').unwrap_or_default();
    let mut signs: Vec<Sign> = Vec::with_capacity(print.len());
    for (at, &sign) in print.iter().enumerate() {
        let left = at.checked_sub(1).and_then(|before| print.get(before)).copied();
        let right = print.get(at + 1).copied();
        let after_first_dash = left == Some('-') && at == first + 1;
        let dropped = matches!(right, Some('-' | '%')) || matches!(left, Some(',' | ';' | '№' | '+' | '='));
        if sign == ' ' && (dropped || after_first_dash) {
            continue;
        }
        let beside = left.is_some_and(|left| left.is_alphanumeric() || left == ')');
        if matches!(sign, '+' | '=') && beside {
            signs.push(Sign { sign: ' ', left: None, right: None });
        }
        signs.push(Sign { sign, left, right });
    }
    signs
}

struct Folder<'a> {
    signs: &'a [Sign],
    style: Style,
    folded: String,
    /// A double capital sign is in force.
    run_of_capitals: bool,
    /// A Kazakh bracket that stands at a number is open.
    number_bracket: bool,
    /// Nothing but spaces and one number so far: a full stop now makes a list number.
    only_a_number: bool,
}

fn is_capital(sign: char) -> bool {
    sign.is_uppercase()
}

fn is_latin(sign: char) -> bool {
    sign.is_ascii_alphabetic()
}

fn small(sign: char) -> char {
    sign.to_lowercase().next().unwrap_or(sign)
}

fn capital(sign: char) -> char {
    sign.to_uppercase().next().unwrap_or(sign)
}

impl Folder<'_> {
    fn sign(&self, at: usize) -> Option<char> {
        self.signs.get(at).map(|sign| sign.sign)
    }

    fn step(&mut self, at: usize) {
        let Some(&sign) = self.signs.get(at) else { return };
        let before = at.checked_sub(1).and_then(|before| self.sign(before));
        let next = self.sign(at + 1);
        let first_of_all = sign.sign == ' ' && !before.is_some_and(|before| before.is_ascii_digit());
        let after_number_only = self.only_a_number;
        self.only_a_number &= sign.sign.is_ascii_digit() || first_of_all;
        if is_cyrillic(small(sign.sign)) {
            let letter = self.cyrillic(sign.sign, before, next);
            self.folded.push(letter);
            return;
        }
        self.run_of_capitals = false;
        let folded = match sign.sign {
            letter if is_latin(letter) => self.latin(letter, before),
            '(' | ')' => self.bracket(sign),
            '=' => self.either_bracket(),
            '+' => '!',
            '№' if !(at_word_start(&self.folded) && next.is_some_and(|next| next.is_ascii_digit())) => 'н',
            other => other,
        };
        if before.is_some_and(|before| before.is_ascii_digit()) && self.is_set_off(sign, next, after_number_only) {
            self.folded.push(SET_OFF);
        }
        self.folded.push(folded);
    }

    fn cyrillic(&mut self, letter: char, before: Option<char>, next: Option<char>) -> char {
        let marked = before.is_some_and(|before| before.is_ascii_digit() || is_latin(before));
        let after_capital = before.is_some_and(|before| is_capital(before) && is_cyrillic(small(before)));
        let has_sign = marked || (self.style.capitals && is_capital(letter) && !after_capital);
        if has_sign {
            let next_capital = next.is_some_and(|next| is_capital(next) && is_cyrillic(small(next)));
            self.run_of_capitals = self.style.capitals && is_capital(letter) && next_capital;
            return letter;
        }
        let letter = if self.style.capitals && (self.run_of_capitals || is_capital(letter)) {
            capital(letter)
        } else {
            small(letter)
        };
        self.without_sign(letter, next)
    }

    /// A letter whose cell could be another sign, as the reader has it.
    fn without_sign(&self, letter: char, next: Option<char>) -> char {
        let number_next = next.is_some_and(|next| next.is_ascii_digit() || next == '%');
        match small(letter) {
            'ө' if self.style.language == Language::Ru => '(',
            'ә' if self.style.language == Language::Ru => ')',
            'н' if number_next && at_word_start(&self.folded) => '№',
            _ => letter,
        }
    }

    fn latin(&self, letter: char, before: Option<char>) -> char {
        let keeps = match before {
            Some(before) if is_latin(before) => self.style.capitals && !is_capital(before),
            _ => true,
        };
        if keeps { letter } else { small(letter) }
    }

    /// Kazakh has 126 and 345 only beside numbers; elsewhere both brackets are 2356.
    fn bracket(&mut self, bracket: Sign) -> char {
        if self.style.language == Language::Ru {
            return bracket.sign;
        }
        let numeric = |sign: Option<char>| {
            sign.is_some_and(|sign| sign.is_ascii_digit() || matches!(sign, '№' | '+' | '=' | '/' | '%'))
        };
        let closes = bracket.sign == ')';
        if numeric(bracket.left) || numeric(bracket.right) || (closes && self.number_bracket) {
            self.number_bracket = !closes;
            return if closes { 'ә' } else { 'ө' };
        }
        self.either_bracket()
    }

    fn either_bracket(&self) -> char {
        if at_word_start(&self.folded) { '(' } else { ')' }
    }

    /// Whether a mark after a digit is set off from it: not where it joins two numbers, and not
    /// the full stop of a list number.
    fn is_set_off(&self, mark: Sign, next: Option<char>, only_a_number: bool) -> bool {
        let joins = matches!(mark.sign, ',' | '.' | ';' | ':' | '?');
        let joined = joins && mark.right.is_some_and(|right| right.is_ascii_digit());
        let list_number = mark.sign == '.' && only_a_number && next != Some('.');
        (joins || matches!(mark.sign, '!' | '«' | '»')) && !joined && !list_number
    }
}
