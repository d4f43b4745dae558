//! Why a simulated board cannot be, or cannot do what it was asked.

use std::path::PathBuf;

use ballot::Language;
use wording::{Code, Coded};

/// What can go wrong with the simulated board itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimError {
    /// F120: a living simulator holds the link.
    #[error("{link} belongs to another simulated keypad that is running")]
    LinkTaken {
        /// The link.
        link: PathBuf,
    },
    /// F121: something that is no simulator's link stands in its place.
    #[error("{link} is no link of a simulated keypad")]
    LinkNotOurs {
        /// The place.
        link: PathBuf,
    },
    /// F122: the system gives no pseudo-terminal.
    #[error("no pseudo-terminal: {detail}")]
    NoPseudoTerminal {
        /// The system's words.
        detail: String,
    },
    /// F123: a file or a link cannot be written.
    #[error("{path} cannot be written: {detail}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// F124: a script cannot be read.
    #[error("{path} cannot be read: {detail}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// F125: the board is plugged in already.
    #[error("the board is plugged in already")]
    AlreadyPlugged,
    /// F126: the board is not plugged in.
    #[error("the board is not plugged in")]
    NotPlugged,
    /// F127: what was waited for did not come about.
    #[error("waited {limit_ms} ms in vain")]
    WaitedInVain {
        /// How long.
        limit_ms: u64,
    },
    /// F128: the simulation has stopped.
    #[error("the simulation has stopped")]
    Stopped,
}

impl Coded for SimError {
    fn code(&self) -> Code {
        match self {
            Self::LinkTaken { .. } => Code::F120,
            Self::LinkNotOurs { .. } => Code::F121,
            Self::NoPseudoTerminal { .. } => Code::F122,
            Self::Unwritable { .. } => Code::F123,
            Self::Unreadable { .. } => Code::F124,
            Self::AlreadyPlugged => Code::F125,
            Self::NotPlugged => Code::F126,
            Self::WaitedInVain { .. } => Code::F127,
            Self::Stopped => Code::F128,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::LinkTaken { link } | Self::LinkNotOurs { link } => vec![("path", link.display().to_string())],
            Self::NoPseudoTerminal { detail } => vec![("detail", detail.clone())],
            Self::Unwritable { path, detail } | Self::Unreadable { path, detail } => {
                vec![("path", path.display().to_string()), ("detail", detail.clone())]
            }
            Self::WaitedInVain { limit_ms } => vec![("limit", limit_ms.to_string())],
            Self::AlreadyPlugged | Self::NotPlugged | Self::Stopped => Vec::new(),
        }
    }
}
