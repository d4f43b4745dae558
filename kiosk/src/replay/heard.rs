//! What the voter hears, as a WAV file: the real speaker and mixer, pulled along by the fake clock.

use std::sync::Arc;

use ballot::Election;
use kiosk_devices::audio::{Calibration, OUTPUT_RATE_HZ, WavSink};
use voter_session::{Speech, Tone};

use crate::voice::{PackageVoice, earcon, talk};

/// Frames in a millisecond.
const FRAMES_A_MS: u64 = OUTPUT_RATE_HZ as u64 / 1_000;
/// The sound is looked at so often, in milliseconds.
const STEP_MS: u64 = 5;
/// At this sound pressure the usual step of loudness is written down as it is in the clips.
const SPL_AT_FULL_DB: f32 = 60.0;

/// The sound so far.
pub(super) struct Heard {
    sink: WavSink,
    /// What is being said, until its last sample was heard.
    saying: Option<u32>,
}

impl Heard {
    pub(super) fn new(voice: &Arc<PackageVoice>) -> Option<Self> {
        let calibration = Calibration::new(SPL_AT_FULL_DB).ok()?;
        Some(Self { sink: WavSink::new(Arc::clone(voice) as _, calibration), saying: None })
    }

    pub(super) fn say(&mut self, speech: &Speech, election: &Election, now_ms: u64) {
        self.pull_to(now_ms);
        self.saying = Some(self.sink.say(talk(speech, election)));
    }

    pub(super) fn tone(&mut self, tone: Tone, now_ms: u64) {
        self.pull_to(now_ms);
        self.sink.earcon(earcon(tone));
    }

    pub(super) fn hush(&mut self, now_ms: u64) {
        self.pull_to(now_ms);
        self.sink.hush();
        self.saying = None;
    }

    /// When what is being said ends, if it ends by then. The sound goes on up to there.
    pub(super) fn end_by(&mut self, to_ms: u64) -> Option<u64> {
        let saying = self.saying?;
        loop {
            // A frame may have come a little after its millisecond began.
            if let Some((_, frames)) = self.sink.ended().iter().rfind(|(ticket, _)| *ticket == saying) {
                return Some((*frames as u64).div_ceil(FRAMES_A_MS)).filter(|at_ms| *at_ms <= to_ms);
            }
            let heard_ms = self.heard_ms();
            if heard_ms >= to_ms {
                return None;
            }
            self.pull_to((heard_ms + STEP_MS).min(to_ms));
        }
    }

    /// Whether something is being said.
    pub(super) const fn speaks(&self) -> bool {
        self.saying.is_some()
    }

    /// Everything up to now, as a file.
    pub(super) fn into_wav(mut self, now_ms: u64) -> Vec<u8> {
        self.pull_to(now_ms);
        self.sink.wav()
    }

    fn heard_ms(&self) -> u64 {
        self.sink.frames().len() as u64 / FRAMES_A_MS
    }

    fn pull_to(&mut self, now_ms: u64) {
        let wanted = usize::try_from(now_ms * FRAMES_A_MS).unwrap_or(usize::MAX);
        let missing = wanted.saturating_sub(self.sink.frames().len());
        if missing > 0 {
            self.sink.pull(missing);
        }
    }
}
