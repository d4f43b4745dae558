//! What can stand in the log.

use ballot::package::{Fingerprint, Kind};
use serde::{Deserialize, Serialize};
use voter_session::LogEntry;
use wording::Code;

/// What the booth writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The election that the booth is for.
    PackageLoaded {
        /// What it is for.
        kind: Kind,
        /// Its identifier.
        id: String,
        /// Of the whole package file; none for the demonstration that is built in.
        fingerprint: Option<Fingerprint>,
    },
    /// The poll worker went through the list before the opening, and everything was well.
    ReadinessPassed,
    /// The booth was opened to voters.
    Opened,
    /// The booth was closed.
    Closed,
    /// A poll worker paused the booth.
    Paused,
    /// And let it go on.
    Resumed,
    /// A voter began.
    SessionBegun,
    /// A voter came to the end.
    SessionEnded,
    /// A voter left before the end, and everything was erased (K401).
    SessionAbandoned,
    /// A poll worker ended the session.
    SessionEndedByPollWorker,
    /// A poll worker took a sheet back as spoiled.
    SheetSpoiled,
    /// A wrong PIN was entered.
    PinFailed,
    /// Something went wrong.
    Fault(Code),
    /// The closing report was made; it shows the hash of the line before this.
    ClosingReport,
    /// The log was copied out of the booth.
    LogExported,
    /// The program was ended by a poll worker.
    Stopped,
}

impl From<LogEntry> for Event {
    fn from(entry: LogEntry) -> Self {
        match entry {
            LogEntry::Opened => Self::Opened,
            LogEntry::Closed => Self::Closed,
            LogEntry::SessionBegun => Self::SessionBegun,
            LogEntry::SessionEnded => Self::SessionEnded,
            LogEntry::SessionAbandoned => Self::SessionAbandoned,
            LogEntry::SessionEndedByPollWorker => Self::SessionEndedByPollWorker,
            LogEntry::Paused => Self::Paused,
            LogEntry::Resumed => Self::Resumed,
            LogEntry::Fault(number) => Self::Fault(code(number)),
        }
    }
}

/// The K-code of this number. One that the table does not have is a fault of the program, and is written as one.
fn code(number: u16) -> Code {
    let wanted = format!("K{number}");
    Code::ALL.iter().copied().find(|code| code.as_str() == wanted).unwrap_or(Code::K499)
}

/// What can come about during a session without a poll worker: only whether it did outlives the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    PinFailed,
    Fault(Code),
}

impl From<Held> for Event {
    fn from(held: Held) -> Self {
        match held {
            Held::PinFailed => Self::PinFailed,
            Held::Fault(code) => Self::Fault(code),
        }
    }
}

impl Event {
    /// What is kept of it while a session goes on; `None` for what is written at once, because a poll worker did it
    /// or every session has it.
    pub(super) const fn held(&self) -> Option<Held> {
        match self {
            Self::PinFailed => Some(Held::PinFailed),
            Self::Fault(code) => Some(Held::Fault(*code)),
            Self::PackageLoaded { .. }
            | Self::ReadinessPassed
            | Self::Opened
            | Self::Closed
            | Self::Paused
            | Self::Resumed
            | Self::SessionBegun
            | Self::SessionEnded
            | Self::SessionAbandoned
            | Self::SessionEndedByPollWorker
            | Self::SheetSpoiled
            | Self::ClosingReport
            | Self::LogExported
            | Self::Stopped => None,
        }
    }

    /// Its name in the log.
    pub(super) const fn name(&self) -> Name {
        match self {
            Self::PackageLoaded { .. } => Name::PackageLoaded,
            Self::ReadinessPassed => Name::ReadinessPassed,
            Self::Opened => Name::Opened,
            Self::Closed => Name::Closed,
            Self::Paused => Name::Paused,
            Self::Resumed => Name::Resumed,
            Self::SessionBegun => Name::SessionBegun,
            Self::SessionEnded => Name::SessionEnded,
            Self::SessionAbandoned => Name::SessionAbandoned,
            Self::SessionEndedByPollWorker => Name::SessionEndedByPollWorker,
            Self::SheetSpoiled => Name::SheetSpoiled,
            Self::PinFailed => Name::PinFailed,
            Self::Fault(_) => Name::Fault,
            Self::ClosingReport => Name::ClosingReport,
            Self::LogExported => Name::LogExported,
            Self::Stopped => Name::Stopped,
        }
    }
}

/// The names in the log: those of the booth's events, and what the log says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Name {
    /// The program was started.
    Started,
    /// The line before was torn, and what there was of it set aside.
    TornLine,
    /// The program ended under a voter, by a kill or a loss of power.
    SessionUnknown,
    /// The system's clock stands before the line before: times stand still from here on until it has caught up.
    ClockBehind,
    PackageLoaded,
    ReadinessPassed,
    Opened,
    Closed,
    Paused,
    Resumed,
    SessionBegun,
    SessionEnded,
    SessionAbandoned,
    SessionEndedByPollWorker,
    SheetSpoiled,
    PinFailed,
    Fault,
    ClosingReport,
    LogExported,
    Stopped,
}

/// What the lines so far say of the booth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    #[default]
    Closed,
    Open,
    Session,
}

impl Standing {
    /// After a line of this name.
    pub(super) const fn after(self, name: Name) -> Self {
        match name {
            Name::Started | Name::SessionUnknown | Name::Closed | Name::Stopped => Self::Closed,
            Name::SessionBegun => Self::Session,
            Name::Opened => Self::Open,
            Name::SessionEnded | Name::SessionAbandoned | Name::SessionEndedByPollWorker => Self::Open,
            Name::TornLine
            | Name::ClockBehind
            | Name::PackageLoaded
            | Name::ReadinessPassed
            | Name::Paused
            | Name::Resumed
            | Name::SheetSpoiled
            | Name::PinFailed
            | Name::Fault
            | Name::ClosingReport
            | Name::LogExported => self,
        }
    }
}
