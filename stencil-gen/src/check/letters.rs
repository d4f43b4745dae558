//! The fonts of a finished page: codes to letters, their widths and heights, and whether each
//! glyph really has the shape of its letter.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::page::stream;
use super::tokens::{self, Operand};

mod glyphs;

/// The fonts that print may be in, as they were published.
pub(super) const REFERENCES: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
];

/// A font of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    by_code: BTreeMap<u32, Letter>,
    /// Height of capitals as a share of the font's size.
    pub(super) capital: f64,
}

/// What a code shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Letter {
    /// The text that the file says it is.
    pub(super) text: String,
    /// Its width in thousandths of the size.
    pub(super) width: f64,
    /// Whether its shape is that letter's in the published font.
    pub(super) true_shape: bool,
}

/// Reads a font, or says why it cannot be read.
pub(super) fn read(document: &Document, font: &Dictionary) -> Result<Letters, String> {
    let wrong = |what: &str| format!("font: {what}");
    let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default().to_vec();
    if name(b"Subtype") != b"Type0" || name(b"Encoding") != b"Identity-H" {
        return Err(wrong("not Type0 with Identity-H"));
    }
    let texts = follow(document, font.get(b"ToUnicode").ok()).and_then(|object| object.as_stream().ok());
    let texts = texts.ok_or_else(|| wrong("no ToUnicode"))?;
    let texts = code_texts(&stream::content(document, texts)?)?;
    let descendants = follow(document, font.get(b"DescendantFonts").ok()).and_then(|object| object.as_array().ok());
    let inner = descendants.and_then(|fonts| follow(document, fonts.first())).and_then(|object| object.as_dict().ok());
    let inner = inner.ok_or_else(|| wrong("no descendant"))?;
    let order = inner.get(b"CIDToGIDMap").ok();
    if order.is_some_and(|order| order.as_name().ok() != Some(b"Identity".as_slice())) {
        return Err(wrong("glyphs in another order"));
    }
    let descriptor = follow(document, inner.get(b"FontDescriptor").ok()).and_then(|object| object.as_dict().ok());
    let file = descriptor.and_then(|found| follow(document, found.get(b"FontFile2").ok()));
    let file = file.and_then(|object| object.as_stream().ok()).ok_or_else(|| wrong("not embedded"))?;
    let file = stream::content(document, file)?;
    let face = Face::parse(&file, 0).map_err(|error| wrong(&error.to_string()))?;
    glyphs::check(&face).map_err(wrong)?;
    let widths = widths(document, inner);
    let default = inner.get(b"DW").map_or(Ok(1000.0), Object::as_float).map_err(|_| wrong("DW"))?;
    let reference = reference(font)?;
    // Glyphs of true shape are as high as the published ones.
    let capital = reference.capital_height().map_or(0.0, f64::from) / f64::from(reference.units_per_em());
    let mut letters = Letters { capital, ..Letters::default() };
    for (code, text) in texts {
        let glyph = GlyphId(u16::try_from(code).map_err(|_| wrong("codes"))?);
        let width = widths.get(&code).copied().unwrap_or(f64::from(default));
        if (width - advance(&face, glyph)).abs() > 1.0 {
            return Err(wrong("widths that are not the glyphs'"));
        }
        let true_shape = same_shape(&face, glyph, &reference, &text);
        letters.by_code.insert(code, Letter { text, width, true_shape });
    }
    Ok(letters)
}

impl Letters {
    pub(super) fn letter(&self, code: u32) -> Option<&Letter> {
        self.by_code.get(&code)
    }
}

/// An object behind a reference, if there is one.
pub(super) fn follow<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Object> {
    document.dereference(object?).ok().map(|(_, object)| object)
}

/// The published font of the same name.
fn reference(font: &Dictionary) -> Result<Face<'static>, String> {
    let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
    let [bold, regular] = REFERENCES;
    let bytes = if name.ends_with(b"Bold") { bold } else { regular };
    Face::parse(bytes, 0).map_err(|error| format!("published font: {error}"))
}

/// A glyph's advance in thousandths of the size.
fn advance(face: &Face<'_>, glyph: GlyphId) -> f64 {
    let advance = face.glyph_hor_advance(glyph).map_or(f64::INFINITY, f64::from);
    advance * 1000.0 / f64::from(face.units_per_em())
}

