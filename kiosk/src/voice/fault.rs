//! What the booth says when it cannot go on and has no package to speak with: clips that are part of the program.

use ballot::{Election, Language, Text};
use kiosk_devices::audio::{Calibration, ClipKey, ClipSource, Talk};
use wording::{Code, Hands, Voice};

use super::parts;

/// The clips of a booth that cannot go on. They are made by `scripts/fault_speech.sh`.
#[derive(Clone, Copy, Debug)]
pub struct FaultVoice;

/// One clip: its language, its id, its file.
type Clip = (&'static str, &'static str, &'static [u8]);

macro_rules! clips {
    ($($language:literal: $($id:literal)+;)+) => {
        &[$($(
            ($language, $id, include_bytes!(concat!("../../../assets/speech/", $language, "/", $id, ".flac"))),
        )+)+]
    };
}

const CLIPS: &[Clip] = clips! {
    "kk": "voice.out_of_order.0" "voice.call_poll_worker.0" "voice.code_k.0" "voice.code_p.0" "voice.code_s.0"
        "voice.code_f.0" "number.plain.00" "number.plain.01" "number.plain.02" "number.plain.03"
        "number.plain.04" "number.plain.05" "number.plain.06" "number.plain.07" "number.plain.08"
        "number.plain.09";
    "ru": "voice.out_of_order.0" "voice.call_poll_worker.0" "voice.code_k.0" "voice.code_p.0" "voice.code_s.0"
        "voice.code_f.0" "number.plain.00" "number.plain.01" "number.plain.02" "number.plain.03"
        "number.plain.04" "number.plain.05" "number.plain.06" "number.plain.07" "number.plain.08"
        "number.plain.09";
    "en": "voice.out_of_order.0" "voice.call_poll_worker.0" "voice.code_k.0" "voice.code_p.0" "voice.code_s.0"
        "voice.code_f.0" "number.plain.00" "number.plain.01" "number.plain.02" "number.plain.03"
        "number.plain.04" "number.plain.05" "number.plain.06" "number.plain.07" "number.plain.08"
        "number.plain.09";
};

impl ClipSource for FaultVoice {
    fn flac(&self, clip: &ClipKey) -> Option<&[u8]> {
        let found = CLIPS.iter().find(|(language, id, _)| *language == clip.language() && *id == clip.id());
        found.map(|(_, _, flac)| *flac)
    }
}

/// That the booth cannot go on, whom to call, and the code, in all three languages.
#[must_use]
pub fn fault_talk(code: Code) -> Talk {
    let election = no_election();
    let said = [Some(Voice::OutOfOrder), Some(Voice::CallPollWorker), spoken_code(code)];
    let of = |language: Language| said.into_iter().flatten().map(move |voice| (voice, language));
    let sentences = [Language::Kk, Language::Ru, Language::En].into_iter().flat_map(of);
    let clips = |(voice, language): (Voice, _)| parts(&voice.utterance(language, Hands::Keypad, &election), &election);
    Talk { parts: sentences.flat_map(clips).collect(), volume: Calibration::USUAL, rate_percent: 100 }
}

/// One sentence in which no name stands.
pub(crate) fn sentence(voice: Voice, language: Language) -> Talk {
    let election = no_election();
    let parts = parts(&voice.utterance(language, Hands::Keypad, &election), &election);
    Talk { parts, volume: Calibration::USUAL, rate_percent: 100 }
}

/// For sentences in which no name stands.
pub(crate) fn no_election() -> Election {
    let nothing = Text { kk: String::new(), ru: String::new(), en: None };
    Election { id: String::new(), date: String::new(), title: nothing, contests: Vec::new() }
}

/// A code in words: its letter, and its number digit by digit.
pub(crate) fn spoken_code(code: Code) -> Option<Voice> {
    let number = code.as_str().get(1..)?.parse().ok()?;
    match code.as_str().get(..1)? {
        "K" => Some(Voice::CodeK { code: number }),
        "P" => Some(Voice::CodeP { code: number }),
        "S" => Some(Voice::CodeS { code: number }),
        "F" => Some(Voice::CodeF { code: number }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kiosk_devices::audio::check_clip;
    use wording::{SpeechIndex, clips};

    use super::*;

    #[test]
    fn every_code_can_be_said_without_a_package() {
        for code in Code::ALL {
            let talk = fault_talk(*code);
            // Three sentences in three languages, the last with a clip for each digit.
            assert_eq!(talk.parts.len(), 3 * (2 + 1 + code.as_str().len() - 1), "{code}");
            for part in &talk.parts {
                assert!(FaultVoice.flac(&part.clip).is_some_and(|flac| check_clip(flac).is_ok()), "{}", part.clip.id());
            }
        }
    }

    #[test]
    fn the_clips_say_what_the_catalogs_say_now() {
        let election = no_election();
        let texts: BTreeMap<_, _> =
            clips(&election).map(|clip| ((clip.language.code(), clip.id), (clip.text, clip.spoken))).collect();
        let indexes = [
            include_bytes!("../../../assets/speech/kk/index.json").as_slice(),
            include_bytes!("../../../assets/speech/ru/index.json"),
            include_bytes!("../../../assets/speech/en/index.json"),
        ];
        let indexes = indexes.map(|json| SpeechIndex::from_json(json).unwrap());
        let made: BTreeMap<_, _> = indexes
            .into_iter()
            .flat_map(|index| index.clips.into_iter().map(move |(id, clip)| ((index.language.code(), id), clip)))
            .collect();
        assert_eq!(made.len(), CLIPS.len());
        for (language, id, _) in CLIPS {
            let key = (*language, (*id).to_owned());
            let made = &made[&key];
            assert_eq!(
                texts[&key],
                (made.text.clone(), made.spoken.clone()),
                "{language} {id}: run scripts/fault_speech.sh"
            );
        }
    }
}
