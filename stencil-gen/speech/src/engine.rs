//! Where the sound of a clip comes from: an engine, which is a program outside, or a person's recording.

mod command;
mod config;
mod recording;
mod wave;

use ballot::Language;

pub use command::CommandEngine;
pub(crate) use command::hex;
pub use config::Engines;
pub use recording::Recordings;

use crate::problem::SpeechProblem;

/// Sound as an engine or a microphone gave it: one channel, full scale is ±1.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// Samples a second.
    pub rate_hz: u32,
    /// The samples.
    pub samples: Vec<f32>,
}

/// Something that speaks a text.
pub trait SpeechEngine: Sync {
    /// Its name in reports, with the voice.
    fn name(&self) -> &str;

    /// Everything that its sound depends on besides the text: command, version, files of the voice.
    /// Equal identities and texts give equal sounds.
    fn identity(&self) -> &str;

    /// Speaks `text`. `clip` is named in problems.
    ///
    /// # Errors
    ///
    /// The engine is absent, fails, does not end, or gives no sound file.
    fn speak(&self, text: &str, clip: &str) -> Result<Sound, SpeechProblem>;
}

/// The engine of each language.
pub trait EngineSet: Sync {
    /// The engine that speaks `language`.
    fn engine(&self, language: Language) -> Option<&dyn SpeechEngine>;
}
