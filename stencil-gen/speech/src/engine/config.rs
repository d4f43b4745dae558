//! The configuration of engines, `speech-engines/1`: which program speaks which language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ballot::Language;
use serde::Deserialize;

use super::{CommandEngine, EngineSet, SpeechEngine};
use crate::problem::SpeechProblem;

const FORMAT: &str = "speech-engines/1";
/// The configuration that is used where none is given: espeak-ng in three languages.
const DEFAULT: &str = include_str!("../../../../examples/speech/engines.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    kk: Option<Entry>,
    ru: Option<Entry>,
    en: Option<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    command: Vec<String>,
    #[serde(default)]
    version: Vec<String>,
    #[serde(default)]
    files: Vec<PathBuf>,
    #[serde(default = "ten")]
    limit_s: u32,
}

const fn ten() -> u32 {
    10
}

/// An engine for each language, ready to speak.
#[derive(Debug)]
pub struct Engines(BTreeMap<Language, CommandEngine>);

impl Engines {
    /// The configuration in `toml`. Files of voices are looked for from `folder`. Every program is
    /// asked for its version, so an engine that is absent is known before a clip is made.
    ///
    /// # Errors
    ///
    /// Another format, a command without a place for text or sound, an absent program or file.
    pub fn open(toml: &str, folder: &Path) -> Result<Self, SpeechProblem> {
        let malformed = |detail: String| SpeechProblem::EnginesMalformed { detail };
        let file: File = toml::from_str(toml).map_err(|error| malformed(error.to_string()))?;
        if file.format != FORMAT {
            return Err(malformed(format!("format = {:?}, {FORMAT:?} is wanted", file.format)));
        }
        let mut engines = BTreeMap::new();
        for (language, entry) in [(Language::Kk, file.kk), (Language::Ru, file.ru), (Language::En, file.en)] {
            let Some(Entry { name, command, version, files, limit_s }) = entry else { continue };
            let files = files.into_iter().map(|file| folder.join(file)).collect::<Vec<_>>();
            let limit = Duration::from_secs(u64::from(limit_s.max(1)));
            engines.insert(language, CommandEngine::open(name, command, &version, &files, limit)?);
        }
        Ok(Self(engines))
    }

    /// espeak-ng for Kazakh, Russian and English.
    ///
    /// # Errors
    ///
    /// It is not installed.
    pub fn usual() -> Result<Self, SpeechProblem> {
        Self::open(DEFAULT, Path::new(""))
    }
}

impl EngineSet for Engines {
    fn engine(&self, language: Language) -> Option<&dyn SpeechEngine> {
        self.0.get(&language).map(|engine| engine as &dyn SpeechEngine)
    }
}
