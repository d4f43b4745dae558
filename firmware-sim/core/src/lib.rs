//! The firmware of the voter's keypad without its chip.
//!
//! [`step`] is the whole board as a pure function: contacts, the headphone socket and bytes from the booth go
//! in, bytes for the booth, a tone and a [`Screen`] come out. [`Matrix`] scans real pins into [`Contacts`],
//! [`draw`] puts a [`Screen`] on a real display. A board's `main` is a loop around these three; the simulated
//! board is another.
#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::wildcard_enum_match_arm)]

#[cfg(test)]
extern crate std;

mod board;
mod contacts;
mod display;
mod matrix;
mod outgoing;
mod plug;
mod screen;
mod self_test;
mod settling;
mod tone;
mod wiring;

pub use board::{CAPABILITIES, FIRMWARE, Inputs, Outputs, State, step};
pub use contacts::{Contacts, Crossings};
pub use display::{HEIGHT, LINE_LETTERS, Line, Lines, PAGE_LINES, WIDTH, draw, lines};
pub use matrix::Matrix;
pub use outgoing::{CAPACITY, Outgoing};
pub use screen::{Page, Screen};
pub use tone::Tone;
pub use wiring::{COLUMNS, Crossing, ROWS, Wire, matrix_keys, wire};
