//! Draws a page and gives back its ink, for tests.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pixels in a millimetre.
const FINE: f64 = 12.0;

/// A pixel with ink: its middle in millimetres from the page's top-left corner, and how black it is (0 to 1).
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) at: [f64; 2],
    pub(super) black: f64,
}

/// The page's size in millimetres, and its ink.
pub(super) fn ink(pdf: &[u8]) -> ([f64; 2], Vec<Ink>) {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    assert_eq!(pdf.pages().len(), 1);
    let page = pdf.pages().first().unwrap();
    let (width, height) = page.render_dimensions();
    let points = 25.4 / 72.0;
    let scale = (FINE * points) as f32;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let across = usize::from(picture.width());
    let pixels = picture.data_as_u8_slice().as_chunks::<4>().0;
    let at = |index: usize| [(index % across) as f64 + 0.5, (index / across) as f64 + 0.5].map(|pixel| pixel / FINE);
    let ink = pixels.iter().enumerate().filter(|(_, pixel)| pixel[0] < 250);
    let ink = ink.map(|(index, pixel)| Ink { at: at(index), black: 1.0 - f64::from(pixel[0]) / 255.0 }).collect();
    ([f64::from(width) * points, f64::from(height) * points], ink)
}

/// The middle of ink.
pub(super) fn middle(ink: &[Ink]) -> [f64; 2] {
    let sum: f64 = ink.iter().map(|ink| ink.black).sum();
    [0, 1].map(|axis| ink.iter().map(|ink| ink.at[axis] * ink.black).sum::<f64>() / sum)
}
