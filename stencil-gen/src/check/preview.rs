//! `stencil.<lang>.png` shows its PDF: the PDF is drawn again and the pictures are compared.

use std::io::Cursor;

use super::picture;

/// Pixels per inch of the preview.
const DPI: f32 = 110.0;
/// How much a color may differ: another processor rounds otherwise.
const OFF: u8 = 24;
/// No stencil's preview is larger: a meter and a half each way.
const LARGEST: usize = 6_500 * 6_500 * 4;
/// The parts a plain picture has. Others could give it other colors, or a second picture.
const PARTS: [&[u8]; 3] = [b"IHDR", b"IDAT", b"IEND"];
const SIGNATURE: usize = 8;

/// Whether the picture shows the first page of the PDF and nothing else.
pub(super) fn shows(png: &[u8], pdf: &[u8]) -> bool {
    let read = plain(png).then(|| pixels(png)).flatten();
    // What is too large to compare is never drawn.
    let Some((width, height, found)) = read else { return false };
    let Some(wanted) = picture::raster(pdf, DPI) else { return false };
    let size = [wanted.width, wanted.height] == [i64::from(width), i64::from(height)];
    size && wanted.rgba.len() == found.len()
        && wanted.rgba.iter().zip(&found).all(|(wanted, found)| wanted.abs_diff(*found) <= OFF)
}

/// Whether a picture has no parts but those that hold its pixels, and nothing after them.
fn plain(png: &[u8]) -> bool {
    let mut rest = png.get(SIGNATURE..).unwrap_or_default();
    let mut last: &[u8] = &[];
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else { return false };
        let (Some(kind), Some(next)) = (after.get(..4), after.get(length.saturating_add(8)..)) else { return false };
        // The end's part holds nothing.
        if !PARTS.contains(&kind) || last == b"IEND" || (kind == b"IEND" && length > 0) {
            return false;
        }
        (last, rest) = (kind, next);
    }
    last == b"IEND" && rest.is_empty()
}

/// The pixels as red, green, blue and opacity.
fn pixels(png: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(png), png::Limits { bytes: LARGEST });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    let size = reader.output_buffer_size().filter(|size| *size <= LARGEST)?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).ok()?;
    let rgba = frame.color_type == png::ColorType::Rgba && frame.bit_depth == png::BitDepth::Eight;
    rgba.then_some((frame.width, frame.height, bytes))
}
