//! What can happen to the machine.

use std::fmt;

use ballot::Language;
use keypad_protocol::{Key, KeyEvent};

use crate::settings::Change;
use crate::setup::Way;

/// Something that happened.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// A key, from keypad, switches or keyboard.
    Key(KeyEvent),
    /// A touch that began and ended inside one target of the screen last shown (VVSG 2.0 7.2-H).
    Touch(Target),
    /// The screen shows another part of a page that is too large for it.
    Turned(Turned),
    /// Headphones were plugged in (`true`) or out.
    Headphones(bool),
    /// Something is wrong, or well again.
    Fault(Fault),
    /// What became of a print job. An answer to any but the last job changes nothing.
    Printer {
        /// [`crate::PrintJob::number`].
        job: u8,
        /// What became of it.
        outcome: PrintOutcome,
    },
    /// What became of a scan. An answer to any but the last job changes nothing.
    Scanner {
        /// [`crate::ScanJob::number`].
        job: u8,
        /// What became of it.
        outcome: ScanOutcome,
    },
    /// A poll worker, already known by the PIN.
    PollWorker(PollWorker),
    /// The speech of the last [`crate::Effect::Say`] has been heard to its end.
    SpeechEnded,
    /// Time passed: [`crate::Session::next_deadline_ms`] has come.
    Tick,
}

impl fmt::Debug for Input {
    /// Says what kind of input it is and no more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(..)",
            Self::Touch(_) => "Touch(..)",
            Self::Turned(_) => "Turned(..)",
            Self::Headphones(_) => "Headphones(..)",
            Self::Fault(_) => "Fault(..)",
            Self::Printer { .. } => "Printer(..)",
            Self::Scanner { .. } => "Scanner(..)",
            Self::PollWorker(_) => "PollWorker(..)",
            Self::SpeechEnded => "SpeechEnded",
            Self::Tick => "Tick",
        })
    }
}

/// How the screen came to another part of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// A key went on in a text that the finger stays on.
    Within,
    /// A touch came to where this item is the first.
    ToItem(Target),
    /// A touch came to the heading.
    ToHeading,
}

impl fmt::Debug for Turned {
    /// Says nothing of where the finger is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Turned(..)")
    }
}

/// What a finger, a key or a switch can act on. Touch refers to items by this.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Open: begin to vote.
    Begin,
    /// A button on the screen that does what the key does.
    Key(Key),
    /// The settings page.
    Settings,
    /// Language page: this language.
    Language(Language),
    /// Key lesson: leave it, to the ballot.
    EndLesson,
    /// Contest: the option of that row, counted from 1.
    Option(u8),
    /// Two switches: the group of options, counted from 0.
    Group(u8),
    /// Two switches: back from a group to the groups.
    Groups,
    /// Contest and sheet: "I have no such sheet".
    NoSheet,
    /// "I have a new sheet for this contest."
    NewSheet,
    /// Review: the contest of that index.
    Contest(u8),
    /// Way page: this way to the paper.
    Way(Way),
    /// Sheet: print the mark.
    Print,
    /// Sheet: let the scanner look.
    Scan,
    /// Sheet: mark by hand instead of printing.
    ByHand,
    /// Instead: keep what is chosen.
    Keep,
    /// Instead: choose the other option.
    ChooseInstead,
    /// Settings: one step of one setting.
    Change(Change),
    /// Settings, notices, alert: back to where the voter was.
    GoOn,
    /// Alert: erase everything and leave.
    Erase,
}

impl fmt::Debug for Target {
    /// Says nothing of where the finger is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Target(..)")
    }
}

/// Something wrong with a device, or well again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The keypad does not answer.
    KeypadLost,
    /// It answers again.
    KeypadBack,
    /// Presses were lost on the way.
    KeysLost,
    /// Too many keys at once to tell which.
    KeysUnclear,
    /// A key stays down.
    KeyStuck(Key),
    /// It came up.
    KeyFreed(Key),
    /// The printer is in trouble while nothing is being printed.
    Printer(PrintTrouble),
    /// The printer is ready again.
    PrinterReady,
    /// The scanner does not answer.
    ScannerLost,
    /// It answers again.
    ScannerBack,
    /// Nothing can be heard.
    Sound(SoundTrouble),
    /// The voice can be heard again.
    SoundBack,
}

/// Why nothing can be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundTrouble {
    /// There is no sound device.
    Absent,
    /// It is gone.
    Lost,
    /// Another program has it.
    Busy,
    /// This program may not open it.
    NotPermitted,
    /// It does not play what the booth plays.
    Unsuitable,
    /// It breaks off again and again; something is heard all the same.
    Stutters,
}

/// What is wrong with a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintTrouble {
    /// It has no sheet in it.
    NoSheet,
    /// The sheet is stuck.
    Jam,
    /// It is off or not connected.
    Off,
    /// Anything else.
    Other,
}

/// What became of a print job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintOutcome {
    /// The sheet came out.
    Printed,
    /// Nothing reached the paper.
    NotPrinted(PrintTrouble),
    /// Nobody knows what is on the paper.
    PerhapsPrinted(PrintTrouble),
}

/// What became of a scan.
#[derive(Clone, PartialEq, Eq)]
pub enum ScanOutcome {
    /// Answer to [`crate::ScanTask::Identify`].
    Identified(Seen),
    /// Answer to [`crate::ScanTask::ReadBack`].
    Read(Reading),
    /// The scanner could not look.
    Failed,
}

impl fmt::Debug for ScanOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScanOutcome(..)")
    }
}

/// Which sheet the scanner saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The sheet of this contest, index from 0, or one that looks like it, lying as it must.
    Sheet(u8),
    /// A sheet with its other side toward the scanner.
    OtherSide,
    /// A sheet with its foot first.
    UpsideDown,
    /// No sheet of this election.
    Unknown,
}

/// The rows in which the scanner saw ink.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading {
    /// The contest whose sheet it is, index from 0.
    pub contest: u8,
    /// Rows with a mark, counted from 1.
    pub marks: Vec<u8>,
    /// Rows with something that may be a mark.
    pub unclear: Vec<u8>,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reading(..)")
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.marks.zeroize();
        self.unclear.zeroize();
    }
}

/// What a poll worker does, after the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollWorker {
    /// Opens the booth to voters.
    Open,
    /// Closes it. A session that goes on is ended first.
    Close,
    /// Stops everything for a while; choices are kept.
    Pause,
    /// Goes on.
    Resume,
    /// Ends the session and wipes it.
    EndSession,
}
