//! What the machine asks for. Effects are carried out in order.

use std::fmt;

use ballot::Language;
use keypad_protocol::{DisplayPage, DoubleStrike};
use wording::{Hands, Voice};
use zeroize::Zeroizing;

use crate::screen::Screen;

/// Something to be done.
#[derive(Clone, PartialEq, Eq)]
pub enum Effect {
    /// Speak. What is being spoken stops first (EN 301 549 5.1.3.5).
    Say(Speech),
    /// A tone besides what is being said, which it does not interrupt.
    Tone(Tone),
    /// Stop speaking.
    Hush,
    /// Show this page.
    Show(Box<Screen>),
    /// Mark a sheet; answered by [`crate::Input::Printer`].
    Print(PrintJob),
    /// Look at a sheet; answered by [`crate::Input::Scanner`].
    Scan(ScanJob),
    /// Write into the log.
    Log(LogEntry),
    /// The voter is gone: overwrite every copy of what was said, shown, printed or read.
    Wipe,
    /// Tell the keypad.
    Keypad(KeypadOrder),
}

impl fmt::Debug for Effect {
    /// What is spoken, shown or printed is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Say(_) => f.write_str("Say(..)"),
            // A tone tells of a choice or of the way to one.
            Self::Tone(_) => f.write_str("Tone(..)"),
            Self::Hush => f.write_str("Hush"),
            Self::Show(_) => f.write_str("Show(..)"),
            Self::Print(_) => f.write_str("Print(..)"),
            Self::Scan(_) => f.write_str("Scan(..)"),
            Self::Log(entry) => f.debug_tuple("Log").field(entry).finish(),
            Self::Wipe => f.write_str("Wipe"),
            Self::Keypad(order) => f.debug_tuple("Keypad").field(order).finish(),
        }
    }
}

/// A short sound that says without words what has happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The finger has come round: from the last item to the heading, or back.
    Round,
    /// It is chosen.
    Chosen,
}

impl fmt::Debug for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tone(..)")
    }
}

/// Sentences to be spoken one after the other.
#[derive(Clone, PartialEq, Eq)]
pub struct Speech {
    /// The sentences.
    pub lines: Vec<Line>,
    /// Which wording of instructions fits.
    pub hands: Hands,
    /// Loudness: see [`crate::Settings::volume`].
    pub volume: u8,
    /// Speed in percent of the recording.
    pub rate_percent: u16,
}

impl fmt::Debug for Speech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Speech(..)")
    }
}

/// One sentence in one language.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub voice: Voice,
    /// In which language.
    pub language: Language,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line(..)")
    }
}

/// One sheet to be marked.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// To be given back with the answer, so that a late answer to an earlier job is known. Answers to jobs from
    /// before a [`Effect::Wipe`] must not be given to the machine.
    pub number: u8,
    /// The contest, index from 0.
    pub contest: u8,
    /// The rows to mark, counted from 1; none for a sheet that stays blank, which passes through the printer all the
    /// same. Overwritten when dropped.
    pub rows: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for PrintJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrintJob(..)")
    }
}

/// One look of the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanJob {
    /// As [`PrintJob::number`].
    pub number: u8,
    /// What it is to find out.
    pub task: ScanTask,
}

/// What the scanner is to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanTask {
    /// Which sheet it is and how it lies. The sheet of this contest, index from 0, is asked for.
    Identify(u8),
    /// What is marked on the sheet of this contest, index from 0.
    ReadBack(u8),
}

/// An order to the keypad; the kiosk makes it a message of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeypadOrder {
    /// A voter has begun.
    BeginSession,
    /// The voter is gone.
    EndSession,
    /// The voter's double-strike filter.
    SetFilter(DoubleStrike),
    /// The page to show outside sessions.
    SetDisplay(DisplayPage),
}

/// An entry of the log: types and codes, nothing that follows from a choice or from how many keys were pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogEntry {
    /// The booth was opened.
    Opened,
    /// The booth was closed.
    Closed,
    /// A voter began.
    SessionBegun,
    /// A voter came to the end.
    SessionEnded,
    /// A voter left before the end, and everything was erased (K401).
    SessionAbandoned,
    /// A poll worker ended the session.
    SessionEndedByPollWorker,
    /// A poll worker paused the booth.
    Paused,
    /// And let it go on.
    Resumed,
    /// Something went wrong; the number of its K-code.
    Fault(u16),
}
