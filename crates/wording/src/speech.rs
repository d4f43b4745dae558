//! The list of spoken clips in a package (`speech/1`), and what it lacks for an election. It lives
//! here, not with the maker of clips, because a booth reads it before it lets a voter in.

use std::collections::BTreeMap;

use ballot::package::speech_path;
use ballot::{Election, Language};
use serde::{Deserialize, Serialize};

use crate::{Clip, clips};

/// The format that is written and read.
const FORMAT: &str = "speech/1";

/// What lies in `speech/LANGUAGE/index.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechIndex {
    format: String,
    /// The language of every clip in it.
    pub language: Language,
    /// The clips by their ids.
    pub clips: BTreeMap<String, SpokenClip>,
}

/// A clip as it was spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenClip {
    /// The text as it is shown.
    pub text: String,
    /// The words it stands for, [`Clip::spoken`].
    pub spoken: String,
    /// What was given to the engine, or was to be read by the speaker.
    pub said: String,
    /// Who spoke.
    pub by: Speaker,
    /// Length in milliseconds.
    pub duration_ms: u32,
    /// Loudness in LUFS, to a tenth: ITU-R BS.1770, or the K-weighted mean of a clip under a second.
    pub loudness_lufs: f64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
}

/// Who spoke a clip.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// An engine, by the name the configuration gives it.
    Engine(String),
    /// A person; the name of the file.
    Recording(String),
}

/// Why an index cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeechIndexError {
    /// Not in this format's shape.
    Malformed {
        /// The reader's own words.
        detail: String,
    },
    /// A format or version that this program does not read.
    UnknownFormat {
        /// What it says.
        found: String,
    },
}

/// A clip that an election needs and a package does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingClip {
    /// Which.
    pub clip: Clip,
    /// What is wrong.
    pub lack: Lack,
}

/// Why a clip counts as missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// No index lists it.
    NotListed,
    /// It is listed, but there is no file.
    NoFile,
    /// It was spoken for another text: a voter would hear something else than is shown.
    OtherWords,
}

impl SpeechIndex {
    /// An index without clips.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { format: FORMAT.to_owned(), language, clips: BTreeMap::new() }
    }

    /// Reads an index.
    ///
    /// # Errors
    ///
    /// Another format or version, or another shape.
    pub fn from_json(json: &[u8]) -> Result<Self, SpeechIndexError> {
        #[derive(Deserialize)]
        struct AnyVersion {
            format: String,
        }
        let malformed = |error: serde_json::Error| SpeechIndexError::Malformed { detail: error.to_string() };
        let AnyVersion { format } = serde_json::from_slice(json).map_err(malformed)?;
        if format != FORMAT {
            return Err(SpeechIndexError::UnknownFormat { found: format });
        }
        serde_json::from_slice(json).map_err(malformed)
    }

    /// The index as a file: the same clips, the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and maps with strings as keys: nothing that JSON cannot hold.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// The path of a clip's file in a package.
#[must_use]
pub fn clip_path(language: Language, id: &str) -> String {
    speech_path(language, &format!("{id}.flac"))
}

/// The path of a language's index in a package.
#[must_use]
pub fn index_path(language: Language) -> String {
    speech_path(language, "index.json")
}

/// The clips that `election` needs and a package lacks, in the order of [`clips`]; none when a
/// voter can hear everything. `has_file` says whether the package has a file at a path.
pub fn missing(
    election: &Election,
    indexes: &BTreeMap<Language, SpeechIndex>,
    has_file: impl Fn(&str) -> bool,
) -> Vec<MissingClip> {
    let lack = |clip: &Clip| {
        let listed = indexes.get(&clip.language).filter(|index| index.language == clip.language);
        match listed.and_then(|index| index.clips.get(&clip.id)) {
            None => Some(Lack::NotListed),
            Some(spoken) if spoken.text != clip.text || spoken.spoken != clip.spoken => Some(Lack::OtherWords),
            Some(_) => (!has_file(&clip_path(clip.language, &clip.id))).then_some(Lack::NoFile),
        }
    };
    clips(election).filter_map(|clip| lack(&clip).map(|lack| MissingClip { clip, lack })).collect()
}

#[cfg(test)]
mod tests {
    use ballot::Text;

    use super::*;

    fn election() -> Election {
        let title = Text { kk: "Сайлау".into(), ru: "Выборы".into(), en: None };
        Election { id: "e".into(), date: "2027-06-06".into(), title, contests: Vec::new() }
    }

    fn complete() -> BTreeMap<Language, SpeechIndex> {
        let mut indexes = BTreeMap::new();
        for Clip { language, id, text, spoken, .. } in clips(&election()) {
            let index = indexes.entry(language).or_insert_with(|| SpeechIndex::new(language));
            let by = Speaker::Engine("engine".into());
            let said = spoken.clone();
            let (duration_ms, loudness_lufs, sha256) = (700, -20.0, "00".repeat(32));
            index.clips.insert(id, SpokenClip { text, spoken, said, by, duration_ms, loudness_lufs, sha256 });
        }
        indexes
    }

    fn lacks(indexes: &BTreeMap<Language, SpeechIndex>, no_file: &str) -> Vec<(Language, String, Lack)> {
        let lacks = missing(&election(), indexes, |path| path != no_file);
        lacks.into_iter().map(|MissingClip { clip, lack }| (clip.language, clip.id, lack)).collect()
    }

    #[test]
    fn a_complete_package_lacks_nothing() {
        assert_eq!(lacks(&complete(), ""), []);
    }

    #[test]
    fn each_kind_of_lack_is_found_at_its_clip() {
        let title = || (Language::Ru, "election".to_owned());
        let of = |lack| vec![(title().0, title().1, lack)];
        assert_eq!(lacks(&complete(), "speech/ru/election.flac"), of(Lack::NoFile));
        let mut indexes = complete();
        let russian = &mut indexes.get_mut(&Language::Ru).unwrap().clips;
        russian.get_mut("election").unwrap().text = "Выборы мэра".into();
        assert_eq!(lacks(&indexes, ""), of(Lack::OtherWords));
        indexes.get_mut(&Language::Ru).unwrap().clips.remove("election");
        assert_eq!(lacks(&indexes, ""), of(Lack::NotListed));
    }

    #[test]
    fn a_language_without_an_index_or_with_another_languages_lacks_everything() {
        let all = clips(&election()).filter(|clip| clip.language == Language::Kk).count();
        let mut indexes = complete();
        let kazakh = indexes.remove(&Language::Kk).unwrap();
        assert_eq!(lacks(&indexes, "").len(), all);
        indexes.insert(Language::Kk, SpeechIndex { language: Language::En, ..kazakh });
        assert_eq!(lacks(&indexes, "").len(), all);
    }

    #[test]
    fn an_index_reads_back_as_it_was_written_and_another_version_is_refused() {
        let index = complete().remove(&Language::Kk).unwrap();
        let json = index.to_json();
        assert_eq!(SpeechIndex::from_json(json.as_bytes()), Ok(index));
        let newer = json.replacen("speech/1", "speech/2", 1);
        let unknown = SpeechIndexError::UnknownFormat { found: "speech/2".into() };
        assert_eq!(SpeechIndex::from_json(newer.as_bytes()), Err(unknown));
        for cut in [0, 1, json.len() / 2, json.len() - 3] {
            let refusal = SpeechIndex::from_json(&json.as_bytes()[..cut]);
            assert!(matches!(refusal, Err(SpeechIndexError::Malformed { .. })), "{cut}");
        }
    }
}
