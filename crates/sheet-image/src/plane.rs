//! Places and directions on an image, and the numbers that come of many measurements.

use std::ops::{Add, Mul, Sub};

/// A place or a step, in pixels or millimetres; x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Spot {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(crate) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The same direction with length 1; the zero step stays what it is.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// Turned by a quarter: right becomes down.
    pub(crate) const fn turned(self) -> Self {
        Self { x: -self.y, y: self.x }
    }
}

impl Add for Spot {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Sub for Spot {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Mul<f64> for Spot {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { x: self.x * factor, y: self.y * factor }
    }
}

/// A number as a whole one, rounded down; 0 for what is negative or no number.
pub(crate) fn whole(number: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, and 0 is meant")]
    let whole = number.max(0.0) as usize;
    whole
}

/// The value below which this share of the values lies; `None` of nothing.
pub(crate) fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let at = whole((values.len() - 1) as f64 * share.clamp(0.0, 1.0) + 0.5).min(values.len() - 1);
    let (_, value, _) = values.select_nth_unstable_by(at, f64::total_cmp);
    Some(*value)
}

/// A straight line through measured points `(t, value)`: `value = middle + slope · t`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Straight {
    pub(crate) middle: f64,
    pub(crate) slope: f64,
    /// How many points lie on it.
    pub(crate) kept: usize,
}

impl Straight {
    pub(crate) fn at(self, t: f64) -> f64 {
        self.middle + self.slope * t
    }

    /// The line on which the most points lie within `tolerance`, then fitted to those. Tries lines through pairs of
    /// points, so that a majority is not needed. `steepest` bounds the slope.
    pub(crate) fn through(points: &[(f64, f64)], tolerance: f64, steepest: f64) -> Option<Self> {
        let mut best: Option<Self> = None;
        // Pairs far apart settle the slope; a quarter of the points lies between them.
        let far = (points.len() / 4).max(1);
        for (index, first) in points.iter().enumerate() {
            for second in points.iter().skip(index + far).step_by(2) {
                let step = second.0 - first.0;
                if step.abs() < f64::EPSILON {
                    continue;
                }
                let slope = (second.1 - first.1) / step;
                if slope.abs() > steepest {
                    continue;
                }
                let mut line = Self { middle: first.1 - slope * first.0, slope, kept: 0 };
                line.kept = points.iter().filter(|point| line.is_near(point, tolerance)).count();
                if best.is_none_or(|best| line.kept > best.kept) {
                    best = Some(line);
                }
            }
        }
        best.map(|line| line.settled(points, tolerance))
    }

    fn is_near(&self, &(t, value): &(f64, f64), tolerance: f64) -> bool {
        (value - self.at(t)).abs() <= tolerance
    }

    /// Fitted to the points near it, twice.
    fn settled(mut self, points: &[(f64, f64)], tolerance: f64) -> Self {
        for _ in 0..2 {
            let near: Vec<_> = points.iter().filter(|point| self.is_near(point, tolerance)).copied().collect();
            let count = near.len() as f64;
            let (mean_t, mean) = near.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
            let (mean_t, mean) = (mean_t / count.max(1.0), mean / count.max(1.0));
            let spread: f64 = near.iter().map(|(t, _)| (t - mean_t).powi(2)).sum();
            let product: f64 = near.iter().map(|(t, value)| (t - mean_t) * (value - mean)).sum();
            if near.len() < 2 || spread < f64::EPSILON {
                return self;
            }
            let slope = product / spread;
            self = Self { middle: mean - slope * mean_t, slope, kept: near.len() };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_among_points_of_which_half_lie_elsewhere() {
        let on = |t: f64| (t, 3.0 + 0.05 * t);
        let off = |t: f64| (t, 9.0 + (t * 7.3) % 5.0);
        let points: Vec<_> = (0..40).map(f64::from).map(|t| if t % 2.0 < 1.0 { on(t) } else { off(t) }).collect();
        let line = Straight::through(&points, 0.2, 0.2).unwrap();
        assert!((line.middle - 3.0).abs() < 1e-6 && (line.slope - 0.05).abs() < 1e-6);
        assert_eq!(line.kept, 20);
    }

    #[test]
    fn a_quantile_of_nothing_is_nothing() {
        assert_eq!(quantile(&mut [], 0.5), None);
        assert_eq!(quantile(&mut [3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(quantile(&mut [3.0, 1.0, 2.0], 1.0), Some(3.0));
    }

    #[test]
    fn a_number_that_is_none_becomes_zero() {
        assert_eq!((whole(f64::NAN), whole(-1.0), whole(2.9)), (0, 0, 2));
    }
}
