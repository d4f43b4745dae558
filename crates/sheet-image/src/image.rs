//! A gray image that is overwritten when it is dropped.

use zeroize::Zeroizing;

use crate::plane::{Spot, whole};

/// More pixels than A3 has at 600 dpi are a mistake or an attack.
const MOST_PIXELS: usize = 80_000_000;
const LEAST_SIDE: usize = 64;
const MOST_SIDE: usize = 40_000;
const DPI: std::ops::RangeInclusive<f64> = 50.0..=2400.0;

/// A gray image, 0 black to 255 white, row after row from the top.
pub struct Gray {
    width: usize,
    height: usize,
    pixels: Zeroizing<Vec<u8>>,
    dpi: Option<f64>,
}

/// Why an image cannot be worked with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// Too small to hold a sheet, or too large for any scanner.
    #[error("the image is {width} by {height} pixels: no scan of a sheet")]
    Size {
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
    },
    /// Width times height is not the number of pixels.
    #[error("the image has {found} pixels where {expected} were announced")]
    Pixels {
        /// Pixels there are.
        found: usize,
        /// Width times height.
        expected: usize,
    },
    /// A resolution that no scanner has.
    #[error("the resolution is not between 50 and 2400 dpi")]
    Resolution,
}

impl Gray {
    /// An image of `width` × `height` pixels. `dpi` is the scanner's resolution in both directions, if it is known;
    /// without it the sheet must be seen whole.
    ///
    /// # Errors
    ///
    /// [`ImageError`] for a size, a number of pixels or a resolution that no scan has. The pixels are overwritten.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>, dpi: Option<f64>) -> Result<Self, ImageError> {
        let pixels = Zeroizing::new(pixels);
        let expected = Self::area(width, height)?;
        if pixels.len() != expected {
            return Err(ImageError::Pixels { found: pixels.len(), expected });
        }
        if dpi.is_some_and(|dpi| !DPI.contains(&dpi)) {
            return Err(ImageError::Resolution);
        }
        Ok(Self { width, height, pixels, dpi })
    }

    /// The number of pixels of a size that a scan can have.
    pub(crate) fn area(width: usize, height: usize) -> Result<usize, ImageError> {
        let sides = LEAST_SIDE..=MOST_SIDE;
        let area = width.checked_mul(height).filter(|area| *area <= MOST_PIXELS);
        area.filter(|_| sides.contains(&width) && sides.contains(&height)).ok_or(ImageError::Size { width, height })
    }

    /// Pixels from left to right.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Pixels an inch, if known.
    #[must_use]
    pub const fn dpi(&self) -> Option<f64> {
        self.dpi
    }

    /// The rows from the top.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width)
    }

    /// The value at a place between pixels; beyond the image its border goes on. A pixel's middle lies at a half.
    pub(crate) fn sample(&self, spot: Spot) -> f64 {
        let (x, y) = ((spot.x - 0.5).max(0.0), (spot.y - 0.5).max(0.0));
        let (left, top) = (whole(x).min(self.width - 1), whole(y).min(self.height - 1));
        let (right, below) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (across, down) = ((x - left as f64).clamp(0.0, 1.0), (y - top as f64).clamp(0.0, 1.0));
        let value = |x: usize, y: usize| f64::from(self.pixels.get(y * self.width + x).copied().unwrap_or(0));
        let upper = value(left, top) * (1.0 - across) + value(right, top) * across;
        let lower = value(left, below) * (1.0 - across) + value(right, below) * across;
        upper * (1.0 - down) + lower * down
    }

    /// The value at a place between pixels, in pixels from the top-left corner; beyond the image its border goes on.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    pub fn value_at(&self, x: f64, y: f64) -> u8 {
        self.sample(Spot::new(x, y)).round() as u8
    }

    /// Whether a place lies in the image.
    pub(crate) fn holds(&self, spot: Spot) -> bool {
        (0.0..=self.width as f64).contains(&spot.x) && (0.0..=self.height as f64).contains(&spot.y)
    }

    /// The image with `factor` × `factor` pixels averaged into one; what is left over at the right and bottom is cut.
    pub(crate) fn shrunk(&self, factor: usize) -> Self {
        let factor = factor.clamp(1, (self.width.min(self.height) / LEAST_SIDE).max(1));
        if factor == 1 {
            return Self { width: self.width, height: self.height, pixels: self.pixels.clone(), dpi: self.dpi };
        }
        let (width, height) = (self.width / factor, self.height / factor);
        let mut pixels = Zeroizing::new(Vec::with_capacity(width * height));
        let mut sums = Zeroizing::new(vec![0usize; width]);
        let rows: Vec<&[u8]> = self.rows().collect();
        for band in rows.chunks_exact(factor) {
            sums.fill(0);
            for row in band {
                for (sum, part) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += part.iter().map(|value| usize::from(*value)).sum::<usize>();
                }
            }
            let half = factor * factor / 2;
            pixels.extend(sums.iter().map(|sum| u8::try_from((sum + half) / (factor * factor)).unwrap_or(u8::MAX)));
        }
        Self { width, height, pixels, dpi: self.dpi.map(|dpi| dpi / factor as f64) }
    }

    /// Shrunk by the largest whole factor that leaves `least` pixels an inch, and that factor; `None` where it is one.
    /// `dpi` is that of this image.
    pub(crate) fn at_least(&self, least: f64, dpi: f64) -> (Option<Self>, usize) {
        let most = (self.width.min(self.height) / LEAST_SIDE).max(1);
        let factor = whole(dpi / least * 1.001).clamp(1, most);
        ((factor > 1).then(|| self.shrunk(factor)), factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_that_no_scan_has_is_refused() {
        assert!(matches!(Gray::new(63, 64, vec![0; 63 * 64], None), Err(ImageError::Size { .. })));
        assert!(matches!(Gray::new(usize::MAX, 2, vec![], None), Err(ImageError::Size { .. })));
        assert!(matches!(Gray::new(64, 64, vec![0; 64], None), Err(ImageError::Pixels { found: 64, expected: 4096 })));
        assert!(matches!(Gray::new(64, 64, vec![0; 4096], Some(f64::NAN)), Err(ImageError::Resolution)));
        assert!(Gray::new(64, 64, vec![0; 4096], Some(300.0)).is_ok());
    }

    #[test]
    fn shrinking_averages_and_keeps_millimetres() {
        let pixels = (0..128 * 128).map(|index| if index % 2 == 0 { 100 } else { 200 }).collect();
        let small = Gray::new(128, 128, pixels, Some(300.0)).unwrap().shrunk(2);
        assert_eq!((small.width(), small.height(), small.dpi()), (64, 64, Some(150.0)));
        assert!(small.rows().flatten().all(|value| *value == 150));
    }

    #[test]
    fn between_pixels_lies_what_is_between_their_values() {
        let pixels = (0..64 * 64).map(|index| u8::try_from(index % 64 * 4).unwrap()).collect();
        let image = Gray::new(64, 64, pixels, None).unwrap();
        assert!((image.sample(Spot::new(10.5, 3.2)) - 40.0).abs() < 1e-9);
        assert!((image.sample(Spot::new(11.0, 3.2)) - 42.0).abs() < 1e-9);
        assert!((image.sample(Spot::new(-50.0, 900.0))).abs() < 1e-9);
    }
}
