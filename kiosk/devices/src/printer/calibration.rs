//! How a printer's paper lies to its picture, from a page of five crosses that were measured.
//!
//! What is kept is what the printer does: so far to the right and down, so much turned, leaning and larger, about the
//! middle of the page. A page is drawn through the inverse of that.

use ballot::{Language, Length, Point, Size};
use serde::Deserialize;
use wording::{Code, Coded, values};

/// From a page's edges to the middle of the crosses in its corners.
const INSET: Length = Length::from_mm(15);
/// A cross further than this from where it should be was not this cross, in millimetres.
const FAR_MM: f64 = 8.0;
/// Printers shift less than this, in millimetres.
const MOST_OFFSET_MM: f64 = 5.0;
/// And turn and lean less than this, in thousandths of a radian.
const MOST_MRAD: f64 = 15.0;
/// And are off in size by less than this.
const MOST_SCALE: f64 = 0.015;
/// How far a measured cross may lie from where the calibration has it, in millimetres. Everything measured to a tenth
/// stays below. A slip at one corner shows as 0.3 of itself and moves marks by 0.7 of itself: what is not noticed
/// moves no mark further than 0.28 mm.
const MOST_RESIDUAL_MM: f64 = 0.12;
/// Two sheets of one size differ by no more than this.
const SAME_PAGE: Length = Length::from_um(200);

/// What a printer does to pages of one size.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(try_from = "CalibrationFile")]
pub struct Calibration {
    page: Size,
    /// Added to every place, in millimetres: to the right, down.
    offset_mm: [f64; 2],
    /// The picture is turned clockwise, in thousandths of a radian.
    rotation_mrad: f64,
    /// The picture's foot leans to the right of its head, in thousandths of a radian.
    skew_mrad: f64,
    /// The picture is so many times as wide and high.
    scale: [f64; 2],
}

/// As it stands in `station.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalibrationFile {
    page: [f64; 2],
    offset_mm: [f64; 2],
    rotation_mrad: f64,
    skew_mrad: f64,
    scale: [f64; 2],
}

impl TryFrom<CalibrationFile> for Calibration {
    type Error = &'static str;

    fn try_from(file: CalibrationFile) -> Result<Self, Self::Error> {
        let [width, height] = file.page.map(Length::from_mm_f64);
        let page = width.zip(height).filter(|(width, height)| width.um() > 0 && height.um() > 0);
        let (width, height) = page.ok_or("page is no size of a sheet in millimetres")?;
        let calibration = Self {
            page: Size::new(width, height),
            offset_mm: file.offset_mm,
            rotation_mrad: file.rotation_mrad,
            skew_mrad: file.skew_mrad,
            scale: file.scale,
        };
        if calibration.is_likely() { Ok(calibration) } else { Err("no printer is off by so much") }
    }
}

/// Why measured crosses give no calibration.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CalibrationProblem {
    /// K328: a cross is not where a cross can be.
    CrossUnlikely {
        /// Its number on the page.
        cross: u8,
    },
    /// K329: the five do not agree with each other.
    CrossesDisagree {
        /// The cross that is furthest from where the others want it.
        cross: u8,
    },
    /// K334: they agree, but no printer is off by so much.
    CalibrationBeyond,
}

impl Coded for CalibrationProblem {
    fn code(&self) -> Code {
        match self {
            Self::CrossUnlikely { .. } => Code::K328,
            Self::CrossesDisagree { .. } => Code::K329,
            Self::CalibrationBeyond => Code::K334,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::CrossUnlikely { cross } | Self::CrossesDisagree { cross } => values([("cross", cross)]),
            Self::CalibrationBeyond => Vec::new(),
        }
    }
}

impl Calibration {
    /// A printer that puts everything where it belongs.
    #[must_use]
    pub const fn exact(page: Size) -> Self {
        Self { page, offset_mm: [0.0; 2], rotation_mrad: 0.0, skew_mrad: 0.0, scale: [1.0; 2] }
    }

    /// Where the crosses of the calibration page are meant to be: the upper corners, the middle, the lower corners.
    #[must_use]
    pub fn crosses(page: Size) -> [Point; 5] {
        let (right, foot) = (page.width - INSET, page.height - INSET);
        [
            Point::new(INSET, INSET),
            Point::new(right, INSET),
            Point::new(page.width.half(), page.height.half()),
            Point::new(INSET, foot),
            Point::new(right, foot),
        ]
    }

