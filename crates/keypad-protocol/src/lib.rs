//! What the voter's keypad and the booth say to each other: the messages ([`BoardMessage`],
//! [`HostMessage`]) and how they lie on the wire ([`encode`], [`Decoder`]).
//!
//! One crate for both ends. `WIRE.md` shows every message byte by byte.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::wildcard_enum_match_arm)]

mod decoder;
mod frame;
mod key;
mod message;
mod numeric;
mod sequence;
mod symbol;

pub use decoder::{Damage, Decoder, Outcome};
pub use frame::{EncodeError, Frame, MAX_BODY, MAX_FRAME, encode};
pub use key::{Key, KeyEvent, KeySet};
pub use message::{
    Beep, BoardMessage, Capabilities, Direction, DisplayLanguage, DisplayPage, DoubleStrike, FirmwareVersion,
    HEARTBEAT_MS, HostMessage, Input, LINK_TIMEOUT_MS, Message, ProtocolVersion, SelfTest,
};
pub use numeric::{Cap, NUMERIC_KEYPAD};
pub use sequence::{Arrival, SequenceTracker};
pub use symbol::Stroke;

#[cfg(test)]
mod tests;
