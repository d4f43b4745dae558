//! How it stands with a scanner, and what the words and numbers of `scanimage` say of it.

use crate::Fault;

/// What is wrong with a scanner.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ScannerTrouble {
    /// The program that scans is not there, or may not be run.
    NoProgram,
    /// There is no such scanner.
    Absent,
    /// Another program has it.
    Busy,
    /// This program may not open it.
    NotPermitted,
    /// A sheet is stuck in it.
    Jam,
    /// Its cover is open.
    Open,
    /// It has no sheet.
    NoSheet,
    /// It did not end in time.
    Slow,
    /// It does not take the settings as they are.
    Unsuitable,
    /// What it sent is no picture.
    Unreadable,
    /// It does not answer, or does not say what is wrong.
    Silent,
}

/// How it stands with a scanner while it has nothing to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ScannerState {
    /// It is there and takes the settings.
    Ready,
    /// It does not.
    Trouble(ScannerTrouble),
}

impl ScannerTrouble {
    /// The fault that this is.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Self::NoProgram => Fault::ScanProgramMissing,
            Self::Absent => Fault::ScannerAbsent,
            Self::Busy => Fault::ScannerBusy,
            Self::NotPermitted => Fault::ScannerNotPermitted,
            Self::Jam => Fault::ScannerJam,
            Self::Open => Fault::ScannerOpen,
            Self::NoSheet => Fault::ScannerEmpty,
            Self::Slow => Fault::ScannerSlow,
            Self::Unsuitable => Fault::ScannerUnsuitable,
            Self::Unreadable => Fault::ScanUnreadable,
            Self::Silent => Fault::ScannerLost,
        }
    }

    /// What it means that `scanimage` ended so: with a number of SANE's statuses (SANE standard 1.06, 4.2.7) where the
    /// scan itself failed, else with 1 and words. The words are SANE's own in the locale `C`.
    pub(super) fn of(status: Option<i32>, words: &str) -> Self {
        let says = |part: &str| words.contains(part);
        match status {
            Some(3) => Self::Busy,
            Some(6) => Self::Jam,
            Some(7) => Self::NoSheet,
            Some(8) => Self::Open,
            Some(11) => Self::NotPermitted,
            _ if says("Device busy") => Self::Busy,
            _ if says("Document feeder jammed") => Self::Jam,
            _ if says("Document feeder out of documents") => Self::NoSheet,
            _ if says("Scanner cover is open") => Self::Open,
            _ if says("Access to resource has been denied") => Self::NotPermitted,
            _ if says("open of device") || says("no SANE devices found") => Self::Absent,
            _ if says("setting of option") || says("option '-") || says("invalid option") || says("bad value") => {
                Self::Unsuitable
            }
            _ => Self::Silent,
        }
    }
}

/// Whether the scan itself has failed: `scanimage` says so before it lets go of the scanner, and then ends. A driver that
/// hangs as it lets go would otherwise hide what the matter is.
pub(super) fn has_failed(words: &str) -> bool {
    words.contains("sane_start: ") || words.contains("sane_read: ")
}

/// A scanner that took another resolution than it was told would give a picture of another size: every millimetre
/// measured on it would be wrong. `scanimage` goes on and only says so.
pub(super) fn took_another_resolution(words: &str) -> bool {
    words.contains("rounded value of resolution")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_end_badly_has_its_meaning() {
        for (status, words, trouble) in [
            (3, "scanimage: sane_start: Device busy", ScannerTrouble::Busy),
            (6, "", ScannerTrouble::Jam),
            (7, "", ScannerTrouble::NoSheet),
            (8, "", ScannerTrouble::Open),
            (11, "", ScannerTrouble::NotPermitted),
            (1, "scanimage: open of device x failed: Device busy", ScannerTrouble::Busy),
            (1, "open of device x failed: Access to resource has been denied", ScannerTrouble::NotPermitted),
            (1, "scanimage: open of device x failed: Invalid argument", ScannerTrouble::Absent),
            (1, "scanimage: no SANE devices found", ScannerTrouble::Absent),
            (1, "scanimage: sane_read: Document feeder jammed", ScannerTrouble::Jam),
            (1, "scanimage: sane_read: Document feeder out of documents", ScannerTrouble::NoSheet),
            (1, "scanimage: sane_start: Scanner cover is open", ScannerTrouble::Open),
            (1, "scanimage: setting of option --mode failed (Invalid argument)", ScannerTrouble::Unsuitable),
            (1, "scanimage: unrecognized option '--mode=Gray'", ScannerTrouble::Unsuitable),
            (1, "scanimage: invalid option -- 'x'", ScannerTrouble::Unsuitable),
            (9, "scanimage: sane_read: Error during device I/O", ScannerTrouble::Silent),
            (139, "", ScannerTrouble::Silent),
        ] {
            assert_eq!(ScannerTrouble::of(Some(status), words), trouble, "{status} {words}");
        }
        assert_eq!(ScannerTrouble::of(None, ""), ScannerTrouble::Silent);
    }
}
