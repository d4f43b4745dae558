//! Speech without a device: as fast as it can be made, and the same every time.

use std::sync::Arc;

use super::clips::ClipSource;
use super::mixer::{Earcon, Mixer};
use super::speaker::{Order, Speaker, Told};
use super::talk::{Talk, Ticket};
use super::{Calibration, ClipKey, OUTPUT_RATE_HZ, sample};

/// Frames that are pulled at a time, as a device would: 5 ms.
const PERIOD: usize = 240;

/// Plays into memory what the voter would hear. It holds what was said: only for tests and for elections where
/// nobody votes.
pub struct WavSink {
    speaker: Speaker,
    mixer: Mixer,
    tickets: Ticket,
    frames: Vec<i16>,
    ended: Vec<(Ticket, usize)>,
    unplayable: usize,
}

impl WavSink {
    /// A sink for these clips.
    #[must_use]
    pub fn new(source: Arc<dyn ClipSource>, calibration: Calibration) -> Self {
        let (speaker, mixer) = Speaker::new(source, calibration);
        Self { speaker, mixer, tickets: 0, frames: Vec::new(), ended: Vec::new(), unplayable: 0 }
    }

    /// Says this instead of what is being said.
    pub fn say(&mut self, talk: Talk) -> Ticket {
        self.tickets = self.tickets.wrapping_add(1);
        self.speaker.obey(Order::Say(talk, self.tickets));
        self.tickets
    }

    /// Says nothing more.
    pub fn hush(&mut self) {
        self.speaker.obey(Order::Hush);
    }

    /// Stops where it is.
    pub fn pause(&mut self) {
        self.speaker.obey(Order::Pause);
    }

    /// Goes on from there.
    pub fn resume(&mut self) {
        self.speaker.obey(Order::Resume);
    }

    /// Changes the loudness of what is being said.
    pub fn set_volume(&mut self, volume: u8) {
        self.speaker.obey(Order::Volume(volume));
    }

    /// Plays a tone besides what is being said.
    pub fn earcon(&mut self, earcon: Earcon) {
        self.speaker.obey(Order::Earcon(earcon));
    }

    /// Decodes clips ahead.
    pub fn prepare(&mut self, clips: Vec<ClipKey>) {
        self.speaker.obey(Order::Prepare(clips));
        while self.speaker.decode_ahead() {}
    }

    /// Pulls at least so many frames, as a device would.
    pub fn pull(&mut self, frames: usize) {
        let end = self.frames.len() + frames;
        while self.frames.len() < end {
            let mut period = [0.0; PERIOD];
            self.speaker.fill();
            self.mixer.render(&mut period);
            self.frames.extend(period.map(sample::to_whole));
            for told in self.speaker.tell() {
                match told {
                    Told::Ended(ticket) => self.ended.push((ticket, self.frames.len())),
                    Told::Unplayable(_) => self.unplayable += 1,
                }
            }
        }
    }

    /// Pulls until this talk has ended. Tells whether it has within so many frames.
    pub fn pull_to_end(&mut self, ticket: Ticket, most_frames: usize) -> bool {
        let end = self.frames.len() + most_frames;
        while self.frames.len() < end {
            self.pull(PERIOD);
            if self.ended.last().is_some_and(|(last, _)| *last == ticket) {
                return true;
            }
        }
        false
    }

    /// Everything heard so far, at [`OUTPUT_RATE_HZ`].
    #[must_use]
    pub fn frames(&self) -> &[i16] {
        &self.frames
    }

    /// Which talks have ended, and how many frames had been heard by then.
    #[must_use]
    pub fn ended(&self) -> &[(Ticket, usize)] {
        &self.ended
    }

    /// How many clips could not be said.
    #[must_use]
    pub const fn unplayable(&self) -> usize {
        self.unplayable
    }

    /// Everything heard so far as a WAV file: one channel, 16 bits.
    #[must_use]
    pub fn wav(&self) -> Vec<u8> {
        let data = u32::try_from(self.frames.len() * 2).unwrap_or(u32::MAX - 36);
        let mut file = Vec::with_capacity(44 + self.frames.len() * 2);
        file.extend(b"RIFF");
        file.extend((36 + data).to_le_bytes());
        file.extend(b"WAVEfmt ");
        file.extend(16_u32.to_le_bytes());
        // PCM, one channel.
        file.extend([1_u16, 1].map(u16::to_le_bytes).concat());
        file.extend([OUTPUT_RATE_HZ, OUTPUT_RATE_HZ * 2].map(u32::to_le_bytes).concat());
        file.extend([2_u16, 16].map(u16::to_le_bytes).concat());
        file.extend(b"data");
        file.extend(data.to_le_bytes());
        file.extend(self.frames.iter().flat_map(|frame| frame.to_le_bytes()));
        file
    }
}
