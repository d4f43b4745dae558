//! What is wrong with the data of a course, for whoever wrote it.

use ballot::Language;
use wording::{Code, Coded, values};

/// What is wrong with a file of the course. The file is named beside it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", wording::text(self, Language::En))]
pub enum CourseProblem {
    /// K450: no TOML, or a key that there is not.
    Unreadable {
        /// The parser's words.
        detail: String,
    },
    /// K451: another format, or another version.
    OtherFormat {
        /// What it says.
        found: String,
    },
    /// K452: a text is empty, too long, or has stray spaces.
    TextUnfit {
        /// Where.
        place: String,
    },
    /// K453: not exactly one answer is right, or a wrong one does not say why.
    AnswersUnfit {
        /// The step.
        place: String,
    },
    /// K454: an action that neither the drill nor `hands.toml` has.
    NoSuchAction {
        /// What it says.
        action: String,
    },
    /// K455: a lesson names a drill that there is not.
    NoSuchDrill {
        /// What it says.
        drill: String,
    },
    /// K456: a line that is no event of a booth.
    NoSuchEvent {
        /// What it says.
        line: String,
    },
    /// K457: two of the same name.
    TwiceNamed {
        /// The name.
        id: String,
    },
    /// K458: a code, a key or a state of the booth that there is not.
    NoSuchName {
        /// What it says.
        found: String,
    },
    /// K459: what a trainee has done so far cannot be read.
    ProgressUnreadable {
        /// The parser's words.
        detail: String,
    },
}

impl Coded for CourseProblem {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable { .. } => Code::K450,
            Self::OtherFormat { .. } => Code::K451,
            Self::TextUnfit { .. } => Code::K452,
            Self::AnswersUnfit { .. } => Code::K453,
            Self::NoSuchAction { .. } => Code::K454,
            Self::NoSuchDrill { .. } => Code::K455,
            Self::NoSuchEvent { .. } => Code::K456,
            Self::TwiceNamed { .. } => Code::K457,
            Self::NoSuchName { .. } => Code::K458,
            Self::ProgressUnreadable { .. } => Code::K459,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable { detail } | Self::ProgressUnreadable { detail } => values([("detail", detail)]),
            Self::OtherFormat { found } | Self::NoSuchName { found } => values([("found", found)]),
            Self::TextUnfit { place } | Self::AnswersUnfit { place } => values([("place", place)]),
            Self::NoSuchAction { action } => values([("action", action)]),
            Self::NoSuchDrill { drill } => values([("drill", drill)]),
            Self::NoSuchEvent { line } => values([("line", line)]),
            Self::TwiceNamed { id } => values([("id", id)]),
        }
    }
}
