//! What can lie over a state. The state below stays as it is.

use crate::input::{Fault, PrintTrouble, SoundTrouble};
use keypad_protocol::Key;

/// Something over the state, from the lowest to the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overlay {
    Instead(Instead),
    SettingsMenu(SettingsMenu),
    Explain(Explain),
    Notice(Notice),
    StillThere(StillThere),
    Paused(Paused),
}

impl Overlay {
    /// The name in [`crate::OVERLAYS`].
    #[cfg_attr(not(test), expect(dead_code, reason = "the diagram is compared with it"))]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Instead(_) => "Instead",
            Self::SettingsMenu(_) => "SettingsMenu",
            Self::Explain(_) => "Explain",
            Self::Notice(_) => "Notice",
            Self::StillThere(_) => "StillThere",
            Self::Paused(Paused) => "Paused",
        }
    }

    /// Of two overlays the one of higher rank is on top.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Instead(_) => 0,
            Self::SettingsMenu(_) => 1,
            Self::Explain(_) => 2,
            Self::Notice(_) => 3,
            Self::StillThere(_) => 4,
            Self::Paused(Paused) => 5,
        }
    }

    /// Where the finger is: 0 the heading, then the items.
    pub(crate) fn focus_mut(&mut self) -> Option<&mut u8> {
        match self {
            Self::Instead(Instead { focus })
            | Self::SettingsMenu(SettingsMenu { focus })
            | Self::Notice(Notice { focus, .. })
            | Self::StillThere(StillThere { focus, .. }) => Some(focus),
            Self::Explain(_) | Self::Paused(Paused) => None,
        }
    }

    /// Where the finger is.
    pub(crate) fn focus(mut self) -> u8 {
        self.focus_mut().map_or(0, |focus| *focus)
    }
}

/// No more can be chosen: keep, or choose the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Instead {
    pub(crate) focus: u8,
}

/// The settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SettingsMenu {
    pub(crate) focus: u8,
}

/// Keys say what they are and do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Explain {
    /// The last key, in milliseconds.
    pub(crate) last_key_ms: u64,
}

/// Something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) about: About,
    pub(crate) focus: u8,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    KeypadLost,
    KeyStuck(Key),
    Printer(PrintTrouble),
    ScannerLost,
    Sound(SoundTrouble),
}

impl Fault {
    /// The notice of a fault that stays until it is read or mended.
    pub(crate) const fn notice(self) -> Option<About> {
        match self {
            Self::KeypadLost => Some(About::KeypadLost),
            Self::KeyStuck(key) => Some(About::KeyStuck(key)),
            Self::Printer(trouble) => Some(About::Printer(trouble)),
            Self::ScannerLost => Some(About::ScannerLost),
            // What breaks off is heard: the poll worker is told by the log, the voter goes on.
            Self::Sound(SoundTrouble::Stutters) => None,
            Self::Sound(trouble) => Some(About::Sound(trouble)),
            Self::KeypadBack
            | Self::KeysLost
            | Self::KeysUnclear
            | Self::KeyFreed(_)
            | Self::PrinterReady
            | Self::ScannerBack
            | Self::SoundBack => None,
        }
    }

    /// The number of its K-code, for the log and the poll worker.
    pub(crate) const fn code(self) -> Option<u16> {
        match self {
            Self::KeypadLost => Some(302),
            Self::KeyStuck(_) => Some(307),
            Self::Printer(trouble) => Some(trouble.code()),
            Self::ScannerLost => Some(330),
            Self::Sound(trouble) => Some(trouble.code()),
            Self::KeypadBack
            | Self::KeysLost
            | Self::KeysUnclear
            | Self::KeyFreed(_)
            | Self::PrinterReady
            | Self::ScannerBack
            | Self::SoundBack => None,
        }
    }

    /// The number for the log. What comes of how a voter presses keys is not logged while there is a voter.
    pub(crate) const fn logged(self, in_session: bool) -> Option<u16> {
        match self {
            Self::KeyStuck(_) if in_session => None,
            Self::KeypadLost
            | Self::KeypadBack
            | Self::KeysLost
            | Self::KeysUnclear
            | Self::KeyStuck(_)
            | Self::KeyFreed(_)
            | Self::Printer(_)
            | Self::PrinterReady
            | Self::ScannerLost
            | Self::ScannerBack
            | Self::Sound(_)
            | Self::SoundBack => self.code(),
        }
    }
}

impl PrintTrouble {
    /// The number of its K-code.
    pub(crate) const fn code(self) -> u16 {
        match self {
            Self::NoSheet => 320,
            Self::Jam => 321,
            Self::Off => 322,
            Self::Other => 323,
        }
    }
}

impl SoundTrouble {
    /// The number of its K-code.
    pub(crate) const fn code(self) -> u16 {
        match self {
            Self::Absent => 340,
            Self::Lost => 341,
            Self::Busy => 342,
            Self::NotPermitted => 343,
            Self::Unsuitable => 344,
            Self::Stutters => 345,
        }
    }
}

/// The K-code of a sheet on which perhaps something was printed.
pub(crate) const PERHAPS_PRINTED: u16 = 324;
/// The K-code of a scanner that could not look.
pub(crate) const SCAN_FAILED: u16 = 331;

/// Nobody pressed a key for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StillThere {
    /// Asked, or a key since, in milliseconds.
    pub(crate) asked_ms: u64,
    /// How long the answer may take, in milliseconds.
    pub(crate) answer_ms: u64,
    pub(crate) focus: u8,
}

/// A poll worker paused the booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paused;
