//! Glyphs without programs: instructions inside a font may move its points when it is drawn, so
//! that the outline as stored is not the one that is seen.

use std::num::NonZeroU16;

use ttf_parser::{Face, GlyphId, Tag, loca};

/// The tables of a plain font of outlines. Without `fpgm`, `prep` and `cvt ` there are no programs,
/// and without bitmaps, colors, layers and variations there is one way to draw a glyph.
const TABLES: [&[u8; 4]; 10] =
    [b"OS/2", b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post"];
/// Of a composite glyph's component: wide arguments, more components, instructions, and how many
/// bytes its scale takes.
const WIDE: u16 = 0x0001;
const MORE: u16 = 0x0020;
const INSTRUCTED: u16 = 0x0100;
const SCALES: [(u16, usize); 3] = [(0x0008, 2), (0x0040, 4), (0x0080, 8)];

/// Refuses a font whose glyphs may look otherwise than their outlines.
pub(super) fn check(face: &Face<'_>) -> Result<(), &'static str> {
    let raw = face.raw_face();
    let tags: Vec<[u8; 4]> = raw.table_records.into_iter().map(|record| record.tag.to_bytes()).collect();
    // Programs look tables up by halving or one by one: out of order they find others.
    let sorted = tags.iter().zip(tags.iter().skip(1)).all(|(tag, next)| tag < next);
    if !sorted || tags.iter().any(|tag| !TABLES.contains(&tag)) {
        return Err("programs, or tables that a plain font does not have");
    }
    let table = |name: &[u8; 4]| raw.table(Tag::from_bytes(name)).ok_or("no outlines");
    let (glyphs, places) = (table(b"glyf")?, table(b"loca")?);
    let format = face.tables().head.index_to_location_format;
    let count = NonZeroU16::new(face.number_of_glyphs()).ok_or("no outlines")?;
    let places = loca::Table::parse(count, format, places).ok_or("no outlines")?;
    for glyph in 0..count.get() {
        let data = places.glyph_range(GlyphId(glyph)).and_then(|range| glyphs.get(range)).unwrap_or_default();
        if !data.is_empty() && has_program(data) != Some(false) {
            return Err("glyphs with programs");
        }
    }
    Ok(())
}

fn number(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|pair| u16::from_be_bytes(*pair))
}

/// Whether a glyph has instructions; `None` where it ends too early.
fn has_program(data: &[u8]) -> Option<bool> {
    let contours = i16::from_be_bytes(*data.first_chunk()?);
    if let Ok(contours) = usize::try_from(contours) {
        return Some(number(data, 10 + contours * 2)? != 0);
    }
    let mut at = 10;
    loop {
        let flags = number(data, at)?;
        if flags & INSTRUCTED != 0 {
            return Some(true);
        }
        if flags & MORE == 0 {
            return Some(false);
        }
        let scale = SCALES.iter().find(|(flag, _)| flags & flag != 0).map_or(0, |(_, bytes)| *bytes);
        at += 4 + if flags & WIDE == 0 { 2 } else { 4 } + scale;
    }
}
