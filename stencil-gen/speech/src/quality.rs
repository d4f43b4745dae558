//! What a clip is measured for, and what makes it doubtful, so that people listen to that one first.

use crate::normalize::Guess;
use crate::process::{BEFORE_MS, Clean, PEAK_DB, RATE_HZ, SILENCE_DB, TARGET_LUFS, decibels, factor, loudness, scaled};

/// The seconds of a character that speech takes. Digits are words by then. A word of two letters
/// takes longer for each than a sentence, hence the constant part in [`Measures::of`].
const SECONDS_A_CHARACTER: std::ops::RangeInclusive<f64> = 0.04..=0.15;
/// The seconds that a clip may have beside its characters: onset, end, a letter's name.
const BESIDE_S: f64 = 0.35;
/// How far the loudness may lie from the target, in decibels.
const LOUDNESS_OFF_DB: f64 = 1.0;
/// From how many decibels on the limiter can be heard.
const LIMITED_DB: f64 = 6.0;
/// The longest pause within a clip: a recording that stops to breathe, or an engine that stalls.
const PAUSE_MS: u32 = 1200;

/// What was measured of a finished clip.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Length in milliseconds.
    pub duration_ms: u32,
    /// Seconds a character of what was said, without the silence behind.
    pub seconds_a_character: f64,
    /// Loudness in LUFS.
    pub loudness_lufs: f64,
    /// The highest sample in dBFS.
    pub peak_db: f64,
    /// Silence before the first sound, in milliseconds.
    pub before_ms: f64,
    /// The longest silence within, in milliseconds.
    pub pause_ms: f64,
}

/// Why a clip is doubtful.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubt {
    /// Shorter than its characters can be said: a word was left out.
    TooShort,
    /// Longer than its characters are said: something is spelled, or said twice.
    TooLong,
    /// Louder or fainter than the others.
    Loudness,
    /// The sound was cut off at full scale before it got here.
    Clipped,
    /// One peak is so much above the rest that the limiter can be heard.
    Limited,
    /// Silence before the first sound.
    LateOnset,
    /// A long silence within.
    Pause,
    /// The rules of normalization were not sure.
    Guessed(Guess),
}

impl Measures {
    /// Measures the samples of a clip that says `said`.
    #[must_use]
    pub fn of(samples: &[i16], said: &str) -> Self {
        let samples = scaled(samples);
        let silence = factor(SILENCE_DB);
        let is_sound = |sample: &f64| sample.abs() >= silence;
        let places: Vec<usize> =
            samples.iter().enumerate().filter(|(_, sample)| is_sound(sample)).map(|(place, _)| place).collect();
        let (first, last) = (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(0));
        let pause = places.windows(2).map(|pair| pair.iter().fold(0, |gap, place| place - gap)).max();
        let pause = pause.unwrap_or(0);
        let characters = characters(said);
        let peak = samples.iter().fold(0.0_f64, |peak, sample| peak.max(sample.abs()));
        Self {
            duration_ms: u32::try_from(samples.len() * 1000 / RATE_HZ as usize).unwrap_or(u32::MAX),
            seconds_a_character: milliseconds(last.saturating_sub(first)) / 1000.0 / characters,
            loudness_lufs: loudness(&samples),
            peak_db: decibels(peak),
            before_ms: milliseconds(first),
            pause_ms: milliseconds(pause),
        }
    }

    /// What is doubtful about it. `clean` tells what processing saw.
    #[must_use]
    pub fn doubts(&self, said: &str, seen: Seen, guesses: &[Guess]) -> Vec<Doubt> {
        let spoken_s = self.seconds_a_character * characters(said);
        let least = SECONDS_A_CHARACTER.start() * characters(said);
        let most = SECONDS_A_CHARACTER.end() * characters(said) + BESIDE_S;
        let level = TARGET_LUFS - LOUDNESS_OFF_DB..=TARGET_LUFS + LOUDNESS_OFF_DB;
        let checks = [
            (spoken_s < least, Doubt::TooShort),
            (spoken_s > most, Doubt::TooLong),
            (!level.contains(&self.loudness_lufs), Doubt::Loudness),
            (seen.clipped > 2, Doubt::Clipped),
            (seen.limited_db > LIMITED_DB || self.peak_db > PEAK_DB + 0.1, Doubt::Limited),
            (self.before_ms > f64::from(BEFORE_MS), Doubt::LateOnset),
            (self.pause_ms > f64::from(PAUSE_MS), Doubt::Pause),
        ];
        let found = checks.into_iter().filter(|(is, _)| *is).map(|(_, doubt)| doubt);
        found.chain(guesses.iter().cloned().map(Doubt::Guessed)).collect()
    }
}

/// What processing saw of the sound as it came.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// See [`Clean::limited_db`].
    pub limited_db: f64,
    /// See [`Clean::clipped`].
    pub clipped: usize,
}

impl From<&Clean> for Seen {
    fn from(clean: &Clean) -> Self {
        Self { limited_db: clean.limited_db, clipped: clean.clipped }
    }
}

fn characters(said: &str) -> f64 {
    f64::from(u32::try_from(said.chars().filter(|sign| sign.is_alphanumeric()).count()).unwrap_or(u32::MAX)).max(1.0)
}

fn milliseconds(samples: usize) -> f64 {
    f64::from(u32::try_from(samples).unwrap_or(u32::MAX)) * 1000.0 / f64::from(RATE_HZ)
}
