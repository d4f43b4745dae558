//! What a poll worker meets when the log cannot be kept, with its code.

use std::io;
use std::path::{Path, PathBuf};

use ballot::Language;
use wording::{Code, Coded, values};

/// Why a log cannot be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// K350: a line is not what followed: it or one before it was changed, taken out or put in.
    LogBroken {
        /// Counted from 1.
        line: u64,
    },
    /// K351: a line that no version of this format writes.
    LogLineForeign {
        /// Counted from 1.
        line: u64,
    },
    /// K352: the file is something else.
    NotALog {
        /// The file.
        path: PathBuf,
    },
    /// K353: the last line is not whole. Only [`super::verify`] says this: opening sets such a line aside.
    LogTorn {
        /// Counted from 1.
        line: u64,
    },
    /// K354: another program has the log open.
    LogBusy {
        /// The file.
        path: PathBuf,
    },
    /// K355: no room on the disk.
    LogFull {
        /// The file.
        path: PathBuf,
    },
    /// K356: the file cannot be opened, read or written.
    LogUnwritable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// K357: an earlier line may not have come to the disk, so no other follows it.
    LogStopped,
    /// K358: the program ended under a voter.
    SessionUnknown,
    /// K359: something else wrote into the log while the booth had it.
    LogTouched {
        /// The file.
        path: PathBuf,
    },
}

impl LogFault {
    /// What the system said, as a fault.
    pub(super) fn of(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::LogFull { path }
            }
            _ => Self::LogUnwritable { path, detail: error.to_string() },
        }
    }
}

impl Coded for LogFault {
    fn code(&self) -> Code {
        match self {
            Self::LogBroken { .. } => Code::K350,
            Self::LogLineForeign { .. } => Code::K351,
            Self::NotALog { .. } => Code::K352,
            Self::LogTorn { .. } => Code::K353,
            Self::LogBusy { .. } => Code::K354,
            Self::LogFull { .. } => Code::K355,
            Self::LogUnwritable { .. } => Code::K356,
            Self::LogStopped => Code::K357,
            Self::SessionUnknown => Code::K358,
            Self::LogTouched { .. } => Code::K359,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::LogBroken { line } | Self::LogLineForeign { line } | Self::LogTorn { line } => {
                values([("line", line)])
            }
            Self::NotALog { path } | Self::LogBusy { path } | Self::LogFull { path } | Self::LogTouched { path } => {
                values([("path", &path.display())])
            }
            Self::LogUnwritable { path, detail } => values([("path", &path.display()), ("detail", detail)]),
            Self::LogStopped | Self::SessionUnknown => Vec::new(),
        }
    }
}
