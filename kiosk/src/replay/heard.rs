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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::booth::Equipment;
    use crate::load::{Source, load};
    use crate::notice::{Notice, StartProblem};
    use crate::replay::{Record, Script, play};
    use crate::voice::tests::whole;

    const AUDIO: Record = Record { transcript: false, audio: true };

    fn loud_frames(wav: &[u8], from_ms: usize, to_ms: usize) -> usize {
        let frame = |place: usize| i16::from_le_bytes([wav[44 + 2 * place], wav[45 + 2 * place]]);
        (from_ms * 48..to_ms * 48).filter(|place| frame(*place).unsigned_abs() > 200).count()
    }

    #[test]
    fn the_sound_of_a_vote_is_there_where_something_is_said_and_nowhere_else() {
        let mut loaded = load(&Source::Demo).unwrap();
        loaded.voice = Some(Arc::new(whole()));
        let script = "wait 1s\nheadphones in\nwait speech\nwait 1s\ndown\nwait 300ms\nhelp\nwait speech\nwait 2s\n";
        let script = Script::parse(Path::new("vote.txt"), script).unwrap();
        let wav = play(&script, &loaded, &Equipment::default(), AUDIO, None, |_| {}).unwrap().audio.unwrap();
        let ms = (wav.len() - 44) / 96;
        assert_eq!(&wav[..4], b"RIFF");
        assert_eq!(loud_frames(&wav, 0, 1_000), 0, "nobody speaks before there is a voter");
        assert!(loud_frames(&wav, 1_000, 2_000) > 1_000);
        assert!(loud_frames(&wav, ms - 4_000, ms - 2_000) > 1_000);
        assert_eq!(loud_frames(&wav, ms - 1_900, ms), 0, "what was said is over");
        let again = play(&script, &loaded, &Equipment::default(), AUDIO, None, |_| {}).unwrap().audio.unwrap();
        assert!(wav == again, "the same script, the same sound");
    }

    #[test]
    fn without_a_voice_no_sound_is_written() {
        let script = Script::parse(Path::new("vote.txt"), "down\n").unwrap();
        let refused =
            play(&script, &load(&Source::Demo).unwrap(), &Equipment::default(), AUDIO, None, |_| {}).unwrap_err();
        assert_eq!(refused, [Notice::from(StartProblem::NoVoice)]);
        assert_eq!(refused[0].coded().code().as_str(), "K426");
    }
}
