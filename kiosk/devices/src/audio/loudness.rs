//! From steps of loudness to gains.

/// How loud the voter's headphones are at this booth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    spl_at_full_db: f32,
}

/// The station's `spl_at_full_db` is no sound pressure that headphones have.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("spl_at_full_db is {0}, and must be from {least} to {most}", least = Calibration::LEAST_DB, most = Calibration::MOST_DB)]
pub struct OutOfRange(pub f32);

impl Calibration {
    /// The least sound pressure at full gain that is believed, in dB SPL.
    pub const LEAST_DB: f32 = 60.0;
    /// The most, in dB SPL.
    pub const MOST_DB: f32 = 130.0;
    /// The pressure of the softest step, in dB SPL (VVSG 2.0 7.1-K).
    const SOFTEST_DB: f32 = 20.0;
    /// One step, in dB (VVSG 2.0 7.1-K: at most 10).
    const STEP_DB: f32 = 8.0;
    /// The step that every voter begins with: 60 dB SPL.
    pub const USUAL: u8 = 5;
    /// The last step: 100 dB SPL. Whatever is asked for, it does not get louder.
    const LOUDEST: u8 = 10;

    /// Headphones that give `spl_at_full_db` dB SPL for a clip at the package's loudness and a gain of 1.
    ///
    /// # Errors
    /// [`OutOfRange`], because a wrong figure could hurt a voter's ears, or leave the booth mute.
    pub fn new(spl_at_full_db: f32) -> Result<Self, OutOfRange> {
        if (Self::LEAST_DB..=Self::MOST_DB).contains(&spl_at_full_db) {
            Ok(Self { spl_at_full_db })
        } else {
            Err(OutOfRange(spl_at_full_db))
        }
    }

    /// Nothing is known of the headphones: loud ones are assumed, because what is too soft can be turned up.
    #[must_use]
    pub const fn usual() -> Self {
        Self { spl_at_full_db: 104.0 }
    }

    /// The gain of a step of loudness. It is never above 1: headphones that cannot reach a step stay at their
    /// loudest instead of being driven into distortion.
    #[must_use]
    pub fn gain(self, volume: u8) -> f32 {
        let wanted_db = Self::SOFTEST_DB + Self::STEP_DB * f32::from(volume.min(Self::LOUDEST));
        10f32.powf((wanted_db - self.spl_at_full_db).min(0.0) / 20.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn db(gain: f32) -> f32 {
        20.0 * gain.log10()
    }

    #[test]
    fn a_step_is_eight_decibels_and_the_usual_one_sixty_of_sound_pressure() {
        let calibration = Calibration::new(104.0).unwrap();
        assert!((db(calibration.gain(5)) - (60.0 - 104.0)).abs() < 0.01);
        let steps: Vec<_> = (0..10).map(|step| db(calibration.gain(step + 1)) - db(calibration.gain(step))).collect();
        assert!(steps.iter().all(|step| (step - 8.0).abs() < 0.01), "{steps:?}");
    }

    #[test]
    fn no_step_is_louder_than_the_last_and_no_gain_above_one() {
        let weak = Calibration::new(80.0).unwrap();
        assert!((0..=u8::MAX).all(|step| weak.gain(step) <= 1.0));
        let strong = Calibration::new(120.0).unwrap();
        assert!(strong.gain(11).total_cmp(&strong.gain(10)).is_eq());
        assert!((db(strong.gain(200)) + 20.0).abs() < 0.01);
    }

    #[test]
    fn a_figure_no_headphones_have_is_refused() {
        for wrong in [59.9, 130.1, f32::NAN, f32::INFINITY, -40.0] {
            assert!(Calibration::new(wrong).is_err(), "{wrong}");
        }
        assert!(Calibration::new(60.0).is_ok() && Calibration::new(130.0).is_ok());
    }
}
