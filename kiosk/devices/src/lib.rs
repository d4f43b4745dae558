//! What the booth is connected to. Everything a voter can press ([`keypad`]), what the voter hears ([`audio`]), and
//! what marks the voter's paper ([`printer`]) and looks at it ([`scanner`]); and the booth's log ([`log`]).
//!
//! No window and no drawing here. Every device runs in a thread of its own, says what happened as
//! [`DeviceEvent`]s through one channel, and is found again when it comes back.

pub mod audio;
pub mod keypad;
pub mod log;
pub mod printer;
pub mod scanner;

mod clock;
mod event;
mod fault;
mod outlet;

pub use clock::{Clock, MonotonicClock};
pub use event::{DeviceEvent, DeviceState, Happened, LinkState, SoundState, Source, Touch, TouchPhase, Typed};
pub use fault::{Fault, key_phrase};
pub use outlet::{EVENT_ROOM, channel};
