//! What a poll worker meets when a device fails, with its code.

use ballot::Language;
use keypad_protocol::{Key, ProtocolVersion};
use wording::{Code, Coded, Phrase, phrase, values};

use crate::printer::{PrintOutcome, PrinterState, PrinterTrouble};
use crate::scanner::{ScannerState, ScannerTrouble};
use crate::{DeviceState, Happened, LinkState, SoundState};

/// A device's fault.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Nothing is where the keypad should be.
    KeypadAbsent,
    /// The keypad was there and is gone.
    KeypadLost,
    /// The keypad speaks another protocol.
    KeypadVersion {
        /// The protocol it speaks.
        theirs: ProtocolVersion,
    },
    /// Another program holds the keypad's port.
    KeypadBusy,
    /// Something is at the keypad's port, but no keypad answers.
    KeypadSilent,
    /// The program may not open the keypad's port.
    KeypadNotPermitted,
    /// A key is stuck.
    KeyStuck {
        /// Which.
        key: Key,
    },
    /// A USB device is gone, or was never there.
    InputLost {
        /// What it calls itself.
        device: String,
    },
    /// The program may not open a USB device.
    InputNotPermitted {
        /// Its path.
        device: String,
    },
    /// Another program keeps a USB device for itself.
    InputBusy {
        /// What it calls itself.
        device: String,
    },
    /// There is no sound device.
    SoundAbsent,
    /// The sound device played and is gone.
    SoundLost,
    /// Another program keeps the sound device for itself.
    SoundBusy,
    /// The program may not open the sound device.
    SoundNotPermitted,
    /// The sound device does not play what the booth plays.
    SoundUnsuitable,
    /// The sound breaks off again and again.
    SoundStutters,
    /// A clip of the package cannot be said.
    ClipUnplayable,
    /// There is no sheet in the printer.
    PrinterEmpty,
    /// A sheet is stuck in the printer.
    PrinterJam,
    /// The printer does not answer.
    PrinterOff,
    /// The printer does not print, and does not say why.
    PrinterTrouble,
    /// Nobody can tell whether a sheet was printed.
    PerhapsPrinted,
    /// Something may still be in the printer.
    PrinterOccupied,
    /// What is there cannot mark these sheets.
    PrinterUnsuitable,
    /// The scanner does not answer.
    ScannerLost,
    /// The program that scans is not there.
    ScanProgramMissing,
    /// There is no such scanner.
    ScannerAbsent,
    /// Another program has the scanner.
    ScannerBusy,
    /// The program may not open the scanner.
    ScannerNotPermitted,
    /// A sheet is stuck in the scanner.
    ScannerJam,
    /// The scanner's cover is open.
    ScannerOpen,
    /// There is no sheet in the scanner.
    ScannerEmpty,
    /// The scanner did not end in time.
    ScannerSlow,
    /// The scanner does not take the settings.
    ScannerUnsuitable,
    /// What the scanner sent is no picture.
    ScanUnreadable,
}

impl Happened {
    /// The fault that this tells of, if any. A key not heard is no fault of the device's: the voter presses
    /// again.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Stuck(key) => Some(Fault::KeyStuck { key: *key }),
            Self::Link(state) => state.fault(),
            Self::Device(state) => state.fault(),
            Self::Sound(state) => state.fault(),
            Self::ClipUnplayable => Some(Fault::ClipUnplayable),
            Self::Printer(PrinterState::Trouble(trouble)) | Self::Offered(Some(trouble)) => Some(trouble.fault()),
            Self::Printed { outcome, .. } => outcome.fault(),
            Self::Scanner(ScannerState::Trouble(trouble)) => Some(trouble.fault()),
            Self::Scanned { trouble, .. } => trouble.map(ScannerTrouble::fault),
            Self::Key(_)
            | Self::Headphones(_)
            | Self::KeysLost(_)
            | Self::Freed(_)
            | Self::Ambiguous
            | Self::SelfTest(_)
            | Self::SpeechEnded(_)
            | Self::Printer(PrinterState::Ready)
            | Self::Scanner(ScannerState::Ready)
            | Self::Offered(None)
            | Self::Typed(_)
            | Self::Touch(_) => None,
        }
    }
}

impl PrinterTrouble {
    /// The fault that this is.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Self::NoSheet => Fault::PrinterEmpty,
            Self::Jam => Fault::PrinterJam,
            Self::Off => Fault::PrinterOff,
            Self::Occupied => Fault::PrinterOccupied,
            Self::Unsuitable => Fault::PrinterUnsuitable,
            Self::Other => Fault::PrinterTrouble,
        }
    }
}

impl PrintOutcome {
    /// The fault that this is, if it is one.
    #[must_use]
    pub const fn fault(self) -> Option<Fault> {
        match self {
            Self::Printed => None,
            Self::NotPrinted(trouble) => Some(trouble.fault()),
            Self::PerhapsPrinted(_) => Some(Fault::PerhapsPrinted),
        }
    }
}

impl LinkState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        match self {
            Self::Absent => Some(Fault::KeypadAbsent),
            Self::Busy => Some(Fault::KeypadBusy),
            Self::NotPermitted => Some(Fault::KeypadNotPermitted),
            Self::Silent => Some(Fault::KeypadSilent),
            Self::Linked { .. } => None,
            Self::Lost => Some(Fault::KeypadLost),
            Self::WrongVersion { theirs } => Some(Fault::KeypadVersion { theirs: *theirs }),
        }
    }
}

