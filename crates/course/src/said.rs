//! What the course says and shows: its own texts, and sentences of the booth.

use ballot::{Election, Language, Text};
use wording::{Hands, Voice, utterance_text};

use crate::words::Words;

/// Something that is said and shown alike.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A text of the course.
    Words(Words),
    /// A sentence of the booth in which no name of an election stands.
    Voice(Voice),
}

impl Said {
    /// As it is shown.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Words(words) => words.get(language).to_owned(),
            // Spoken sign by sign; on the screen as it is written everywhere else.
            Self::Voice(Voice::CodeK { code }) => format!("K{code:03}."),
            Self::Voice(Voice::SignDigit { value }) => format!("{value}."),
            Self::Voice(voice) => {
                let nothing = Text { kk: String::new(), ru: String::new(), en: None };
                let election =
                    Election { id: String::new(), date: String::new(), title: nothing, contests: Vec::new() };
                utterance_text(&voice.utterance(language, Hands::Keypad, &election), &election)
            }
        }
    }
}

impl From<&Words> for Said {
    fn from(words: &Words) -> Self {
        Self::Words(words.clone())
    }
}

impl From<Voice> for Said {
    fn from(voice: Voice) -> Self {
        Self::Voice(voice)
    }
}
