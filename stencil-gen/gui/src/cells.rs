//! A line of Braille as a picture: the dots that are there, and small marks where none are, so that a missing one is
//! seen.

use slint::{Image, Rgb8Pixel, SharedPixelBuffer};
use stencil_gen::braille::Cell;

/// Pixels between dots; a line is drawn large and shown smaller.
const PITCH: i32 = 14;
/// Between cells.
const CELL: i32 = 34;
const EDGE: i32 = 8;
/// Radius of a dot, and of a mark where none is.
const DOT: i32 = 5;
const BARE: i32 = 1;
const PAPER: Rgb8Pixel = Rgb8Pixel { r: 255, g: 255, b: 255 };
const INK: Rgb8Pixel = Rgb8Pixel { r: 16, g: 24, b: 43 };

/// Draws cells.
pub(crate) fn picture(cells: &[Cell]) -> Image {
    let count = i32::try_from(cells.len()).unwrap_or(0).max(1);
    let (width, height) = (EDGE * 2 + CELL * count, EDGE * 2 + PITCH * 2);
    let side = |pixels: i32| u32::try_from(pixels).unwrap_or(1);
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(side(width), side(height));
    let pixels = buffer.make_mut_slice();
    pixels.fill(PAPER);
    for (index, cell) in (0..).zip(cells) {
        for place in 1..=6u8 {
            let (column, row) = (i32::from((place - 1) / 3), i32::from((place - 1) % 3));
            let center = (EDGE + CELL * index + PITCH * column, EDGE + PITCH * row);
            disk(pixels, width, center, if cell.has_dot(place) { DOT } else { BARE });
        }
    }
    Image::from_rgb8(buffer)
}

fn disk(pixels: &mut [Rgb8Pixel], width: i32, (x, y): (i32, i32), radius: i32) {
    for down in -radius..=radius {
        for right in -radius..=radius {
            if right * right + down * down <= radius * radius {
                let at = usize::try_from((y + down) * width + x + right).ok();
                if let Some(pixel) = at.and_then(|at| pixels.get_mut(at)) {
                    *pixel = INK;
                }
            }
        }
    }
}
