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

/// The first page of a PDF as PNG.
///
/// # Errors
///
/// [`PreviewError`] when the PDF cannot be drawn.
pub fn png(pdf: &[u8], dpi: f32) -> Result<Vec<u8>, PreviewError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| PreviewError::Unreadable)?;
    let page = pdf.pages().first().ok_or(PreviewError::Unreadable)?;
    let scale = dpi / 72.0;
    let pixmap = hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &pixmap);
    picture.into_png().map_err(|error| PreviewError::Picture(format!("{error:?}")))
}
