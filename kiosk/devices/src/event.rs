//! What devices say to the booth.

use std::fmt;

use keypad_protocol::{Capabilities, FirmwareVersion, Key, KeyEvent, ProtocolVersion, SelfTest};

use crate::audio::Ticket;
use crate::printer::{PrintOutcome, PrinterState, PrinterTrouble};
use crate::scanner::{ScannerState, ScannerTrouble};

/// Something happened at a device.
///
/// Its `Debug` form leaves out which key it was: the order of keys is the order of choices, and a
/// stray log line must not keep it.
#[derive(Clone, Eq, PartialEq)]
pub struct DeviceEvent {
    /// When the booth learned it, in milliseconds of its [`Clock`](crate::Clock).
    pub at_ms: u64,
    /// Which kind of device.
    pub source: Source,
    /// What.
    pub happened: Happened,
}

impl fmt::Debug for DeviceEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceEvent {{ {:?}, {:?} }}", self.source, self.happened)
    }
}

/// The kind of device an event comes from.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Source {
    /// The voter's keypad on the serial line.
    SerialKeypad,
    /// A USB numeric keypad.
    NumericKeypad,
    /// A keyboard.
    Keyboard,
    /// A box with switches.
    Switches,
    /// A touch screen.
    Touch,
    /// The sound device, and the voice that plays on it.
    Sound,
    /// The printer.
    Printer,
    /// The scanner.
    Scanner,
}

/// What can happen at a device.
///
/// Every key told as pressed, but for `Help`, is told as released too, even where its device went away
/// while it was down; a key that sticks is released first. Every stuck key is told as freed, then too.
#[derive(Clone, Eq, PartialEq)]
pub enum Happened {
    /// A key, after bounce, double strikes and chords are sorted out.
    Key(KeyEvent),
    /// Headphones were plugged in (`true`) or out. Told when a keypad is linked, and on every change.
    Headphones(bool),
    /// At least so many inputs were lost on their way: the voter must be told that a key was not heard.
    KeysLost(u16),
    /// A key has been down so long that it must be stuck; it is not listened to.
    Stuck(Key),
    /// A stuck key is listened to again.
    Freed(Key),
    /// Too many keys are down at once to tell which.
    Ambiguous,
    /// A key of a keyboard that may be the poll worker's: the booth hears it only where a poll worker is at work.
    Typed(Typed),
    /// The answer to [`Command::RunSelfTest`](crate::keypad::Command::RunSelfTest).
    SelfTest(SelfTest),
    /// How it stands with the serial keypad.
    Link(LinkState),
    /// How it stands with a USB device.
    Device(DeviceState),
    /// A finger on the touch screen.
    Touch(Touch),
    /// How it stands with the sound device.
    Sound(SoundState),
    /// The last sample of this talk has sounded, or would have without a device. Talks that were interrupted never
    /// end.
    SpeechEnded(Ticket),
    /// A clip of the package could not be said. Which one may follow from a choice.
    ClipUnplayable,
    /// How it stands with the printer while nothing is printed.
    Printer(PrinterState),
    /// Asked what it says of itself, the printer answered, or this was in the way.
    Offered(Option<PrinterTrouble>),
    /// What became of a sheet.
    Printed {
        /// The number it was ordered with.
        job: u8,
        /// For [`Printer::is_current`](crate::printer::Printer::is_current).
        turn: u64,
        /// What became of it.
        outcome: PrintOutcome,
    },
    /// How it stands with the scanner while it does not scan.
    Scanner(ScannerState),
    /// The scanner has looked. What it read is fetched by [`Scanner::take`](crate::scanner::Scanner::take).
    Scanned {
        /// The number it was ordered with.
        job: u8,
        /// For [`Scanner::take`](crate::scanner::Scanner::take).
        turn: u64,
        /// Why there is no picture, if there is none.
        trouble: Option<ScannerTrouble>,
    },
}

