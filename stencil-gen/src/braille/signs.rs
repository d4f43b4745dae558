//! First pass: the forms of print brought to the few signs that Braille has.

use super::UnknownSign;
use super::table::{Kind, Table};

/// Brings `text` to signs of the table: one form of space, dash, apostrophe and quotation mark.
///
/// # Errors
/// [`UnknownSign`] for the first sign that the table does not have.
pub(super) fn canonical(text: &str, table: &Table) -> Result<Vec<char>, UnknownSign> {
    let print: Vec<char> = text.chars().collect();
    let mut quotes = Quotes::default();
    let mut signs = Vec::with_capacity(print.len());
    for (position, &sign) in print.iter().enumerate() {
        match sign {
            // Braille has no typographic spacing: a run of spaces or a line end is one blank.
            _ if is_space(sign) => {
                if signs.last() != Some(&' ') {
                    signs.push(' ');
                }
            }
            '\u{2010}'..='\u{2015}' => signs.push('-'),
            '\u{2019}' | '\u{02BC}' => signs.push('\''),
            '\u{2026}' => signs.extend(['.'; 3]),
            '"' | '“' | '”' | '„' => {
                let place = Place::of(position, &print, table);
                signs.push(if quotes.opens(sign, place) { '«' } else { '»' });
            }
            _ if table.kind(sign).is_some() => signs.push(sign),
            _ => return Err(UnknownSign { sign, position }),
        }
    }
    Ok(signs)
}

/// Spaces with a width (liblouis `spaces.uti` without the zero-width ones, which nobody sees).
fn is_space(sign: char) -> bool {
    matches!(
        sign,
        ' ' | '\t'..='\r'
            | '\u{A0}'
            | '\u{2000}'..='\u{200A}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
    )
}

/// Where a quotation mark stands, looking past punctuation to the nearest space or text end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    WordStart,
    WordEnd,
    Elsewhere,
}

impl Place {
    fn of(position: usize, print: &[char], table: &Table) -> Self {
        let (before, rest) = print.split_at_checked(position).unwrap_or((print, &[]));
        let starts = bare(before.iter().rev(), table);
        let ends = bare(rest.iter().skip(1), table);
        match (starts, ends) {
            (true, false) => Self::WordStart,
            (false, true) => Self::WordEnd,
            (true, true) | (false, false) => Self::Elsewhere,
        }
    }
}

/// Whether only punctuation stands between here and the next space or the end.
fn bare<'a>(signs: impl Iterator<Item = &'a char>, table: &Table) -> bool {
    let mut word = signs.take_while(|sign| !is_space(**sign));
    word.all(|sign| matches!(table.kind(*sign), None | Some(Kind::Punctuation)))
}

/// Quotation marks whose direction depends on what is open: "…" and „…“.
#[derive(Default)]
struct Quotes {
    straight: bool,
    low: bool,
}

impl Quotes {
    /// Whether a quotation mark opens; notes that it does.
    fn opens(&mut self, mark: char, place: Place) -> bool {
        match mark {
            '„' => {
                self.low = true;
                true
            }
            '“' if self.low && place != Place::WordStart => {
                self.low = false;
                false
            }
            '“' => true,
            '"' => {
                self.straight = match place {
                    Place::WordStart => true,
                    Place::WordEnd => false,
                    Place::Elsewhere => !self.straight,
                };
                self.straight
            }
            _ => false,
        }
    }
}
