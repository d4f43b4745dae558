//! What a booth does not have, though somebody wants it.

use ballot::Language;
use wording::{Code, Coded};

/// Something that the station file does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// K443: a folder in which memory sticks appear.
    Medium,
    /// K444: a log.
    Log,
    /// K445: a printer.
    Printer,
}

impl Coded for Missing {
    fn code(&self) -> Code {
        match self {
            Self::Medium => Code::K443,
            Self::Log => Code::K444,
            Self::Printer => Code::K445,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}
