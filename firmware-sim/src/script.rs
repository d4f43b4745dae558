//! Scripts: one action a line, for the board's keys, headphones, cable and faults.

mod grammar;
mod run;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use ballot::Language;
use keypad_core::Page;
use keypad_protocol::Key;
use wording::{Code, Coded};

use crate::{Fault, Status};

pub use run::{Ending, Failure, Runner};

/// How long a key is held that is only named.
pub const TAP: Duration = Duration::from_millis(80);

/// How long a `wait` for something waits where the line does not say.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How long after a link or a session has begun the firmware listens to every key: it must have seen each one up for
/// longer than it bounces.
pub const SETTLE: Duration = Duration::from_millis(20);

/// One line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `up`, `hold up 2s`: press and let go.
    Tap(Key, Duration),
    /// `down up`: put a finger on the key.
    Press(Key),
    /// `release up`.
    Release(Key),
    /// `help+up`: the key while `Help` is down.
    Explain(Key),
    /// `headphones in`, `headphones out`.
    Headphones(bool),
    /// `wait 500ms`.
    Wait(Duration),
    /// `wait linked`, `wait session 30s`: until it is so, or the script fails.
    WaitFor(Condition, Duration),
    /// `expect display ready`: it is so now, or the script fails.
    Expect(Condition),
    /// `fault …`.
    Fault(Fault),
    /// `unplug`.
    Unplug,
    /// `plug`.
    Plug,
    /// `display FILE.png`: the display as a picture, each pixel so many across.
    Display(PathBuf, u32),
}

/// Something to wait for or to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `linked`: a booth is there.
    Linked,
    /// `unlinked`.
    Unlinked,
    /// `open`: a program has the port open.
    Open,
    /// `session`: a voter is at the booth.
    Session,
    /// `no-session`.
    NoSession,
    /// `display ready`: what the display shows.
    Shows(Page),
    /// `display call`: the call for a poll worker, whatever its number.
    Calls,
}

impl Condition {
    /// Whether it is so.
    #[must_use]
    pub fn holds(self, status: &Status) -> bool {
        match self {
            Self::Linked => status.linked(),
            Self::Unlinked => !status.linked(),
            Self::Open => status.port_open,
            Self::Session => status.in_session(),
            Self::NoSession => !status.in_session(),
            Self::Shows(page) => status.plugged && status.screen.page == page,
            Self::Calls => status.plugged && matches!(status.screen.page, Page::CallPollWorker(_)),
        }
    }
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// F101: no action of that name.
    UnknownAction {
        /// The word.
        word: String,
    },
    /// F102: no key of that name.
    UnknownKey {
        /// The word.
        word: String,
    },
    /// F103: the line ends too early.
    Incomplete {
        /// How such a line is written.
        example: &'static str,
    },
    /// F104: not a time, or one of more than a day.
    BadTime {
        /// The word.
        word: String,
    },
    /// F105: not a percentage.
    BadChance {
        /// The word.
        word: String,
    },
    /// F106: another word belongs here.
    UnknownWord {
        /// The word.
        word: String,
        /// What can stand here.
        choices: &'static str,
    },
    /// F107: something after the end.
    TooMuch {
        /// The first word too many.
        word: String,
    },
}

impl Coded for ProblemKind {
    fn code(&self) -> Code {
        match self {
            Self::UnknownAction { .. } => Code::F101,
            Self::UnknownKey { .. } => Code::F102,
            Self::Incomplete { .. } => Code::F103,
            Self::BadTime { .. } => Code::F104,
            Self::BadChance { .. } => Code::F105,
            Self::UnknownWord { .. } => Code::F106,
            Self::TooMuch { .. } => Code::F107,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownAction { word }
            | Self::BadTime { word }
            | Self::BadChance { word }
            | Self::TooMuch { word } => vec![("word", word.clone())],
            Self::UnknownKey { word } => {
                vec![("word", word.clone()), ("choices", Key::ALL.map(Key::name).join(", "))]
            }
            Self::Incomplete { example } => vec![("example", (*example).to_owned())],
            Self::UnknownWord { word, choices } => {
                vec![("word", word.clone()), ("choices", (*choices).to_owned())]
            }
        }
    }
}

/// Reads one line. `None` is an empty line or a comment.
///
/// # Errors
/// What is wrong with it.
pub fn line(text: &str) -> Result<Option<Action>, ProblemKind> {
    grammar::line(text)
}

/// Reads a whole script: the actions with their lines, or every line that is wrong.
///
/// # Errors
/// All problems, in the order of their lines.
pub fn parse(text: &str) -> Result<Vec<(usize, Action)>, Vec<Problem>> {
    let (mut actions, mut problems) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()) {
        match grammar::line(text) {
            Ok(None) => {}
            Ok(Some(action)) => actions.push((line, action)),
            Err(kind) => problems.push(Problem { line, kind }),
        }
    }
    if problems.is_empty() { Ok(actions) } else { Err(problems) }
}
