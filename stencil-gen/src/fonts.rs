//! The fonts on paper: widths, glyphs and outlines of Noto Sans, compiled in.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ballot::Length;
use ttf_parser::{Face, GlyphId};

/// Noto Sans in one weight.
pub struct Font {
    /// The TrueType file.
    pub data: &'static [u8],
    /// PostScript name.
    pub name: &'static str,
    units_per_em: i64,
    capital_units: i64,
    ascender: i16,
    descender: i16,
    bounds: (i16, i16, i16, i16),
    glyphs: BTreeMap<char, (u16, i64)>,
}

static REGULAR: OnceLock<Font> = OnceLock::new();
static BOLD: OnceLock<Font> = OnceLock::new();

/// The regular weight.
pub fn regular() -> &'static Font {
    REGULAR.get_or_init(|| Font::load(include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"), "NotoSans-Regular"))
}

/// The bold weight.
pub fn bold() -> &'static Font {
    BOLD.get_or_init(|| Font::load(include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"), "NotoSans-Bold"))
}

impl Font {
    /// Reads the tables once. A damaged font leaves no glyph, which every caller reports as an
    /// unknown sign; the fonts are part of the program and a test reads them.
    fn load(data: &'static [u8], name: &'static str) -> Self {
        let mut font = Self {
            data,
            name,
            units_per_em: 1000,
            capital_units: 714,
            ascender: 0,
            descender: 0,
            bounds: (0, 0, 0, 0),
            glyphs: BTreeMap::new(),
        };
        if let Ok(face) = Face::parse(data, 0) {
            font.units_per_em = i64::from(face.units_per_em());
            font.capital_units = face.capital_height().map_or(714, i64::from);
            font.ascender = face.ascender();
            font.descender = face.descender();
            let bounds = face.global_bounding_box();
            font.bounds = (bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max);
            font.glyphs = signs().filter_map(|sign| Some((sign, glyph(&face, sign)?))).collect();
        }
        font
    }

    /// The glyph of a sign and its advance in font units.
    #[must_use]
    pub fn glyph(&self, sign: char) -> Option<(u16, i64)> {
        self.glyphs.get(&sign).copied()
    }

    /// Font units in an em.
    #[must_use]
    pub const fn units_per_em(&self) -> i64 {
        self.units_per_em
    }

    /// Height of a capital in font units.
    #[must_use]
    pub const fn capital_units(&self) -> i64 {
        self.capital_units
    }

    /// Left, bottom, right and top of all glyphs together, in font units.
    #[must_use]
    pub const fn bounds(&self) -> (i16, i16, i16, i16) {
        self.bounds
    }

    /// Ascender and descender in font units.
    #[must_use]
    pub const fn extents(&self) -> (i16, i16) {
        (self.ascender, self.descender)
    }

    /// The font size (em) at which capitals have this height, rounded down to a micrometre.
    #[must_use]
    pub const fn em_for_capital(&self, capital: Length) -> Length {
        Length::from_um(capital.um() * self.units_per_em / self.capital_units)
    }

    /// The height of capitals at a font size (em), rounded down to a micrometre.
    #[must_use]
    pub const fn capital_for_em(&self, em: Length) -> Length {
        Length::from_um(em.um() * self.capital_units / self.units_per_em)
    }

    /// The width of a text when capitals have this height. Kerning only narrows Cyrillic text; half
    /// a percent is added, so that this is an upper bound.
    #[must_use]
    pub fn width(&self, text: &str, capital: Length) -> Length {
        let units: i64 = text.chars().filter_map(|sign| self.glyph(sign)).map(|(_, advance)| advance).sum();
        let em = self.em_for_capital(capital).um();
        Length::from_um(units * em * 201 / (self.units_per_em * 200) + 1)
    }

    /// The first sign of the text that the font cannot show.
    #[must_use]
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().find(|sign| self.glyph(*sign).is_none())
    }
}

fn glyph(face: &Face<'_>, sign: char) -> Option<(u16, i64)> {
    let id: GlyphId = face.glyph_index(sign)?;
    Some((id.0, i64::from(face.glyph_hor_advance(id)?)))
}

/// The signs that official texts use: Latin, Cyrillic with all Kazakh letters, and punctuation.
fn signs() -> impl Iterator<Item = char> {
    (' '..='~')
        .chain('\u{a0}'..='\u{ff}')
        .chain('\u{400}'..='\u{4ff}')
        .chain('\u{2010}'..='\u{203a}')
        .chain("№₸−".chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KAZAKH: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

    #[test]
    fn every_kazakh_letter_in_both_cases_is_in_both_weights() {
        for font in [regular(), bold()] {
            assert_eq!(font.missing(KAZAKH), None);
            assert_eq!(font.missing(&KAZAKH.to_uppercase()), None);
            assert_eq!(font.missing("0123456789№«»“”„–—’-.,:;?!()/%+="), None);
        }
    }

    #[test]
    fn a_width_grows_with_the_size_and_the_text() {
        let capital = Length::from_um(3_500);
        assert!(bold().width("Тоқаев Қасым", capital) > bold().width("Тоқаев", capital));
        assert!(bold().width("Тоқаев", capital * 2) > bold().width("Тоқаев", capital));
    }
}
