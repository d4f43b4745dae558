//! What the booth tells its keypads.

use std::sync::mpsc::{SyncSender, TrySendError};

use keypad_protocol::{Beep, DisplayLanguage, DisplayPage, DoubleStrike};
use thiserror::Error;

/// So many commands may wait. The booth gives a handful a session.
pub(crate) const COMMAND_ROOM: usize = 64;

/// What the booth tells its keypads. Devices without a display or a beeper let pass what they cannot do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Command {
    /// A voter has begun. Said again to a keypad that comes back in mid-session.
    BeginSession,
    /// The voter is gone: keys held count only after they came up, and the filter is as at first.
    EndSession,
    /// The voter's double-strike setting, until the session ends. Lets pass outside sessions.
    SetFilter(DoubleStrike),
    /// What the keypad shows outside sessions. In a session it is kept for its end.
    SetDisplay {
        /// What.
        page: DisplayPage,
        /// In which language.
        language: DisplayLanguage,
    },
    /// A sound. Lets pass in a session, and while there is no keypad.
    Beep(Beep),
    /// Answered by [`Happened::SelfTest`](crate::Happened::SelfTest). Lets pass in a session, and while there
    /// is no keypad.
    RunSelfTest,
}

/// A command did not reach the device's thread.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum NotSent {
    /// Too many commands wait: the booth does not take the events that the thread wants to hand over.
    #[error("the device's thread waits for its events to be taken")]
    NoRoom,
    /// The thread has ended.
    #[error("the device's thread has ended")]
    Ended,
}

/// The way to one device thread.
#[derive(Clone, Debug)]
pub struct Commands(pub(crate) SyncSender<Command>);

impl Commands {
    /// Gives a command without waiting.
    ///
    /// # Errors
    /// [`NotSent`]; then nothing was done.
    pub fn give(&self, command: Command) -> Result<(), NotSent> {
        self.0.try_send(command).map_err(|error| match error {
            TrySendError::Full(_) => NotSent::NoRoom,
            TrySendError::Disconnected(_) => NotSent::Ended,
        })
    }
}
