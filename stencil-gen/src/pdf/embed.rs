//! Embeds only the glyphs a document uses.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, FontMetrics, ParsedFont};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::fonts::Font;

use super::PdfError;

/// A font cut down to the signs of a document.
pub(super) struct Subset {
    /// Its name in the document's resources.
    pub(super) id: FontId,
    /// The glyph of each sign.
    pub(super) glyphs: BTreeMap<char, u16>,
}

/// Cuts a font down to the signs of a text, ready for printpdf.
pub(super) fn subset(font: &Font, signs: &BTreeSet<char>) -> Result<(Subset, ParsedFont), PdfError> {
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for sign in signs {
        let (glyph, advance) = font.glyph(*sign).ok_or(PdfError::MissingGlyph(*sign))?;
        let glyph = remapper.remap(glyph);
        glyphs.insert(*sign, glyph);
        widths.insert(glyph, u16::try_from(advance).unwrap_or(u16::MAX));
    }
    let bytes = subsetter::subset(font.data, 0, &remapper).map_err(|error| PdfError::Font(error.to_string()))?;
    let (ascent, descent) = font.extents();
    let name = format!("{}+{}", tag(signs), font.name);
    let units = u16::try_from(font.units_per_em()).unwrap_or(1000);
    let metrics = FontMetrics { ascent, descent };
    let to_glyph = glyphs.iter().map(|(sign, glyph)| (u32::from(*sign), *glyph)).collect();
    let parsed = ParsedFont::with_glyph_data(bytes, 0, Some(name), to_glyph, widths, units, metrics);
    Ok((Subset { id: FontId(font.name.replace("NotoSans-", "")), glyphs }, parsed))
}

/// Six capitals that name the subset (ISO 32000-1, 9.6.4), the same for the same signs.
fn tag(signs: &BTreeSet<char>) -> String {
    let text: String = signs.iter().collect();
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
