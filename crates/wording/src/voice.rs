//! Everything a voter hears and reads: [`Voice`], one variant for each key of the voice catalogs,
//! and the clips it is said with.

mod clip;
mod name;
mod noun;
mod segment;
mod writer;

pub use clip::{Clip, VoiceVersion, clips, voice_version};
pub use name::Name;
pub use noun::{Noun, Plural};
pub use segment::{Part, Pause, Phrase, Segment, Utterance, utterance_text};

use std::fmt;

use ballot::{Election, Language};

use crate::form::{EnglishForm, KazakhForm, RussianForm};
use crate::number::Form;
use writer::Writer;

include!(concat!(env!("OUT_DIR"), "/voice.rs"));

/// What the voter uses the booth with, where that changes the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hands {
    /// The keypad, or a keyboard in its place.
    #[default]
    Keypad,
    /// The screen.
    Touch,
    /// Two switches.
    Switches,
}

impl Hands {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keypad, Self::Touch, Self::Switches];
}

impl Voice {
    /// The segments to be said one after the other, and shown.
    ///
    /// A name without an English text is said in Kazakh. A name that the election does not have is
    /// said as its number, a number above 99 digit by digit, so that no segment lacks its clip.
    #[must_use]
    pub fn utterance(self, language: Language, hands: Hands, election: &Election) -> Utterance {
        let mut writer = Writer::new(language, election);
        self.write(language, hands, &mut writer);
        writer.finish()
    }
}

/// Only the key: what the fields stand for may follow from a choice.
impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
