//! What stops the making of a speech pack, each with its code.

use std::path::PathBuf;

use ballot::Language;
use wording::{Code, Coded, language_name, values};

/// Why a pack cannot be made. The number in each line is its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{self:?}")]
pub enum SpeechProblem {
    /// S401: the configuration of engines cannot be read.
    EnginesMalformed {
        /// The reader's own words.
        detail: String,
    },
    /// S402: no engine for a language.
    NoEngine {
        /// The language.
        language: Language,
    },
    /// S403: the engine's program is not installed, or one of its files is not there.
    EngineAbsent {
        /// The engine's name.
        engine: String,
        /// The program or file.
        program: String,
    },
    /// S404: the engine ended with an error, or without a sound file that can be read.
    EngineFailed {
        /// The engine's name.
        engine: String,
        /// Language and id of the clip.
        clip: String,
        /// The engine's own words, or what is wrong with its file.
        detail: String,
    },
    /// S405: the engine did not end within its time and was stopped.
    EngineHung {
        /// The engine's name.
        engine: String,
        /// Language and id of the clip.
        clip: String,
        /// The limit in seconds.
        limit_s: u32,
    },
    /// S406: nothing can be heard.
    ClipSilent {
        /// Language and id of the clip.
        clip: String,
        /// The engine's name, or the recording's file.
        origin: String,
    },
    /// S407: a recording that cannot be read.
    RecordingUnreadable {
        /// The file.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// S408: a recording that belongs to no clip: its name is misspelt, or of another election.
    RecordingUnknown {
        /// The file.
        file: String,
    },
    /// S409: two recordings of one clip.
    RecordingTwice {
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// S410: a clip is not the same when it is read back.
    ClipDiffers {
        /// Language and id of the clip.
        clip: String,
    },
    /// S411: a folder or file of the program's own cannot be used.
    SpeechFolder {
        /// The path.
        path: String,
        /// The system's words.
        detail: String,
    },
    /// S412: nothing is left of a text to be spoken.
    NothingToSay {
        /// Language and id of the clip.
        clip: String,
        /// The text as it is shown.
        text: String,
    },
    /// S413: clips that somebody who listened found wrong.
    ClipsRejected {
        /// How many.
        count: usize,
        /// Language and id of the first.
        clip: String,
        /// Its text as it is shown.
        text: String,
    },
    /// S414: a file of sign-offs that cannot be read, or is of another election.
    SignoffMalformed {
        /// The file.
        file: String,
        /// What is wrong.
        detail: String,
    },
    /// S225: clips that nobody has signed off.
    ClipsUnheard {
        /// How many.
        count: usize,
        /// Of how many.
        all: usize,
        /// How many of them are doubtful.
        doubtful: usize,
    },
}

impl SpeechProblem {
    /// A folder or file that cannot be used.
    pub(crate) fn folder(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        Self::SpeechFolder { path: path.into().display().to_string(), detail: error.to_string() }
    }

    /// Whether every other clip of the engine would meet it, too.
    pub(crate) const fn is_of_all_clips(&self) -> bool {
        match self {
            Self::EnginesMalformed { .. }
            | Self::NoEngine { .. }
            | Self::EngineAbsent { .. }
            | Self::EngineHung { .. }
            | Self::SpeechFolder { .. } => true,
            Self::EngineFailed { .. }
            | Self::ClipSilent { .. }
            | Self::RecordingUnreadable { .. }
            | Self::RecordingUnknown { .. }
            | Self::RecordingTwice { .. }
            | Self::ClipDiffers { .. }
            | Self::NothingToSay { .. }
            | Self::ClipsRejected { .. }
            | Self::SignoffMalformed { .. }
            | Self::ClipsUnheard { .. } => false,
        }
    }
}

impl Coded for SpeechProblem {
    fn code(&self) -> Code {
        match self {
            Self::EnginesMalformed { .. } => Code::S401,
            Self::NoEngine { .. } => Code::S402,
            Self::EngineAbsent { .. } => Code::S403,
            Self::EngineFailed { .. } => Code::S404,
            Self::EngineHung { .. } => Code::S405,
            Self::ClipSilent { .. } => Code::S406,
            Self::RecordingUnreadable { .. } => Code::S407,
            Self::RecordingUnknown { .. } => Code::S408,
            Self::RecordingTwice { .. } => Code::S409,
            Self::ClipDiffers { .. } => Code::S410,
            Self::SpeechFolder { .. } => Code::S411,
            Self::NothingToSay { .. } => Code::S412,
            Self::ClipsRejected { .. } => Code::S413,
            Self::SignoffMalformed { .. } => Code::S414,
            Self::ClipsUnheard { .. } => Code::S225,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::EnginesMalformed { detail } => values([("detail", detail)]),
            Self::NoEngine { language: missing } => values([("language", &language_name(*missing, language))]),
            Self::EngineAbsent { engine, program } => values([("engine", engine), ("program", program)]),
            Self::EngineFailed { engine, clip, detail } => {
                values([("engine", engine), ("clip", clip), ("detail", detail)])
            }
            Self::EngineHung { engine, clip, limit_s } => {
                values([("engine", engine), ("clip", clip), ("limit_s", limit_s)])
            }
            Self::ClipSilent { clip, origin } => values([("clip", clip), ("origin", origin)]),
            Self::RecordingUnreadable { file, detail } => values([("file", file), ("detail", detail)]),
            Self::RecordingUnknown { file } => values([("file", file)]),
            Self::RecordingTwice { first, second } => values([("first", first), ("second", second)]),
            Self::ClipDiffers { clip } => values([("clip", clip)]),
            Self::SpeechFolder { path, detail } => values([("path", path), ("detail", detail)]),
            Self::NothingToSay { clip, text } => values([("clip", clip), ("text", text)]),
            Self::ClipsRejected { count, clip, text } => values([("count", count), ("clip", clip), ("text", text)]),
            Self::SignoffMalformed { file, detail } => values([("file", file), ("detail", detail)]),
            Self::ClipsUnheard { count, all, doubtful } => {
                values([("count", count), ("all", all), ("doubtful", doubtful)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use wording::{Severity, remedy, text};

    use super::*;

    fn problems() -> Vec<(&'static str, SpeechProblem)> {
        let word = || "voice.hello".to_owned();
        vec![
            ("S401", SpeechProblem::EnginesMalformed { detail: word() }),
            ("S402", SpeechProblem::NoEngine { language: Language::Kk }),
            ("S403", SpeechProblem::EngineAbsent { engine: word(), program: word() }),
            ("S404", SpeechProblem::EngineFailed { engine: word(), clip: word(), detail: word() }),
            ("S405", SpeechProblem::EngineHung { engine: word(), clip: word(), limit_s: 10 }),
            ("S406", SpeechProblem::ClipSilent { clip: word(), origin: word() }),
            ("S407", SpeechProblem::RecordingUnreadable { file: word(), detail: word() }),
            ("S408", SpeechProblem::RecordingUnknown { file: word() }),
            ("S409", SpeechProblem::RecordingTwice { first: word(), second: word() }),
            ("S410", SpeechProblem::ClipDiffers { clip: word() }),
            ("S411", SpeechProblem::SpeechFolder { path: word(), detail: word() }),
            ("S412", SpeechProblem::NothingToSay { clip: word(), text: word() }),
            ("S413", SpeechProblem::ClipsRejected { count: 2, clip: word(), text: word() }),
            ("S414", SpeechProblem::SignoffMalformed { file: word(), detail: word() }),
            ("S225", SpeechProblem::ClipsUnheard { count: 2, all: 3, doubtful: 1 }),
        ]
    }

    #[test]
    fn every_problem_fills_its_text_and_remedy_in_every_language() {
        for (code, problem) in problems() {
            assert_eq!(problem.code().as_str(), code);
            let warning = matches!(problem, SpeechProblem::ClipsUnheard { .. });
            assert_eq!(problem.code().severity() == Severity::Warning, warning);
            assert_eq!(format!("{problem:?}").split(' ').next(), Some(problem.code().name()));
            for language in [Language::Kk, Language::Ru, Language::En] {
                let both = text(&problem, language) + &remedy(&problem, language);
                assert!(!both.contains(['{', '}']), "{both}");
            }
            let given: BTreeSet<_> = problem.values(Language::En).into_iter().map(|(name, _)| name).collect();
            assert_eq!(given, problem.code().placeholders(), "{code}");
        }
    }

    #[test]
    fn the_problems_above_are_all_there_are() {
        let seen: BTreeSet<_> = problems().iter().map(|(_, problem)| problem.code()).collect();
        let of_speech = |code: &&Code| (Code::S401..=Code::S414).contains(*code) || **code == Code::S225;
        assert_eq!(seen, Code::ALL.iter().filter(of_speech).copied().collect());
    }
}
