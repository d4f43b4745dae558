//! Third pass: signs to cells, with number, capital and script signs.

use super::spacing::{Note, Sign};
use super::table::{
    CYRILLIC_CAPITAL, CYRILLIC_SMALL, KAZAKH_TEXT_BRACKET, Kind, LATIN_CAPITAL, LATIN_SMALL, MARK_AFTER_DIGIT,
    NUMBER_SIGN, Table,
};
use super::{Cell, Style};

/// Cells of signs that the first two passes have prepared.
pub(super) fn cells(signs: &[Sign], table: &Table, style: Style) -> Vec<Cell> {
    let mut writer = Writer {
        signs,
        table,
        style,
        before: None,
        in_number: false,
        only_number_so_far: true,
        cells: Vec::with_capacity(signs.len() * 2),
    };
    for (place, sign) in signs.iter().enumerate() {
        let kind = table.kind(sign.ch).unwrap_or(Kind::Punctuation);
        writer.write_sign(place, *sign, kind);
        writer.before = Some(kind);
    }
    writer.cells
}

struct Writer<'a> {
    signs: &'a [Sign],
    table: &'a Table,
    style: Style,
    /// Kind of the sign before.
    before: Option<Kind>,
    /// A digit here continues a number, so it needs no number sign.
    in_number: bool,
    /// Nothing but spaces and then digits stand before: a full stop here makes a list number.
    only_number_so_far: bool,
    cells: Vec<Cell>,
}

impl Writer<'_> {
    fn write_sign(&mut self, place: usize, sign: Sign, kind: Kind) {
        match kind {
            Kind::CyrillicSmall | Kind::CyrillicCapital => self.mark_cyrillic(place, kind),
            Kind::LatinSmall | Kind::LatinCapital => self.mark_latin(kind),
            Kind::Digit => {
                if !self.in_number {
                    self.cells.push(NUMBER_SIGN);
                }
            }
            Kind::Punctuation => self.mark_punctuation(place, sign),
            Kind::Math => {}
        }
        // Only the comma of a decimal fraction leaves the number open (VOS 2015, §2.2).
        let decimal_comma = sign.ch == ',' && self.separates_digits(place, sign);
        self.in_number = kind == Kind::Digit || (self.in_number && decimal_comma);
        let leading_space = sign.ch == ' ' && self.before != Some(Kind::Digit);
        self.only_number_so_far &= kind == Kind::Digit || leading_space;
        if sign.note == Note::TextBracket {
            self.cells.push(KAZAKH_TEXT_BRACKET);
        } else {
            self.cells.extend(self.table.cells(sign.ch));
        }
    }

    fn mark_cyrillic(&mut self, place: usize, kind: Kind) {
        let after_other = self.before.is_some_and(|k| k == Kind::Digit || k.is_latin());
        if kind == Kind::CyrillicSmall {
            if after_other {
                self.cells.push(CYRILLIC_SMALL);
            }
            return;
        }
        let run_continues = self.before == Some(Kind::CyrillicCapital);
        if after_other || (self.style.capitals && !run_continues) {
            self.cells.push(CYRILLIC_CAPITAL);
            if self.style.capitals && self.kind_at(place + 1) == Some(Kind::CyrillicCapital) {
                self.cells.push(CYRILLIC_CAPITAL);
            }
        }
    }

    /// Every Latin word gets its sign: without it the next word reads as Cyrillic.
    fn mark_latin(&mut self, kind: Kind) {
        let in_word = self.before.is_some_and(Kind::is_latin);
        let new_capital = kind == Kind::LatinCapital && self.before != Some(Kind::LatinCapital);
        if !in_word || (self.style.capitals && new_capital) {
            self.cells.push(match kind {
                Kind::LatinCapital => LATIN_CAPITAL,
                _ => LATIN_SMALL,
            });
        }
    }

    /// Sets a mark off from the digit before it, unless it joins two numbers.
    fn mark_punctuation(&mut self, place: usize, sign: Sign) {
        let ellipsis = self.signs.get(place + 1).is_some_and(|next| next.ch == '.');
        let list_number = sign.ch == '.' && self.only_number_so_far && !ellipsis;
        let joins = matches!(sign.ch, ',' | '.' | ';' | ':' | '?');
        let set_off = joins || matches!(sign.ch, '!' | '«' | '»');
        if self.before == Some(Kind::Digit) && set_off && !list_number && !(joins && self.separates_digits(place, sign))
        {
            self.cells.push(MARK_AFTER_DIGIT);
        }
    }

    /// Whether a digit stands on either side, with no space in print.
    fn separates_digits(&self, place: usize, sign: Sign) -> bool {
        sign.note == Note::Plain && self.before == Some(Kind::Digit) && self.kind_at(place + 1) == Some(Kind::Digit)
    }

    fn kind_at(&self, place: usize) -> Option<Kind> {
        self.signs.get(place).and_then(|sign| self.table.kind(sign.ch))
    }
}
