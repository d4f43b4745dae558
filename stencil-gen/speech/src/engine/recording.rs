//! Recordings by a person: `FOLDER/LANGUAGE/CLIP.wav` or `.flac`. They win over engines, clip by clip.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;

use super::{Sound, wave};
use crate::problem::SpeechProblem;

/// The most bytes of a recording: five minutes of stereo at 48 kHz and 24 bits.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// The recordings of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recordings {
    folder: PathBuf,
    files: BTreeMap<(Language, String), PathBuf>,
}

impl Recordings {
    /// What lies in `folder`. Files and folders whose names begin with a point are passed over.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, a file is none that can be a recording, two are of one clip.
    pub fn open(folder: &Path) -> Result<Self, SpeechProblem> {
        let mut files = BTreeMap::new();
        for entry in entries(folder)? {
            let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let languages = [Language::Kk, Language::Ru, Language::En];
            let Some(language) = languages.into_iter().find(|language| language.code() == name) else {
                return Err(SpeechProblem::RecordingUnknown { file: entry.display().to_string() });
            };
            for file in entries(&entry)? {
                let clip = clip_of(&file).ok_or_else(|| Self::unknown(folder, &file))?;
                if let Some(first) = files.insert((language, clip), file.clone()) {
                    let [first, second] = [first, file].map(|file| shown(folder, &file));
                    return Err(SpeechProblem::RecordingTwice { first, second });
                }
            }
        }
        Ok(Self { folder: folder.to_owned(), files })
    }

    /// Whether every recording is of one of these clips. A misspelt name would let an engine speak
    /// where a person was meant to.
    ///
    /// # Errors
    ///
    /// The first that is of none.
    pub fn check(&self, clips: &BTreeSet<(Language, &str)>) -> Result<(), SpeechProblem> {
        match self.files.iter().find(|((language, clip), _)| !clips.contains(&(*language, clip.as_str()))) {
            Some((_, file)) => Err(Self::unknown(&self.folder, file)),
            None => Ok(()),
        }
    }

    /// The name and bytes of the recording of a clip, where there is one.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn get(&self, language: Language, clip: &str) -> Result<Option<(String, Vec<u8>)>, SpeechProblem> {
        let Some(path) = self.files.get(&(language, clip.to_owned())) else { return Ok(None) };
        let file = shown(&self.folder, path);
        let unreadable = |detail: String| SpeechProblem::RecordingUnreadable { file: file.clone(), detail };
        let size = fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
        if size > MOST_BYTES {
            return Err(unreadable(format!("{size} bytes")));
        }
        let bytes = fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        Ok(Some((file, bytes)))
    }

    /// The sound of a recording's bytes.
    ///
    /// # Errors
    ///
    /// It is no WAV or FLAC file.
    pub fn sound(file: &str, bytes: &[u8]) -> Result<Sound, SpeechProblem> {
        wave::read(bytes).map_err(|detail| SpeechProblem::RecordingUnreadable { file: file.to_owned(), detail })
    }

    fn unknown(folder: &Path, file: &Path) -> SpeechProblem {
        SpeechProblem::RecordingUnknown { file: shown(folder, file) }
    }
}

/// What lies in a folder, in order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, SpeechProblem> {
    let problem = |error: std::io::Error| SpeechProblem::folder(folder, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn clip_of(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let clip = name.strip_suffix(".wav").or_else(|| name.strip_suffix(".flac"))?;
    Some(clip.to_owned())
}

/// The path from the folder of recordings, as in `kk/election.wav`.
fn shown(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    #[test]
    fn recordings_are_found_by_language_and_clip() {
        let folder = folder(&["kk/election.wav", "ru/number.plain.01.flac", "kk/.hidden", ".notes/x"]);
        let recordings = Recordings::open(folder.path()).unwrap();
        let found = recordings.get(Language::Kk, "election").unwrap().unwrap();
        assert_eq!(found, ("kk/election.wav".to_owned(), b"x".to_vec()));
        assert!(recordings.get(Language::Ru, "number.plain.01").unwrap().is_some());
        assert_eq!(recordings.get(Language::Ru, "election"), Ok(None));
        let all = BTreeSet::from([(Language::Kk, "election"), (Language::Ru, "number.plain.01")]);
        assert_eq!(recordings.check(&all), Ok(()));
    }

    #[test]
    fn a_recording_that_belongs_to_nothing_is_a_problem() {
        let unknown = |file: &str| SpeechProblem::RecordingUnknown { file: file.to_owned() };
        let recordings = folder(&["kk/electoin.wav"]);
        let recordings = Recordings::open(recordings.path()).unwrap();
        assert_eq!(recordings.check(&BTreeSet::from([(Language::Kk, "election")])), Err(unknown("kk/electoin.wav")));
        let other = folder(&["kk/election.mp3"]);
        assert_eq!(Recordings::open(other.path()), Err(unknown("kk/election.mp3")));
        let language = folder(&["kz/election.wav"]);
        assert!(matches!(Recordings::open(language.path()), Err(SpeechProblem::RecordingUnknown { .. })));
    }

    #[test]
    fn two_recordings_of_one_clip_are_a_problem() {
        let twice = folder(&["kk/election.flac", "kk/election.wav"]);
        let (first, second) = ("kk/election.flac".to_owned(), "kk/election.wav".to_owned());
        assert_eq!(Recordings::open(twice.path()), Err(SpeechProblem::RecordingTwice { first, second }));
        assert!(matches!(Recordings::open(Path::new("/no/such")), Err(SpeechProblem::SpeechFolder { .. })));
    }
}
