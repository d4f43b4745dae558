//! Samples as whole numbers and as fractions of the loudest.

/// The loudest sample of 16 bits, as a fraction.
const FULL: f32 = 32_768.0;

/// From −1 up to 1.
pub(super) fn to_fraction(sample: i16) -> f32 {
    f32::from(sample) / FULL
}

/// Rounded to the nearest; what is too loud becomes the loudest.
#[expect(clippy::cast_possible_truncation, reason = "a float made an integer saturates, and NaN becomes silence")]
pub(super) fn to_whole(fraction: f32) -> i16 {
    (fraction * FULL).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_comes_back_and_what_is_too_loud_is_cut_off() {
        assert!((i16::MIN..=i16::MAX).all(|sample| to_whole(to_fraction(sample)) == sample));
        assert_eq!([to_whole(1.5), to_whole(-1.5), to_whole(f32::NAN)], [i16::MAX, i16::MIN, 0]);
    }
}
