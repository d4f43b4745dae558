//! What a simulated board says about itself.

use std::path::PathBuf;

use keypad_core::{Page, Screen, Tone};
use keypad_protocol::KeySet;

use crate::{Chance, Note, Picture};

/// The state of the board at one moment. Nothing in it follows from the keys of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Milliseconds since the simulation began. It stands still for what the machine was too busy to simulate.
    pub clock_ms: u64,
    /// The board is plugged in.
    pub plugged: bool,
    /// A program has the port open.
    pub port_open: bool,
    /// What the firmware wants the display to show.
    pub screen: Screen,
    /// What the beeper gives.
    pub tone: Option<Tone>,
    /// Headphones are in the socket.
    pub headphones: bool,
}

impl Status {
    /// A booth of the same protocol version is there and alive.
    #[must_use]
    pub const fn linked(&self) -> bool {
        self.plugged && !matches!(self.screen.page, Page::NotConnected | Page::WrongVersion)
    }

    /// A voter is at the booth.
    #[must_use]
    pub const fn in_session(&self) -> bool {
        matches!(self.screen.page, Page::InSession)
    }
}

/// Faults that are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveFaults {
    /// A key bounces.
    pub bounce: bool,
    /// A key is stuck.
    pub stuck: bool,
    /// Messages are lost.
    pub drop: Chance,
    /// Messages come twice.
    pub double: Chance,
    /// Bytes are changed.
    pub corrupt: Chance,
    /// Bytes are lost.
    pub drop_bytes: Chance,
    /// Bytes come twice.
    pub double_bytes: Chance,
    /// Bytes come this late, in milliseconds.
    pub delay_ms: u64,
    /// Garbage is being sent.
    pub flood: bool,
    /// The board speaks another major version.
    pub version: Option<u8>,
    /// The display takes nothing.
    pub display: bool,
    /// The pins cannot be read.
    pub pins: bool,
}

/// [`Status`] and everything around it, for a front.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The state of the board.
    pub status: Status,
    /// The pseudo-terminal, while plugged in.
    pub path: Option<PathBuf>,
    /// What stands on the display.
    pub picture: Picture,
    /// Keys under a finger; `None` during a session, when nothing shows what is pressed.
    pub fingers: Option<KeySet>,
    /// Faults that are on.
    pub faults: ActiveFaults,
    /// The last messages, the oldest first.
    pub notes: Vec<Note>,
}