fn same_shape(face: &Face<'_>, glyph: GlyphId, reference: &Face<'_>, text: &str) -> bool {
    let mut signs = text.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return false };
    let Some(published) = reference.glyph_index(sign) else { return false };
    let (mut here, mut there) = (Shape::default(), Shape::default());
    let drawn = [face.outline_glyph(glyph, &mut here), reference.outline_glyph(published, &mut there)];
    let blank = drawn == [None, None];
    // Where a glyph stands and how far the next one is are a part of how it looks.
    let em = |face: &Face<'_>| face.units_per_em();
    let set = |face: &Face<'_>, glyph| (face.glyph_hor_advance(glyph), face.glyph_hor_side_bearing(glyph));
    let same_set = em(face) == em(reference) && set(face, glyph) == set(reference, published);
    // What draws nothing must be a space.
    same_set && if blank { sign == ' ' } else { here == there }
}

/// The steps of a glyph's outline.
#[derive(Default, PartialEq)]
struct Shape(Vec<f32>);

impl OutlineBuilder for Shape {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.extend([0.0, x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.extend([1.0, x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.extend([2.0, x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.extend([3.0, x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.0.push(4.0);
    }
}

/// The `W` array: first code and a list of widths, or first and last code and one width.
fn widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let array = follow(document, font.get(b"W").ok()).and_then(|object| object.as_array().ok());
    let mut entries = array.into_iter().flatten();
    let code = |object: &Object| object.as_i64().ok().and_then(|code| u16::try_from(code).ok()).map(u32::from);
    while let (Some(first), Some(second)) = (entries.next().and_then(code), entries.next()) {
        if let Ok(list) = second.as_array() {
            let list = list.iter().map(|width| f64::from(width.as_float().unwrap_or_default()));
            widths.extend((first..).zip(list));
        } else if let (Some(last), Some(width)) = (code(second), entries.next()) {
            let width = f64::from(width.as_float().unwrap_or_default());
            widths.extend((first..=last).map(|code| (code, width)));
        }
    }
    widths
}

/// The `bfchar` and `bfrange` lines of a ToUnicode map.
fn code_texts(map: &[u8]) -> Result<BTreeMap<u32, String>, String> {
    let text = String::from_utf8_lossy(map);
    let mut texts = BTreeMap::new();
    for (kind, rest) in [("bfchar", 2), ("bfrange", 3)] {
        for section in text.split(&format!("begin{kind}")).skip(1) {
            let body = section.split(&format!("end{kind}")).next().unwrap_or_default();
            // The strings of a section are those of a content stream without its operators.
            let operands = tokens::operations(format!("{body} x").as_bytes())?;
            let strings: Option<Vec<&Vec<u8>>> = operands.iter().flat_map(|all| &all.operands).map(bytes).collect();
            let strings = strings.filter(|strings| strings.len() % rest == 0).ok_or("font: ToUnicode")?;
            for entry in strings.chunks_exact(rest) {
                add_texts(entry, &mut texts)?;
            }
        }
    }
    Ok(texts)
}

fn bytes(operand: &Operand) -> Option<&Vec<u8>> {
    match operand {
        Operand::Text(bytes) => Some(bytes),
        Operand::Number(_) | Operand::Name(_) | Operand::Array(_) | Operand::Other => None,
    }
}

fn add_texts(entry: &[&Vec<u8>], texts: &mut BTreeMap<u32, String>) -> Result<(), String> {
    let (from, to, text) = match entry {
        [from, text] => (from, from, text),
        [from, to, text] => (from, to, text),
        _ => return Err("font: ToUnicode".to_owned()),
    };
    let code = |bytes: &[u8]| bytes.try_into().map(u16::from_be_bytes).map_err(|_| "font: codes".to_owned());
    let first = code(from)?;
    for code in first..=code(to)? {
        // Where a code has two texts, one is as good as the other.
        if texts.insert(u32::from(code), utf16(text, code - first)).is_some() {
            return Err("font: a code with two texts".to_owned());
        }
    }
    Ok(())
}

/// UTF-16 with `shift` added to the last unit.
fn utf16(bytes: &[u8], shift: u16) -> String {
    let mut units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.first_chunk::<2>())
        .map(|pair| u16::from_be_bytes(*pair))
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(shift);
    }
    String::from_utf16_lossy(&units)
}
