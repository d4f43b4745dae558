//! A scan of one sheet, where there is no print-ready PDF. The sheet's true size comes from the clerk; the scan is
//! turned and scaled by the sheet's four edges until it is of that size.

use ballot::{BallotForm, Size};
use hayro::kurbo::{Point, Rect, Vec2};
use sheet_image::{FoundSheet, FoundSquare, Gray, find_sheet, find_squares};

use super::drawn::{Frame, Ink};
use super::reader::Leaf;
use super::sheet::mm;
use super::{Asked, MeasureProblem, Measured, Refusal, SizeFrom, column, form_text};

/// Resolutions that squares are measured at to a few tenths of a millimetre.
const RESOLUTIONS: std::ops::RangeInclusive<f64> = 200.0..=1200.0;
/// A scanner's own scale is off by less than this share; more is another size, or another resolution.
const SCALE: f64 = 0.03;
/// The most that a sheet may lie askew, in degrees: 3, and what measuring it may be off by.
const SKEW: f64 = 3.05;
/// Rows of print are even. Squares that are even to within this are written as an even column, in mm: what is more
/// comes of the scan.
const EVEN: f64 = 0.2;
/// What every PNG file begins with.
const PNG: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Where the sheet lies on the scan, for the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    sheet: FoundSheet,
    size: Size,
    /// Pixels in a millimetre of the scan.
    per_mm: f64,
}

impl Placed {
    /// From a place on the scan, in its own mm, to the sheet.
    fn on_sheet(&self, x: f64, y: f64) -> Point {
        let (right, down) = self.sides();
        let from = Vec2::new(x - self.sheet.x, y - self.sheet.y);
        let [across, along] = self.scale();
        Point::new(from.dot(right) * across, from.dot(down) * along)
    }

    /// The pixel of a place on the sheet.
    pub(super) fn pixel(&self, place: Point) -> [f64; 2] {
        let (right, down) = self.sides();
        let [across, along] = self.scale();
        let at = Vec2::new(self.sheet.x, self.sheet.y) + right * (place.x / across) + down * (place.y / along);
        [at.x * self.per_mm, at.y * self.per_mm]
    }

    fn sides(&self) -> (Vec2, Vec2) {
        let (sin, cos) = self.sheet.skew.to_radians().sin_cos();
        (Vec2::new(cos, sin), Vec2::new(-sin, cos))
    }

    /// How much larger the sheet is than it looks, across and along.
    fn scale(&self) -> [f64; 2] {
        [self.size.width.mm() / self.sheet.width, self.size.height.mm() / self.sheet.height]
    }
}

/// Whether a file is the image of a scan, and not a PDF.
pub(super) fn is_scan(bytes: &[u8]) -> bool {
    bytes.starts_with(&PNG) || matches!(bytes, [b'P', b'4'..=b'6', blank, ..] if blank.is_ascii_whitespace())
}

/// Reads the image.
pub(super) fn image(bytes: &[u8], dpi: Option<f64>) -> Result<Gray, MeasureProblem> {
    let unreadable = |detail: String| MeasureProblem::ImageUnreadable { detail };
    if bytes.starts_with(&PNG) {
        Gray::from_png(bytes, dpi).map_err(|error| unreadable(error.to_string()))
    } else {
        Gray::from_pnm(bytes, dpi).map_err(|error| unreadable(error.to_string()))
    }
}

