//! The words of the programs in Kazakh, Russian and English: the table of codes with what is wrong
//! and what to do ([`text`], [`remedy`]), the catalog of what the programs write ([`phrase`]), and
//! the catalog of what a voter hears and reads ([`Voice`]).
//!
//! All are data: `docs/codes.toml`, `catalog/*.toml` and `catalog/voice/*.toml`, made into enums by
//! the build script.
#![forbid(unsafe_code)]

mod catalog;
mod codes;
mod form;
mod number;
mod packages;
mod problems;
mod speech;
mod template;
mod voice;

pub use catalog::{Phrase, VERSION, fill, language_name, locale_language, millimetres, phrase};
pub use codes::{Audience, Code, Coded, Severity, remedy, text, values};
pub use form::{EnglishForm, KazakhForm, RussianForm};
pub use number::Form;
pub use packages::kind_name;
pub use speech::{
    Lack, MissingClip, Speaker, SpeechIndex, SpeechIndexError, SpokenClip, clip_path, index_path, missing,
};
pub use voice::{
    Clip, Hands, Name, Noun, Part, Pause, Phrase as VoicePhrase, Plural, Segment, Utterance, Voice, VoiceVersion,
    clips, utterance_text, voice_version,
};

use ballot::Language;

/// A text in the three languages of the programs.
#[derive(Debug)]
pub(crate) struct Words {
    kk: &'static str,
    ru: &'static str,
    en: &'static str,
}

impl Words {
    const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Kk => self.kk,
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }
}
