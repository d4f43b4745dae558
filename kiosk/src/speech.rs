//! How long speech takes, by its clips or, where there are none, by its letters; and how far it has come.

use ballot::Election;
use kiosk_devices::audio::pause_ms;
use voter_session::{Line, Speech};

use crate::voice::{PackageVoice, parts};

/// Speech without clips: 14 characters a second at 100 % (design, section 6).
const CHARACTERS_A_SECOND: u64 = 14;

/// What is being said. It holds times only, no words.
#[derive(Default)]
pub(crate) struct Speaking {
    parts: Vec<Part>,
}

/// Sentences of one language.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    #[cfg_attr(not(feature = "replay"), expect(dead_code, reason = "only a transcript tells when a part began"))]
    pub(crate) at_ms: u64,
    pub(crate) end_ms: u64,
}

impl Speaking {
    /// Begins to speak.
    pub(crate) fn begin(
        &mut self,
        speech: &Speech,
        election: &Election,
        voice: Option<&PackageVoice>,
        now_ms: u64,
    ) -> &[Part] {
        self.parts.clear();
        let mut at_ms = now_ms;
        for lines in in_one_language(&speech.lines) {
            let rate = u64::from(speech.rate_percent.max(1));
            let end_ms = at_ms
                + match voice {
                    Some(voice) => played_ms(lines, speech, election, voice) * 100 / rate,
                    None => {
                        // No blank stands behind the last one.
                        let characters = lines.iter().map(|line| length(line, speech, election)).sum::<u64>();
                        (characters.saturating_sub(1) * 100_000).div_ceil(CHARACTERS_A_SECOND * rate)
                    }
                };
            self.parts.push(Part { at_ms, end_ms });
            at_ms = end_ms;
        }
        &self.parts
    }

    /// Begins to speak so many characters that are no sentence of the booth's own.
    pub(crate) fn begin_plain(&mut self, characters: usize, rate_percent: u16, now_ms: u64) {
        let characters = u64::try_from(characters).unwrap_or(u64::MAX);
        let took_ms = characters.saturating_mul(100_000) / (CHARACTERS_A_SECOND * u64::from(rate_percent.max(1)));
        self.parts = vec![Part { at_ms: now_ms, end_ms: now_ms.saturating_add(took_ms) }];
    }

    /// When the last word will have been said; `None` in silence.
    pub(crate) fn ends_at_ms(&self) -> Option<u64> {
        self.parts.last().map(|part| part.end_ms)
    }

    /// Silence.
    pub(crate) fn stop(&mut self) {
        self.parts.clear();
    }
}

/// The lines, as long as the language stays the same.
pub(crate) fn in_one_language(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(|one, other| one.language == other.language)
}

/// How long the clips of these lines and the pauses behind them last at 100 %, in milliseconds.
fn played_ms(lines: &[Line], speech: &Speech, election: &Election, voice: &PackageVoice) -> u64 {
    let parts = lines.iter().flat_map(|line| {
        let utterance = line.voice.utterance(line.language, speech.hands, election);
        parts(&utterance, election)
    });
    parts.map(|part| u64::from(voice.duration_ms(&part.clip).unwrap_or(0) + pause_ms(part.pause))).sum()
}

/// The characters of a sentence as it is shown, the blank behind each clip included. The sentence itself is never
/// put together: with a voter's choice in it, it must not lie about in memory.
fn length(line: &Line, speech: &Speech, election: &Election) -> u64 {
    let segments = line.voice.utterance(line.language, speech.hands, election);
    let characters = |segment: &wording::Segment| segment.text(election).chars().count() as u64 + 1;
    segments.iter().map(characters).sum()
}

#[cfg(test)]
mod tests {
    use ballot::Language;
    use wording::{Hands, Voice, utterance_text};

    use super::*;
    use crate::load::{Source, load};

    fn speech(languages: &[Language], rate_percent: u16) -> Speech {
        let line = |language: &Language| Line { voice: Voice::OpenHeading, language: *language };
        Speech { lines: languages.iter().map(line).collect(), hands: Hands::Keypad, volume: 5, rate_percent }
    }

    #[test]
    fn fourteen_characters_take_a_second_and_half_of_it_at_twice_the_speed() {
        let election = load(&Source::Demo).unwrap().election;
        let text = utterance_text(&Voice::OpenHeading.utterance(Language::En, Hands::Keypad, &election), &election);
        let wanted = text.chars().count() as u64 * 1_000 / CHARACTERS_A_SECOND;
        let mut speaking = Speaking::default();
        speaking.begin(&speech(&[Language::En], 100), &election, None, 500);
        let took = speaking.ends_at_ms().unwrap() - 500;
        assert!(took.abs_diff(wanted) <= 1, "{took} {wanted}");
        speaking.begin(&speech(&[Language::En], 200), &election, None, 500);
        assert!((speaking.ends_at_ms().unwrap() - 500).abs_diff(took / 2) <= 1);
    }

    #[test]
    fn languages_are_said_one_after_the_other() {
        let election = load(&Source::Demo).unwrap().election;
        let mut speaking = Speaking::default();
        let languages = [Language::Kk, Language::Kk, Language::Ru];
        let parts = speaking.begin(&speech(&languages, 100), &election, None, 0).to_vec();
        assert_eq!((parts.len(), parts[0].at_ms, parts[0].end_ms), (2, 0, parts[1].at_ms));
        speaking.stop();
        assert_eq!(speaking.ends_at_ms(), None);
    }
}