/// Measures the sheet on a scan.
pub(super) fn measure(bytes: &[u8], asked: &Asked<'_>) -> Result<Measured, Refusal> {
    if asked.page.is_some() {
        return Err(MeasureProblem::OptionNotForFile { option: "--page".to_owned() }.into());
    }
    let image = image(bytes, asked.dpi)?;
    let dpi = image.dpi().ok_or(MeasureProblem::ResolutionNotStated)?;
    if !RESOLUTIONS.contains(&dpi) {
        return Err(MeasureProblem::ResolutionLow { dpi: mm(dpi) }.into());
    }
    let size = asked.size.ok_or(MeasureProblem::SheetSizeNeeded)?;
    let side = asked.side.ok_or(MeasureProblem::SideUnknown { page: 1 })?;
    let placed = place(&image, dpi, size)?;
    let trim = Rect::new(0.0, 0.0, size.width.mm(), size.height.mm());
    let frames = find_squares(&image, dpi).iter().map(|square| frame(square, &placed)).collect();
    let page = Leaf { number: 1, media: trim, crop: trim, trim: Some(trim), ink: Ink::new(), frames };
    let squares = regular(column::squares(&page, trim, asked)?);
    match asked.contest {
        Some(contest) if contest.options.len() + asked.spare != squares.len() => {
            let options = contest.options.len() + asked.spare;
            return Err(MeasureProblem::CountDiffers { squares: squares.len(), options }.into());
        }
        Some(_) => {}
        None => column::even(&squares)?,
    }
    let facts =
        form_text::Facts { asked, pdf: bytes, page: 1, size_from: SizeFrom::Scan, side, trim, squares: &squares };
    let text = form_text::write(&facts);
    let form = BallotForm::parse(&format!("{}.toml", asked.id), &text).map_err(Refusal::Form)?;
    let corner_mm = [0.0, 0.0];
    Ok(Measured { form, text, page: 1, size_from: SizeFrom::Scan, names: None, corner_mm, placed: Some(placed) })
}

/// The sheet on the scan, if it can be of this size.
fn place(image: &Gray, dpi: f64, size: Size) -> Result<Placed, MeasureProblem> {
    let sheet = find_sheet(image, dpi).ok_or(MeasureProblem::SheetNotSeen)?;
    let placed = Placed { sheet, size, per_mm: dpi / 25.4 };
    if placed.scale().iter().any(|scale| (scale - 1.0).abs() > SCALE) {
        let given = format!("{}x{}", mm(size.width.mm()), mm(size.height.mm()));
        return Err(MeasureProblem::ScanSizeDiffers { width: mm(sheet.width), height: mm(sheet.height), given });
    }
    if sheet.skew.abs() > SKEW {
        return Err(MeasureProblem::ScanSkewed { degrees: mm(sheet.skew.abs()) });
    }
    Ok(placed)
}

fn frame(square: &FoundSquare, placed: &Placed) -> Frame {
    let [across, along] = placed.scale();
    let center = placed.on_sheet(square.x, square.y);
    Frame { rect: Rect::from_center_size(center, (square.width * across, square.height * along)), line: 0.0 }
}

/// An even column of equal squares, where these are one but for what a scan is off by.
fn regular(squares: Vec<Frame>) -> Vec<Frame> {
    let count = f64::from(u32::try_from(squares.len()).unwrap_or(u32::MAX));
    let mean = |of: fn(&Rect) -> f64| squares.iter().map(|frame| of(&frame.rect)).sum::<f64>() / count;
    let (x, y) = (mean(|rect| rect.center().x), mean(|rect| rect.center().y));
    let (width, height) = (mean(Rect::width), mean(Rect::height));
    // Least squares of the middles over the rows' numbers, counted from the middle row.
    let rows = || (0_u32..).zip(&squares).map(|(row, frame)| (f64::from(row) - (count - 1.0) / 2.0, frame.rect));
    let spread: f64 = rows().map(|(row, _)| row * row).sum();
    let pitch =
        if spread > 0.0 { rows().map(|(row, rect)| row * (rect.center().y - y)).sum::<f64>() / spread } else { 0.0 };
    let even: Vec<Frame> = rows()
        .map(|(row, _)| {
            let rect = Rect::from_center_size(Point::new(x, y + pitch * row), (width, height));
            Frame { rect, line: 0.0 }
        })
        .collect();
    let near = even.iter().zip(&squares).all(|(even, found)| super::frames::off(even.rect, found.rect) <= EVEN);
    if near { even } else { squares }
}
