//! What of a text survives in Braille: the form that back-translation gives.

use super::spacing::{self, Note, Sign};
use super::table::{Kind, Table};
use super::{Language, Style, UnknownSign, signs};

/// Brings `text` to what a reader of its Braille can know: `back_translate(translate(text))`
/// equals it for every text that is unambiguous in Braille.
///
/// - Cyrillic is small, unless the style writes capitals or the letter directly follows a digit
///   or a Latin letter; in a word that starts with two capitals the rest is capital too.
/// - A Latin word keeps the case of its first letter, with capitals also of each capital that
///   follows a small letter.
/// - Quotation marks are « and », dashes and hyphens -, apostrophes ', the ellipsis three stops.
/// - Spaces stand as in Braille, but a comma or semicolon between words has one after it.
///
/// # Errors
/// [`UnknownSign`] for the first sign outside the standard table.
pub fn fold_for_reading(text: &str, style: Style) -> Result<String, UnknownSign> {
    if style.language == Language::English {
        return Ok(super::english::fold(text));
    }
    let table = Table::standard();
    let signs = spacing::adjust(&signs::canonical(text, table)?, table, style.language);
    let mut folder = Folder { style, before: None, all_capital: false };
    let mut folded = String::with_capacity(text.len());
    for (place, sign) in signs.iter().enumerate() {
        let next = signs.get(place + 1).map(|sign| sign.ch);
        let joins = folder.joins_digits(*sign, next);
        folded.extend(folder.fold(sign.ch, next));
        if matches!(sign.ch, ',' | ';') && !joins && next.is_some_and(follows_with_space) {
            folded.push(' ');
        }
    }
    Ok(folded)
}

/// Whether print has a space between a comma or semicolon and this sign.
pub(super) fn follows_with_space(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '«' | '(' | '№')
}

struct Folder {
    style: Style,
    before: Option<Kind>,
    /// The double capital sign is in force.
    all_capital: bool,
}

impl Folder {
    fn joins_digits(&self, sign: Sign, next: Option<char>) -> bool {
        sign.note == Note::Plain && self.before == Some(Kind::Digit) && next.is_some_and(|ch| ch.is_ascii_digit())
    }

    fn fold(&mut self, ch: char, next: Option<char>) -> impl Iterator<Item = char> + use<> {
        let kind = Table::standard().kind(ch);
        let keeps_capital = match kind {
            Some(Kind::LatinCapital) => match self.before {
                Some(Kind::LatinCapital) => false,
                Some(Kind::LatinSmall) => self.style.capitals,
                _ => true,
            },
            Some(Kind::LatinSmall) => false,
            Some(Kind::CyrillicSmall | Kind::CyrillicCapital) => self.cyrillic_capital(kind, next),
            _ => true,
        };
        if !kind.is_some_and(Kind::is_cyrillic) {
            self.all_capital = false;
        }
        self.before = kind;
        let capital = ch.to_uppercase().filter(move |_| keeps_capital);
        capital.chain(ch.to_lowercase().filter(move |_| !keeps_capital))
    }

    fn cyrillic_capital(&mut self, kind: Option<Kind>, next: Option<char>) -> bool {
        let after_other = self.before.is_some_and(|k| k == Kind::Digit || k.is_latin());
        if kind != Some(Kind::CyrillicCapital) {
            return self.all_capital && !after_other;
        }
        if !self.style.capitals {
            return after_other;
        }
        if self.before != Some(Kind::CyrillicCapital) {
            let next = next.and_then(|ch| Table::standard().kind(ch));
            self.all_capital = next == Some(Kind::CyrillicCapital);
        }
        true
    }
}
