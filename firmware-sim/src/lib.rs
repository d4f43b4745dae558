//! The voter's keypad without hardware: the firmware's own code behind a pseudo-terminal, which a booth opens as it
//! opens a board's serial port. For tests, for training, and for trying things by hand.
//!
//! [`SimulatedBoard`] is the board; [`script`] drives it from a file, [`front`] from a terminal.
#![forbid(unsafe_code)]

mod board;
pub mod cli;
mod error;
mod faults;
pub mod front;
mod journal;
mod keys;
mod line;
mod link;
mod picture;
pub mod script;
mod simulation;
mod status;
mod wires;

pub use board::{Options, SimulatedBoard};
pub use error::SimError;
pub use faults::{Chance, Fault};
pub use journal::Note;
pub use picture::{MAX_SCALE, Picture};
pub use status::{ActiveFaults, Snapshot, Status};
