//! The content of a page: its layers' forms placed, its words set.
//!
//! printpdf keeps each letter as an object until it writes it, which takes longer than all the drawing of a
//! stencil. It is told once which letters there are, so that it describes the fonts; the pages are written here.

use crate::fonts::{self, Font};
use crate::layout::TextLine;

use super::canvas::{millipoints, number};
use super::embed::Subset;
use super::{Fonts, Ink, Page, PageLayer, PdfError};

/// The operators of a page.
pub(super) fn of(page: &Page, index: usize, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut content = Vec::with_capacity(4096);
    for (number, layer) in page.layers.iter().enumerate() {
        if let Some(name) = layer.name {
            content.extend_from_slice(format!("/OC /{name} BDC\n").as_bytes());
        }
        if !layer.canvas.is_empty() {
            content.extend_from_slice(format!("q\n/{} Do\nQ\n", form_name(index, number)).as_bytes());
        }
        words(&mut content, page, layer, fonts)?;
        if layer.name.is_some() {
            content.extend_from_slice(b"EMC\n");
        }
    }
    Ok(content)
}

/// The name of a layer's form in the document's resources.
pub(super) fn form_name(page: usize, layer: usize) -> String {
    format!("P{page}L{layer}")
}

fn words(content: &mut Vec<u8>, page: &Page, layer: &PageLayer, fonts: &Fonts) -> Result<(), PdfError> {
    if layer.text.is_empty() {
        return Ok(());
    }
    tint(content, layer.ink, b"k\n");
    for line in &layer.text {
        let (subset, font) = if line.bold { (&fonts.bold, fonts::bold()) } else { (&fonts.regular, fonts::regular()) };
        if let Some(subset) = subset {
            set(content, page, line, (subset, font))?;
        }
    }
    Ok(())
}

/// The process color of an ink, for what the operator says.
pub(super) fn tint(content: &mut Vec<u8>, ink: Ink, operator: &[u8]) {
    for percent in ink.tint() {
        number(content, i64::from(percent) * 10);
        content.push(b' ');
    }
    content.extend_from_slice(operator);
}

fn set(content: &mut Vec<u8>, page: &Page, line: &TextLine, (subset, font): (&Subset, &Font)) -> Result<(), PdfError> {
    content.extend_from_slice(b"BT\n/");
    content.extend_from_slice(subset.id.0.as_bytes());
    content.push(b' ');
    number(content, millipoints(font.em_for_capital(line.capital)));
    content.extend_from_slice(b" Tf\n");
    number(content, millipoints(page.margin + line.baseline.x));
    content.push(b' ');
    number(content, millipoints(page.media().height - page.margin - line.baseline.y));
    content.extend_from_slice(b" Td\n<");
    for sign in line.text.chars() {
        let glyph = subset.glyphs.get(&sign).ok_or(PdfError::MissingGlyph(sign))?;
        content.extend([12, 8, 4, 0].map(|shift| digit(glyph >> shift & 0xf)));
    }
    content.extend_from_slice(b"> Tj\nET\n");
    Ok(())
}

/// A hexadecimal digit.
fn digit(value: u16) -> u8 {
    let value = u8::try_from(value).unwrap_or_default();
    if value < 10 { b'0' + value } else { b'A' + value - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_hexadecimal() {
        let digits: Vec<u8> = (0..16).map(digit).collect();
        assert_eq!(digits, b"0123456789ABCDEF");
    }
}
