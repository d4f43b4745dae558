//! The board's display as pixels, and those pixels as letters, block letters and PNG.

use std::convert::Infallible;
use std::fmt;

use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::prelude::{DrawTarget, OriginDimensions, Pixel, Size};
use keypad_core::{HEIGHT, Screen, WIDTH, draw};

const ROWS: usize = HEIGHT as usize;
const COLUMNS: usize = WIDTH as usize;

/// The greatest scale of a PNG, in pixels of the file for one of the display.
pub const MAX_SCALE: u32 = 32;

/// What the display shows, pixel by pixel.
#[derive(Clone, Eq, PartialEq)]
pub struct Picture {
    rows: [[bool; COLUMNS]; ROWS],
}

impl Picture {
    /// A dark display.
    pub(crate) const fn dark() -> Self {
        Self { rows: [[false; COLUMNS]; ROWS] }
    }

    /// `screen`, drawn by the firmware's own code.
    #[must_use]
    pub fn of(screen: &Screen) -> Self {
        let mut picture = Self::dark();
        match draw(&mut picture, screen) {
            Ok(()) => picture,
        }
    }

    /// Whether the pixel is lit. Outside the display none is.
    #[must_use]
    pub fn lit(&self, column: usize, row: usize) -> bool {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false)
    }

    /// A line a row of pixels: `#` lit, `.` dark.
    #[must_use]
    pub fn ascii(&self) -> String {
        let line = |row: &[bool; COLUMNS]| row.iter().map(|lit| if *lit { '#' } else { '.' }).chain(['\n']).collect();
        self.rows.iter().map(line).collect::<Vec<String>>().concat()
    }

    /// 32 lines of 128 half blocks.
    #[must_use]
    pub fn half_blocks(&self) -> Vec<String> {
        let sign = |column, row| match (self.lit(column, row), self.lit(column, row + 1)) {
            (false, false) => ' ',
            (true, false) => '▀',
            (false, true) => '▄',
            (true, true) => '█',
        };
        (0..ROWS).step_by(2).map(|row| (0..COLUMNS).map(|column| sign(column, row)).collect()).collect()
    }

    /// 16 lines of 64 signs of two by four dots (U+2800), for a window too small for half blocks.
    #[must_use]
    pub fn dots(&self) -> Vec<String> {
        // The bit of each dot of a sign, by column and row (Unicode, block "Braille Patterns").
        const BITS: [(usize, usize, u32); 8] = [
            (0, 0, 0x01),
            (0, 1, 0x02),
            (0, 2, 0x04),
            (1, 0, 0x08),
            (1, 1, 0x10),
            (1, 2, 0x20),
            (0, 3, 0x40),
            (1, 3, 0x80),
        ];
        let sign = |left: usize, top: usize| {
            let lit = BITS.iter().filter(|(column, row, _)| self.lit(left + column, top + row));
            char::from_u32(lit.fold(0x2800, |sign, (_, _, bit)| sign | bit)).unwrap_or(' ')
        };
        (0..ROWS).step_by(4).map(|top| (0..COLUMNS).step_by(2).map(|left| sign(left, top)).collect()).collect()
    }

    /// The display as a PNG in black and white, each pixel `scale` × `scale` (1 to [`MAX_SCALE`]; others are
    /// brought into that range).
    ///
    /// # Errors
    /// What the encoder says; it has no reason to.
    pub fn png(&self, scale: u32) -> Result<Vec<u8>, png::EncodingError> {
        let scale = scale.clamp(1, MAX_SCALE);
        let times = scale as usize;
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, WIDTH * scale, HEIGHT * scale);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut pixels = Vec::new();
        for row in &self.rows {
            let wide: Vec<bool> = row.iter().flat_map(|lit| std::iter::repeat_n(*lit, times)).collect();
            // 128 pixels at any scale fill whole bytes.
            let bytes = wide.chunks(8).map(|eight| eight.iter().fold(0_u8, |byte, lit| byte << 1 | u8::from(*lit)));
            let line: Vec<u8> = bytes.collect();
            pixels.extend(std::iter::repeat_n(line, times).flatten());
        }
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&pixels)?;
        writer.finish()?;
        Ok(file)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ascii())
    }
}

impl OriginDimensions for Picture {
    fn size(&self) -> Size {
        Size::new(WIDTH, HEIGHT)
    }
}

impl DrawTarget for Picture {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(place, color) in pixels {
            let at = |value: i32| usize::try_from(value).ok();
            let row = at(place.y).and_then(|y| self.rows.get_mut(y));
            let pixel = row.zip(at(place.x)).and_then(|(row, x)| row.get_mut(x));
            if let Some(pixel) = pixel {
                *pixel = color.is_on();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture that is its own mirror image nowhere.
    fn sample() -> Picture {
        let mut picture = Picture::dark();
        for (row, pixels) in picture.rows.iter_mut().enumerate() {
            for (column, lit) in pixels.iter_mut().enumerate() {
                *lit = (column * 7 + row * 13 + column * row) % 5 < 2;
            }
        }
        picture
    }

    fn read(file: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    #[test]
    fn the_png_opened_again_is_the_picture_at_every_scale() {
        let picture = sample();
        for scale in [1, 2, 3, MAX_SCALE] {
            let (width, height, pixels) = read(&picture.png(scale).unwrap());
            assert_eq!((width, height), (WIDTH * scale, HEIGHT * scale));
            let again: String = (0..HEIGHT)
                .flat_map(|row| (0..WIDTH).map(move |column| (column, row)).chain([(WIDTH, row)]))
                .map(|(column, row)| match pixels.get((row * scale * width + column * scale) as usize) {
                    _ if column == WIDTH => '\n',
                    Some(0) => '.',
                    _ => '#',
                })
                .collect();
            assert_eq!(again, picture.ascii());
        }
    }

    #[test]
    fn a_scale_out_of_range_is_brought_into_it() {
        assert_eq!(sample().png(0).unwrap(), sample().png(1).unwrap());
        assert_eq!(read(&sample().png(u32::MAX).unwrap()).0, WIDTH * MAX_SCALE);
    }

    #[test]
    fn half_blocks_and_dots_light_as_many_pixels_as_the_display() {
        let lit = sample().ascii().matches('#').count();
        let halves = sample().half_blocks().concat();
        assert_eq!(
            halves.chars().map(|sign| usize::from("▀▄".contains(sign)) + 2 * usize::from(sign == '█')).sum::<usize>(),
            lit
        );
        let dots = sample().dots().concat();
        assert_eq!(dots.chars().map(|sign| (u32::from(sign) - 0x2800).count_ones() as usize).sum::<usize>(), lit);
    }
}
