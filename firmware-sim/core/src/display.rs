//! Draws a [`Screen`] on the keypad's display of 128 × 64 pixels, in black and white.

mod texts;

#[cfg(test)]
mod tests;

use embedded_graphics::{draw_target::DrawTarget, geometry::Point, pixelcolor::BinaryColor};
use u8g2_fonts::{
    Error, FontRenderer,
    fonts::u8g2_font_6x12_t_cyrillic,
    types::{FontColor, VerticalPosition},
};

pub use texts::{Line, Lines, lines};

use crate::screen::Screen;

/// The display's width, in pixels.
pub const WIDTH: u32 = 128;

/// The display's height, in pixels.
pub const HEIGHT: u32 = 64;

/// The width of a letter, in pixels. All letters of the font are as wide.
const LETTER_WIDTH: i32 = 6;

/// The height of a line, in pixels.
const LINE_HEIGHT: i32 = 12;

/// Letters that fit on a line.
pub const LINE_LETTERS: usize = 21;

/// Lines that fit on a page.
pub const PAGE_LINES: usize = 5;

/// X11's misc-fixed 6×12, with every Kazakh letter. A letter it had not would be left out, never drawn as
/// another; a test finds it has all that is needed.
const FONT: FontRenderer = FontRenderer::new::<u8g2_font_6x12_t_cyrillic>().with_ignore_unknown_chars(true);

/// Draws `screen` over whatever was there, each line and the whole in the middle.
///
/// # Errors
/// What the display says when it cannot take the pixels.
pub fn draw<D: DrawTarget<Color = BinaryColor>>(display: &mut D, screen: &Screen) -> Result<(), D::Error> {
    display.clear(BinaryColor::Off)?;
    let lines = lines(screen);
    let mut top = (64 - LINE_HEIGHT * length(lines.iter().count())) / 2;
    for line in lines.iter() {
        let left = (128 - LETTER_WIDTH * length(line.as_str().chars().count())) / 2;
        draw_line(display, line.as_str(), Point::new(left, top))?;
        top += LINE_HEIGHT;
    }
    Ok(())
}

fn draw_line<D: DrawTarget<Color = BinaryColor>>(display: &mut D, text: &str, place: Point) -> Result<(), D::Error> {
    let color = FontColor::Transparent(BinaryColor::On);
    match FONT.render(text, place, VerticalPosition::Top, color, display) {
        // The other two errors cannot come: no background is asked for, and letters it has not are left out.
        Ok(_) | Err(Error::BackgroundColorNotSupported | Error::GlyphNotFound(_)) => Ok(()),
        Err(Error::DisplayError(error)) => Err(error),
    }
}

fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