impl fmt::Debug for Happened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(_) => f.write_str("Key(..)"),
            Self::Headphones(plugged) => write!(f, "Headphones({plugged})"),
            Self::KeysLost(_) => f.write_str("KeysLost(..)"),
            Self::Stuck(key) => write!(f, "Stuck({key:?})"),
            Self::Freed(key) => write!(f, "Freed({key:?})"),
            Self::Ambiguous => f.write_str("Ambiguous"),
            Self::Typed(_) => f.write_str("Typed(..)"),
            Self::SelfTest(test) => write!(f, "{test:?}"),
            Self::Link(state) => write!(f, "Link({state:?})"),
            Self::Device(state) => write!(f, "Device({state:?})"),
            Self::Touch(_) => f.write_str("Touch(..)"),
            Self::Sound(state) => write!(f, "Sound({state:?})"),
            Self::SpeechEnded(_) => f.write_str("SpeechEnded(..)"),
            Self::ClipUnplayable => f.write_str("ClipUnplayable"),
            Self::Printer(state) => write!(f, "Printer({state:?})"),
            Self::Offered(trouble) => write!(f, "Offered({trouble:?})"),
            Self::Printed { outcome, .. } => write!(f, "Printed({outcome:?})"),
            Self::Scanner(state) => write!(f, "Scanner({state:?})"),
            Self::Scanned { trouble, .. } => write!(f, "Scanned({trouble:?})"),
        }
    }
}

/// A key of a keyboard as a poll worker uses it. It is told as it goes down, beside what it is to a voter.
#[derive(Clone, Copy, Eq, PartialEq)]
pub enum Typed {
    /// F10: the PIN page.
    PollWorker,
    /// A digit above the letters, which is no voter's key.
    Digit(u8),
    /// A digit of the numeric block, which is a voter's key too.
    BlockDigit(u8),
    /// What was typed is whole.
    Enter,
    /// The last digit was wrong.
    Erase,
    /// Back.
    Leave,
}

/// How it stands with the serial keypad.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkState {
    /// Nothing is at the configured path.
    Absent,
    /// Another program holds the port.
    Busy,
    /// This program may not open the port.
    NotPermitted,
    /// Something is at the port, but no keypad answers.
    Silent,
    /// The keypad answers and its keys are heard.
    Linked {
        /// The board's program.
        firmware: FirmwareVersion,
        /// What it has.
        capabilities: Capabilities,
    },
    /// The keypad was linked and is no more.
    Lost,
    /// The keypad speaks another protocol. Its keys are not heard.
    WrongVersion {
        /// The protocol it speaks.
        theirs: ProtocolVersion,
    },
}

/// How it stands with a USB device.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DeviceState {
    /// It is listened to, and no other program hears it.
    Attached {
        /// What it calls itself.
        name: String,
    },
    /// It was listened to and is gone; or the station's settings name it and it is not there.
    Lost {
        /// What it called itself, or what the settings call it.
        name: String,
    },
    /// This program may not open it.
    NotPermitted {
        /// Its path.
        path: String,
    },
    /// Another program keeps it for itself.
    Busy {
        /// What it calls itself.
        name: String,
    },
}

/// How it stands with the sound device. Speech takes its time whether it can be heard or not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SoundState {
    /// It plays.
    Ready,
    /// It was never there.
    Absent,
    /// It played and is gone, or has stopped taking frames.
    Lost,
    /// Another program keeps it for itself.
    Busy,
    /// This program may not open it.
    NotPermitted,
    /// It does not play 48,000 frames a second.
    Unsuitable,
    /// Again and again frames come too late for it. It is opened anew, with longer periods.
    Stuttering,
}

/// A finger on the touch screen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Touch {
    /// What the finger did.
    pub phase: TouchPhase,
    /// From the left edge of the panel (0) to the right (65,535).
    pub x: u16,
    /// From the upper edge of the panel (0) to the lower (65,535).
    pub y: u16,
}

/// What a finger did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TouchPhase {
    /// It came down.
    Pressed,
    /// It moved while down.
    Moved,
    /// It was lifted. Only this can be a choice.
    Released,
    /// It cannot be followed any more: nothing was chosen.
    Cancelled,
}
