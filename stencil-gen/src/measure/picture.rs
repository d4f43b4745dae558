//! The page with every square framed and numbered, to be held against the ballot by eye.

use ballot::BallotForm;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Point;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::scan::{self, Placed};
use super::{MeasureProblem, Measured, reader};

/// Pixels in a millimetre, fewer where the page would have more than `MOST` on a side.
const PER_MM: f64 = 8.0;
const MOST: f64 = 6_000.0;
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
const RED: [u8; 4] = [220, 0, 0, 255];
const BLUE: [u8; 4] = [0, 70, 220, 255];
/// Thickness of the frames in mm.
const LINE: f64 = 0.4;
/// What of a scan is shown around the sheet, in mm.
const BORDER: f64 = 5.0;
/// Digits of three by five cells, each row from the left as bits 4, 2, 1.
const DIGITS: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 1, 1],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];

/// Draws the page that was measured as PNG: the sheet's edge in blue, the squares in red with their rows' numbers.
///
/// # Errors
///
/// [`MeasureProblem`] when the page cannot be drawn.
pub fn picture(pdf: &[u8], measured: &Measured) -> Result<Vec<u8>, MeasureProblem> {
    if let Some(placed) = &measured.placed {
        return of_scan(pdf, measured, placed);
    }
    let (bytes, measured) = (pdf.to_vec(), measured.clone());
    reader::patiently(move || draw(bytes, &measured))?.ok_or(MeasureProblem::PdfUnreadable)
}

fn draw(pdf: Vec<u8>, measured: &Measured) -> Option<Vec<u8>> {
    let pdf = Pdf::new(pdf).ok()?;
    let page = pdf.pages().get(measured.page.checked_sub(1)?)?;
    let unit = reader::user_unit(page);
    let (width, height) = page.render_dimensions();
    let longest = f64::from(width.max(height)) / POINTS * unit;
    let per_mm = PER_MM.min(MOST / longest);
    #[expect(clippy::cast_possible_truncation, reason = "a scale needs no more digits")]
    let scale = (per_mm / POINTS * unit) as f32;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let interpreter = InterpreterSettings::default();
    let pixels = render(page, &RenderCache::new(), &interpreter, &RenderSettings::default(), &settings);
    let mut canvas = Canvas { width: usize::from(pixels.width()), rgba: rgba(&pixels), per_mm };
    overlay(&mut canvas, &measured.form, measured.corner_mm);
    canvas.png()
}

/// The scan, laid straight and at its true size, with a border of what lies around the sheet.
fn of_scan(bytes: &[u8], measured: &Measured, placed: &Placed) -> Result<Vec<u8>, MeasureProblem> {
    let image = scan::image(bytes, None)?;
    let page = measured.form.page;
    let sides = [page.width.mm() + 2.0 * BORDER, page.height.mm() + 2.0 * BORDER];
    let per_mm = PER_MM.min(MOST / sides[0].max(sides[1]));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture has few pixels")]
    let [width, height] = sides.map(|side| (side * per_mm) as u32);
    let mut rgba = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let place = |pixel: u32| (f64::from(pixel) + 0.5) / per_mm - BORDER;
        let [across, down] = placed.pixel(Point::new(place(x), place(y)));
        let gray = image.value_at(across, down);
        rgba.extend_from_slice(&[gray, gray, gray, 255]);
    }
    let width = usize::try_from(width).unwrap_or(usize::MAX);
    let mut canvas = Canvas { width, rgba, per_mm };
    overlay(&mut canvas, &measured.form, [BORDER; 2]);
    canvas.png().ok_or(MeasureProblem::SheetNotSeen)
}

/// The sheet's edge and the squares with their rows' numbers; the sheet's corner lies at `left`, `top`, in mm.
fn overlay(canvas: &mut Canvas, form: &BallotForm, [left, top]: [f64; 2]) {
    canvas.frame([left, top, left + form.page.width.mm(), top + form.page.height.mm()], BLUE);
    for (row, square) in (1_usize..).zip(&form.squares) {
        let [x0, y0, x1, y1] = [square.left, square.top, square.right, square.bottom].map(ballot::Length::mm);
        canvas.frame([left + x0, top + y0, left + x1, top + y1], RED);
        canvas.number(row, [left + x0, top + y0, left + x1, top + y1]);
    }
}

fn rgba(pixels: &Pixmap) -> Vec<u8> {
    pixels.data_as_u8_slice().to_vec()
}

struct Canvas {
    width: usize,
    rgba: Vec<u8>,
    per_mm: f64,
}

impl Canvas {
    /// Fills a rectangle given in mm; what lies outside is left out.
    fn fill(&mut self, [x0, y0, x1, y1]: [f64; 4], color: [u8; 4]) {
        let height = self.rgba.len() / 4 / self.width.max(1);
        let pixel = |mm: f64, most: usize| -> usize {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture has few pixels")]
            let pixel = (mm * self.per_mm).round().max(0.0) as usize;
            pixel.min(most)
        };
        let (left, right) = (pixel(x0, self.width), pixel(x1, self.width));
        for row in pixel(y0, height)..pixel(y1, height) {
            let bytes = (row * self.width + left) * 4..(row * self.width + right) * 4;
            for place in self.rgba.get_mut(bytes).unwrap_or_default().chunks_exact_mut(4) {
                place.copy_from_slice(&color);
            }
        }
    }

    fn frame(&mut self, [x0, y0, x1, y1]: [f64; 4], color: [u8; 4]) {
        let half = LINE / 2.0;
        self.fill([x0 - half, y0 - half, x1 + half, y0 + half], color);
        self.fill([x0 - half, y1 - half, x1 + half, y1 + half], color);
        self.fill([x0 - half, y0, x0 + half, y1], color);
        self.fill([x1 - half, y0, x1 + half, y1], color);
    }

    /// A number in the middle of a square, as large as it fits.
    fn number(&mut self, number: usize, [x0, y0, x1, y1]: [f64; 4]) {
        let digits: Vec<usize> = number.to_string().bytes().map(|digit| usize::from(digit - b'0')).collect();
        let cells = (f64::from(u8::try_from(digits.len()).unwrap_or(u8::MAX)) * 4.0 - 1.0).max(3.0);
        let cell = ((x1 - x0) / (cells + 2.0)).min((y1 - y0) / 8.0);
        let (mut x, y) = (f64::midpoint(x0, x1) - cells * cell / 2.0, f64::midpoint(y0, y1) - 2.5 * cell);
        for digit in digits {
            for (row, bits) in (0_u8..).zip(DIGITS.get(digit).copied().unwrap_or_default()) {
                for (column, bit) in (0_u8..).zip([4, 2, 1]) {
                    if bits & bit != 0 {
                        let (left, top) = (x + cell * f64::from(column), y + cell * f64::from(row));
                        self.fill([left, top, left + cell, top + cell], RED);
                    }
                }
            }
            x += cell * 4.0;
        }
    }

    fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let height = self.rgba.len() / 4 / self.width.max(1);
        let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(self.width).ok()?, u32::try_from(height).ok()?);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().ok()?.write_image_data(&self.rgba).ok()?;
        Some(bytes)
    }
}
