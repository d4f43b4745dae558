//! A picture of the spot that a finding is about: the finished page around it, drawn from the
//! file itself, with a frame.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::finding::CheckFinding;
use super::ink::Page;
use super::plane::{Bounds, Spot};
use super::{Found, page};

/// Pixels in an inch and in a millimetre.
const DPI: f32 = 200.0;
const PER_MM: f64 = 200.0 / 25.4;
/// Half the width and height of the picture in mm.
const AROUND: [f64; 2] = [40.0, 20.0];
/// Half the side of the frame in mm, and its line's width in pixels.
const FRAME: f64 = 5.0;
const LINE: i64 = 4;
/// What is shown beside a long word, in mm.
const BESIDE: f64 = 10.0;
/// A run of print begins this near to the finding's place.
const NEAR: f64 = 0.5;
/// Half of a Braille line, and how far apart the dots of two cells are where a blank stands between
/// them: two cells of 6 mm less the 2.5 mm of a cell; without one at most 8.5.
const LINE_HALF: f64 = 4.0;
const BLANK: f64 = 9.0;
const RED: [u8; 4] = [220, 0, 0, 255];

/// Draws a finding's spot as PNG; `None` where it has no place on a page or the page cannot be
/// drawn.
#[must_use]
pub fn png(pdf: &[u8], found: &Found) -> Option<Vec<u8>> {
    let place = found.place?;
    let pages = page::pages(pdf).ok()?;
    let page = pages.first()?;
    let [margin_left, margin_top] = page.margin;
    let picture = raster(pdf, DPI)?;
    let pixel = |mm: f64| -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "a page has few pixels")]
        let pixel = (mm * PER_MM).round() as i64;
        pixel
    };
    let boxed = word_at(page, found, place).unwrap_or(Bounds::around(&[place]).grown(FRAME));
    let (left, right) = (pixel(boxed.left + margin_left), pixel(boxed.right + margin_left));
    let (top, bottom) = (pixel(boxed.top + margin_top), pixel(boxed.bottom + margin_top));
    let [half_width, half_height] = AROUND.map(pixel);
    let beside = pixel(BESIDE);
    let (x, y) = (i64::midpoint(left, right), i64::midpoint(top, bottom));
    let (from_x, to_x) = ((x - half_width).min(left - beside), (x + half_width).max(right + beside));
    let (from_y, to_y) = (y - half_height, y + half_height);
    let mut rows = Vec::new();
    for v in from_y..to_y {
        for u in from_x..to_x {
            let within = (left..=right).contains(&u) && (top..=bottom).contains(&v);
            let edge = (u - left).min(right - u).min(v - top).min(bottom - v) < LINE;
            rows.extend(if within && edge { RED } else { picture.at(u, v) });
        }
    }
    packed(&rows, to_x - from_x, to_y - from_y)
}

/// The whole word that a finding is about: of print the run that begins there, of Braille the cells
/// between two blanks.
fn word_at(page: &Page, found: &Found, place: Spot) -> Option<Bounds> {
    match found.finding {
        CheckFinding::PrintWrong { .. } | CheckFinding::PrintMisplaced { .. } | CheckFinding::PrintSize { .. } => {
            let words = page.texts.iter().find(|words| words.start.distance(place) < NEAR)?;
            let (top, bottom) = (place.y - words.capital * 1.4, place.y + words.capital * 0.4);
            Some(Bounds { left: place.x, top, right: words.end_x, bottom }.grown(1.0))
        }
        CheckFinding::BrailleWrong { .. } | CheckFinding::HeadingWrong { .. } | CheckFinding::NumberWrong { .. } => {
            let on_line = page.on("Braille").map(|shape| shape.bounds);
            let mut dots: Vec<Bounds> = on_line.filter(|dot| (dot.center().y - place.y).abs() < LINE_HALF).collect();
            dots.sort_by(|a, b| a.left.total_cmp(&b.left));
            let words: Vec<&[Bounds]> = dots.chunk_by(|a, b| b.left - a.left < BLANK).collect();
            let off = |word: &&&[Bounds]| {
                let edges = word.first().zip(word.last());
                edges.map_or(f64::INFINITY, |(first, last)| (first.left - place.x).max(place.x - last.right))
            };
            let word = words.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
            let corners = word.iter().flat_map(|dot| dot.corners()).collect::<Vec<_>>();
            Some(Bounds::around(&corners).grown(1.5))
        }
        _ => None,
    }
}

/// A page as pixels.
pub(super) struct Raster {
    pub(super) width: i64,
    pub(super) height: i64,
    pixels: Pixmap,
}

impl Raster {
    /// Red, green, blue and opacity of every pixel, row by row.
    pub(super) fn rgba(&self) -> &[u8] {
        self.pixels.data_as_u8_slice()
    }

    /// A pixel; paper beyond the edge.
    fn at(&self, x: i64, y: i64) -> [u8; 4] {
        let beyond = x < 0 || y < 0 || x >= self.width || y >= self.height;
        let start = usize::try_from((y * self.width + x) * 4).ok().filter(|_| !beyond);
        start.and_then(|start| self.rgba().get(start..)?.first_chunk().copied()).unwrap_or([255; 4])
    }
}

/// Draws the first page.
pub(super) fn raster(pdf: &[u8], dpi: f32) -> Option<Raster> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let page = pdf.pages().first()?;
    let scale = dpi / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixels =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    Some(Raster { width: i64::from(pixels.width()), height: i64::from(pixels.height()), pixels })
}

fn packed(rgba: &[u8], width: i64, height: i64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(rgba).ok()?;
    Some(bytes)
}
