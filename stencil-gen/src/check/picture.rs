//! A picture of the spot that a finding is about: the finished page around it, drawn from the
//! file itself, with a frame.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{Found, page};

/// Pixels in a millimetre: 200 dpi.
const PER_MM: f64 = 200.0 / 25.4;
/// Half the width and height of the picture in mm.
const AROUND: [f64; 2] = [40.0, 20.0];
/// Half the side of the frame in mm, and its line's width in pixels.
const FRAME: f64 = 5.0;
const LINE: i64 = 4;
const RED: [u8; 4] = [220, 0, 0, 255];

/// Draws a finding's spot as PNG; `None` where it has no place on a page or the page cannot be
/// drawn.
#[must_use]
pub fn png(pdf: &[u8], found: &Found) -> Option<Vec<u8>> {
    let place = found.place?;
    let [margin_left, margin_top] = page::pages(pdf).ok()?.first()?.margin;
    let picture = raster(pdf)?;
    let pixel = |mm: f64| -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "a page has few pixels")]
        let pixel = (mm * PER_MM).round() as i64;
        pixel
    };
    let (x, y) = (pixel(place.x + margin_left), pixel(place.y + margin_top));
    let [half_width, half_height] = AROUND.map(pixel);
    let frame = pixel(FRAME);
    let mut rows = Vec::new();
    for v in y - half_height..y + half_height {
        for u in x - half_width..x + half_width {
            let (across, down) = ((u - x).abs(), (v - y).abs());
            let edge = |distance: i64| distance <= frame && distance > frame - LINE;
            let on_frame = across.max(down) <= frame && (edge(across) || edge(down));
            rows.extend(if on_frame { RED } else { picture.at(u, v) });
        }
    }
    packed(&rows, half_width * 2, half_height * 2)
}

/// A page as pixels.
struct Raster {
    width: i64,
    height: i64,
    rgba: Vec<u8>,
}

impl Raster {
    /// A pixel; paper beyond the edge.
    fn at(&self, x: i64, y: i64) -> [u8; 4] {
        let beyond = x < 0 || y < 0 || x >= self.width || y >= self.height;
        let start = usize::try_from((y * self.width + x) * 4).ok().filter(|_| !beyond);
        start.and_then(|start| self.rgba.get(start..)?.first_chunk().copied()).unwrap_or([255; 4])
    }
}

fn raster(pdf: &[u8]) -> Option<Raster> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let page = pdf.pages().first()?;
    let scale = 200.0 / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (i64::from(picture.width()), i64::from(picture.height()));
    Some(Raster { width, height, rgba: picture.data_as_u8_slice().to_vec() })
}

fn packed(rgba: &[u8], width: i64, height: i64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(rgba).ok()?;
    Some(bytes)
}