    /// The calibration that explains best (least squares) where the crosses were found, in millimetres from the left
    /// and the upper edge of the sheet, in the order of [`Self::crosses`].
    ///
    /// # Errors
    /// If a cross is far from its place, the crosses do not agree, or no printer is off by so much.
    pub fn from_crosses(page: Size, found_mm: [[f64; 2]; 5]) -> Result<Self, CalibrationProblem> {
        let middle = middle(page);
        let meant = Self::crosses(page).map(|cross| [cross.x.mm() - middle[0], cross.y.mm() - middle[1]]);
        let found = found_mm.map(|[x, y]| [x - middle[0], y - middle[1]]);
        let pairs = || (1..).zip(meant.iter().zip(&found));
        let astray = |meant, found| {
            let far = distance(meant, found);
            far.is_nan() || far > FAR_MM
        };
        if let Some((cross, _)) = pairs().find(|(_, (meant, found))| astray(meant, found)) {
            return Err(CalibrationProblem::CrossUnlikely { cross });
        }
        // The crosses lie evenly about the middle, so the six numbers do not depend on each other.
        let sum = |term: fn([f64; 2], [f64; 2]) -> f64| pairs().map(|(_, (m, f))| term(*m, *f)).sum::<f64>();
        let (across, down) = (sum(|m, _| m[0] * m[0]), sum(|m, _| m[1] * m[1]));
        let offset_mm = [sum(|_, f| f[0]) / 5.0, sum(|_, f| f[1]) / 5.0];
        let [a, b] = [sum(|m, f| m[0] * f[0]) / across, sum(|m, f| m[1] * f[0]) / down];
        let [c, d] = [sum(|m, f| m[0] * f[1]) / across, sum(|m, f| m[1] * f[1]) / down];
        let wide = a.hypot(c);
        let high = (a * d - b * c) / wide;
        let calibration = Self {
            page,
            offset_mm,
            rotation_mrad: c.atan2(a) * 1_000.0,
            skew_mrad: (a * b + c * d) / (wide * high) * 1_000.0,
            scale: [wide, high],
        };
        if !calibration.is_likely() {
            return Err(CalibrationProblem::CalibrationBeyond);
        }
        let residual = |meant: &[f64; 2], found: &[f64; 2]| distance(&calibration.moved(*meant), found);
        let worst = pairs().map(|(cross, (meant, found))| (cross, residual(meant, found)));
        match worst.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
            Some((cross, residual)) if residual > MOST_RESIDUAL_MM => {
                Err(CalibrationProblem::CrossesDisagree { cross })
            }
            _ => Ok(calibration),
        }
    }

    /// Whether it is for sheets of this size.
    #[must_use]
    pub fn is_for(&self, page: Size) -> bool {
        (self.page.width - page.width).abs() <= SAME_PAGE && (self.page.height - page.height).abs() <= SAME_PAGE
    }

    /// Where the printer puts what is drawn at a place; both in millimetres from the page's top-left corner.
    #[must_use]
    pub fn printed(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let middle = middle(self.page);
        let [x, y] = self.moved([x - middle[0], y - middle[1]]);
        [x + middle[0], y + middle[1]]
    }

    /// Where to draw what the printer is to put at a place: the inverse of [`Self::printed`].
    #[must_use]
    pub fn drawn(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let middle = middle(self.page);
        let [[a, b], [c, d]] = self.matrix();
        let (x, y) = (x - middle[0] - self.offset_mm[0], y - middle[1] - self.offset_mm[1]);
        let determinant = a * d - b * c;
        [(d * x - b * y) / determinant + middle[0], (a * y - c * x) / determinant + middle[1]]
    }

    /// The lines for `station.toml`.
    #[must_use]
    pub fn lines(&self) -> String {
        let ([right, down], [wide, high]) = (self.offset_mm, self.scale);
        format!(
            "[[printer.calibration]]\npage = [{:?}, {:?}]\noffset_mm = [{right:.3}, {down:.3}]\nrotation_mrad = {:.3}\n\
             skew_mrad = {:.3}\nscale = [{wide:.6}, {high:.6}]\n",
            self.page.width.mm(),
            self.page.height.mm(),
            self.rotation_mrad,
            self.skew_mrad
        )
    }

    fn matrix(&self) -> [[f64; 2]; 2] {
        let (turn, lean, [wide, high]) = (self.rotation_mrad / 1_000.0, self.skew_mrad / 1_000.0, self.scale);
        let (sine, cosine) = turn.sin_cos();
        [[cosine * wide, (cosine * lean - sine) * high], [sine * wide, (sine * lean + cosine) * high]]
    }

    /// About the middle of the page.
    fn moved(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [[a, b], [c, d]] = self.matrix();
        [a * x + b * y + self.offset_mm[0], c * x + d * y + self.offset_mm[1]]
    }

    fn is_likely(&self) -> bool {
        let within = |value: f64, most: f64| value.abs() <= most;
        self.offset_mm.iter().all(|mm| within(*mm, MOST_OFFSET_MM))
            && within(self.rotation_mrad, MOST_MRAD)
            && within(self.skew_mrad, MOST_MRAD)
            && self.scale.iter().all(|scale| within(scale - 1.0, MOST_SCALE))
    }
}

fn middle(page: Size) -> [f64; 2] {
    [page.width.mm() / 2.0, page.height.mm() / 2.0]
}

fn distance(one: &[f64; 2], other: &[f64; 2]) -> f64 {
    (one[0] - other[0]).hypot(one[1] - other[1])
}

#[cfg(test)]
mod tests;
