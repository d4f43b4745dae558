//! Lengths on paper, as whole micrometres, so that the same input gives the same bytes.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length or coordinate in whole micrometres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

/// No length on paper is beyond ten metres; larger input is a mistake.
const LIMIT_UM: i64 = 10_000_000;

impl Length {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A length of `um` micrometres.
    #[must_use]
    pub const fn from_um(um: i64) -> Self {
        Self(um)
    }

    /// A length of `mm` whole millimetres.
    #[must_use]
    pub const fn from_mm(mm: i64) -> Self {
        Self(mm * 1000)
    }

    /// A length given in millimetres, rounded to the nearest micrometre (halves away from zero).
    /// `None` when the number is not finite or beyond ten metres.
    #[must_use]
    pub fn from_mm_f64(mm: f64) -> Option<Self> {
        let um = (mm * 1000.0).round();
        let limit = 10_000_000.0;
        #[expect(clippy::cast_possible_truncation, reason = "bounded by ten metres on this line")]
        (um.is_finite() && um.abs() <= limit).then_some(Self(um as i64))
    }

    /// Micrometres.
    #[must_use]
    pub const fn um(self) -> i64 {
        self.0
    }

    /// Millimetres, for file formats that carry decimal numbers; exact to a micrometre.
    #[must_use]
    pub fn mm(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "lengths stay far below 2^52 micrometres")]
        let um = self.0 as f64;
        um / 1000.0
    }

    /// Half, rounded toward zero.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }

    /// The absolute value.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Rounded up to a whole multiple of `step`; unchanged when `step` is not positive.
    #[must_use]
    pub const fn round_up_to(self, step: Self) -> Self {
        if step.0 <= 0 {
            return self;
        }
        let rest = self.0.rem_euclid(step.0);
        if rest == 0 { self } else { Self(self.0 - rest + step.0) }
    }

    /// How many whole times `step` fits; 0 when either is not positive.
    #[must_use]
    pub fn times(self, step: Self) -> usize {
        if self.0 <= 0 || step.0 <= 0 {
            return 0;
        }
        usize::try_from(self.0 / step.0).unwrap_or(0)
    }

    /// Whether the length is one that paper can have.
    #[must_use]
    pub const fn is_plausible(self) -> bool {
        self.0.abs() <= LIMIT_UM
    }
}

impl fmt::Display for Length {
    /// Millimetres with as many decimals as needed: `9.5`, `148`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{rest:03}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    /// Rounds toward zero.
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn millimetres_round_to_the_nearest_micrometre() {
        assert_eq!(Length::from_mm_f64(9.4996), Some(Length::from_um(9500)));
        assert_eq!(Length::from_mm_f64(-0.0006), Some(Length::from_um(-1)));
        assert_eq!(Length::from_mm_f64(f64::NAN), None);
        assert_eq!(Length::from_mm_f64(f64::INFINITY), None);
        assert_eq!(Length::from_mm_f64(10_000.001), None);
    }

    #[test]
    fn a_length_reads_as_millimetres() {
        assert_eq!(Length::from_um(9500).to_string(), "9.5");
        assert_eq!(Length::from_mm(148).to_string(), "148");
        assert_eq!(Length::from_um(-50).to_string(), "-0.05");
    }

    #[test]
    fn rounding_up_keeps_whole_multiples() {
        let mm = Length::from_mm(1);
        assert_eq!(Length::from_um(88_001).round_up_to(mm), Length::from_mm(89));
        assert_eq!(Length::from_mm(88).round_up_to(mm), Length::from_mm(88));
    }
}
