//! Second pass: spaces and brackets as Braille sets them (the `correct` rules of liblouis
//! `ru-litbrl.ctb` and `kk.utb`).

use super::Language;
use super::table::{Kind, Table};

/// A sign in its final place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sign {
    pub(super) ch: char,
    pub(super) note: Note,
}

/// What a sign's surroundings in print add to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Note {
    /// Nothing.
    Plain,
    /// A comma or semicolon whose space is dropped.
    SpaceDropped,
    /// A Kazakh bracket away from numbers.
    TextBracket,
}

/// Drops and adds spaces, and tells Kazakh brackets in text from those at numbers.
pub(super) fn adjust(signs: &[char], table: &Table, language: Language) -> Vec<Sign> {
    let mut brackets = Brackets::default();
    let mut adjusted = Vec::with_capacity(signs.len());
    let mut before = None;
    for (place, &ch) in signs.iter().enumerate() {
        let next = signs.get(place + 1).copied();
        let opening_dash = before == Some('-') && place == 1 + leading_spaces(signs);
        if ch == ' ' && (drops_space(before, next) || opening_dash) {
            before = Some(ch);
            continue;
        }
        if takes_space_before(before, ch, table) {
            adjusted.push(Sign { ch: ' ', note: Note::Plain });
        }
        let note = match ch {
            ',' | ';' if next == Some(' ') => Note::SpaceDropped,
            '(' | ')' if language == Language::Kazakh => brackets.note(ch, before, next, table),
            _ => Note::Plain,
        };
        adjusted.push(Sign { ch, note });
        before = Some(ch);
    }
    adjusted
}

/// Number of spaces before the first sign.
pub(super) fn leading_spaces(signs: &[char]) -> usize {
    signs.iter().take_while(|sign| **sign == ' ').count()
}

/// Whether the space between two signs is left out.
pub(super) fn drops_space(before: Option<char>, next: Option<char>) -> bool {
    matches!(next, Some('-' | '%')) || matches!(before, Some(',' | ';' | '№' | '+' | '='))
}

/// Whether a blank stands before + or = although print has none.
pub(super) fn takes_space_before(before: Option<char>, ch: char, table: &Table) -> bool {
    let operand = |sign| {
        let kind = table.kind(sign);
        sign == ')' || kind == Some(Kind::Digit) || kind.is_some_and(Kind::is_letter)
    };
    matches!(ch, '+' | '=') && before.is_some_and(operand)
}

/// Kazakh brackets: 126 and 345, as in Russian, beside a digit or mathematical sign and for the
/// partner of such a bracket; 2356 elsewhere, because 126 and 345 are the letters ө and ә.
#[derive(Default)]
struct Brackets {
    open_at_number: bool,
}

impl Brackets {
    fn note(&mut self, ch: char, before: Option<char>, next: Option<char>, table: &Table) -> Note {
        let numeric = |sign| matches!(table.kind(sign), Some(Kind::Digit | Kind::Math));
        let beside = before.is_some_and(numeric) || next.is_some_and(numeric);
        let closes = ch == ')';
        if beside || (closes && self.open_at_number) {
            self.open_at_number = !closes;
            Note::Plain
        } else {
            Note::TextBracket
        }
    }
}
