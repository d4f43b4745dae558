//! Short tones, made here: nothing of them is in a package.

use std::f32::consts::{PI, TAU};

use crate::audio::OUTPUT_RATE_HZ;

/// A short tone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Earcon {
    /// There is nothing further this way: one low tone.
    Edge,
    /// It is done: two tones, upward.
    Confirm,
    /// In place of a clip that cannot be said: two low tones, downward. Silence could be taken for an answer.
    Missing,
}

/// One tone of an earcon.
struct Tone {
    hz: f32,
    ms: u16,
}

/// The loudest sample. Speech at the package's loudness peaks at about this.
const PEAK: f32 = 0.25;
/// How long a tone rises and falls, in milliseconds.
const EDGE_MS: f32 = 5.0;

impl Earcon {
    /// The bits that say which earcon it is.
    pub(super) const MASK: u32 = 3;

    pub(super) const fn bits(self) -> u32 {
        match self {
            Self::Edge => 1,
            Self::Confirm => 2,
            Self::Missing => 3,
        }
    }

    pub(super) const fn from_bits(bits: u32) -> Option<Self> {
        match bits & Self::MASK {
            1 => Some(Self::Edge),
            2 => Some(Self::Confirm),
            3 => Some(Self::Missing),
            _ => None,
        }
    }

    const fn tones(self) -> &'static [Tone] {
        match self {
            Self::Edge => &[Tone { hz: 220.0, ms: 70 }],
            Self::Confirm => &[Tone { hz: 660.0, ms: 50 }, Tone { hz: 880.0, ms: 60 }],
            Self::Missing => &[Tone { hz: 330.0, ms: 120 }, Tone { hz: 220.0, ms: 160 }],
        }
    }

    /// The sample at `frame`, at so many frames a second; `None` behind the end.
    pub(in crate::audio) fn sample(self, frame: u32, rate_hz: u32) -> Option<f32> {
        let mut left = frame;
        for tone in self.tones() {
            let length = rate_hz * u32::from(tone.ms) / 1_000;
            if left < length {
                return Some(tone.sample(left, length, rate_hz));
            }
            left -= length;
        }
        None
    }
}

impl Tone {
    #[expect(clippy::cast_precision_loss, reason = "a tone has a few thousand frames")]
    fn sample(&self, at: u32, length: u32, rate_hz: u32) -> f32 {
        let (at, length, rate_hz) = (at as f32, length as f32, rate_hz as f32);
        let from_edge = at.min(length - at) / (EDGE_MS / 1_000.0 * rate_hz);
        let envelope = 0.5 - 0.5 * (PI * from_edge.min(1.0)).cos();
        PEAK * envelope * (TAU * self.hz * at / rate_hz).sin()
    }
}

/// An earcon being played.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sounding {
    earcon: Earcon,
    frame: u32,
}

impl Sounding {
    pub(super) const fn new(earcon: Earcon) -> Self {
        Self { earcon, frame: 0 }
    }

    pub(super) fn next(&mut self) -> Option<f32> {
        let sample = self.earcon.sample(self.frame, OUTPUT_RATE_HZ);
        self.frame += 1;
        sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Earcon; 3] = [Earcon::Edge, Earcon::Confirm, Earcon::Missing];

    fn samples(earcon: Earcon) -> Vec<f32> {
        (0..).map_while(|frame| earcon.sample(frame, OUTPUT_RATE_HZ)).collect()
    }

    #[test]
    fn earcons_are_short_end_in_silence_and_do_not_click() {
        for earcon in ALL {
            let samples = samples(earcon);
            assert!((2_400..=14_400).contains(&samples.len()), "{earcon:?} {}", samples.len());
            assert!(samples[0].abs() < 0.001 && samples[samples.len() - 1].abs() < 0.001);
            let steepest = PEAK * TAU * 880.0 / 48_000.0;
            assert!(samples.windows(2).all(|pair| (pair[1] - pair[0]).abs() < steepest * 1.1), "{earcon:?}");
            assert!(samples.iter().any(|sample| sample.abs() > 0.2));
        }
    }

    #[test]
    fn each_earcon_has_bits_of_its_own() {
        assert!(ALL.iter().all(|&earcon| Earcon::from_bits(earcon.bits() | 0x40) == Some(earcon)));
        assert_eq!(Earcon::from_bits(4), None);
    }
}
