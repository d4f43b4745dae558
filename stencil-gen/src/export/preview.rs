//! `stencil.<lang>.png`: the finished PDF drawn as a picture. It shows the file that goes to the
//! print shop, not a second drawing of the plan.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// Pixels per inch of the preview.
pub const PREVIEW_DPI: f32 = 110.0;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The PDF just written cannot be read: a fault of the program.
    #[error("the finished PDF cannot be read back")]
    Unreadable,
    /// The picture could not be packed.
    #[error("the picture could not be written: {0}")]
    Picture(String),
}

/// Red, green and blue as PNG, packed the fast way: the usual one takes a fifth of all the time of making
/// and checking a contest.
fn packed([width, height]: [u32; 2], rgb: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}

/// A drawn page: red, green and blue of each pixel from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

/// The first page of a PDF as PNG.
///
/// # Errors
///
/// [`PreviewError`] when the PDF cannot be drawn.
pub fn png(pdf: &[u8], dpi: f32) -> Result<Vec<u8>, PreviewError> {
    let Pixels { width, height, rgb } = pixels(pdf, dpi)?;
    packed([width, height], &rgb).map_err(|error| PreviewError::Picture(error.to_string()))
}

/// The first page of a PDF as pixels.
///
/// # Errors
///
/// [`PreviewError`] when the PDF cannot be drawn.
pub fn pixels(pdf: &[u8], dpi: f32) -> Result<Pixels, PreviewError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| PreviewError::Unreadable)?;
    let page = pdf.pages().first().ok_or(PreviewError::Unreadable)?;
    let scale = dpi / 72.0;
    let pixmap = hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &pixmap);
    // Paper is under everything: no pixel lets anything through.
    let rgb =
        picture.data_as_u8_slice().as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
    Ok(Pixels { width: u32::from(picture.width()), height: u32::from(picture.height()), rgb: rgb.collect() })
}
