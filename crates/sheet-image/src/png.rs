//! Reads PNG, in which people keep scans. The booth's scanner has no need of it, so it is a feature.

use std::io::Cursor;

use png::{ColorType, Decoder, Transformations, Unit};
use zeroize::Zeroizing;

use crate::image::{Gray, ImageError};
use crate::pnm::luminance;

/// Why bytes are no PNG image.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// Damaged, or no PNG at all.
    #[error("not a PNG image, or a damaged one")]
    Damaged,
    /// A size or resolution that no scan has.
    #[error(transparent)]
    Image(#[from] ImageError),
}

impl Gray {
    /// Reads a PNG image; colors become gray by their luminance, what is transparent lies on white paper. Without
    /// `dpi` the image's own statement counts, if it makes one of square pixels.
    ///
    /// # Errors
    ///
    /// [`PngError`]. A size that no scan has is refused before memory is taken for it.
    pub fn from_png(bytes: &[u8], dpi: Option<f64>) -> Result<Self, PngError> {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|_| PngError::Damaged)?;
        let info = reader.info();
        let side = |pixels: u32| usize::try_from(pixels).unwrap_or(usize::MAX);
        let (width, height) = (side(info.width), side(info.height));
        let area = Self::area(width, height)?;
        let stated = info.pixel_dims.filter(|dims| dims.unit == Unit::Meter && dims.xppu == dims.yppu);
        // Whole pixels a metre: 300 dpi are written as 11811, which is 299.9994.
        let stated = stated.map(|dims| (f64::from(dims.xppu) * 0.0254 * 100.0).round() / 100.0);
        let size = reader.output_buffer_size().ok_or(PngError::Damaged)?;
        let mut data = Zeroizing::new(vec![0; size]);
        let frame = reader.next_frame(&mut data).map_err(|_| PngError::Damaged)?;
        let mut pixels = Zeroizing::new(Vec::with_capacity(area));
        let on_white = |value: usize, alpha: u8| (value * usize::from(alpha) + 255 * (255 - usize::from(alpha))) / 255;
        let gray = |rgb: [u8; 3]| luminance(rgb.map(usize::from));
        let byte = |value: usize| u8::try_from(value).unwrap_or(u8::MAX);
        match frame.color_type {
            ColorType::Grayscale => pixels.extend_from_slice(&data),
            ColorType::GrayscaleAlpha => {
                pixels.extend(data.as_chunks::<2>().0.iter().map(|&[value, a]| byte(on_white(usize::from(value), a))));
            }
            ColorType::Rgb => pixels.extend(data.as_chunks::<3>().0.iter().map(|rgb| byte(gray(*rgb)))),
            ColorType::Rgba => {
                pixels.extend(data.as_chunks::<4>().0.iter().map(|&[r, g, b, a]| byte(on_white(gray([r, g, b]), a))));
            }
            ColorType::Indexed => return Err(PngError::Damaged),
        }
        Ok(Self::new(width, height, std::mem::take(&mut *pixels), dpi.or(stated))?)
    }
}

#[cfg(test)]
mod tests {
    use png::{BitDepth, Encoder, PixelDimensions};

    use super::*;

    fn file(color: ColorType, pixel: &[u8], dims: Option<PixelDimensions>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 64, 64);
        encoder.set_color(color);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_pixel_dims(dims);
        encoder.write_header().unwrap().write_image_data(&pixel.repeat(64 * 64)).unwrap();
        bytes
    }

    #[test]
    fn every_color_becomes_its_gray() {
        for (color, pixel, value) in [
            (ColorType::Grayscale, [7].as_slice(), 7),
            (ColorType::GrayscaleAlpha, &[7, 0], 255),
            (ColorType::Rgb, &[255, 0, 0], 76),
            (ColorType::Rgba, &[255, 0, 0, 255], 76),
            (ColorType::Rgba, &[0, 0, 0, 51], 204),
        ] {
            let image = Gray::from_png(&file(color, pixel, None), Some(300.0)).unwrap();
            assert!(image.rows().flatten().all(|pixel| *pixel == value), "{color:?}");
            assert_eq!(image.dpi(), Some(300.0));
        }
    }

    #[test]
    fn the_resolution_is_what_was_said_or_what_the_image_says() {
        let dims = |xppu, yppu, unit| Some(PixelDimensions { xppu, yppu, unit });
        for (dims, dpi, found) in [
            (dims(11_811, 11_811, Unit::Meter), None, Some(300.0)),
            (dims(11_811, 11_811, Unit::Meter), Some(200.0), Some(200.0)),
            (dims(11_811, 5_906, Unit::Meter), None, None),
            (dims(1, 1, Unit::Unspecified), None, None),
            (None, None, None),
        ] {
            let image = Gray::from_png(&file(ColorType::Grayscale, &[9], dims), dpi).unwrap();
            assert_eq!(image.dpi(), found);
        }
    }

    #[test]
    fn a_shortened_image_and_one_that_is_none_are_refused() {
        let whole = file(ColorType::Grayscale, &[9], None);
        assert!(Gray::from_png(&whole, None).is_ok());
        for length in [0, 8, 33, whole.len() - 30] {
            assert!(matches!(Gray::from_png(&whole[..length], None), Err(PngError::Damaged)), "{length}");
        }
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes, 39_999, 39_999).write_header().unwrap();
        // No pixels at all: an empty stream.
        writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]).unwrap();
        drop(writer);
        assert!(matches!(Gray::from_png(&bytes, None), Err(PngError::Image(_))));
    }
}