impl DeviceState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Attached { .. } => None,
            Self::Lost { name } => Some(Fault::InputLost { device: name.clone() }),
            Self::NotPermitted { path } => Some(Fault::InputNotPermitted { device: path.clone() }),
            Self::Busy { name } => Some(Fault::InputBusy { device: name.clone() }),
        }
    }
}

impl SoundState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        match self {
            Self::Ready => None,
            Self::Absent => Some(Fault::SoundAbsent),
            Self::Lost => Some(Fault::SoundLost),
            Self::Busy => Some(Fault::SoundBusy),
            Self::NotPermitted => Some(Fault::SoundNotPermitted),
            Self::Unsuitable => Some(Fault::SoundUnsuitable),
            Self::Stuttering => Some(Fault::SoundStutters),
        }
    }
}

impl Coded for Fault {
    fn code(&self) -> Code {
        match self {
            Self::KeypadAbsent => Code::K301,
            Self::KeypadLost => Code::K302,
            Self::KeypadVersion { .. } => Code::K303,
            Self::KeypadBusy => Code::K304,
            Self::KeypadSilent => Code::K305,
            Self::KeypadNotPermitted => Code::K306,
            Self::KeyStuck { .. } => Code::K307,
            Self::InputLost { .. } => Code::K308,
            Self::InputNotPermitted { .. } => Code::K309,
            Self::InputBusy { .. } => Code::K310,
            Self::SoundAbsent => Code::K340,
            Self::SoundLost => Code::K341,
            Self::SoundBusy => Code::K342,
            Self::SoundNotPermitted => Code::K343,
            Self::SoundUnsuitable => Code::K344,
            Self::SoundStutters => Code::K345,
            Self::ClipUnplayable => Code::K346,
            Self::PrinterEmpty => Code::K320,
            Self::PrinterJam => Code::K321,
            Self::PrinterOff => Code::K322,
            Self::PrinterTrouble => Code::K323,
            Self::PerhapsPrinted => Code::K324,
            Self::PrinterOccupied => Code::K325,
            Self::PrinterUnsuitable => Code::K326,
            Self::ScannerLost => Code::K330,
            Self::ScanProgramMissing => Code::K360,
            Self::ScannerAbsent => Code::K361,
            Self::ScannerBusy => Code::K362,
            Self::ScannerNotPermitted => Code::K363,
            Self::ScannerJam => Code::K364,
            Self::ScannerOpen => Code::K365,
            Self::ScannerEmpty => Code::K366,
            Self::ScannerSlow => Code::K367,
            Self::ScannerUnsuitable => Code::K368,
            Self::ScanUnreadable => Code::K369,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::KeypadVersion { theirs } => {
                let ours = ProtocolVersion::CURRENT;
                values([
                    ("theirs", &format_args!("{}.{}", theirs.major, theirs.minor)),
                    ("ours", &format_args!("{}.{}", ours.major, ours.minor)),
                ])
            }
            Self::KeyStuck { key } => values([("key", &phrase(key_phrase(*key), language))]),
            Self::InputLost { device } | Self::InputNotPermitted { device } | Self::InputBusy { device } => {
                values([("device", device)])
            }
            Self::KeypadAbsent
            | Self::KeypadLost
            | Self::KeypadBusy
            | Self::KeypadSilent
            | Self::KeypadNotPermitted
            | Self::SoundAbsent
            | Self::SoundLost
            | Self::SoundBusy
            | Self::SoundNotPermitted
            | Self::SoundUnsuitable
            | Self::SoundStutters
            | Self::ClipUnplayable
            | Self::PrinterEmpty
            | Self::PrinterJam
            | Self::PrinterOff
            | Self::PrinterTrouble
            | Self::PerhapsPrinted
            | Self::PrinterOccupied
            | Self::PrinterUnsuitable
            | Self::ScannerLost
            | Self::ScanProgramMissing
            | Self::ScannerAbsent
            | Self::ScannerBusy
            | Self::ScannerNotPermitted
            | Self::ScannerJam
            | Self::ScannerOpen
            | Self::ScannerEmpty
            | Self::ScannerSlow
            | Self::ScannerUnsuitable
            | Self::ScanUnreadable => Vec::new(),
        }
    }
}

/// The name of a key for a poll worker.
#[must_use]
pub const fn key_phrase(key: Key) -> Phrase {
    match key {
        Key::Up => Phrase::KeyUp,
        Key::Down => Phrase::KeyDown,
        Key::Left => Phrase::KeyLeft,
        Key::Right => Phrase::KeyRight,
        Key::Select => Phrase::KeySelect,
        Key::Help => Phrase::KeyHelp,
        Key::Repeat => Phrase::KeyRepeat,
        Key::VolumeDown => Phrase::KeyVolumeDown,
        Key::VolumeUp => Phrase::KeyVolumeUp,
        Key::RateDown => Phrase::KeyRateDown,
        Key::RateUp => Phrase::KeyRateUp,
        Key::Language => Phrase::KeyLanguage,
        Key::Curtain => Phrase::KeyCurtain,
        Key::SwitchMove => Phrase::KeySwitchMove,
        Key::SwitchSelect => Phrase::KeySwitchSelect,
    }
}

#[cfg(test)]
mod tests;
