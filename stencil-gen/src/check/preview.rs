//! `stencil.<lang>.png` shows its PDF: the PDF is drawn again and the pictures are compared.

use std::io::Cursor;

use png::Reader;

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
    let opened = plain(png).then(|| open(png)).flatten();
    // What is too large to compare is never drawn.
    let Some((mut reader, has_opacity)) = opened else { return false };
    let Some(wanted) = picture::raster(pdf, DPI) else { return false };
    let size = [i64::from(reader.info().width), i64::from(reader.info().height)];
    if size != [wanted.width, wanted.height] || size.contains(&0) {
        return false;
    }
    let wide = wanted.rgba().len() / usize::try_from(wanted.height).unwrap_or(1);
    let mut rows = wanted.rgba().chunks_exact(wide.max(1));
    let shown = rows.all(|wanted| match reader.next_row() {
        Ok(Some(row)) if has_opacity => alike::<4>(row.data(), wanted),
        Ok(Some(row)) => alike::<3>(row.data(), wanted),
        Ok(None) | Err(_) => false,
    });
    shown && reader.finish().is_ok()
}

/// Whether a row of pixels of so many bytes is the one wanted, which has an opacity. What a picture
/// without opacity shows is opaque.
fn alike<const N: usize>(found: &[u8], wanted: &[u8]) -> bool {
    let ((found, more), (wanted, beyond)) = (found.as_chunks::<N>(), wanted.as_chunks::<4>());
    let mut pixels = found.iter().zip(wanted);
    // Nearly all are the same to the bit: paper.
    let near = |(found, wanted): (&[u8; N], &[u8; 4])| {
        let mut sides = found.iter().zip(wanted);
        sides.clone().all(|(found, wanted)| found == wanted)
            || sides.all(|(found, wanted)| found.abs_diff(*wanted) <= OFF)
    };
    let opaque = N == 4 || wanted.iter().all(|[.., opacity]| u8::MAX - opacity <= OFF);
    found.len() == wanted.len() && more.is_empty() && beyond.is_empty() && opaque && pixels.all(near)
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

/// A picture of red, green and blue, and whether it has an opacity.
fn open(png: &[u8]) -> Option<(Reader<Cursor<&[u8]>>, bool)> {
    let decoder = png::Decoder::new_with_limits(Cursor::new(png), png::Limits { bytes: LARGEST });
    let reader = decoder.read_info().ok()?;
    reader.output_buffer_size().filter(|size| *size <= LARGEST)?;
    let info = reader.info();
    let has_opacity = match info.color_type {
        png::ColorType::Rgb => false,
        png::ColorType::Rgba => true,
        png::ColorType::Grayscale | png::ColorType::Indexed | png::ColorType::GrayscaleAlpha => return None,
    };
    (info.bit_depth == png::BitDepth::Eight && !info.interlaced).then_some((reader, has_opacity))
}
